"""Composed text to pages and slides."""
