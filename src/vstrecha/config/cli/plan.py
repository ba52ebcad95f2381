"""`vstrecha plan`: the main job without a server."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from vstrecha.config.cli.django_setup import start_temporary_django

INFEASIBLE, BAD_INPUT, NOTHING_FOUND, BROKEN = 1, 2, 3, 70
# Tables need room; a file or a pipe has no width of its own.
PIPE_WIDTH = 110
# In click, a line with a backspace keeps the lines after it as they are.
EPILOG = """\b
Exit status:
  0  planned
  1  proven impossible as asked
  2  something has to be mended in the workbook (said on standard error)
  3  nothing found within the limit

\b
Example:
  vstrecha template mission.xlsx
  vstrecha plan mission.xlsx --out plan
"""


@click.command("plan", epilog=EPILOG)
@click.argument(
    "workbook",
    metavar="WORKBOOK.xlsx",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files; made where it is missing.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=2**31 - 1),
    default=0,
    show_default=True,
    help="Where the search starts: the same seed gives the same plan.",
)
@click.option(
    "--time-limit",
    metavar="S",
    type=click.FloatRange(min=0, min_open=True),
    help="Seconds of planning. With it the same plan twice is not promised.",
)
@click.option(
    "--work-limit",
    metavar="N",
    type=click.FloatRange(min=0, min_open=True),
    help="Deterministic work instead of time; the default.",
)
@click.option(
    "--language",
    type=click.Choice(["ru", "en"]),
    help="Language of the files (else the mission's own).",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(  # noqa: PLR0913 - one parameter an option
    *,
    workbook: Path,
    out: Path,
    seed: int,
    time_limit: float | None,
    work_limit: float | None,
    language: str | None,
    as_json: bool,
) -> None:
    """Plan a mission from a workbook: match, request, schedule, write the files.

    Into DIR come the planned workbook (planned.xlsx), one calendar a company
    (calendar/KEY.ics), a timetable to print (timetable.pdf) and the plan as data (plan.json).
    Where the workbook has no requests, they are proposed from mutual recommendations.

    Plan again into the same DIR after a change, and calendars learn what has moved. Move a row
    in the timetable of planned.xlsx, plan that file, and the meeting stays where you put it; the
    others stay where they are if they can. Delete that sheet, and all are planned afresh.
    """
    start_temporary_django()
    from vstrecha.config.cli.pipeline import Limits
    from vstrecha.config.cli.planning import CannotPlanFileError, NoTimetableError, plan_workbook
    from vstrecha.config.cli.summary import print_summary

    try:
        result = plan_workbook(
            workbook=workbook,
            out=out,
            limits=Limits(seed, time_limit, work_limit),
            language=language,
        )
    except CannotPlanFileError as error:
        error.show()
        sys.exit(BAD_INPUT)
    except NoTimetableError as error:
        if as_json:
            _print_json(error.summary.to_json())
        _stop(error.summary.message, INFEASIBLE if error.is_proven else NOTHING_FOUND)
    except OSError as error:
        _stop(
            f"{error.filename or out} cannot be written: {error.strerror}. Close the files that "
            "are open in another program, or choose another folder.",
            BAD_INPUT,
        )
    if as_json:
        _print_json(result.summary.to_json() | {"out": str(out), "files": list(result.files)})
        return
    console = Console()
    if not console.is_terminal:
        console = Console(width=PIPE_WIDTH)
    print_summary(result.summary, console)
    console.print(f"\nWrote {len(result.files)} files to {out}:", soft_wrap=True)
    for name in result.main_files:
        console.print(f"  {out / name}", markup=False, highlight=False, soft_wrap=True)


def _print_json(data: dict[str, object]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False))


def _stop(message: str, status: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(status)
