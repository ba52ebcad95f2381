"""What the levels of the objective mean to people: their names, and figures in plain words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vstrecha.programme.selectors.versions import Version
from vstrecha.web.templatetags.localise import number

__all__ = ["LEVELS", "MORE_IS_BETTER", "Figure", "Row", "figures_of", "level_name", "side_by_side"]

# In the order in which the engine decides them.
LEVELS: dict[str, Promise] = {
    "mandatory": gettext_lazy("Must-meet meetings"),
    "placed": gettext_lazy("Meetings placed"),
    "utility": gettext_lazy("Worth of the meetings"),
    "moved": gettext_lazy("Meetings moved"),
    "breaks": gettext_lazy("Gaps between meetings"),
    "fairness": gettext_lazy("Fairness of gaps"),
    "changes": gettext_lazy("Changes of table"),
}
MORE_IS_BETTER = frozenset({"mandatory", "placed", "utility"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a version: its name, the number, and what it means with its bound."""

    level: str
    name: str
    value: int
    words: str
    is_proven: bool


def level_name(level: str) -> str:
    """What people call a level; a level that is new here goes by the engine's own name."""
    return str(LEVELS.get(level, level))


def figures_of(version: Version) -> list[Figure]:
    """The figures of a timetable besides the meetings placed, those that were counted."""
    figures = []
    for level, words in _WORDS.items():
        value = version.value(level)
        # Where only pinned meetings had to stay, no others were counted: it would say 0.
        is_counted = level != "moved" or version.programme.keeps_all
        if value is not None and is_counted:
            figures.append(
                Figure(
                    level,
                    level_name(level),
                    value,
                    words(version, value, version.bound(level)),
                    version.is_proven(level),
                )
            )
    return figures


def _utility(_version: Version, value: int, bound: int | None) -> str:
    meaning = _(
        "What the placed meetings are worth together: the priority of each request and how well "
        "the two fit, in points."
    )
    if bound is None:
        return meaning
    if value >= bound:
        verdict = _("No timetable is worth more.")
    else:
        # Rounded up: it must not promise more than is proven.
        gap = math.ceil((bound - value) / max(value, 1) * 1000) / 10
        verdict = _(
            "No timetable is worth more than {bound} points, so none is better by more than "
            "{gap} %."
        ).format(bound=number(bound), gap=number(gap, 1))
    return f"{meaning} {verdict}"


def _moved(version: Version, value: int, bound: int | None) -> str:
    if version.base is None:
        meaning = _("Meetings that stand elsewhere than in the version this one was made from.")
    else:
        meaning = _("Meetings that stand elsewhere than in version {version}.").format(
            version=version.base
        )
    return f"{meaning} {_fewest(value, bound)}".strip()


def _breaks(_version: Version, value: int, bound: int | None) -> str:
    meaning = _("Idle time between two meetings of a company, counted over all companies.")
    return f"{meaning} {_fewest(value, bound)}".strip()


def _fairness(_version: Version, value: int, bound: int | None) -> str:
    if value == 0:
        return _("All companies have the same number of gaps. It cannot be fairer.")
    meaning = ngettext(
        "The company with the most gaps has {n} more than the one with the fewest.",
        "The company with the most gaps has {n} more than the one with the fewest.",
        value,
    ).format(n=value)
    return f"{meaning} {_fewest(value, bound)}".strip()


def _changes(_version: Version, value: int, bound: int | None) -> str:
    meaning = _(
        "How often a company goes to another table from one meeting to the next; to another venue "
        "counts twice."
    )
    return f"{meaning} {_fewest(value, bound)}".strip()


def _fewest(value: int, bound: int | None) -> str:
    """The verdict on a number that should be small."""
    if bound is not None and value <= bound:
        return _("With all that goes before it, fewer are impossible.") if value else ""
    if bound:
        return ngettext(
            "At least {n} is unavoidable.", "At least {n} are unavoidable.", bound
        ).format(n=number(bound))
    return _("Whether fewer are possible is not known.")


_WORDS = {
    "utility": _utility,
    "moved": _moved,
    "breaks": _breaks,
    "fairness": _fairness,
    "changes": _changes,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of two versions beside each other; `verdict` is `better`, `worse` or `same`."""

    name: str
    before: int | None
    after: int | None
    verdict: str

    @property
    def difference(self) -> int | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def side_by_side(earlier: Version, later: Version) -> list[Row]:
    """The figures that either version has, the later one judged against the earlier one."""
    rows = [Row(_("Meetings asked for"), earlier.requested, later.requested, "same")]
    for level in LEVELS:
        before, after = earlier.value(level), later.value(level)
        # Each counts its moves against another version.
        if level == "moved" or (before is None and after is None):
            continue
        verdict = "same"
        if before is not None and after is not None and before != after:
            verdict = "better" if (after > before) == (level in MORE_IS_BETTER) else "worse"
        rows.append(Row(level_name(level), before, after, verdict))
    return rows
