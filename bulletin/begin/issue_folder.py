"""Which folder is meant where nobody names one: the usual one below the user's, or the user's own that is an issue."""

import os

from bulletin.read.folder import ISSUE_FILE


def issue_folder(usual: str, home: str) -> str:
    """`usual`, or `home` where an issue stands in it and the usual folder is not there: as after `new` and `cd`."""
    own = home or os.curdir
    return own if holds_issue(own) and not os.path.lexists(usual) else usual


def holds_issue(folder: str) -> bool:
    """Whether an issue stands in a folder."""
    return os.path.isfile(os.path.join(folder, ISSUE_FILE))
