"""Industry codes suggested from a text: a short list to choose from, with the chance of each."""

from vstrecha.engine.matching.industries.index import IndustryIndex, Suggestion
from vstrecha.engine.matching.industries.table import IndustryTable, packaged_table

__all__ = ["IndustryIndex", "IndustryTable", "Suggestion", "packaged_table"]
