"""Time grid, venues, sessions, and the planned and published timetable."""
