"""Incremental SAT for problems in which every meeting is held and only breaks are to be few."""
