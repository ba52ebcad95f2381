"""What a worker does for the programme."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_tasks import task

from vstrecha.programme.models import Programme
from vstrecha.programme.services import complete_programme

__all__ = ["complete_in_background"]


@task()
def _complete(*, programme: int, previous: int | None) -> None:
    """Plan a version that was started; a version that has gone meanwhile is nobody's loss."""
    started = (
        Programme.objects.select_related("mission")
        .filter(pk=programme, status=Programme.Status.RUNNING)
        .first()
    )
    if started is not None:
        repaired = None if previous is None else Programme.objects.filter(pk=previous).first()
        complete_programme(programme=started, previous=repaired)


def complete_in_background(*, programme: Programme, previous: Programme | None = None) -> None:
    """Let a worker plan a version that `start_programme` began; returns at once.

    With `previous` it repairs that version. However it ends, the version's status and message
    say so; the error itself is in the worker's records.
    """
    transaction.on_commit(
        partial(
            _complete.enqueue,
            programme=programme.pk,
            previous=None if previous is None else previous.pk,
        )
    )
