"""What pages show of days, timetables, plans and requests.

All times that leave this room for a page are in the mission's zone.
"""
