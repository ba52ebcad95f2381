"""The workbook written: the empty template, a filled one, a planned one.

`planned.planned_workbook` stands apart, since it alone needs Django.
"""

from vstrecha.workbook.exports.book import build_workbook, workbook_bytes

__all__ = ["build_workbook", "workbook_bytes"]
