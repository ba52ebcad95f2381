"""Teams for joint projects: sets of companies whose offers cover each other's needs."""
