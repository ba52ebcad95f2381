"""Vstrecha: from two lists of companies to signed agreements."""

__version__ = "0.1.0"
