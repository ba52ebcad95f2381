"""What is compared: the parts of the engine by themselves, plain baselines, and all together."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.tasks import Task
from vstrecha.engine.matching.encoders import NoEncoder
from vstrecha.engine.matching.geometry import shares
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.similarities import Collections, fused_all
from vstrecha.engine.matching.texts.grams import GramIndex
from vstrecha.engine.matching.texts.lexical import LexicalIndex
from vstrecha.engine.matching.texts.lexicon import Lexicon, packaged_lexicon
from vstrecha.engine.matching.types import PartName

FUSED = "fused"
TWO_SIDED = "fused, two-sided"

Scores = Mapping[str, NDArray[np.floating]]


def systems(task: Task, resources: Resources) -> Scores:
    """The scores [queries, corpus] of each system that is compared."""
    queries = [row.text for row in task.queries]
    corpus = [row.text for row in task.corpus]
    both = Collections(task.queries, task.corpus, resources)
    bare = Collections(task.queries, task.corpus, Resources(NoEncoder()))
    summands = both.summands(both.words())
    whole = fused_all(summands)
    names = resources.encoder.name.split("+")
    return {
        "BM25": LexicalIndex(corpus, Lexicon()).coverage(queries),
        "BM25 + dictionary": LexicalIndex(corpus, packaged_lexicon()).coverage(queries),
        "runs of letters": GramIndex(corpus).cosines(queries),
        "words, no encoder": bare.words().similarity(),
        "words": summands[PartName.WORDS],
        **dict(zip(names, both.cosines_by_encoder(), strict=True)),
        FUSED: whole,
        TWO_SIDED: shares(whole),
    }
