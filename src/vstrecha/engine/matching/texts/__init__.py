"""Texts as words: stems, their rarity, and what they are in another language."""
