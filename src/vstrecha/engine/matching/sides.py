"""The companies of one side as they are compared: items, vectors, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching import recognition
from vstrecha.engine.matching.encoders import Float, unit
from vstrecha.engine.matching.geometry import centred, group_means
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.words import script
from vstrecha.engine.matching.types import Company, Item


class Vectors:
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
        self._resources, self._places = resources, places
        self._means = group_means(vectors, list(places.values()))
        if self.dimension:
            vectors = centred(vectors, list(places.values()))
        self._rows = dict(zip(texts, vectors, strict=True))

    def of_remainders(self, remainders: Mapping[str, str]) -> dict[str, Float]:
        """The vectors of texts of which something was left out, by what is left; each is centred
        as the text that it is the rest of."""
        if not self.dimension or not remainders:
            return {}
        vectors = encode_cached(list(remainders), "passage", self._resources)
        means = np.stack([self._means[self._places[text]] for text in remainders.values()])
        return dict(zip(remainders, unit(vectors - means), strict=True))

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


class Side:
    """The items of companies in one row after the other, with their vectors and facts."""

    def __init__(self, companies: Sequence[Company], vectors: Vectors) -> None:
        self.companies = companies
        self.items = [item for company in companies for item in company.items]
        counts = [len(company.items) for company in companies]
        self.starts: NDArray[np.intp] = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
        self.owner = np.repeat(np.arange(len(companies)), counts)
        self.vectors = vectors.of_items(self.items)
        self.wishes = [item.partner_sought.strip() for item in self.items]
        self.wish_vectors = vectors.of_wishes(self.wishes)
        self.profiles = [company.profile for company in companies]
        self.profile_vectors = vectors.of_items(self.profiles)
        self.kinds = [item.kind for item in self.items]
        self.codes = [
            item.codes or company.codes for company in companies for item in company.items
        ]
        self.stages = [item.stage for item in self.items]
        self.languages = [company.languages for company in companies for _ in company.items]
        self.sizes = [company.size for company in companies for _ in company.items]

    def run(self, companies: slice) -> slice:
        """The items of a run of companies."""
        first, last, _step = companies.indices(len(self.companies))
        return slice(int(self.starts[first]), int(self.starts[last]))

    @cached_property
    def roles_held(self) -> list[recognition.Found]:
        """The roles that each item's company has."""
        held = [
            recognition.roles_held(company.profile.texts, company.codes)
            for company in self.companies
        ]
        return [held[company] for company in self.owner]

    @cached_property
    def roles_sought(self) -> list[recognition.Found]:
        """The roles of a partner that each item seeks."""
        return [recognition.roles_sought(wish) for wish in self.wishes]

    @cached_property
    def agreements(self) -> list[recognition.Found]:
        """The kinds of agreement that each item is open to."""
        return [recognition.agreements(item.partnership) for item in self.items]

    @cached_property
    def homes(self) -> list[recognition.Found]:
        """Where each item's company is at home."""
        homes = [recognition.home_of(company.places) for company in self.companies]
        return [homes[company] for company in self.owner]

    @cached_property
    def places_named(self) -> list[frozenset[str]]:
        """The keys of places that each item names, beside those of its own company's home."""
        return [
            recognition.place_keys(item.told) - home.keys()
            for item, home in zip(self.items, self.homes, strict=True)
        ]
