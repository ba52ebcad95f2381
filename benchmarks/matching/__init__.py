"""How well the matching engine finds the same industry across languages.

    python -m benchmarks.matching --data DIR

`DIR` holds `nace_multi.tsv` (NACE Rev. 2 class titles: English, Russian, French, Romanian; the
same code is the same class) and `sic_includes_en.tsv` (activities in English, each with its
class). Texts only, no codes given. Nothing in the engine was learned from these tables.
"""
