"""Repair: keep what still holds of a previous plan, and mend around what is broken."""
