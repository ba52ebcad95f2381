"""Texts and facts in, scored and explained pairs out."""
