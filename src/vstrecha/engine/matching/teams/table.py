"""What each company could bring to each project and gain from each other: the numbers of a whole
mission, from which the model of one team is cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.teams.coverage import Capabilities, similarity
from vstrecha.engine.matching.teams.model import SCALE, TeamModel, Whole
from vstrecha.engine.matching.teams.types import Company, Need, Project, Rules

# The points of a score: all of a project's needs covered are 1. What a partner gains for itself
# brings less than its joining costs, so that nobody joins who brings nothing.
GAIN = 0.04
COST = 0.05

# From this chance that two texts are about the same thing, a request belongs to a project; and
# from this one, two projects could be one.
_OF_PROJECT = 0.6
_ONE_PROJECT = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Who should join a core of one project or two (their numbers): the model, and what its
    candidates (places of companies) and its rows (numbers of needs) stand for."""

    core: tuple[int, ...]
    model: TeamModel
    candidates: tuple[int, ...]
    needs: tuple[int, ...]


class Table:
    """All needs of all projects with all companies.

    Raises ValueError where a project belongs to no company here.
    """

    def __init__(
        self, companies: Sequence[Company], projects: Sequence[Project], resources: Resources
    ) -> None:
        self.companies = companies
        self.place = {company.id: place for place, company in enumerate(companies)}
        self.projects = projects
        for project in projects:
            if project.company not in self.place:
                raise ValueError(f"project {project.id}: there is no company {project.company}")
        self.capabilities = Capabilities(companies, resources)
        self._read_needs(resources)
        self._read_wants()
        self.alike = similarity([project.texts for project in projects], resources)

    def _read_needs(self, resources: Resources) -> None:
        self.needs: list[Need] = []
        self.owner: list[int] = []
        self.of_project: list[range] = []
        for number, project in enumerate(self.projects):
            needs = project.needs or _own_requests(project, resources)
            self.of_project.append(range(len(self.needs), len(self.needs) + len(needs)))
            self.needs.extend(needs)
            self.owner.extend([number] * len(needs))
        covered = self.capabilities.covering(self.needs)
        self.strength, self.by = covered.strength, covered.by
        # What a company has it does not miss.
        owners = [self.place[self.projects[number].company] for number in self.owner]
        self.strength[range(len(owners)), owners] = 0

    def _read_wants(self) -> None:
        self.wants = [want for company in self.companies for want in company.wants]
        counts = [len(company.wants) for company in self.companies]
        owners = np.repeat(np.arange(len(self.companies)), counts)
        covered = self.capabilities.covering(self.wants)
        covered.strength[np.arange(len(owners)), owners] = 0
        self.want_strength, self.want_by = covered.strength, covered.by
        self.wants_of = [
            range(end - count, end) for count, end in zip(counts, np.cumsum(counts), strict=True)
        ]

    def gain_from(self, companies: Sequence[int], others: Sequence[int]) -> Float:
        """The best that each company would find for itself with each other, in 0..1."""
        result = np.zeros((len(companies), len(others)), dtype=np.float32)
        for row, company in enumerate(companies):
            wants = self.wants_of[company]
            if wants:
                found = self.want_strength[wants.start : wants.stop, list(others)]
                result[row] = found.max(axis=0)
        return result

    def mergeable(self) -> list[tuple[int, int]]:
        """The pairs of projects of different companies that are about the same thing and help each
        other, each project with its nearest; earlier first."""
        pairs = set()
        for one in range(len(self.projects)):
            near = self.alike[one].copy()
            for other, project in enumerate(self.projects):
                if project.company == self.projects[one].company:
                    near[other] = 0
            other = int(near.argmax())
            if near[other] >= _ONE_PROJECT and self._helps(one, other):
                pairs.add((min(one, other), max(one, other)))
        return sorted(pairs)

    def _helps(self, one: int, other: int) -> bool:
        """Whether the company of either project covers a need of the other."""
        return any(
            self.strength[need, self.place[self.projects[to].company]] > 0
            for of, to in ((one, other), (other, one))
            for need in self.of_project[of]
        )

    def question(self, core: tuple[int, ...], rules: Rules) -> Question:
        """The question who should join a core. Only companies that bring something to its needs
        are candidates."""
        own = [self.place[self.projects[number].company] for number in core]
        needs = tuple(need for number in core for need in self.of_project[number])
        points = self._points(needs, len(core))
        base = points[:, own].max(axis=1)
        candidates = tuple(
            int(one)
            for one in np.flatnonzero((points > base[:, None]).any(axis=0))
            if one not in own and not any(self._apart(int(one), other, rules) for other in own)
        )
        numbers = {company: number for number, company in enumerate(candidates)}
        model = TeamModel(
            cover=points[:, candidates],
            base=base,
            gain=self._gains(candidates, own),
            cost=round(COST * SCALE),
            least=max(0, rules.least - len(own)),
            most=max(0, rules.most - len(own)),
            apart=frozenset(self._pairs_apart(numbers, rules)),
            needed=self._needed(numbers, own) if rules.both_sides else None,
        )
        return Question(core, model, candidates, needs)

    def _gains(self, candidates: Sequence[int], own: Sequence[int]) -> Whole:
        """What each candidate would gain from each other and, in the last column, the core."""
        gain = self.gain_from(candidates, [*candidates, *own])
        size = len(candidates)
        whole = np.column_stack([gain[:, :size], gain[:, size:].max(axis=1, initial=0)])
        return np.asarray(np.rint(whole * (GAIN * SCALE)), dtype=np.int64)

    def _needed(self, numbers: Mapping[int, int], own: Sequence[int]) -> frozenset[int] | None:
        """The candidates of the other side, one of which must join; None where both are there."""
        sides = {self.companies[one].side for one in own}
        if len(sides) > 1:
            return None
        return frozenset(
            number
            for company, number in numbers.items()
            if self.companies[company].side not in sides
        )

    def _points(self, needs: Sequence[int], projects: int) -> Whole:
        """What each company brings to each need, [needs, companies]: each project's needs are worth
        1 together, and of two projects half as much each."""
        result = np.zeros((len(needs), len(self.companies)), dtype=np.int64)
        for row, need in enumerate(needs):
            all_needs = self.of_project[self.owner[need]]
            share = self.needs[need].weight / sum(self.needs[one].weight for one in all_needs)
            strength = self.strength[need].astype(np.float64)
            result[row] = np.rint(strength * (share / projects * SCALE))
        return result

    def _apart(self, one: int, other: int, rules: Rules) -> bool:
        return frozenset({self.companies[one].id, self.companies[other].id}) in rules.forbidden

    def _pairs_apart(self, numbers: Mapping[int, int], rules: Rules) -> Iterator[tuple[int, int]]:
        for pair in rules.forbidden:
            places = (self.place.get(company, -1) for company in pair)
            inside = sorted(numbers[place] for place in places if place in numbers)
            if len(inside) == 2:  # noqa: PLR2004 - both are candidates
                yield inside[0], inside[1]


def _own_requests(project: Project, resources: Resources) -> tuple[Need, ...]:
    """The company's requests that are about the same thing as its project."""
    if not project.requests:
        return ()
    texts = [project.texts, *(need.texts for need in project.requests)]
    near = similarity(texts, resources)[0, 1:]
    return tuple(
        need for need, value in zip(project.requests, near, strict=True) if value >= _OF_PROJECT
    )
