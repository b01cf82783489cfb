"""A bulletin and a slide deck from a few text files: read, compose, make up, proof, draw.

Text files and layouts come in; PDFs, a deck and the problems found on the way go out. Open `pipeline.py` first: it is
the program. `command.py` is what a user runs, `sources.py` says where layouts and faces are looked for.
"""

__version__ = "0.3.0"
