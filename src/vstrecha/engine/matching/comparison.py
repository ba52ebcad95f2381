"""Two lists of companies compared, item by item: every number that a score is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching import facts
from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.fusion import Relevance, relevance
from vstrecha.engine.matching.particulars import particulars
from vstrecha.engine.matching.recognition import roles_held
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.sides import Side, Vectors
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.types import Company, PartName
from vstrecha.engine.matching.weights import Weights

# A partner described in words is a little less sure than a request that meets an offer.
_PARTNER_TRUST = np.float32(0.9)


@dataclass(frozen=True, slots=True)
class Gains:
    """What the rows' companies would gain from the columns', through each pair of items.

    `strengths` has [row items, column items] in 0..1 for each part of `weights.WEIGHED`: what
    the part brings before its weight. `from_meaning` is the share that vectors have in how much
    the two are about the same thing (words have the rest); where `by_partner`, the two complete
    each other by the partner described in words, not by their kinds.
    """

    weights: Weights
    strengths: Mapping[PartName, Float]
    from_meaning: Float
    by_partner: NDArray[np.bool_]

    @property
    def total(self) -> Float:
        """The gain in 0..1."""
        total = np.zeros_like(self.from_meaning)
        for name, strength in self.strengths.items():
            total += np.float32(self.weights[name]) * strength
        return total

    def at(self, place: tuple[int, int]) -> dict[PartName, float]:
        """The strength of every part for one pair of items, those of no strength left out."""
        found = {name: float(strength[place]) for name, strength in self.strengths.items()}
        about, by_meaning = found[PartName.MEANING], float(self.from_meaning[place])
        found[PartName.MEANING] = about * by_meaning
        found[PartName.WORDS] = about * (1 - by_meaning)
        if self.by_partner[place]:
            found[PartName.PARTNER] = found.pop(PartName.KINDS)
        return {name: value for name, value in found.items() if value > 0}


class Comparison:
    """Companies of two sides (or of one with itself), ready to be compared."""

    def __init__(
        self,
        first: Sequence[Company],
        second: Sequence[Company],
        resources: Resources,
        weights: Weights | None = None,
    ) -> None:
        self.weights = weights or Weights()
        everyone = list({company.id: company for company in (*first, *second)}.values())
        self.vectors = Vectors(everyone, resources)
        self.by_vectors = bool(self.vectors.dimension)
        self.first = Side(first, self.vectors)
        self.second = Side(second, self.vectors)
        self.words = LexicalIndex(
            [item.text for item in (*self.first.items, *self.second.items)], resources.lexicon
        )
        self.profiles = LexicalIndex(
            [item.text for item in (*self.first.profiles, *self.second.profiles)],
            resources.lexicon,
        )
        self.shared_by = facts.shares([_traits(company) for company in everyone])
        self._wish_of_first = self._wishes_met(
            self.first, self.second, slice(len(self.first.companies), None)
        )
        self._wish_of_second = self._wishes_met(
            self.second, self.first, slice(len(self.first.companies))
        )

    def of_first(self, companies: slice = slice(None)) -> Gains:
        """What a run of the first companies gains from all of the second,
        [items of the run, items of second]."""
        return self._gains(
            _Run(self.first, self.first.run(companies), self._wish_of_first, 0),
            _Run(self.second, self.second.run(slice(None)), self._wish_of_second, self._offset),
        )

    def of_second(self, companies: slice = slice(None)) -> Gains:
        """What all of the second companies gain from a run of the first,
        [items of second, items of the run]."""
        return self._gains(
            _Run(self.second, self.second.run(slice(None)), self._wish_of_second, self._offset),
            _Run(self.first, self.first.run(companies), self._wish_of_first, 0),
        )

    @property
    def _offset(self) -> int:
        return len(self.first.items)

    def _gains(self, mine: _Run, theirs: _Run) -> Gains:
        rows, columns = mine.items, theirs.items
        about = self._relevance(
            mine.side.vectors[rows],
            theirs.side.vectors[columns],
            self.words.coverage(
                [item.text for item in mine.side.items[rows]],
                slice(columns.start + theirs.offset, columns.stop + theirs.offset),
            ),
        )
        kinds = facts.complements(mine.side.kinds[rows], theirs.side.kinds[columns])
        kinds *= about.value
        # A wish is met by a company, whichever of its items is looked at.
        partner = _PARTNER_TRUST * mine.wishes[rows][:, theirs.side.owner[columns]]
        by_partner = partner > kinds
        return Gains(
            weights=self.weights,
            strengths={
                PartName.MEANING: about.value,
                PartName.KINDS: np.where(by_partner, partner, kinds),
                PartName.CODES: facts.code_proximity(
                    mine.side.codes[rows], theirs.side.codes[columns], self.shared_by
                ),
                PartName.SOUGHT: theirs.wishes[columns][:, mine.side.owner[rows]].T,
                # What else is known counts in so far as the texts belong together.
                **{
                    name: about.value * fit
                    for name, fit in particulars(
                        (mine.side, rows), (theirs.side, columns), self.shared_by
                    ).items()
                },
            },
            from_meaning=about.from_meaning,
            by_partner=by_partner,
        )

    def _wishes_met(self, mine: Side, theirs: Side, columns: slice) -> Float:
        """The chance that each company is the partner an item seeks, [items, companies]."""
        met = self._relevance(
            mine.wish_vectors,
            theirs.profile_vectors,
            self.profiles.coverage(mine.wishes, columns),
        ).value
        met[[not wish for wish in mine.wishes]] = 0
        return met

    def _relevance(self, left: Float, right: Float, coverage: Float) -> Relevance:
        return relevance(left @ right.T if self.by_vectors else None, coverage)


def _traits(company: Company) -> set[str]:
    """What a company may have in common with others: branches of the tree, roles, languages."""
    codes = [*company.codes, *(code for item in company.items for code in item.codes)]
    roles = roles_held(company.profile.texts, company.codes)
    return {*facts.branches(codes), *roles, *company.languages}


@dataclass(frozen=True, slots=True)
class _Run:
    """Some items of a side; `offset` is where the side's first item stands in the word index."""

    side: Side
    items: slice
    wishes: Float
    offset: int
