"""`vstrecha solve`: the scheduling engine alone, without Django or a database."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console
from rich.table import Table

from vstrecha.engine.scheduling.changes import changes
from vstrecha.engine.scheduling.files.dzn import read_dzn
from vstrecha.engine.scheduling.files.plan_json import numbered, plan_to_json
from vstrecha.engine.scheduling.files.problem_json import read_problem
from vstrecha.engine.scheduling.plan import Plan, Status
from vstrecha.engine.scheduling.problem import Problem, ProblemError
from vstrecha.engine.scheduling.solve import Progress, solve
from vstrecha.engine.scheduling.whatif import Advice, advise

EXIT_STATUS = {Status.OPTIMAL: 0, Status.FEASIBLE: 0, Status.INFEASIBLE: 1, Status.UNKNOWN: 3}
BAD_INPUT = 2
SENTENCES = {
    Status.OPTIMAL: "Proven best: no plan can be better.",
    Status.FEASIBLE: "A good plan, not proven best at every level.",
    Status.INFEASIBLE: "Proven impossible: no plan keeps every rule.",
    Status.UNKNOWN: "Nothing found within the limit. Allow more time or work.",
}


class Limit(click.FloatRange):
    """A number above 0. Python would let "nan" through, which is neither above nor below."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True)

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number; click tells what is wrong with any other text."""
        number: float = super().convert(value, param, ctx)  # type: ignore[arg-type]  # any text will do
        if math.isnan(number):
            self.fail(f"{value!r} is not a number.", param, ctx)
        return number


@click.command(name="solve")
@click.argument("path", metavar="PROBLEM", type=click.Path(path_type=Path))
@click.option(
    "--time-limit",
    type=Limit(),
    metavar="S",
    help="Seconds. With it the same plan twice is not promised.",
)
@click.option(
    "--work-limit",
    type=Limit(),
    metavar="N",
    help="Deterministic work: only this promises the same plan twice.",
)
@click.option(
    "--seed",
    type=click.IntRange(min=0, max=2**31 - 1),
    default=0,
    show_default=True,
    help="Where the search starts: the same seed gives the same plan.",
)
@click.option(
    "--workers", type=click.IntRange(min=1), metavar="N", help="Threads (else one a core, up to 8)."
)
@click.option(
    "--fairness",
    type=click.IntRange(min=0),
    metavar="D",
    help="Largest difference in breaks between two participants (.dzn only).",
)
@click.option(
    "--advise", "asks_advice", is_flag=True, help="Say what changes would help most, verified."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option, as click passes them
    path: Path,
    time_limit: float | None,
    work_limit: float | None,
    seed: int,
    workers: int | None,
    fairness: int | None,
    *,
    asks_advice: bool,
    as_json: bool,
) -> None:
    """Plan the meetings of PROBLEM, a problem in JSON or a published .dzn file.

    The exit status is 0 where a plan was found, 1 where it is proven that there is none, 2 for
    input that cannot be understood, 3 where nothing was found within the limit. Without a limit a
    JSON problem gets a fair amount of deterministic work (half a second's where it has a previous
    plan to repair), and a .dzn five minutes. What a repair changes is told in sentences. Where
    there is no plan, rules that cannot be kept together are named. With --advise, changes (a table,
    an interpreter, a representative, a slot, somebody's presence or most meetings) are tried by
    solving again.
    """
    is_dzn = path.suffix.lower() == ".dzn"
    problem = _read(path, fairness, is_dzn=is_dzn)
    if is_dzn and time_limit is None and work_limit is None:
        time_limit = 300.0
    console = Console(stderr=True)
    with console.status("Planning …") as status:

        def show(progress: Progress) -> None:
            status.update(
                f"{progress.level}: {progress.value}, bound {progress.bound} "
                f"({progress.seconds:.0f} s)"
            )

        plan = solve(
            problem,
            seed=seed,
            time_limit=time_limit,
            work_limit=work_limit,
            workers=workers,
            on_progress=show if console.is_terminal else None,
        )
        status.update("Looking for advice …")
        advice = advise(problem, plan, seed=seed, workers=workers) if asks_advice else None
    if as_json:
        data = plan_to_json(plan, problem)
        if advice is not None:
            data["advice"] = [_advice_to_json(one) for one in advice]
        click.echo(json.dumps(numbered(data) if is_dzn else data, ensure_ascii=False))
    else:
        _print(problem, plan)
        if advice is not None and plan.objective:
            _print_advice(advice)
    sys.exit(EXIT_STATUS[plan.status])


def _read(path: Path, fairness: int | None, *, is_dzn: bool) -> Problem:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if is_dzn:
            return read_dzn(text, fairness=fairness)
        if fairness is not None:
            _refuse("--fairness is for .dzn files; a JSON problem has its field 'fairness'.")
        return read_problem(text)
    except OSError as error:
        _refuse(f"{path}: cannot be read ({error.strerror}).")
    except UnicodeDecodeError:
        _refuse(f"{path}: is not a text in UTF-8; save it as UTF-8.")
    except ProblemError as error:
        _refuse(f"{path}: {error}")


def _refuse(message: str) -> NoReturn:
    click.echo(" ".join(message.split("\n")), err=True)
    sys.exit(BAD_INPUT)


def _print(problem: Problem, plan: Plan) -> None:
    console = Console()
    console.print(SENTENCES[plan.status])
    if plan.conflicts:
        console.print("These cannot be kept together:")
    for conflict in plan.conflicts:
        console.print(f"- {conflict.render()}", markup=False, highlight=False)
    if not plan.objective:
        return
    levels = Table("Level", "Plan", "Bound", "Proven", title="What the plan comes to")
    for name, value in plan.objective.items():
        proven = "yes" if name in plan.proven else ""
        levels.add_row(name, str(value), str(plan.bound.get(name, "")), proven)
    console.print(levels)
    _print_changes(console, problem, plan)
    timetable = Table("Slot", "Table", "Meeting", "Participants", title="Timetable")
    people = {meeting.id: meeting.participants for meeting in problem.meetings}
    for place in plan.placements:
        names = ", ".join(people[place.meeting])
        timetable.add_row(place.slot, place.table, place.meeting, names)
    console.print(timetable)
    if plan.unplaced:
        left = Table("Meeting", "Why it has no place", title="Not placed")
        for one in plan.unplaced:
            left.add_row(one.meeting, one.reason.render())
        console.print(left)


def _print_changes(console: Console, problem: Problem, plan: Plan) -> None:
    """What is elsewhere than in the previous plan, where there was one."""
    if not problem.previous:
        return
    found = changes(problem, problem.previous, plan)
    console.print("Changes" if found else "Nothing changes: every meeting stays where it was.")
    for change in found:
        console.print(f"  {change.render()}", markup=False, highlight=False)


def _print_advice(advice: Sequence[Advice]) -> None:
    console = Console()
    console.print("What would help most, by solving again:" if advice else "No change would help.")
    for one in advice:
        console.print(f"- {one.message.render()}", markup=False, highlight=False)


def _advice_to_json(advice: Advice) -> dict[str, object]:
    change = advice.change
    return {
        "change": {
            name: value
            for name, value in (
                ("kind", change.kind),
                ("whom", change.whom),
                ("part", change.part),
                ("count", change.count),
            )
            if value
        },
        "meetings": advice.meetings,
        "utility": advice.utility,
        "most_utility": advice.most,
        "objective": dict(advice.objective),
        "text": advice.message.render(),
    }
