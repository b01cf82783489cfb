"""Judges any PDF before it goes to print."""
