"""The only modules of matching that import a solver library."""
