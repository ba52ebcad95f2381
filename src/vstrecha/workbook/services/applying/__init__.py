"""A comparison without problems written to the database, sheet by sheet."""

from __future__ import annotations

from vstrecha.missions.models import Mission
from vstrecha.people.models import User
from vstrecha.workbook.services.applying.companies import apply_companies
from vstrecha.workbook.services.applying.grid import apply_grid
from vstrecha.workbook.services.applying.mission import apply_mission
from vstrecha.workbook.services.applying.places import apply_travel, apply_venues
from vstrecha.workbook.services.applying.sessions import apply_sessions
from vstrecha.workbook.services.applying.texts import apply_opportunities, apply_requests
from vstrecha.workbook.services.applying.windows import apply_availability
from vstrecha.workbook.services.comparison import Comparison

__all__ = ["apply"]


def apply(comparison: Comparison, *, user: User | None) -> Mission:
    """Write all that is new and changed; returns the mission. Call it within a transaction."""
    mission = apply_mission(comparison, user=user)
    venues = apply_venues(comparison, mission)
    apply_travel(comparison, venues)
    apply_grid(comparison, mission)
    companies = apply_companies(comparison, mission)
    apply_opportunities(comparison, mission, companies)
    apply_availability(comparison, companies)
    apply_sessions(comparison, mission, venues, companies)
    apply_requests(comparison, mission, companies)
    return mission
