"""A catalogue searched in meaning and in words, across languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vstrecha.engine.matching.encoders import unit
from vstrecha.engine.matching.fusion import fused, relevance
from vstrecha.engine.matching.geometry import centred, group_means
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.texts.words import script, words

# From this relevance a text counts as close in meaning although it shares no word.
_CLOSE = 0.4
# The score of a text that has all the words of the query and a meaning far from it.
_WORDS_ALONE = 0.9
# A text that has this much of the query's weight of words is found whatever its meaning.
_COVERED = 0.34


@dataclass(frozen=True, slots=True)
class Entry:
    """A text of the catalogue in its versions."""

    id: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A text found: `score` in 0..1; `words` of it that met words of the query (in either
    language); `close` where its meaning is near to the query's."""

    id: str
    score: float
    words: tuple[str, ...]
    close: bool


class SearchIndex:
    """The texts of a catalogue, ready to be searched any number of times."""

    def __init__(
        self,
        entries: Sequence[Entry],
        resources: Resources,
    ) -> None:
        self._entries = entries
        self._encoder = resources.encoder
        self._words = LexicalIndex(["\n".join(entry.texts) for entry in entries], resources.lexicon)
        texts = list(dict.fromkeys(text for entry in entries for text in entry.texts))
        vectors = encode_cached(texts, "passage", resources)
        scripts = [script(text) for text in texts]
        self._means = group_means(vectors, scripts)
        rows = dict(zip(texts, centred(vectors, scripts), strict=True))
        self._vectors = np.zeros((len(entries), self._encoder.dimension), dtype=np.float32)
        for row, entry in enumerate(entries):
            for text in entry.texts:
                self._vectors[row] += rows[text]
        self._vectors = unit(self._vectors)

    def search(self, query: str, limit: int) -> list[SearchHit]:
        """The best texts for a query, best first; none where nothing is near."""
        if not self._entries or not query.strip() or limit < 1:
            return []
        terms = self._words.completed(query)
        coverage = self._words.coverage_of([terms])
        cosines = None
        if self._encoder.dimension:
            vector = self._encoder.encode([query], "query")
            vector = unit(vector - self._means.get(script(query), self._means[""]))
            cosines = vector @ self._vectors.T
        near = relevance(cosines, coverage).value[0]
        order = np.argsort(-(coverage if cosines is None else fused(cosines, coverage))[0])
        covered = coverage[0] >= _COVERED
        hits: list[SearchHit] = []
        for row in order:
            if len(hits) == limit:
                break
            if covered[row] or near[row] >= _CLOSE:
                hits.append(self._hit(terms, int(row), float(near[row]), float(coverage[0][row])))
        return hits

    def _hit(self, terms: Sequence[str], row: int, near: float, coverage: float) -> SearchHit:
        sought = self._words.expanded(terms)
        met = [
            text[word.start : word.end]
            for text in self._entries[row].texts
            for word in words(text)
            if word.stem in sought
        ]
        return SearchHit(
            id=self._entries[row].id,
            # Who has every word of the query is a full hit, whatever the meaning says.
            score=max(near, min(1.0, coverage) * _WORDS_ALONE),
            words=tuple(dict.fromkeys(met)),
            close=near >= _CLOSE,
        )
