"""Which clause of a text carried its meaning to another: each is left out once, and measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from vstrecha.engine.matching.comparison import Comparison
from vstrecha.engine.matching.encoders import Float, unit
from vstrecha.engine.matching.fusion import relevance
from vstrecha.engine.matching.types import Item, Span

Key = tuple[str, str]  # of a company and of its item

# A clause carried the meaning where relevance drops by so much without it.
LEAST_DROP = 0.02
_MOST_CLAUSES = 8
_SHORTEST_CLAUSE = 24
_CLAUSE = re.compile(r"[^\n]+?(?:[.!?;:…](?=\s)|\s[—–](?=\s)|(?=\n)|$)\s*")


def clauses(text: str) -> list[tuple[int, int]]:
    """Where the clauses of a text begin and end: its first line, then clauses of the rest.

    What is too short to stand alone goes with what follows, all beyond the eighth with the last.
    """
    found: list[tuple[int, int]] = []
    open_from: int | None = None
    for match in _CLAUSE.finditer(text):
        start = match.start() if open_from is None else open_from
        end = match.start() + len(match.group().rstrip())
        ends_line = match.end() >= len(text) or "\n" in text[end : match.end() + 1]
        if end - start < _SHORTEST_CLAUSE and not ends_line:
            open_from = start
            continue
        open_from = None
        if end > start:
            found.append((start, end))
    if len(found) > _MOST_CLAUSES:
        found[_MOST_CLAUSES - 1 :] = [(found[_MOST_CLAUSES - 1][0], found[-1][1])]
    return found


@dataclass(frozen=True, slots=True)
class _Cut:
    """An item without one clause: the `texts` and headings that are left."""

    span: Span
    texts: tuple[str, ...]


class Carriers:
    """The items given, each once whole and once without each of its clauses.

    About as many texts are encoded as the items have clauses, however many pairs are asked for.
    """

    def __init__(
        self, compared: Comparison, used: Iterable[Key], items: Mapping[Key, Item]
    ) -> None:
        self._compared = compared
        self._cuts = {key: _cuts(items[key]) for key in dict.fromkeys(used)}
        if not compared.by_vectors:
            self._cuts = {}
        rows = compared.vectors.of_remainders(
            {
                rest: text
                for key, cuts in self._cuts.items()
                for cut in cuts
                for rest, text in _remainders(items[key], cut)
            }
        )
        self._vectors: dict[Key, Float] = {
            key: unit(np.stack([sum_of(rows, cut.texts) for cut in cuts]))
            for key, cuts in self._cuts.items()
            if cuts
        }

    def of(self, key: Key, other: Float, whole: Float, coverage: float) -> list[tuple[Span, float]]:
        """The clause of each version of an item that carried most of its nearness to `other`, and
        by how much the relevance would drop without it; none where no clause stands out.

        `whole` and `other` are the vectors of the item and of what it is compared with,
        `coverage` the words that met, which stay as they are.
        """
        cuts = self._cuts.get(key)
        if not cuts:
            return []
        cosines = np.concatenate([[whole @ other], self._vectors[key] @ other])[None, :]
        covered = np.full_like(cosines, coverage)
        near = relevance(cosines.astype(np.float32), covered.astype(np.float32)).value[0]
        drops = [
            (float(near[0] - value), cut.span) for value, cut in zip(near[1:], cuts, strict=True)
        ]
        best: dict[int, tuple[float, Span]] = {}
        for drop, span in drops:
            if drop >= LEAST_DROP and drop > best.get(span.version, (0.0, span))[0]:
                best[span.version] = (drop, span)
        return [(span, drop) for drop, span in best.values()]


def sum_of(rows: Mapping[str, Float], texts: Iterable[str]) -> Float:
    """The sum of the vectors of texts."""
    return np.asarray(np.sum([rows[text] for text in texts], axis=0), dtype=np.float32)


def _cuts(item: Item) -> list[_Cut]:
    found = []
    for version, text in enumerate(item.texts):
        for start, end in clauses(text):
            rest = _rest(text, start, end)
            if not rest:
                continue
            clause = text[start:end]
            texts = (
                *(rest if number == version else other for number, other in enumerate(item.texts)),
                # A title that is left out is left out as a heading, too.
                *(heading for heading in item.headings if heading != clause),
            )
            found.append(_Cut(Span(version, start, end), texts))
    return found


def _rest(text: str, start: int, end: int) -> str:
    return "\n".join(part.strip() for part in (text[:start], text[end:]) if part.strip())


def _remainders(item: Item, cut: _Cut) -> Iterable[tuple[str, str]]:
    """Each text that is left, with the text of the item in whose language it stands."""
    for number, rest in enumerate(cut.texts):
        yield rest, item.texts[number] if number < len(item.texts) else rest
