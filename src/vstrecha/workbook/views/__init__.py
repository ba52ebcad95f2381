"""Sending workbooks, their preview, and downloads."""
