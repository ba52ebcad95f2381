"""What one does with requests and meetings."""

from __future__ import annotations

from vstrecha.missions.models import Mission


def propose_requests(*, mission: Mission) -> int:
    """Propose requests from mutual recommendations where a mission has none; returns how many."""
    raise NotImplementedError


def form_meetings(*, mission: Mission) -> int:
    """Make meetings of the accepted requests; returns how many there are."""
    raise NotImplementedError
