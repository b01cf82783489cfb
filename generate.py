"""The one command: `python generate.py` makes output/bulletin.pdf and output/slides.pptx from content/ beside it."""

import os

from bulletin.__main__ import start

if __name__ == "__main__":
    start(os.path.dirname(os.path.abspath(__file__)), "python generate.py")
