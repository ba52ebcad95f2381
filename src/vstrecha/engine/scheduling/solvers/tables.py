"""Tables for meetings whose slots are decided, with few changes of table.

The slots leave room: no class and no pool of tables is over-full (docs: tables). Meetings that
name their tables find one first, then the others in the order of time, each near the last tables
of its participants. Then slot by slot the tables are dealt anew (`walks`) while that helps.
"""

from __future__ import annotations

from collections.abc import Sequence

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.options import Option
from vstrecha.engine.scheduling.solvers.walks import Walks

MOST_SWEEPS = 6
MOST_ENTRIES = 3_000_000  # of the cost tables of all sweeps together: about two seconds


def assign_tables(facts: Facts, chosen: Sequence[Option]) -> dict[int, int]:
    """A table for each meeting, by number."""
    taken: set[tuple[int, int]] = set()
    table_of: dict[int, int] = {}
    last: dict[int, int] = {}
    named = [option for option in chosen if _is_named(facts, option)]
    others = [option for option in chosen if not _is_named(facts, option)]
    for group in (named, others):
        last.clear()
        for option in sorted(group, key=lambda option: (option.first, option.meeting)):
            people = facts.who[option.meeting]
            wanted = [last[person] for person in people if person in last]
            table = _free_table(facts, option, taken, wanted)
            table_of[option.meeting] = table
            taken.update((table, slot) for slot in option.slots)
            last.update(dict.fromkeys(people, table))
    _settle(facts, chosen, table_of)
    return table_of


def _free_table(
    facts: Facts, option: Option, taken: set[tuple[int, int]], wanted: Sequence[int]
) -> int:
    """The wanted one if it is free (that of most participants), else the first that is."""
    possible = _possible(facts, option)
    known = set(possible)
    first = sorted(set(wanted) & known, key=lambda table: (-wanted.count(table), table))
    for table in (*first, *possible):
        if facts.rooms.open[table].issuperset(option.slots) and not any(
            (table, slot) in taken for slot in option.slots
        ):
            return table
    raise RuntimeError(f"no table is left for meeting {option.meeting}")


def _settle(facts: Facts, chosen: Sequence[Option], table_of: dict[int, int]) -> None:
    """Deal the tables of one slot after another anew until a round through all saves nothing."""
    walks = Walks(facts, chosen, table_of)
    by_slot: dict[int, list[Option]] = {}
    for option in sorted(chosen, key=lambda option: (option.first, option.meeting)):
        if option.tables is None and len(option.slots) == 1:
            by_slot.setdefault(option.first, []).append(option)
    bound_to = {
        (table_of[option.meeting], slot)
        for option in chosen
        if option.tables is not None or len(option.slots) > 1
        for slot in option.slots
    }
    entries = len(by_slot) * sum(len(tables) ** 2 for tables in facts.rooms.tables_of_pool)
    for _ in range(min(MOST_SWEEPS, MOST_ENTRIES // max(1, entries))):
        saved = 0
        for slot, options in by_slot.items():
            for pool in range(facts.rooms.pools):
                free = [
                    table
                    for table in facts.rooms.tables_of_pool[pool]
                    if slot in facts.rooms.open[table] and (table, slot) not in bound_to
                ]
                saved += walks.deal(
                    [option.meeting for option in options if option.pool == pool], free
                )
        if not saved:
            break


def _is_named(facts: Facts, option: Option) -> bool:
    """Whether an option names its tables where its pool has others besides."""
    return option.tables is not None and len(facts.rooms.classes_of_pool[option.pool]) > 1


def _possible(facts: Facts, option: Option) -> Sequence[int]:
    if option.tables is not None:
        return facts.rooms.classes[option.tables]
    return facts.rooms.tables_of_pool[option.pool]
