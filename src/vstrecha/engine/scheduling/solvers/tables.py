"""Tables for meetings whose slots are decided, with few changes of table.

The slots leave room: no class and no pool of tables is over-full (docs: tables). Meetings that
name their tables find one first, then the others in the order of time, each near the last tables
of its participants. Then slot by slot the tables are dealt anew (`walks`) while that helps.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from vstrecha.engine.scheduling.solvers.facts import Facts
from vstrecha.engine.scheduling.solvers.options import Option
from vstrecha.engine.scheduling.solvers.walks import Walks

MOST_SWEEPS = 6
MOST_ENTRIES = 3_000_000  # of the cost tables of all sweeps together: about two seconds


def assign_tables(facts: Facts, chosen: Sequence[Option]) -> dict[int, int]:
    """A table for each meeting, by number."""
    seating = _Seating(facts)
    named = [option for option in chosen if _is_named(facts, option)]
    others = [option for option in chosen if not _is_named(facts, option)]
    for group in (named, others):
        for option in sorted(group, key=lambda option: (option.first, option.meeting)):
            seating.seat(option)
    _settle(facts, chosen, seating.table_of)
    return seating.table_of


class _Seating:
    """Which tables are taken when, and where everybody has sat so far."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.table_of: dict[int, int] = {}
        self._taken: set[tuple[int, int]] = set()
        self._sat: list[list[Option]] = [[] for _ in facts.problem.participants]
        # Tables are only ever taken: the lowest free one of a slot is never lower than the last.
        self._lowest: dict[tuple[int, int | None, int], int] = defaultdict(int)

    def seat(self, option: Option) -> None:
        """The free table at which most of the participants sat last, else the first free one."""
        wanted = self._last_tables(option)
        free = [table for table in set(wanted) if self._is_free(option, table)]
        if free:
            table = max(free, key=lambda table: (wanted.count(table), -table))
        else:
            table = self._first_free(option)
        self.table_of[option.meeting] = table
        self._taken.update((table, slot) for slot in option.slots)
        for person in self.facts.who[option.meeting]:
            self._sat[person].append(option)

    def _is_free(self, option: Option, table: int) -> bool:
        rooms = self.facts.rooms
        mine = (
            rooms.pool_of_table(table) == option.pool
            if option.tables is None
            else rooms.class_of_table[table] == option.tables
        )
        return (
            mine
            and rooms.open[table].issuperset(option.slots)
            and not any((table, slot) in self._taken for slot in option.slots)
        )

    def _first_free(self, option: Option) -> int:
        possible = _possible(self.facts, option)
        short = len(option.slots) == 1
        key = (option.pool, option.tables, option.first)
        for place in range(self._lowest[key] if short else 0, len(possible)):
            if self._is_free(option, possible[place]):
                if short:
                    self._lowest[key] = place + 1
                return possible[place]
        raise RuntimeError(f"no table is left for meeting {option.meeting}")

    def _last_tables(self, option: Option) -> list[int]:
        """The nearest tables in time, so far, of the participants of a meeting."""
        wanted = []
        for person in self.facts.who[option.meeting]:
            near = [
                (abs(other.first - option.first), other.first, other.meeting)
                for other in self._sat[person]
            ]
            if near:
                wanted.append(self.table_of[min(near)[2]])
        return wanted


def _settle(facts: Facts, chosen: Sequence[Option], table_of: dict[int, int]) -> None:
    """Deal the tables of one slot after another anew until a round through all saves nothing."""
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
    sweeps = min(MOST_SWEEPS, MOST_ENTRIES // max(1, entries))
    walks = Walks(facts, chosen if sweeps else (), table_of)
    for _ in range(sweeps):
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
