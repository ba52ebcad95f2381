"""The scheduling engine, measured against bounds and peers.

python -m benchmarks.scheduling.repair
"""
