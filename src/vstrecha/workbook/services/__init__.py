"""What one does with a workbook: see what it would change, and import it."""

from vstrecha.workbook.reading import Note, Problem, WorkbookRejectedError
from vstrecha.workbook.services.importing import ImportResult, import_workbook, preview_workbook
from vstrecha.workbook.services.preview import (
    FieldChange,
    Hint,
    Preview,
    RowPreview,
    SheetPreview,
    State,
)
from vstrecha.workbook.services.uploads import (
    discard_upload,
    import_upload,
    keep_upload,
    preview_upload,
)

__all__ = [
    "FieldChange",
    "Hint",
    "ImportResult",
    "Note",
    "Preview",
    "Problem",
    "RowPreview",
    "SheetPreview",
    "State",
    "WorkbookRejectedError",
    "discard_upload",
    "import_upload",
    "import_workbook",
    "keep_upload",
    "preview_upload",
    "preview_workbook",
]
