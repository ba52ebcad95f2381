"""A choice of partners told in full: who brings what, who gains what, what is still missing."""

from __future__ import annotations

from collections.abc import Sequence

from vstrecha.engine.matching.teams.model import SCALE
from vstrecha.engine.matching.teams.search import Chosen
from vstrecha.engine.matching.teams.table import Question, Table
from vstrecha.engine.matching.teams.types import Bring, Gain, Member, Missing, Team
from vstrecha.engine.matching.teams.wording import brings, gains


def team_of(table: Table, question: Question, chosen: Chosen) -> Team:
    """The team that a choice of candidates makes with the companies of the core's projects."""
    core, model = question.core, question.model
    own = [table.place[table.projects[number].company] for number in core]
    joining = [question.candidates[one] for one in chosen.candidates]
    members = [*own, *joining]
    covered = model.covered(chosen.candidates)
    bringers: dict[int, list[Bring]] = {member: [] for member in members}
    missing = []
    for row, need in enumerate(question.needs):
        if covered[row]:
            # Of several that cover it equally well, the one named first.
            member = max(members, key=lambda one: float(table.strength[need, one]))
            bringers[member].append(_bring(table, need, member, int(covered[row])))
        else:
            nobody = not table.strength[need].any()
            missing.append(Missing(table.projects[table.owner[need]].id, table.needs[need], nobody))
    told = [
        Member(table.companies[one].id, initiates=True, brings=tuple(bringers[one]), gain=None)
        for one in own
    ]
    for number, one in zip(chosen.candidates, joining, strict=True):
        gain = _gain(table, one, members, model.gained(number, chosen.candidates))
        told.append(
            Member(table.companies[one].id, initiates=False, brings=tuple(bringers[one]), gain=gain)
        )
    # The second company of a merger is a partner to agree with as any other.
    extra = model.cost * (len(own) - 1)
    cost = model.cost * len(joining) + extra
    return Team(
        projects=tuple(table.projects[number].id for number in core),
        members=tuple(told),
        missing=tuple(missing),
        covered=int(covered.sum()) / SCALE,
        gained=sum(model.gained(one, chosen.candidates) for one in chosen.candidates) / SCALE,
        cost=cost / SCALE,
        score=(chosen.value - extra) / SCALE,
        bound=(chosen.bound - extra) / SCALE,
    )


def _bring(table: Table, need: int, member: int, points: int) -> Bring:
    capability = table.capabilities.all[table.by[need, member]]
    phrases = table.capabilities.phrases(table.needs[need], capability)
    return Bring(
        project=table.projects[table.owner[need]].id,
        need=table.needs[need],
        capability=capability,
        strength=float(table.strength[need, member]),
        value=points / SCALE,
        phrases=phrases,
        messages=brings(table.needs[need], capability, phrases, table.capabilities.words),
    )


def _gain(table: Table, member: int, members: Sequence[int], points: int) -> Gain | None:
    """The best that a member finds for itself among the others; None where there is nothing."""
    options = [
        (float(table.want_strength[want, other]), want, other)
        for want in table.wants_of[member]
        for other in members
        if other != member
    ]
    strength, want, other = max(options, key=lambda option: option[0], default=(0.0, 0, 0))
    if not strength or not points:
        return None
    capability = table.capabilities.all[table.want_by[want, other]]
    return Gain(
        want=table.wants[want],
        by=table.companies[other].id,
        capability=capability,
        strength=strength,
        value=points / SCALE,
        messages=gains(table.wants[want], capability),
    )
