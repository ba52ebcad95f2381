"""Two-sided fairs of any size: a bound by flow, a timetable by edge colouring, then local search.

The model and its literature: docs/explanation/large-fairs.md.
"""
