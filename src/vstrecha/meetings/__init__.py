"""Requests to meet, the meetings that come of them, and who is free when."""
