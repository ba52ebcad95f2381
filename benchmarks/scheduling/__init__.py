"""Benchmarks of the scheduling engine."""
