"""Suggested teams with their reasons, as pages and files show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from vstrecha.companies.models import Company, Opportunity
from vstrecha.engine.message import Message
from vstrecha.matches.models import TeamSuggestion
from vstrecha.matches.selectors.wording import in_words
from vstrecha.missions.models import Mission
from vstrecha.web.localised import Localised, localised, localised_lines

__all__ = ["Member", "Missing", "ProjectTeams", "Team", "projects_with_teams", "teams_with"]


@dataclass(frozen=True, slots=True)
class Bring:
    """What a member brings to one need: a sentence, and more for those who doubt it."""

    points: int
    sentence: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A company in a team. `has` is what exists already, of a company that `initiates`; `gains` say
    what it finds for itself, from whom (`giver`)."""

    company: Company
    initiates: bool
    has: tuple[Localised, ...]
    brings: tuple[Bring, ...]
    gains: tuple[str, ...]
    giver: Company | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A need that nobody in the team covers; `nobody` at the mission either."""

    need: Localised
    nobody: bool


@dataclass(frozen=True, slots=True)
class Team:
    """A suggested team. `covered` and `gained` less `cost` are `points`, all of a hundred; no
    other team has more than `limit`."""

    pk: int
    rank: int
    members: tuple[Member, ...]
    missing: tuple[Missing, ...]
    covered: int
    gained: int
    cost: int
    points: int
    limit: int
    is_proven: bool


@dataclass(frozen=True, slots=True)
class ProjectTeams:
    """A joint project (or two that become one) with its teams, the best first."""

    initiator: Opportunity
    merged_with: Opportunity | None
    teams: list[Team] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The name of its place on the page of teams."""
        second = f"-{self.merged_with.pk}" if self.merged_with else ""
        return f"project-{self.initiator.pk}{second}"


def projects_with_teams(
    *, mission: Mission, companies: Iterable[Company] | None = None
) -> list[ProjectTeams]:
    """The joint projects of a mission for which teams were found, each with its teams; with
    `companies`, only the teams that one of them is in."""
    found: dict[tuple[int, int | None], ProjectTeams] = {}
    for row in _rows(mission, companies):
        team = _team(row)
        if team is not None:
            key = row.initiator_id, row.merged_with_id
            if key not in found:
                found[key] = ProjectTeams(row.initiator, row.merged_with)
            found[key].teams.append(team)
    return list(found.values())


def teams_with(*, company: Company, limit: int) -> list[ProjectTeams]:
    """The projects for which a company is in a suggested team, with the best such team each."""
    projects = projects_with_teams(mission=company.mission, companies=[company])
    return [ProjectTeams(one.initiator, one.merged_with, one.teams[:1]) for one in projects[:limit]]


def _rows(mission: Mission, companies: Iterable[Company] | None) -> list[TeamSuggestion]:
    rows = (
        TeamSuggestion.objects.filter(mission=mission)
        .select_related("initiator__company__side", "merged_with__company__side")
        .prefetch_related("members__side")
        .order_by("pk")
    )
    if companies is not None:
        rows = rows.filter(members__in=companies).distinct()
    return list(rows)


def _team(row: TeamSuggestion) -> Team | None:
    """The team as it reads; None where one of its companies has left the mission since."""
    companies = {str(company.pk): company for company in row.members.all()}
    told: Sequence[Mapping[str, Any]] = row.reasons.get("members", [])
    if any(member["company"] not in companies for member in told):
        return None
    covered, gained, cost, points = _rounded(
        float(row.reasons["covered"]), float(row.reasons["gained"]), float(row.reasons["cost"])
    )
    return Team(
        pk=row.pk,
        rank=row.rank,
        members=tuple(_member(member, companies, _owned(row)) for member in told),
        missing=tuple(
            Missing(_need(missing["need"]), bool(missing["nobody"]))
            for missing in row.reasons["missing"]
        ),
        covered=covered,
        gained=gained,
        cost=cost,
        points=points,
        limit=max(points, round(row.bound * 100)),
        is_proven=row.gap == 0,
    )


def _rounded(covered: float, gained: float, cost: float) -> tuple[int, int, int, int]:
    """The parts in points of a hundred, and their sum: what is shown adds up."""
    points = round((covered + gained - cost) * 100)
    whole_gained, whole_cost = round(gained * 100), round(cost * 100)
    return points - whole_gained + whole_cost, whole_gained, whole_cost, points


def _owned(row: TeamSuggestion) -> dict[int, Opportunity]:
    """The projects of a team by their companies."""
    return {one.company_id: one for one in (row.initiator, row.merged_with) if one is not None}


def _member(
    told: Mapping[str, Any], companies: Mapping[str, Company], projects: Mapping[int, Opportunity]
) -> Member:
    gain = told["gain"]
    project = projects.get(companies[told["company"]].pk)
    return Member(
        company=companies[told["company"]],
        initiates=project is not None,
        has=() if project is None else tuple(localised_lines(project, "exists")),
        brings=tuple(_bring(bring) for bring in told["brings"]),
        gains=tuple(_sentences(gain["messages"])) if gain else (),
        giver=companies.get(gain["by"]) if gain else None,
    )


def _bring(told: Mapping[str, Any]) -> Bring:
    sentence, *details = _sentences(told["messages"])
    return Bring(round(float(told["strength"]) * 100), sentence, tuple(details))


def _sentences(messages: Iterable[Mapping[str, object]]) -> list[str]:
    return [in_words(Message.from_json(message)) for message in messages]


def _need(need: Mapping[str, str]) -> Localised:
    return localised(SimpleNamespace(**need), "text", language=need["language"])
