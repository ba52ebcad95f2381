"""How well each company covers each need, by the same relevance of texts as in matching."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vstrecha.engine.matching.encoders import Float, unit
from vstrecha.engine.matching.fusion import relevance
from vstrecha.engine.matching.geometry import centred
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.teams.types import Capability, Company, Need, Source
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.texts.words import script

# How far each source is trusted: an offer says just what one can have; a description says more,
# and less exactly; who seeks a thing is only a possible customer.
_TRUST = {
    Source.OFFER: 1.0,
    Source.EXISTS: 1.0,
    Source.PROFILE: 0.8,
    Source.REQUEST: 0.9,
}
# Below this chance a need does not count as covered at all.
FLOOR = 0.6
# So many needs are compared at a time with all capabilities: bounds the memory.
_RUN = 256

# A need with one of these words seeks somebody who will use the thing: a customer, a site.
_USER = re.compile(
    r"\b(?:заказчик|покупател|клиент|потребител|эксплуатант|площадк|предприят|customer|buyer|"
    r"client|end.user|user|demonstration site|test site|pilot site)",
    re.IGNORECASE,
)


def seeks_user(need: Need) -> bool:
    """Whether a need is for a customer or a site, by the words of its title (or of its text, where
    it has none): then requests count for it, and offers do not."""
    return any(_USER.search(text) for text in need.titles or need.texts)


def _is_of_user(capability: Capability) -> bool:
    """Whether it shows a user: what a company says of itself, or a request for a thing (one that
    seeks users itself is none)."""
    if capability.source is Source.REQUEST:
        return not any(_USER.search(title) for title in capability.titles)
    return capability.source is Source.PROFILE


@dataclass(frozen=True, slots=True, eq=False)
class Covered:
    """`strength` [needs, companies] in 0..1, 0 below the floor; `by` says which of the
    capabilities (a row of the `Capabilities`) it comes from."""

    strength: Float
    by: NDArray[np.int32]


class Capabilities:
    """All capabilities of all companies, ready to be compared with needs."""

    def __init__(self, companies: Sequence[Company], resources: Resources) -> None:
        self.companies = companies
        self.all = [one for company in companies for one in company.capabilities]
        counts = [len(company.capabilities) for company in companies]
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.intp)
        self._resources = resources
        self.words = LexicalIndex(["\n".join(one.texts) for one in self.all], resources.lexicon)
        self._trust = np.array([_TRUST[one.source] for one in self.all], dtype=np.float32)
        sources = [one.source for one in self.all]
        self._of_users = np.array([_is_of_user(one) for one in self.all], np.bool_)
        self._of_makers = np.array([one is not Source.REQUEST for one in sources], np.bool_)
        self._vectors = _directions(
            [((*one.texts, *one.titles), str(one.source)) for one in self.all], resources
        )
        self._in_context = np.flatnonzero([bool(one.context) for one in self.all])
        whole = [self.all[place] for place in self._in_context]
        self._context_words = LexicalIndex(
            ["\n".join((*one.context, *one.texts)) for one in whole], resources.lexicon
        )
        self._context_vectors = _directions(
            [((*one.context, *one.texts), "context") for one in whole], resources
        )

    def covering(self, needs: Sequence[Need]) -> Covered:
        """How well each company covers each need, by its best capability for it."""
        size = (len(needs), len(self.companies))
        found = Covered(np.zeros(size, np.float32), np.zeros(size, np.int32))
        # Companies that can bring nothing have no place in the row of all capabilities.
        able = np.flatnonzero(np.diff(self._starts))
        if not (len(able) and len(needs)):
            return found
        starts = self._starts[able]
        counts = np.diff(np.append(starts, len(self.all)))
        vectors = _directions([(_said(need), "need") for need in needs], self._resources)
        places = np.arange(len(self.all), dtype=np.int32)
        for start in range(0, len(needs), _RUN):
            run = slice(start, start + _RUN)
            strength = self._strengths(needs[run], vectors[run])
            best = np.maximum.reduceat(strength, starts, axis=1)
            is_best = strength == np.repeat(best, counts, axis=1)
            first = np.minimum.reduceat(np.where(is_best, places, len(self.all)), starts, axis=1)
            found.strength[run, able] = np.where(best >= FLOOR, best, 0)
            found.by[run, able] = first
        return found

    def _strengths(self, needs: Sequence[Need], vectors: Float) -> Float:
        """The strength of each need with each capability, [needs, capabilities]."""
        by_meaning = bool(self._resources.encoder.dimension)
        cosines = vectors @ self._vectors.T if by_meaning else None
        strength = relevance(cosines, _best_version(self.words, needs)).value
        if self._in_context.size:
            cosines = vectors @ self._context_vectors.T if by_meaning else None
            there = relevance(cosines, _best_version(self._context_words, needs)).value
            strength[:, self._in_context] = np.minimum(strength[:, self._in_context], there)
        strength = strength * self._trust
        # Who seeks a thing is its user and no source of it; who offers it is the other way round.
        for_users = np.array([seeks_user(need) for need in needs], np.bool_)
        strength[np.ix_(for_users, ~self._of_users)] = 0
        strength[np.ix_(~for_users, ~self._of_makers)] = 0
        return np.asarray(strength, dtype=np.float32)

    def phrases(self, need: Need, capability: Capability) -> tuple[str, ...]:
        """Of each version of the capability, the sentence that comes nearest to the need."""
        return tuple(self._nearest(need, list(sentences(text))) for text in capability.texts)

    def _nearest(self, need: Need, found: list[str]) -> str:
        if len(found) < 2:  # noqa: PLR2004 - there is nothing to choose from
            return found[0] if found else ""
        words = _best_version(LexicalIndex(found, self._resources.lexicon), [need])[0]
        if words.any() or not self._resources.encoder.dimension:
            return found[int(words.argmax())]
        # Only a sentence that shares no word with the need has to be found by its meaning.
        both = encode_cached([*need.texts, *found], "passage", self._resources)
        near = both[len(need.texts) :] @ both[: len(need.texts)].mean(axis=0)
        return found[int(near.argmax())]


def sentences(text: str) -> Iterator[str]:
    """The sentences and lines of a text, as they stand in it."""
    for line in text.splitlines():
        for piece in re.split(r"(?<=[.!?;])\s+(?=[A-ZА-ЯЁ«\"“0-9])", line):
            if piece.strip():
                yield piece.strip()


def similarity(texts: Sequence[tuple[str, ...]], resources: Resources) -> Float:
    """How far each text (in its versions) is about the same thing as each other one,
    [texts, texts]: the weaker of the two directions."""
    if not texts:
        return np.zeros((0, 0), dtype=np.float32)
    vectors = _directions([(versions, "project") for versions in texts], resources)
    index = LexicalIndex(["\n".join(versions) for versions in texts], resources.lexicon)
    words = index.coverage(["\n".join(versions) for versions in texts])
    cosines = vectors @ vectors.T if resources.encoder.dimension else None
    one_way = relevance(cosines, words).value
    return np.minimum(one_way, one_way.T)


def _said(need: Need) -> tuple[str, ...]:
    """The texts of a need and its titles, which a long text would drown."""
    return (*need.texts, *need.titles)


def _best_version(index: LexicalIndex, needs: Sequence[Need]) -> Float:
    """The word coverage of each need by each text, by the version that is met best."""
    rows = index.coverage([text for need in needs for text in _said(need)])
    starts = np.cumsum([0, *(len(_said(need)) for need in needs)])[:-1]
    return np.asarray(np.maximum.reduceat(rows, starts, axis=0), dtype=np.float32)


def _directions(entries: Sequence[tuple[tuple[str, ...], str]], resources: Resources) -> Float:
    """The mean direction of each entry's texts, less what its group and language share."""
    result = np.zeros((len(entries), resources.encoder.dimension), dtype=np.float32)
    if not resources.encoder.dimension:
        return result
    groups: dict[str, str] = {}
    for texts, group in entries:
        for text in texts:
            groups.setdefault(text, f"{group}/{script(text)}")
    vectors = centred(encode_cached(list(groups), "passage", resources), list(groups.values()))
    rows = dict(zip(groups, vectors, strict=True))
    for row, (texts, _) in enumerate(entries):
        for text in texts:
            result[row] += rows[text]
    return unit(result)
