"""`vstrecha serve`: the web pages over ASGI, with one background worker beside."""

from __future__ import annotations

import contextlib
import errno
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import uvicorn
from django.core.management import call_command

from vstrecha.config.cli.django_setup import require_migrated, start_django

LAST_PORT = 65_535


class PortTakenError(Exception):
    """Something else listens on the port that was asked for."""


def listen(*, host: str, port: int, search: int = 0) -> socket.socket:
    """A listening socket on `port`, or on the first free one of the `search` ports after it.

    Raises PortTakenError where none is free, and OSError where the host is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + search, LAST_PORT) + 1):
        listener = socket.socket(family)
        # A port that has just been left must not look taken; one in use still does.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(2048)
        except OSError as error:
            listener.close()
            if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
                raise
            if not is_taken(host=host, port=candidate, family=family):
                raise
        else:
            return listener
    raise PortTakenError


def is_taken(*, host: str, port: int, family: socket.AddressFamily) -> bool:
    """Whether something answers on the port; it tells a taken port from a forbidden one."""
    with socket.socket(family) as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


@contextlib.contextmanager
def worker_beside() -> Iterator[None]:
    """A worker process that ends with this one, however this one ends.

    The worker reads the pipe to its standard input: when we are gone, so is the pipe.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "vstrecha.config.cli", "worker", "--with-parent"],
        stdin=subprocess.PIPE,
        # Ctrl-C is for us; the worker is told by the closed pipe and finishes its task.
        start_new_session=True,
    ) as process:
        try:
            yield
        finally:
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()


def run_server(*, listener: socket.socket) -> None:
    """Serve pages on the socket until Ctrl-C, with one worker. Django must have been started."""
    call_command("collectstatic", verbosity=0, interactive=False)
    server = uvicorn.Server(
        uvicorn.Config(
            "vstrecha.config.asgi:application",
            log_level="warning",
            # An access log would hold who looked at which company.
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=5,
        )
    )
    # uvicorn shuts down in good order on Ctrl-C and then raises it again.
    with worker_beside(), contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])


def address_of(listener: socket.socket) -> str:
    """The address to open in a browser."""
    host, port = listener.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared, not bound
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, LAST_PORT), help="Port."
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data folder (else VSTRECHA_DATA, else the user's own).",
)
def command(host: str, port: int, data: Path | None) -> None:
    """Serve the web pages, with one background worker.

    Make the installation with 'vstrecha init' first. Behind a web server that speaks HTTPS, set
    VSTRECHA_HTTPS=1 and VSTRECHA_HOSTS to its name. Ctrl-C stops it.
    """
    start_django(data=data)
    require_migrated()
    try:
        listener = listen(host=host, port=port)
    except PortTakenError:
        click.echo(
            f"Port {port} on {host} is taken. Stop what listens there, or choose another: "
            f"vstrecha serve --port {port + 1}",
            err=True,
        )
        sys.exit(2)
    except OSError as error:
        click.echo(f"Cannot listen on {host}, port {port}: {error.strerror}.", err=True)
        sys.exit(2)
    click.echo(f"Vstrecha is at {address_of(listener)} (Ctrl-C stops it)")
    run_server(listener=listener)
