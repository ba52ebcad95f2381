"""`vstrecha demo`: the sample mission, planned and served from a folder of its own."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click
import platformdirs
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from vstrecha.config.cli.demo_folder import DemoFolder, NotADemoError
from vstrecha.config.cli.django_setup import migrate, start_django
from vstrecha.config.cli.init import write_settings
from vstrecha.config.cli.interrupts import held_back
from vstrecha.config.cli.serve import LAST_PORT, PortTakenError, address_of, listen, run_server

if TYPE_CHECKING:
    from vstrecha.config.cli.summary import Summary

HOST = "127.0.0.1"
PORTS_TO_TRY = 20
PIPE_WIDTH = 110
# The demo is its own installation: what is set for a real one must not reach it.
NOT_OURS = ("VSTRECHA_SECRET_KEY", "VSTRECHA_HTTPS", "VSTRECHA_HOSTS", "VSTRECHA_TIME_ZONE")


@click.command("demo")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, LAST_PORT),
    help="Port to serve on; where it is taken, the next free one.",
)
@click.option("--no-serve", is_flag=True, help="Plan and show what was found; do not serve.")
def command(port: int, *, no_serve: bool) -> None:
    """See it work: a sample mission, matched, planned and published, then served to this machine.

    Everything is kept in a folder of its own (VSTRECHA_DATA, else 'demo' in the user's data
    folder) and never touches a real installation. A second run is quick: what is planned stays,
    until a new version or a new sample starts it afresh. Ctrl-C stops the server.
    """
    path = os.environ.get("VSTRECHA_DATA")
    folder = DemoFolder(Path(path) if path else platformdirs.user_data_path("vstrecha") / "demo")
    try:
        folder.claim()
    except NotADemoError:
        click.echo(
            f"{folder.path} is not a demo's folder, and a demo would replace what is in it. "
            "Unset VSTRECHA_DATA, or set it to an empty folder.",
            err=True,
        )
        sys.exit(2)
    except OSError as error:
        click.echo(f"{folder.path} cannot be written: {error.strerror}.", err=True)
        sys.exit(2)
    try:
        with held_back():
            _start(folder)
        summary = _found(folder)
    except KeyboardInterrupt:
        click.echo("Stopped. The next run starts the demo afresh.", err=True)
        sys.exit(130)
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPE_WIDTH)
    _show(summary, folder, console)
    if no_serve:
        console.print("Serve it with: vstrecha demo")
    else:
        _serve(port, console)


def _start(folder: DemoFolder) -> None:
    """Start Django on the demo's own settings and database."""
    write_settings(
        folder.path, hosts="localhost,127.0.0.1,[::1]", language="ru", time_zone="Asia/Krasnoyarsk"
    )
    for name in NOT_OURS:
        os.environ.pop(name, None)
    # In the environment, as the worker beside the server must find the same database.
    os.environ["DATABASE_URL"] = f"sqlite:///{folder.database.resolve()}"
    start_django(data=folder.path.resolve())
    import_module("vstrecha.config.cli.demo_mission")


def _found(folder: DemoFolder) -> Summary:
    """What the demo's programme is: the one that is there, or a new one."""
    from vstrecha.config.cli.demo_mission import build, current

    planned = None
    if folder.is_current():
        migrate()
        planned = current()
    if planned is None:
        folder.clear()
        migrate()
        planned = build(folder)
        folder.finish()
    from vstrecha.config.cli.summary import summary_of

    return summary_of(planned)


def _show(summary: Summary, folder: DemoFolder, console: Console) -> None:
    from vstrecha.config.cli.summary import print_summary

    print_summary(summary, console)
    table = Table("Role", "E-mail", "Password", title="Sign-ins, for this demo alone")
    for sign_in in folder.sign_ins():
        table.add_row(*(escape(text) for text in (sign_in.role, sign_in.email, sign_in.password)))
    console.print(table)


def _serve(port: int, console: Console) -> None:
    try:
        listener = listen(host=HOST, port=port, search=PORTS_TO_TRY)
    except PortTakenError:
        click.echo(
            f"Ports {port} to {port + PORTS_TO_TRY} are taken. Choose another: "
            "vstrecha demo --port 9000",
            err=True,
        )
        sys.exit(2)
    except OSError as error:
        click.echo(f"Cannot listen on port {port}: {error.strerror}.", err=True)
        sys.exit(2)
    address = address_of(listener)
    taken = listener.getsockname()[1] != port
    if taken:
        console.print(f"Port {port} is taken; this is the next free one.")
    console.print(f"\n[bold]Open {address}[/bold] (Ctrl-C stops it)", soft_wrap=True)
    console.print(f"[bold]Откройте {address}[/bold] (остановить: Ctrl-C)", soft_wrap=True)
    sys.stdout.flush()
    run_server(listener=listener)
    console.print("Stopped. Остановлено.")
