"""The help of every command: it teaches, and it is laid out."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from vstrecha.config.cli import COMMANDS, main


def command_named(name: str) -> click.Command:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    return command


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    options = [one for one in command_named(name).params if isinstance(one, click.Option)]
    options = [one for one in options if not one.hidden]
    assert [one.name for one in options if not one.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_no_mark_of_the_layout_is_left(name: str) -> None:
    text = CliRunner().invoke(main, [name, "--help"]).output
    assert "\\b" not in text
    assert "\b" not in text


def test_examples_stand_on_lines_of_their_own() -> None:
    text = CliRunner().invoke(main, ["plan", "--help"]).output
    lines = [line.strip() for line in text.splitlines()]
    assert "vstrecha plan mission.xlsx --out plan" in lines
    assert "3  nothing found within the limit" in lines
