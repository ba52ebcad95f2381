"""What publishing a version would change for those who see the published one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vstrecha.missions.models import Mission
from vstrecha.programme.models import Programme
from vstrecha.programme.notices import Notice, last_published, notices_of

__all__ = ["Effect", "effect_of_publishing"]


@dataclass(frozen=True, slots=True)
class Effect:
    """How many `companies` get another programme than the published version (by its number; None
    where none is) has told them."""

    companies: int
    against: int | None


def effect_of_publishing(*, mission: Mission, programme: Programme) -> Effect:
    """Whose meetings or sessions change, as calendars will be told, if this version is published.

    A company counts once, however much changes for it; another title alone changes nothing.
    """
    published = last_published(mission=mission)
    # What was published before says again what it told then; what counts is what it would tell.
    would_be = Programme.objects.defer("notices").get(pk=programme.pk)
    would_be.mission, would_be.published_at = mission, None
    after = _days(notices_of(would_be))
    before = {} if published is None else _days(notices_of(published))
    changed = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    return Effect(len(changed), None if published is None else published.version)


def _days(notices: Iterable[Notice]) -> dict[str, set[object]]:
    """What each company's calendar holds: the events that it attends, and where and when."""
    days: dict[str, set[object]] = defaultdict(set)
    for notice in notices:
        for company in notice.companies:
            if not notice.is_off_for(company):
                days[company].add((notice.uid, notice.place))
    return dict(days)
