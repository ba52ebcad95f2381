"""`vstrecha check`: the health of the installation, one line a part."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vstrecha.config.cli.django_setup import start_django, unapplied_migrations

LEAST_FREE_BYTES = 500_000_000
LONGEST_WAIT = timedelta(minutes=5)


class NotWellError(Exception):
    """A part that does not work; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what was seen."""

    part: str
    well: bool
    seen: str


def data_folder() -> str:
    from django.conf import settings

    if not os.access(settings.DATA, os.W_OK):
        raise NotWellError(f"{settings.DATA} cannot be written to: give this user the folder")
    free = shutil.disk_usage(settings.DATA).free
    if free < LEAST_FREE_BYTES:
        raise NotWellError(f"only {free / 1e6:.0f} MB free in {settings.DATA}: make room")
    return f"{settings.DATA}, {free / 1e9:.1f} GB free"


def configuration() -> str:
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", stdout=io.StringIO(), stderr=io.StringIO())
    except SystemCheckError as error:
        raise NotWellError(str(error)) from error
    return "settings and models fit together"


def database() -> str:
    from django.db import connection

    missing = unapplied_migrations()
    if missing:
        raise NotWellError(f"{len(missing)} changes are not applied: run 'vstrecha init'")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
        )
        (version,) = cursor.fetchone()
    return f"{connection.vendor} {version}, up to date"


def queue() -> str:
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").first()
    if oldest is not None and datetime.now(UTC) - oldest.enqueued_at > LONGEST_WAIT:
        raise NotWellError(
            f"{waiting.count()} tasks wait, the first since {oldest.enqueued_at:%Y-%m-%d %H:%M} "
            "UTC: run 'vstrecha serve' or 'vstrecha worker'"
        )
    return f"{waiting.count()} tasks wait"


def scheduling() -> str:
    from vstrecha.engine.scheduling.plan import Status
    from vstrecha.engine.scheduling.problem import Meeting, Participant, Problem, Slot, Venue
    from vstrecha.engine.scheduling.solve import solve

    start = datetime(2026, 12, 10, 9, tzinfo=UTC)
    slot = Slot("1", start, start + timedelta(minutes=20), "am")
    people = (Participant("home"), Participant("host"))
    meeting = Meeting("1", ("home", "host"))
    plan = solve(Problem((slot,), (Venue("hall", ("1",)),), people, (meeting,)))
    if plan.status != Status.OPTIMAL or len(plan.placements) != 1:
        raise NotWellError("the solver fails at one meeting: install OR-Tools again")
    return f"OR-Tools {metadata.version('ortools')} plans and proves"


def matching() -> str:
    from vstrecha.engine.matching.encoders import EncoderUnavailableError
    from vstrecha.engine.matching.encoders.measure import measure
    from vstrecha.matches.bridge.encoding import encoder_choice

    try:
        encoder = encoder_choice().load()
        found = measure(encoder)
    except EncoderUnavailableError as error:
        raise NotWellError(
            f"{error} Until then matching goes by words and facts alone, weaker across languages"
        ) from error
    test = f"of {found.pairs} industries in Russian the English one comes first"
    words = f"{found.recall_of_words:.0%} by words alone"
    if not encoder.dimension:
        return f"no encoder, as VSTRECHA_ENCODER says; {test} for {words}"
    languages = f"{len(encoder.languages)} languages" if encoder.languages else "languages not told"
    return (
        f"encoder {encoder.name} {encoder.revision}, loaded: {encoder.dimension} numbers a text, "
        f"{languages}, {found.texts_per_second:.0f} texts a second here; "
        f"{test} for {found.recall:.0%} ({words})"
    )


def documents() -> str:
    import typst

    if not typst.compile(b"Vstrecha"):
        raise NotWellError("typst sets no page: install it again")
    return "typst sets a page"


PARTS: dict[str, Callable[[], str]] = {
    "data folder": data_folder,
    "configuration": configuration,
    "database": database,
    "queue": queue,
    "scheduling": scheduling,
    "matching": matching,
    "documents": documents,
}


def examine(part: str, look: Callable[[], str]) -> Finding:
    """Look at one part. Whatever goes wrong there is a finding, not the end of the look."""
    try:
        return Finding(part, well=True, seen=look())
    except NotWellError as error:
        return Finding(part, well=False, seen=str(error))
    except Exception as error:  # noqa: BLE001 - any failure of a part is what we are looking for
        return Finding(part, well=False, seen=f"{type(error).__name__}: {error}")


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Data folder (else VSTRECHA_DATA, else the user's own).",
)
def command(data: Path | None) -> None:
    """Say whether the installation is well, part by part.

    Exit status: 0 all is well, 1 something is not (the line says what to do).
    """
    start_django(data=data)
    findings = [examine(part, look) for part, look in PARTS.items()]
    table = Table(box=None, show_header=False, pad_edge=False)
    for finding in findings:
        mark = Text("well", style="green") if finding.well else Text("not well", style="bold red")
        table.add_row(mark, finding.part, Text(finding.seen))
    Console().print(table)
    sys.exit(0 if all(finding.well for finding in findings) else 1)
