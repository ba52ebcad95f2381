"""Words of workbooks in the reader's language."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext, ngettext

from vstrecha.engine.message import Message
from vstrecha.web.localised import reader_language
from vstrecha.workbook.sheets import Sheet

register = template.Library()


@register.filter
def words(message: Message) -> str:
    """The sentence that a message means."""
    return message.render(gettext, ngettext)


@register.filter
def sheet_name(sheet: Sheet) -> str:
    """A sheet's name."""
    return sheet.name(reader_language())
