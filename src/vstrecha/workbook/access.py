"""The functions through which a view may fetch an upload. What one may not see is not found."""

from __future__ import annotations

from datetime import timedelta

from django.http import Http404
from django.utils import timezone

from vstrecha.missions.access import ORGANISERS, Visitor, access_mission_as
from vstrecha.people.models import User
from vstrecha.workbook.models import Upload

KEPT_FOR = timedelta(days=1)


def access_new_mission(*, visitor: Visitor) -> User:
    """The visitor, if they may open missions; raises Http404 otherwise."""
    if not isinstance(visitor, User) or not visitor.can_organise:
        raise Http404
    return visitor


def access_template(*, visitor: Visitor) -> None:
    """Let pass who organises a mission or may open one; raises Http404 for others."""
    if not isinstance(visitor, User):
        raise Http404
    if not visitor.can_organise and not visitor.memberships.filter(role__in=ORGANISERS).exists():
        raise Http404


def access_upload(*, visitor: Visitor, pk: int) -> Upload:
    """A workbook that the visitor has sent within a day and may still import.

    Raises Http404 for another's, an older one, and one for a mission that is no longer theirs.
    """
    if not isinstance(visitor, User):
        raise Http404
    upload = (
        Upload.objects.select_related("mission", "user")
        .filter(pk=pk, user=visitor, created_at__gte=timezone.now() - KEPT_FOR)
        .first()
    )
    if upload is None:
        raise Http404
    if upload.mission is None:
        access_new_mission(visitor=visitor)
    else:
        access_mission_as(visitor=visitor, slug=upload.mission.slug, roles=ORGANISERS)
    return upload
