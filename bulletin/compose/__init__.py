"""Paragraphs to lines."""
