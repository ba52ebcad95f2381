"""A Problem in, a Plan with a proven bound out."""
