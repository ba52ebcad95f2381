"""The form with which a workbook is sent."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from vstrecha.workbook.reading.files import MOST_BYTES


class WorkbookForm(forms.Form):
    """One file. What is in it is told by the preview, not here."""

    workbook = forms.FileField(
        label=_("Excel workbook (.xlsx)"),
        help_text=_("Nothing is saved yet: next you see what the file would change."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm"}),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Save it in Excel, and choose it again."),
            "max_length": _("The file's name is too long. Rename it, and choose it again."),
        },
        max_length=250,
    )

    def clean_workbook(self) -> UploadedFile:
        """Refuse what is too large before it is kept."""
        file = self.cleaned_data["workbook"]
        if not isinstance(file, UploadedFile):
            raise TypeError("A file field cleans to an uploaded file.")
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(
                _("The file has more than %(most)s MB. Take pictures and unneeded sheets out."),
                params={"most": MOST_BYTES // 2**20},
            )
        return file
