"""The mission as one Excel file, in and out."""
