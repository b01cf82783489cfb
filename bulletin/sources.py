"""Where a build looks for layouts and faces: in the user's folders first, then among the presets of the package.

The presets lie in `presets/` beside this file in an installed package, and at the top level of a checkout. This is the
only module that asks where the package itself is.
"""

import os
from typing import NamedTuple

PACKAGE = os.path.dirname(os.path.abspath(__file__))
INSTALLED = os.path.join(PACKAGE, "presets")
LAYOUTS, FONTS, PROFILES = "layouts", "fonts", "icc"
PINS = "constraints.txt"  # exact versions of the libraries, with which the promises of byte equality hold


class Sources(NamedTuple):
    """Folders to look in. What stands in an earlier folder hides what has the same name in a later one."""

    home: str  # the user's folder: messages name files below it from here
    layouts: tuple[str, ...]
    fonts: tuple[str, ...]

    @property
    def profiles(self) -> tuple[str, ...]:
        """Folders with ICC profiles."""
        return tuple(os.path.join(folder, PROFILES) for folder in self.layouts)

    @property
    def own_fonts(self) -> str:
        """The folder for an office's own faces, whether there is one or not: never one inside an installed package."""
        return os.path.join(self.home, FONTS)


def find_sources(home: str) -> Sources:
    """The folders layouts/ and fonts/ of `home` as far as there are any, and the presets behind them."""
    return Sources(home, _folders(home, _presets(), LAYOUTS), _folders(home, _presets(), FONTS))


def pins_file() -> str:
    """The file of the libraries' exact versions."""
    return os.path.join(_presets(), PINS)


def _presets() -> str:
    return INSTALLED if os.path.isdir(INSTALLED) else os.path.dirname(PACKAGE)


def _folders(home: str, presets: str, kind: str) -> tuple[str, ...]:
    own, preset = os.path.join(home, kind), os.path.join(presets, kind)
    if not os.path.isdir(own):
        return (preset,)
    return (own,) if os.path.realpath(own) == os.path.realpath(preset) else (own, preset)
