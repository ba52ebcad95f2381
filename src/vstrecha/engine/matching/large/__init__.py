"""Matching of collections too large for every text to be compared with every other, here or on
a cluster."""
