"""`vstrecha template`: an empty workbook to fill in, or the sample mission's."""

from __future__ import annotations

import sys
from importlib import resources
from pathlib import Path

import click

from vstrecha.workbook.exports import build_workbook, workbook_bytes


@click.command("template")
@click.argument("out", metavar="OUT.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--language",
    type=click.Choice(["ru", "en"]),
    default="ru",
    show_default=True,
    help="Language of the sheets and headers. Both are read alike.",
)
@click.option("--sample", is_flag=True, help="Write the sample mission's workbook instead.")
@click.option("--force", is_flag=True, help="Overwrite OUT.xlsx where it exists.")
def command(out: Path, language: str, *, sample: bool, force: bool) -> None:
    """Write an empty workbook to fill in: instructions, lists that drop down, checked cells.

    Fill it in with Excel or LibreOffice, then give it to 'vstrecha plan', or read it in on the
    mission's pages.
    """
    if out.suffix.lower() != ".xlsx":
        _stop(f"{out} does not end in .xlsx. Name the file, for example, mission.xlsx.")
    if out.exists() and not force:
        _stop(f"{out} is there already. Choose another name, or overwrite it with --force.")
    content = _sample() if sample else workbook_bytes(build_workbook({}, language=language))
    try:
        out.write_bytes(content)
    except OSError as error:
        _stop(f"{out} cannot be written: {error.strerror}.")
    click.echo(f"Wrote {out}.")


def _sample() -> bytes:
    return resources.files("vstrecha.workbook").joinpath("data/sample.xlsx").read_bytes()


def _stop(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(2)
