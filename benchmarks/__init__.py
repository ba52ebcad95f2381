"""Measurements: each says what, against whom, and how to run."""
