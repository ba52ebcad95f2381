"""Pages about a mission's days, companies, timetable, requests and plan."""
