"""Font files: metrics, coverage, glyphs, subsets."""
