"""Makers of files that are kept in git: JSON Schemas, the reference of keys, the picture of the rooms."""
