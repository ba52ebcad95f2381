"""Companies and joint projects in, the teams that should be formed out, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.teams.members import team_of
from vstrecha.engine.matching.teams.search import WORK_LIMIT, alternatives
from vstrecha.engine.matching.teams.table import Table
from vstrecha.engine.matching.teams.types import Company, Project, Rules, Team

# A team that is worth less than this share of the project's best is no alternative to it.
_WORTH = 0.6


def propose_teams(  # noqa: PLR0913 - the question, and how long to think about it
    companies: Sequence[Company],
    projects: Sequence[Project],
    *,
    resources: Resources,
    rules: Rules | None = None,
    seed: int = 0,
    work_limit: float = WORK_LIMIT,
) -> list[Team]:
    """The teams for each joint project, and for each two projects that could become one; best
    first within each, the projects in the order of their best.

    The same seed and work limit give the same teams. A set of companies is proposed once: as
    the merger of two projects rather than for one of them. Raises ValueError where a project
    belongs to none of the companies.
    """
    rules = rules or Rules()
    table = Table(companies, projects, resources)
    cores: list[tuple[int, ...]] = [
        pair for pair in table.mergeable() if _may_merge(table, pair, rules)
    ]
    cores += [(number,) for number in range(len(projects))]
    seen: set[tuple[frozenset[str], int]] = set()
    groups: list[list[Team]] = []
    for core in cores:
        group = []
        for team in _teams(table, core, rules, seed, work_limit):
            members = frozenset(member.company for member in team.members)
            if not any((members, number) in seen for number in core):
                group.append(team)
            seen.update((members, number) for number in core)
        if group:
            groups.append(group)
    groups.sort(key=lambda group: -group[0].score)
    return list(chain.from_iterable(groups))


def _may_merge(table: Table, pair: tuple[int, int], rules: Rules) -> bool:
    companies = frozenset(table.projects[number].company for number in pair)
    return companies not in rules.forbidden


def _teams(
    table: Table, core: tuple[int, ...], rules: Rules, seed: int, work_limit: float
) -> Iterator[Team]:
    """The best team for a core, and others that differ from it and are nearly as good."""
    question = table.question(core, rules)
    if not question.needs:
        return
    best: Team | None = None
    for chosen in alternatives(
        question.model, rules.alternatives, seed=seed, work_limit=work_limit
    ):
        team = team_of(table, question, chosen)
        if team.score <= 0 or (best is not None and team.score < _WORTH * best.score):
            return
        best = best or team
        yield team
