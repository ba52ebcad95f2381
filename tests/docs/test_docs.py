"""Documentation says what is there: commands, options, settings, links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from scripts.command_line import PAGE, reference
from vstrecha.config.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def shell_lines() -> Iterator[tuple[str, str]]:
    """Each command line of each page's `sh` blocks, without its comment."""
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
            for line in block.splitlines():
                if command := line.split(" #")[0].strip():
                    yield page.name, command


def names(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8"))


def test_the_command_line_page_is_what_the_commands_say() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run python -m scripts.command_line"


@pytest.mark.parametrize(
    ("page", "line"), [pair for pair in shell_lines() if "vstrecha " in pair[1]]
)
def test_documented_commands_parse(page: str, line: str, tmp_path: Path) -> None:
    """Names of commands and options are right; files need not be there."""
    words = shlex.split(line)
    words = words[next(i for i, word in enumerate(words) if word.endswith("vstrecha")) + 1 :]
    context = click.Context(main, info_name="vstrecha")
    command = main.get_command(context, words[0])
    assert command is not None, f"{page}: {line}"
    for option in (word.split("=")[0] for word in words[1:] if word.startswith("--")):
        known = {name for param in command.params for name in (*param.opts, *param.secondary_opts)}
        assert option in known | {"--help"}, f"{page}: {line}"


@pytest.mark.parametrize(("page", "line"), [p for p in shell_lines() if p[1].startswith("make ")])
def test_documented_make_targets_exist(page: str, line: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{re.escape(line.split()[1])}:", makefile, re.MULTILINE), page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for name in names(page):
        if not name.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / name).exists(), name


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    source = (ROOT / "src/vstrecha/config/settings.py").read_text("utf-8")
    read = set(re.findall(r"env\.\w+\(\s*\"(\w+)\"", source))
    page = (ROOT / "docs/reference/settings.md").read_text("utf-8")
    assert read == set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
