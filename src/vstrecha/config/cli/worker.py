"""`vstrecha worker`: takes planning runs and other long work from the queue."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

import click
from django.core.management import call_command

from vstrecha.config.cli.django_setup import require_migrated, start_django


def end_with_parent() -> None:
    """Ask this process to stop when the pipe to its standard input closes."""

    def wait_for_the_end() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait_for_the_end, daemon=True).start()


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data folder (else VSTRECHA_DATA, else the user's own).",
)
@click.option("--with-parent", is_flag=True, hidden=True)
def command(data: Path | None, *, with_parent: bool) -> None:
    """Run one more background worker.

    'vstrecha serve' has one already. Over PostgreSQL any number of workers, on any number of
    machines, take from the same queue. Ctrl-C lets the running task finish; twice stops it.
    """
    start_django(data=data)
    require_migrated()
    if with_parent:
        end_with_parent()
    call_command("db_worker", verbosity=0, queue_name="*", interval=0.5, reload=False)
