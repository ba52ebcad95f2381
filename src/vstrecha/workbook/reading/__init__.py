"""A workbook read: file, then tabs, then headers, then rows of stored values, with problems.

Nothing here knows the database. What rows mean to one another and to what is stored is checked
in `services`.
"""

from vstrecha.workbook.reading.book import Reading, read_workbook
from vstrecha.workbook.reading.problems import Note, Problem, WorkbookRejectedError
from vstrecha.workbook.reading.rows import Row, SheetRows
from vstrecha.workbook.reading.values import Value

__all__ = [
    "Note",
    "Problem",
    "Reading",
    "Row",
    "SheetRows",
    "Value",
    "WorkbookRejectedError",
    "read_workbook",
]
