"""What the large path would find if it scored every pair: the same formula, all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vstrecha.engine.matching import facts
from vstrecha.engine.matching.fusion import WORDS_WEIGHT
from vstrecha.engine.matching.geometry import centred, csls
from vstrecha.engine.matching.ranking import Options, explained, scored
from vstrecha.engine.matching.resources import Resources, encode_cached
from vstrecha.engine.matching.similarities import CODES_WEIGHT, KINDS_WEIGHT, fused_all
from vstrecha.engine.matching.texts.glossary import glossary
from vstrecha.engine.matching.texts.lexical import LexicalIndex, shared_words
from vstrecha.engine.matching.texts.words import script
from vstrecha.engine.matching.types import Found, PartName, Ranking, Row


def full_ranking(
    queries: Sequence[Row], corpus: Sequence[Row], resources: Resources, options: Options
) -> list[Ranking]:
    """The ranking of each query among all texts."""
    ones, others = [row.text for row in queries], [row.text for row in corpus]
    words = LexicalIndex(others, resources.lexicon.joined(glossary(ones, others, resources)))
    coverage = words.coverage(ones)
    coverage /= np.maximum(coverage.max(axis=1, keepdims=True), 1)
    vectors = encode_cached([*ones, *others], "query", resources)
    groups = [f"q/{script(text)}" for text in ones] + [f"c/{script(text)}" for text in others]
    if resources.encoder.dimension:
        vectors = centred(vectors, groups)
        coverage *= WORDS_WEIGHT
    summands = {
        PartName.MEANING: vectors[: len(ones)] @ vectors[len(ones) :].T,
        PartName.WORDS: coverage,
    }
    if any(row.kind for row in queries):
        summands[PartName.KINDS] = KINDS_WEIGHT * facts.complements(
            [row.kind for row in queries], [row.kind for row in corpus]
        )
    if any(row.codes for row in queries):
        summands[PartName.CODES] = CODES_WEIGHT * facts.code_proximity(
            [row.codes for row in queries], [row.codes for row in corpus]
        )
    sums = fused_all(summands)
    scores = scored(
        csls(sums) if options.two_sided else sums,
        options,
        vectors=bool(resources.encoder.dimension),
    )
    found = []
    for number, (query, row) in enumerate(zip(queries, scores, strict=True)):
        results = []
        for place in np.argsort(-row, kind="stable")[: options.top]:
            text, score = corpus[place], float(row[place])
            values = {name: float(matrix[number, place]) for name, matrix in summands.items()}
            shared = shared_words(query.text, text.text, words)
            results.append(
                explained(query, text, shared, values, score)
                if options.reasons
                else Found(text.id, score)
            )
        found.append(Ranking(query.id, tuple(results)))
    return found
