"""Which folder is meant where nobody names one: the usual one below the user's, or the user's own that is an issue."""

import os

from bulletin.read.folder import ISSUE_FILE


def issue_folder(usual: str, home: str) -> str:
    """`usual`, or `home` where an issue stands in it and the usual folder is not there: as after `new` and `cd`."""
    own = home or os.curdir
    return own if os.path.isfile(os.path.join(own, ISSUE_FILE)) and not os.path.lexists(usual) else usual
