"""Solver libraries of matching: the only place of it that knows them."""
