"""Who should meet whom, and why: stored suggestions and the catalogue."""
