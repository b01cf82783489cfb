"""The one command: `python generate.py` makes output/bulletin.pdf and output/slides.pptx from content/."""

import sys

# Bytecode is kept whatever the environment asks for: compiling our modules anew costs more than a whole build.
sys.dont_write_bytecode = False

from bulletin.command import main  # noqa: E402

if __name__ == "__main__":
    main(sys.argv[1:], __file__)
