"""A programme as files: calendars, a timetable to print, the plan as data."""

from vstrecha.programme.exports.ical import company_calendar, company_calendars

__all__ = ["company_calendar", "company_calendars"]
