"""What rows mean to one another: one module for each sheet, one function for each of its rules."""

from vstrecha.workbook.services.checks.availability import check_availability
from vstrecha.workbook.services.checks.companies import check_companies
from vstrecha.workbook.services.checks.grid import check_grid
from vstrecha.workbook.services.checks.mission import check_left_days, check_mission
from vstrecha.workbook.services.checks.opportunities import check_opportunities
from vstrecha.workbook.services.checks.places import check_travel, check_venues
from vstrecha.workbook.services.checks.requests import check_requests
from vstrecha.workbook.services.checks.sessions import check_sessions
from vstrecha.workbook.services.checks.timetable import check_timetable

CHECKS = (
    check_mission,
    check_venues,
    check_travel,
    check_grid,
    check_companies,
    check_opportunities,
    check_availability,
    check_sessions,
    check_requests,
    check_timetable,
    check_left_days,
)
"""In the order in which later ones need what earlier ones have resolved."""

__all__ = ["CHECKS"]
