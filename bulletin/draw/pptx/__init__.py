"""Slides to PPTX."""
