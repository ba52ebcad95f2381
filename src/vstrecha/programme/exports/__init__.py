"""A programme as files: calendars, a timetable to print, the plan as data."""

from vstrecha.programme.exports.ical import company_calendar, company_calendars
from vstrecha.programme.exports.pdf import timetable_pdf
from vstrecha.programme.exports.plan_file import (
    EarlierPlan,
    UnreadablePlanError,
    plan_data,
    plan_json,
    read_plan,
)

__all__ = [
    "EarlierPlan",
    "UnreadablePlanError",
    "company_calendar",
    "company_calendars",
    "plan_data",
    "plan_json",
    "read_plan",
    "timetable_pdf",
]
