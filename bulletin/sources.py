"""Where a build looks for layouts and faces: in the user's folders first, then among the presets of the package.

The presets lie in `presets/` beside this file in an installed package, and at the top level of a checkout. This is the
only module that asks where the package itself is.
"""

import os
from typing import NamedTuple

PACKAGE = os.path.dirname(os.path.abspath(__file__))
INSTALLED = os.path.join(PACKAGE, "presets")
LAYOUTS, FONTS, PROFILES = "layouts", "fonts", "icc"


class Sources(NamedTuple):
    """Folders to look in. What stands in an earlier folder hides what has the same name in a later one."""

    home: str  # the user's folder: messages name files below it from here
    layouts: tuple[str, ...]
    fonts: tuple[str, ...]

    @property
    def profiles(self) -> tuple[str, ...]:
        """Folders with ICC profiles."""
        return tuple(os.path.join(folder, PROFILES) for folder in self.layouts)


def find_sources(home: str) -> Sources:
    """The folders layouts/ and fonts/ of `home` as far as there are any, and the presets behind them."""
    presets = INSTALLED if os.path.isdir(INSTALLED) else os.path.dirname(PACKAGE)
    return Sources(home, _folders(home, presets, LAYOUTS), _folders(home, presets, FONTS))


def _folders(home: str, presets: str, kind: str) -> tuple[str, ...]:
    own, preset = os.path.join(home, kind), os.path.join(presets, kind)
    if not os.path.isdir(own):
        return (preset,)
    return (own,) if os.path.realpath(own) == os.path.realpath(preset) else (own, preset)
