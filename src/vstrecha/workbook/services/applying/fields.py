"""Values put into model fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Field, Model

from vstrecha.workbook.reading import Value
from vstrecha.workbook.services.comparison import Comparison
from vstrecha.workbook.services.drafts import Draft
from vstrecha.workbook.services.preview import changed_columns

BATCH = 500


def new_drafts(comparison: Comparison, sheet: str) -> list[Draft]:
    """A sheet's rows that are not stored yet."""
    return [draft for draft in comparison.drafts[sheet] if draft.stored is None]


def changed_drafts(comparison: Comparison, sheet: str) -> dict[int, Draft]:
    """A sheet's rows that differ from what is stored, by the stored object's primary key."""
    return {
        draft.stored.pk: draft
        for draft in comparison.drafts[sheet]
        if draft.stored is not None and any(changed_columns(draft))
    }


def put(instance: Model, values: Iterable[tuple[str, Value]]) -> None:
    """Set fields by name; None becomes the field's empty value, lists become lists."""
    for key, value in values:
        field = instance._meta.get_field(key)  # noqa: SLF001 - Django's documented model API
        stored: object = list(value) if isinstance(value, tuple) else value
        if value is None and isinstance(field, Field) and not field.null:
            stored = field.get_default()
        setattr(instance, key, stored)


def put_new(instance: Model, draft: Draft, keys: Sequence[str]) -> None:
    """Set the fields that the row says; the model's defaults stay for the others."""
    put(instance, ((k, draft.values[k]) for k in keys if draft.values.get(k) is not None))


def put_changes(instance: Model, draft: Draft, keys: Sequence[str]) -> None:
    """Set the fields, among `keys`, in which the row differs."""
    put(instance, ((k, draft.values[k]) for k in changed_columns(draft) if k in keys))
