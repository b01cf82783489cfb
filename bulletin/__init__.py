"""A bulletin and a slide deck from a few text files: read, compose, make up, draw, proof."""
