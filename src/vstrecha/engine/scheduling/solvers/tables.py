"""Tables for meetings whose slots are decided, with few changes of table.

The slots leave room: no class and no pool of tables is over-full (docs: tables). Then long
meetings in the order of time find a table of their class, and the short ones share what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.options import Option


def assign_tables(facts: Facts, chosen: Sequence[Option]) -> dict[int, int]:
    """A table for each meeting, by number; near the last one that its participants sat at."""
    taken: set[tuple[int, int]] = set()
    table_of: dict[int, int] = {}
    named = [option for option in chosen if _is_named(facts, option)]
    others = [option for option in chosen if not _is_named(facts, option)]
    for group in (named, others):
        for option in sorted(group, key=lambda option: (option.first, option.meeting)):
            free = [
                table
                for table in _possible(facts, option)
                if facts.rooms.open[table].issuperset(option.slots)
                and not any((table, slot) in taken for slot in option.slots)
            ]
            if not free:
                raise RuntimeError(f"no table is left for meeting {option.meeting}")
            wanted = _last_tables(facts, option, chosen, table_of)
            table = max(free, key=lambda table: (wanted.count(table), -table))
            table_of[option.meeting] = table
            taken.update((table, slot) for slot in option.slots)
    return table_of


def _is_named(facts: Facts, option: Option) -> bool:
    """Whether an option names its tables where its pool has others besides."""
    return option.tables is not None and len(facts.rooms.classes_of_pool[option.pool]) > 1


def _possible(facts: Facts, option: Option) -> Iterable[int]:
    if option.tables is not None:
        return facts.rooms.classes[option.tables]
    return facts.rooms.tables_of_pool[option.pool]


def _last_tables(
    facts: Facts, option: Option, chosen: Sequence[Option], table_of: dict[int, int]
) -> list[int]:
    """The nearest tables in time, so far, of the participants of a meeting."""
    wanted = []
    for person in facts.who[option.meeting]:
        near = [
            (abs(other.first - option.first), other.first, other.meeting)
            for other in chosen
            if other.meeting in table_of and person in facts.who[other.meeting]
        ]
        if near:
            wanted.append(table_of[min(near)[2]])
    return wanted
