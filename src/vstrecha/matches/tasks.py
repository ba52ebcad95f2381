"""What a worker does when something that matches stand on has changed."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_tasks import task

from vstrecha.matches.learning import has_moved
from vstrecha.matches.models import LearnedWeights
from vstrecha.matches.services import match_mission
from vstrecha.matches.services.suggesting import suggest
from vstrecha.missions.models import Mission

__all__ = [
    "match_again_in_background",
    "match_in_background",
    "suggest_again_in_background",
]


@task()
def _match(*, mission: int) -> None:
    found = Mission.objects.filter(pk=mission).first()
    if found is not None:
        match_mission(mission=found)


def match_in_background(*, mission: Mission) -> None:
    """Let a worker match a mission anew; returns at once."""
    transaction.on_commit(partial(_match.enqueue, mission=mission.pk))


@task()
def _match_again(*, mission: int) -> None:
    """Match a mission whose weights have moved; of several such tasks the first does the work."""
    learned = LearnedWeights.objects.select_related("mission").filter(mission=mission).first()
    if learned is not None and learned.mission is not None and has_moved(learned):
        match_mission(mission=learned.mission)


def match_again_in_background(*, mission: Mission) -> None:
    """Let a worker match a mission anew by the weights learned; returns at once."""
    transaction.on_commit(partial(_match_again.enqueue, mission=mission.pk))


@task()
def _suggest_again(*, mission: int) -> None:
    """Choose the suggestions of a mission that is still there."""
    found = Mission.objects.filter(pk=mission).first()
    if found is not None:
        suggest(mission=found)


def suggest_again_in_background(*, mission: Mission) -> None:
    """Let a worker choose a mission's suggestions anew; returns at once. What a veto hides is
    hidden without it: this fills the gaps."""
    transaction.on_commit(partial(_suggest_again.enqueue, mission=mission.pk))
