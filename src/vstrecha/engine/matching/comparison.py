"""Two lists of companies compared, item by item: every number that a score is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching import facts
from vstrecha.engine.matching.encoders import Float, unit
from vstrecha.engine.matching.fusion import Relevance, relevance
from vstrecha.engine.matching.geometry import centred
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.texts.words import script
from vstrecha.engine.matching.types import Company, Item, Kind, PartName
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


class Side:
    """The items of companies in one row after the other, with their vectors and facts."""

    def __init__(self, companies: Sequence[Company], vectors: _Vectors) -> None:
        self.companies = companies
        self.items = [item for company in companies for item in company.items]
        counts = [len(company.items) for company in companies]
        self.starts: NDArray[np.intp] = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
        self.owner = np.repeat(np.arange(len(companies)), counts)
        self.vectors = vectors.of_items(self.items)
        self.wishes = [item.partner_sought.strip() for item in self.items]
        self.wish_vectors = vectors.of_wishes(self.wishes)
        self.profiles = [_profile(company) for company in companies]
        self.profile_vectors = vectors.of_items(self.profiles)
        self.kinds = [item.kind for item in self.items]
        self.codes = [
            item.codes or company.codes for company in companies for item in company.items
        ]
        self.stages = [item.stage for item in self.items]

    def run(self, companies: slice) -> slice:
        """The items of a run of companies."""
        first, last, _step = companies.indices(len(self.companies))
        return slice(int(self.starts[first]), int(self.starts[last]))


def _profile(company: Company) -> Item:
    """The company's description, or where it has none its opportunities, to check a wish by."""
    for item in company.items:
        if item.kind is Kind.PROFILE:
            return item
    texts = tuple(text for item in company.items for text in item.texts)
    return Item(id=company.id, kind=Kind.PROFILE, texts=texts)


class _Vectors:
    """Centred vectors of the texts of all companies together."""

    def __init__(self, companies: Sequence[Company], resources: Resources) -> None:
        self.dimension = resources.encoder.dimension
        places: dict[str, str] = {}
        for company in companies:
            for item in company.items:
                for text in (*item.texts, *item.headings):
                    # A text that two sides have in common belongs to the first.
                    places.setdefault(text, f"{company.side}/{script(text)}")
        wishes = {
            item.partner_sought.strip()
            for company in companies
            for item in company.items
            if item.partner_sought.strip()
        }
        for wish in sorted(wishes):
            places.setdefault(wish, f"wish/{script(wish)}")
        texts = list(places)
        vectors = encode_cached(texts, "passage", resources)
        if self.dimension:
            vectors = centred(vectors, list(places.values()))
        self._rows = dict(zip(texts, vectors, strict=True))

    def of_items(self, items: Sequence[Item]) -> Float:
        """The mean direction of each item's texts, [items, dimension].

        A heading stands beside the whole text: a long description would drown it.
        """
        result = np.zeros((len(items), self.dimension), dtype=np.float32)
        for row, item in enumerate(items):
            for text in (*item.texts, *item.headings):
                result[row] += self._rows[text]
        return unit(result)

    def of_wishes(self, wishes: Sequence[str]) -> Float:
        """The vector of each wish, zeros where there is none."""
        result = np.zeros((len(wishes), self.dimension), dtype=np.float32)
        for row, wish in enumerate(wishes):
            if wish:
                result[row] = self._rows[wish]
        return result


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
        vectors = _Vectors(everyone, resources)
        self.by_vectors = bool(vectors.dimension)
        self.first = Side(first, vectors)
        self.second = Side(second, vectors)
        self.words = LexicalIndex(
            [item.text for item in (*self.first.items, *self.second.items)], resources.lexicon
        )
        self.profiles = LexicalIndex(
            [item.text for item in (*self.first.profiles, *self.second.profiles)],
            resources.lexicon,
        )
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
        stages = facts.stage_fit(mine.side.stages[rows], theirs.side.stages[columns])
        return Gains(
            weights=self.weights,
            strengths={
                PartName.MEANING: about.value,
                PartName.KINDS: np.where(by_partner, partner, kinds),
                PartName.CODES: facts.code_proximity(
                    mine.side.codes[rows], theirs.side.codes[columns]
                ),
                PartName.SOUGHT: theirs.wishes[columns][:, mine.side.owner[rows]].T,
                PartName.STAGE: about.value * stages,
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


@dataclass(frozen=True, slots=True)
class _Run:
    """Some items of a side; `offset` is where the side's first item stands in the word index."""

    side: Side
    items: slice
    wishes: Float
    offset: int
