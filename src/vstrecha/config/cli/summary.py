"""What a plan found, in a few tables or as one JSON object."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.utils import translation
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from vstrecha.config.cli.pipeline import Planned
from vstrecha.matches.models import Match
from vstrecha.missions.models import Side
from vstrecha.programme.exports.timetable import reasons_of
from vstrecha.programme.selectors.wording import Names, names_in, say

__all__ = ["Summary", "print_summary", "summary_of"]

BEST = 10
REASONS = 2
MOST_UNPLACED = 30

LEVELS = {
    "mandatory": "Must-meet meetings placed",
    "placed": "Meetings placed",
    "utility": "Worth of the meetings placed",
    "moved": "Meetings moved",
    "breaks": "Breaks between meetings",
    "fairness": "Largest difference in breaks",
    "changes": "Changes of table or venue",
}


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A meeting without a place: its key, its companies, the reason."""

    meeting: str
    companies: str
    reason: str


@dataclass(frozen=True, slots=True)
class BestMatch:
    """A recommendation: the two companies, its score in 0..1, why (as the first reads it)."""

    first: str
    second: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a plan found, in English; for `--json` as it stands."""

    mission: str
    version: int
    status: str
    message: str
    proven: list[str]
    objective: dict[str, int]
    bound: dict[str, int]
    seconds: float
    seed: int
    companies: dict[str, int]
    matches: int
    teams: int
    requests: int
    requests_source: str
    unplaced: list[Unplaced]
    best_matches: list[BestMatch]

    def to_json(self) -> dict[str, object]:
        return asdict(self)


def summary_of(planned: Planned) -> Summary:
    """Read what was found; in English, the command line's language."""
    mission, programme = planned.mission, planned.programme
    with translation.override("en"):
        names = names_in(mission)
        sides = list(mission.companies.values_list("side__role", flat=True))
        return Summary(
            mission=mission.title_en or mission.title,
            version=programme.version,
            status=programme.status,
            message=say(programme.message, names),
            proven=programme.proven,
            objective=programme.objective,
            bound=programme.bound,
            seconds=programme.seconds,
            seed=programme.seed,
            companies={role: sides.count(role) for role in Side.Role.values},
            matches=planned.matches,
            teams=mission.teams.count(),
            requests=planned.requests,
            requests_source="proposed" if planned.are_proposed else "workbook",
            unplaced=[
                Unplaced(
                    meeting=row.meeting.key,
                    companies=str(names.of(row.meeting.key)),
                    reason=say(row.reason, names),
                )
                for row in programme.unplaced.select_related("meeting").order_by(
                    "-meeting__is_mandatory", "-meeting__utility", "meeting__key"
                )
            ],
            best_matches=[
                _best(match, names)
                for match in mission.matches.select_related("first__side", "second__side")[:BEST]
            ],
        )


def _best(match: Match, names: Names) -> BestMatch:
    """The match as the visitor reads it."""
    visitor_second = (match.first.side.role, match.second.side.role) == ("host", "home")
    first, second = (match.second, match.first) if visitor_second else (match.first, match.second)
    return BestMatch(
        first=str(names.of(first.key)),
        second=str(names.of(second.key)),
        score=round(match.score, 3),
        reasons=reasons_of(match, company=first)[:REASONS],
    )


def print_summary(summary: Summary, console: Console) -> None:
    """The plan in one sentence, its figures, what has no place, the best matches."""
    console.print(f"\n[bold]{escape(summary.mission)}[/bold], version {summary.version}")
    console.print(_sentence(summary), soft_wrap=True)
    console.print(_figures(summary))
    if summary.unplaced:
        console.print(_unplaced(summary))
        rest = len(summary.unplaced) - MOST_UNPLACED
        if rest > 0:
            console.print(f"… and {rest} more, all of them in plan.json")
    if summary.best_matches:
        console.print(_matches(summary))


def _sentence(summary: Summary) -> str:
    placed, requested = summary.objective.get("placed", 0), summary.objective["requested"]
    source = (
        "requests proposed from mutual recommendations, as the workbook has none"
        if summary.requests_source == "proposed"
        else "requests from the workbook"
    )
    companies = summary.companies
    return (
        f"{companies['home']} visiting and {companies['host']} host companies, "
        f"{summary.requests} {source}, {summary.teams} teams suggested for joint projects.\n"
        f"[bold]{placed} of {requested} meetings placed.[/bold] {_how_good(summary)}"
    )


def _how_good(summary: Summary) -> str:
    """How far from the best this plan can be, in words."""
    objective, bound = summary.objective, summary.bound
    if objective.get("placed") == objective["requested"]:
        return "Nothing is left out."
    if "utility" not in objective:
        return ""
    gap = bound["utility"] - objective["utility"]
    if gap <= 0:
        return "No timetable can place meetings worth more: that is proven."
    return (
        f"A better timetable could be worth at most {gap / bound['utility']:.1%} more: "
        "that is proven."
    )


def _figures(summary: Summary) -> Table:
    table = Table("", "This plan", "Bound", "Proven best", title="The plan")
    for column in table.columns[1:3]:
        column.justify = "right"
    for level, value in summary.objective.items():
        if level == "requested":
            table.add_row("Meetings asked for", str(value), "", "")
            continue
        table.add_row(
            LEVELS.get(level, level),
            str(value),
            str(summary.bound.get(level, "")),
            "yes" if level in summary.proven else "",
        )
    table.add_row("Seconds of planning", f"{summary.seconds:.1f}", "", "")
    return table


def _unplaced(summary: Summary) -> Table:
    table = Table(
        "Meeting", "Why it has no place", title=f"Without a place: {len(summary.unplaced)}"
    )
    for row in summary.unplaced[:MOST_UNPLACED]:
        table.add_row(escape(row.companies), escape(row.reason))
    return table


def _matches(summary: Summary) -> Table:
    table = Table(
        "",
        "Companies",
        "Why, in the eyes of the first",
        title=f"The best of {summary.matches} matches",
    )
    for match in summary.best_matches:
        table.add_row(
            f"{match.score:.2f}",
            escape(f"{match.first}\n{match.second}"),
            escape("\n".join(match.reasons)),
        )
    return table
