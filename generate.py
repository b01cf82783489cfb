"""The one command: `python generate.py` makes output/bulletin.pdf and output/slides.pptx from content/."""

import sys

from bulletin.command import main

if __name__ == "__main__":
    main(sys.argv[1:], __file__)
