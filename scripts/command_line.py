"""Write docs/reference/command-line.md from the commands' own help.

python -m scripts.command_line
"""

from __future__ import annotations

from pathlib import Path

import click

from vstrecha.config.cli import main

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "command-line.md"
HEAD = """\
# Command line

Written from the commands' own help by `python -m scripts.command_line`.

Exit status everywhere: 0 done, 2 bad input or settings (the message on standard error says what
to mend); others are named with the command. Progress goes to standard error, and only on a
terminal.
"""


def reference() -> str:
    """The whole page."""
    context = click.Context(main, info_name="vstrecha", **main.context_settings)
    parts = [HEAD]
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        if command is None:
            raise LookupError(name)
        inner = click.Context(
            command, info_name=name, parent=context, terminal_width=96, max_content_width=96
        )
        parts.append(f"\n## vstrecha {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
