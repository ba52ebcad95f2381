"""Which words of two collections mean the same, by the encoder: a lexicon for the texts at hand.

The packaged lexicon knows the words of one vocabulary. The encoder knows words too: a word of
one collection and one of the other that are each other's near neighbours translate each other.
Only the texts themselves are used, never which text belongs to which.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from vstrecha.engine.matching.encoders import Float
from vstrecha.engine.matching.geometry import centred, csls
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.texts.lexicon import Lexicon
from vstrecha.engine.matching.texts.words import words

# The least cosine of two words, and the least CSLS: nearer to each other than to the rest.
_NEAR = 0.55
_OWN = 0.05
_MOST_TRANSLATIONS = 3
_SHORTEST_WORD = 3
# The commonest words of each side; more would make the table of all with all too large.
_MOST_WORDS = 6000

Vocabulary = Mapping[str, str]


def glossary(left: Sequence[str], right: Sequence[str], resources: Resources) -> Lexicon:
    """The words of one collection's texts with those of the other's, whatever the languages.

    Empty without an encoder.
    """
    ones, others = _vocabulary(left), _vocabulary(right)
    if not (ones and others and resources.encoder.dimension):
        return Lexicon()
    cosines = _vectors(ones, resources) @ _vectors(others, resources).T
    scaled = csls(cosines)
    forward = Lexicon(_nearest(list(ones), list(others), cosines, scaled))
    return forward.joined(Lexicon(_nearest(list(others), list(ones), cosines.T, scaled.T)))


def _vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The commonest stems, each with the form that it most often has."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in words(text):
            form = text[word.start : word.end].lower()
            if len(form) >= _SHORTEST_WORD and form.isalpha():
                forms[word.stem][form] += 1
    commonest = sorted(forms, key=lambda stem: (-forms[stem].total(), stem))[:_MOST_WORDS]
    return {
        stem: min(forms[stem], key=lambda form: (-forms[stem][form], form)) for stem in commonest
    }


def _vectors(vocabulary: Vocabulary, resources: Resources) -> Float:
    vectors = encode_cached(list(vocabulary.values()), "query", resources)
    return centred(vectors, [""] * len(vectors))


def _nearest(
    sources: list[str], targets: list[str], cosines: Float, scaled: Float
) -> dict[str, tuple[tuple[str, float], ...]]:
    """The nearest few targets of each source; the cosine is the trust."""
    usable = np.where((cosines >= _NEAR) & (scaled >= _OWN), cosines, np.float32(0))
    most = min(_MOST_TRANSLATIONS + 1, len(targets))
    best = np.argpartition(-usable, most - 1, axis=1)[:, :most]
    found = {}
    for row, source in enumerate(sources):
        near = sorted(
            (
                (targets[place], min(1.0, float(usable[row, place])))
                for place in best[row]
                # A word that both sides have meets itself without a glossary.
                if usable[row, place] > 0 and targets[place] != source
            ),
            key=lambda pair: (-pair[1], pair[0]),
        )
        if near:
            found[source] = tuple(near[:_MOST_TRANSLATIONS])
    return found
