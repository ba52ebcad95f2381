"""Workbooks that organisers have sent, kept between preview and import."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from vstrecha.missions.models import Mission
from vstrecha.people.models import User
from vstrecha.workbook.access import KEPT_FOR
from vstrecha.workbook.models import Upload
from vstrecha.workbook.services.importing import ImportResult, import_workbook, preview_workbook
from vstrecha.workbook.services.preview import Preview

LONGEST_NAME = 250


def keep_upload(*, user: User, mission: Mission | None, name: str, content: bytes) -> Upload:
    """Keep a workbook for its preview. Those of more than a day ago go, whoever sent them."""
    Upload.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    return Upload.objects.create(
        user=user, mission=mission, name=name[-LONGEST_NAME:], content=content
    )


def preview_upload(*, upload: Upload) -> Preview:
    """What an import of the kept workbook would do now."""
    return preview_workbook(content=bytes(upload.content), name=upload.name, mission=upload.mission)


@transaction.atomic
def import_upload(*, upload: Upload) -> ImportResult:
    """Import the kept workbook and let go of it; raises WorkbookRejectedError, and keeps it."""
    result = import_workbook(
        content=bytes(upload.content), name=upload.name, mission=upload.mission, user=upload.user
    )
    upload.delete()
    return result


def discard_upload(*, upload: Upload) -> None:
    """Let go of a workbook that is not to be imported."""
    upload.delete()
