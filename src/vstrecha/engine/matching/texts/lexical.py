"""Shared words of two texts, within a language and across (by the lexicon)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.texts.bm25 import Bm25Index
from vstrecha.engine.matching.texts.lexicon import Lexicon
from vstrecha.engine.matching.texts.words import words

Float = NDArray[np.float32]

_MOST_COMPLETIONS = 3


def stems(text: str) -> list[str]:
    """The stems of a text's words, in their order."""
    return [word.stem for word in words(text)]


@dataclass(frozen=True, slots=True)
class SharedWord:
    """A word of one text and the word of the other that it met, as they stand in the texts.

    `weight` is the rarity of the term times the trust in the translation: what the pair
    brought to the BM25 sum, before that counts repetition and length. `sure` says that the
    lexicon believes in the translation in both directions. `mine_at` and `theirs_at` are where
    the words begin in their texts.
    """

    mine: str
    theirs: str
    weight: float
    translated: bool = False
    sure: bool = True
    mine_at: int = 0
    theirs_at: int = 0


class LexicalIndex:
    """Texts to be found by their words.

    The score of a query with a text is the BM25 sum over the query's stems and their
    translations, divided by what a text of average length would score that has every word of
    the query once. So it means: how much of the query's weight of words this text covers. A
    short text that has them all goes a little above 1.
    """

    def __init__(self, texts: Sequence[str], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._index = Bm25Index([stems(text) for text in texts])

    def idf(self, stem: str) -> float:
        """How rare a stem is among the texts, in nats."""
        return self._index.idf(stem)

    def coverage(self, queries: Sequence[str], columns: slice = slice(None)) -> Float:
        """The score of each query with each text (or a run of them), [queries, texts]."""
        return self.coverage_of([stems(query) for query in queries], columns)

    def coverage_of(self, queries: Sequence[Sequence[str]], columns: slice = slice(None)) -> Float:
        """`coverage` of queries given as stems."""
        scores = self._index.scores([self.expanded(query) for query in queries], columns)
        full = np.array([self._full(query) for query in queries], dtype=np.float32)
        scores /= np.maximum(full, np.float32(1e-6))[:, None]
        return scores

    def coverage_at(self, query: str, places: NDArray[np.intp]) -> Float:
        """`coverage` of one query by a few of the texts, their places given in rising order."""
        terms = stems(query)
        full = np.float32(max(self._full(terms), 1e-6))
        return self._index.scores_at(self.expanded(terms), places) / full

    def likely(self, queries: Sequence[str], most: int) -> list[NDArray[np.intp]]:
        """For each query the places of up to `most` texts that share its rarest words."""
        return self._index.likely([self.expanded(stems(query)) for query in queries], most)

    def completed(self, query: str) -> list[str]:
        """The stems of a query as a person types it, read as what these texts have.

        A word that the texts lack is taken for the beginning of one («экскав»), or for a name
        in the other alphabet ("kritbi" for «КРИТБИ»).
        """
        found: list[str] = []
        for word in words(query):
            meant = [word.stem]
            if not any(term in self._index for term in self.expanded(meant)):
                typed = query[word.start : word.end].lower().replace("ё", "е")
                meant = self._index.terms_like(typed)[:_MOST_COMPLETIONS] or meant
            found.extend(meant)
        return found

    def expanded(self, query: Sequence[str]) -> Mapping[str, float]:
        """The terms to look up for the stems of a query, with the trust in each."""
        terms: defaultdict[str, float] = defaultdict(float)
        for stem in query:
            terms[stem] += 1.0
            for translation, probability in self.lexicon.translations(stem):
                terms[translation] += probability
        return terms

    def _full(self, query: Sequence[str]) -> float:
        """What a text of average length that has each word of the query once would score."""
        total = 0.0
        for stem in query:
            options = [
                probability * self._index.idf(translation)
                for translation, probability in self.lexicon.translations(stem)
                if translation in self._index
            ]
            # A word that neither stands in the collection nor can be translated stays unmet:
            # it counts with the rarity of a word seen nowhere.
            if stem in self._index or not options:
                options.append(self._index.idf(stem))
            total += max(options)
        return total


def shared_words(mine: str, theirs: str, index: LexicalIndex) -> list[SharedWord]:
    """The words that two texts share, heaviest first, each stem once.

    `mine` is the query's side; a translated word pairs with the likeliest that stands in
    `theirs`.
    """
    there = {word.stem: word for word in reversed(words(theirs))}
    found: dict[str, SharedWord] = {}
    for word in words(mine):
        if word.stem in found:
            continue
        surface = mine[word.start : word.end]
        if word.stem in there:
            other = there[word.stem]
            found[word.stem] = SharedWord(
                surface,
                theirs[other.start : other.end],
                index.idf(word.stem),
                mine_at=word.start,
                theirs_at=other.start,
            )
            continue
        for translation, probability in index.lexicon.translations(word.stem):
            if translation in there:
                other = there[translation]
                found[word.stem] = SharedWord(
                    surface,
                    theirs[other.start : other.end],
                    probability * index.idf(translation),
                    translated=True,
                    sure=index.lexicon.agrees(word.stem, translation),
                    mine_at=word.start,
                    theirs_at=other.start,
                )
                break
    return sorted(found.values(), key=lambda word: -word.weight)


def best_shared(
    mine: Sequence[str], theirs: Sequence[str], index: LexicalIndex
) -> list[SharedWord]:
    """The shared words of those two versions that share most: a person reads one language at a
    time. Earlier versions win a tie."""
    pairs = [shared_words(one, other, index) for one in mine for other in theirs]
    return max(pairs, key=lambda words: sum(word.weight for word in words), default=[])
