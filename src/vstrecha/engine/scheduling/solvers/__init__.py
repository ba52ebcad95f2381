"""The only modules that import solver libraries."""
