"""A million opportunities against a million: neighbours found, how many are missed, and at what
cost.

    python -m benchmarks.matching.million --data DIR --cache CACHE encode
    python -m benchmarks.matching.million --data DIR --cache CACHE search
    python -m benchmarks.matching.million --data DIR --cache CACHE match

`DIR` holds `cpv_en_ru_uk.tsv`, the EU procurement vocabulary in English, Russian and Ukrainian.
The texts are recombined from its titles ("Cotton seeds; Crane hire"): a million Russian ones to be
found, a million English ones to find them by, all distinct, the same on every machine. `encode`
may be stopped and started again; it goes on where it was, and the others take what there is.
`search` measures the search for neighbours alone, `match` the whole way of `vstrecha match`.
"""
