"""What a worker does when something that matches stand on has changed."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_tasks import task

from vstrecha.matches.services import match_mission
from vstrecha.missions.models import Mission

__all__ = ["match_in_background"]


@task()
def _match(*, mission: int) -> None:
    found = Mission.objects.filter(pk=mission).first()
    if found is not None:
        match_mission(mission=found)


def match_in_background(*, mission: Mission) -> None:
    """Let a worker match a mission anew; returns at once."""
    transaction.on_commit(partial(_match.enqueue, mission=mission.pk))
