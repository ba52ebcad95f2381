"""The choice of partners as numbers: what each set of them is worth.

All values are whole millionths of a score, so that a solver, a bound and a count agree exactly.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

SCALE = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class TeamModel:
    """Which candidates should join a core of one company or more.

    `cover` [needs, candidates] and `base` [needs] are what each candidate, and the core itself,
    brings to each need; of several the best counts, so that a second one adds only what it does
    better. `gain` [candidates, candidates + 1] is what each gains from each other, in the last
    column from the core; again the best counts. Each candidate costs `cost`.

    From `least` to `most` candidates join. Of each pair in `apart` only one may. Where `needed` is
    given, one of those candidates must. `limits` are sets of candidates with the most of each.
    """

    cover: Whole
    base: Whole
    gain: Whole
    cost: int
    least: int
    most: int
    apart: frozenset[tuple[int, int]] = frozenset()
    needed: frozenset[int] | None = None
    limits: tuple[tuple[frozenset[int], int], ...] = field(default=())

    @property
    def size(self) -> int:
        """The number of candidates."""
        return int(self.cover.shape[1])

    def covered(self, chosen: Collection[int]) -> Whole:
        """What each need gets, [needs]."""
        columns = [self.base[:, None], self.cover[:, sorted(chosen)]]
        return np.asarray(np.hstack(columns).max(axis=1), dtype=np.int64)

    def gained(self, candidate: int, chosen: Collection[int]) -> int:
        """What a candidate gains from the core and the others chosen."""
        others = [other for other in sorted(chosen) if other != candidate]
        return int(self.gain[candidate, [*others, self.size]].max())

    def value(self, chosen: Collection[int]) -> int:
        """What the core is worth with the candidates chosen, whether they may join or not."""
        return (
            int(self.covered(chosen).sum())
            + sum(self.gained(candidate, chosen) for candidate in chosen)
            - self.cost * len(chosen)
        )

    def allows(self, chosen: Collection[int]) -> bool:
        """Whether the candidates chosen keep all rules."""
        found = set(chosen)
        return (
            self.least <= len(found) <= self.most
            and not any(one in found and other in found for one, other in self.apart)
            and (self.needed is None or bool(self.needed & found))
            and all(len(some & found) <= most for some, most in self.limits)
        )

    def only(self, kept: list[int]) -> TeamModel:
        """The model with some of the candidates, numbered anew in their order."""
        places = {old: new for new, old in enumerate(kept)}
        return TeamModel(
            cover=self.cover[:, kept],
            base=self.base,
            gain=self.gain[np.ix_(kept, [*kept, self.size])],
            cost=self.cost,
            least=self.least,
            most=self.most,
            apart=frozenset(
                (places[one], places[other])
                for one, other in self.apart
                if one in places and other in places
            ),
            needed=None
            if self.needed is None
            else frozenset(places[one] for one in self.needed if one in places),
            limits=tuple(
                (frozenset(places[one] for one in some if one in places), most)
                for some, most in self.limits
            ),
        )
