"""What a worker does for the programme."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_tasks import task

from vstrecha.programme.models import Programme
from vstrecha.programme.services import complete_programme

__all__ = ["complete_in_background"]


@task()
def _complete(*, programme: int) -> None:
    """Plan a version that was started; a version that has gone meanwhile is nobody's loss."""
    started = (
        Programme.objects.select_related("mission", "base")
        .filter(pk=programme, status=Programme.Status.RUNNING)
        .first()
    )
    if started is not None:
        complete_programme(programme=started)


def complete_in_background(*, programme: Programme) -> None:
    """Let a worker plan a version that `start_programme` began; returns at once.

    However it ends, the version's status and message say so; the error itself is in the worker's
    records.
    """
    transaction.on_commit(partial(_complete.enqueue, programme=programme.pk))
