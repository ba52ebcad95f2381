"""The whole way at size: candidates, words and facts, scores, reasons; against comparing all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from benchmarks.matching.million.report import Report
from benchmarks.matching.million.vectors import Half, Side
from vstrecha.engine.matching.encoders import Float, PackagedEncoder, Role
from vstrecha.engine.matching.large.matching import Place, Prepared
from vstrecha.engine.matching.ranking import Options
from vstrecha.engine.matching.resources import Resources
from vstrecha.engine.matching.similarities import fused_all
from vstrecha.engine.matching.types import PartName, Row

_TOP = 20
_COMPARED = 200
_SEED = 11


class Remembering(PackagedEncoder):
    """The packaged encoder, which need not encode anew what has been."""

    def __init__(self, known: Sequence[tuple[Sequence[str], Half]]) -> None:
        super().__init__(threads=1)
        self._rows = [vectors for _, vectors in known]
        self._places = {
            text: (side, row)
            for side, (texts, _) in enumerate(known)
            for row, text in enumerate(texts)
        }

    def encode(self, texts: Sequence[str], role: Role) -> Float:
        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        new = [place for place, text in enumerate(texts) if text not in self._places]
        for place, text in enumerate(texts):
            if text in self._places:
                side, row = self._places[text]
                found[place] = self._rows[side][row]
        found[new] = super().encode([texts[place] for place in new], role)
        return found


def match(corpus: Side, queries: Side, texts: int, asked: int) -> None:
    """Print how long it takes to match `asked` queries with `texts` texts, and how many of the
    best 20 of a comparison with all are among the best 20 found."""
    report = Report()
    kept = (corpus, queries)
    dimension = PackagedEncoder.dimension
    encoder = Remembering([(side.texts[:texts], side.vectors(dimension)[:texts]) for side in kept])
    there = [Row(f"c{number}", text) for number, text in enumerate(corpus.texts[:texts])]
    here = [Row(f"q{number}", text) for number, text in enumerate(queries.texts[:asked])]
    with report.timed(f"make ready {len(here):,} queries, {len(there):,} texts"):
        prepared = Prepared(here, there, Resources(encoder), Options(top=_TOP), Place())
    with report.timed(f"top {_TOP} with reasons, {len(here):,} queries"):
        rankings = list(prepared.rankings())
    chosen = np.random.default_rng(_SEED).permutation(len(here))[:_COMPARED]
    with report.timed(f"comparison with all, {len(chosen):,} queries"):
        true = [_best_of_all(prepared, int(number)) for number in chosen]
    shares = [
        len({found.id for found in rankings[number].results} & best) / _TOP
        for number, best in zip(chosen, true, strict=True)
    ]
    report.tell(f"recall@{_TOP} of the comparison with all", f"{np.mean(shares):.4f}")
    report.tell_memory()


def _best_of_all(prepared: Prepared, number: int) -> set[str]:
    """The best texts for a query by the same formula, over all texts."""
    pool, queries = prepared.pool, prepared.queries
    every = np.arange(len(pool.rows), dtype=np.intp)
    summands = pool.summands(queries.rows[number], queries.vectors[number], every)
    pool.draw_words(summands, float(summands[PartName.WORDS].max()))
    order = np.argsort(-fused_all(summands), kind="stable")[:_TOP]
    return {pool.rows[place].id for place in order}
