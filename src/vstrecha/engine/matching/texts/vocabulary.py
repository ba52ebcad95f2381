"""The words of a collection of texts: which there are, how each is mostly written, how common."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.texts.words import words

Numbers = NDArray[np.intp]
Float = NDArray[np.float32]


class Vocabulary:
    """The stems of the texts, numbered, each with the form that it most often has.

    `documents[i]` are the numbers of the stems of text i, each once, in their order.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        written: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.documents: list[Numbers] = []
        self._numbers: dict[str, int] = {}
        frequency: Counter[int] = Counter()
        for text in texts:
            found: dict[int, None] = {}
            for word in words(text):
                written[word.stem][text[word.start : word.end].lower()] += 1
                found[self._numbers.setdefault(word.stem, len(self._numbers))] = None
            self.documents.append(np.array(list(found), dtype=np.intp))
            frequency.update(found.keys())
        self.stems = list(self._numbers)
        self.forms = [
            min(written[stem], key=lambda form: (-written[stem][form], form)) for stem in self.stems
        ]
        self.frequency: Float = np.array(
            [frequency[number] for number in range(len(self.stems))], dtype=np.float32
        )

    def __len__(self) -> int:
        return len(self.stems)

    def number(self, stem: str) -> int | None:
        """The number of a stem, None where no text has it."""
        return self._numbers.get(stem)

    def rarity(self) -> Float:
        """How rare each stem is among the texts, as BM25 counts it (in nats, above 0)."""
        return rarity(self.frequency, len(self.documents))


def rarity(frequency: Float, size: int) -> Float:
    """The rarity of words that stand in `frequency` of `size` texts (Robertson and Zaragoza
    2009, "The Probabilistic Relevance Framework", with 1 added so that none falls below 0)."""
    seen = np.minimum(frequency, np.float32(size))
    return np.asarray(np.log1p((size - seen + 0.5) / (seen + 0.5)), dtype=np.float32)
