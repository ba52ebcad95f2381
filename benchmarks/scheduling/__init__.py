"""How well the scheduling engine does against peers and bounds, in the same run:
`python -m benchmarks.scheduling --data DIR`.
"""
