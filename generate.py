"""The one command: `python generate.py` makes output/bulletin.pdf and output/slides.pptx from content/ beside it."""

import os
import sys

sys.dont_write_bytecode |= "doctor" in sys.argv[1:]  # which looks and leaves nothing behind

from bulletin.__main__ import start  # noqa: E402

if __name__ == "__main__":
    start(os.path.dirname(os.path.abspath(__file__)), "python generate.py")
