"""The command line. Each command is a module of its own, imported only when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from vstrecha import __version__

COMMANDS = {
    "demo": "run the sample mission and serve it",
    "init": "make a real installation",
    "template": "write an empty workbook to fill in",
    "plan": "plan a mission from a workbook, without a server",
    "solve": "solve one scheduling problem",
    "match": "match two files of texts",
    "serve": "serve the web pages, with one worker",
    "worker": "run one more background worker",
    "check": "say whether the installation is well",
}


class LazyGroup(click.Group):
    """Lists all commands without importing them: `vstrecha solve` never loads Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"{__name__}.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} has no click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="vstrecha")
def main() -> None:
    """From two lists of companies to a planned trade mission.

    Begin with 'vstrecha demo' to see it work, or with 'vstrecha template mission.xlsx' and
    'vstrecha plan mission.xlsx --out plan' to plan your own.
    """
