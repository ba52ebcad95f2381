"""The mission, its sides, and who has which role in it."""
