"""Matching and scheduling in plain Python: no Django, no database, no network."""
