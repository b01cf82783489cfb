"""When a save has settled: looks at the files in, the moment to build out. It knows neither files nor clock.

A save is one thing to an editor and several to a file system: a file is cut to nothing and written, a temporary one is
written and takes its name, or each of a Word file's parts comes over the network. So a build waits for a little quiet,
for more where a file looks half-written or changed again while we waited, and for a bounded time in all: somebody who
saves without pause sees pages too.
"""

from typing import NamedTuple

# Chosen so that a plain save is built within a tenth of a second (watchfiles needs some 30 ms of it), and that a file
# written in pieces a tenth of a second apart is read once.
QUIET = 0.03  # seconds without a change
QUIET_AGAIN = 0.2  # where a file changed twice
QUIET_DOUBTFUL = 0.3  # where a file looks half-written
LONGEST = 2.0  # seconds from the first change on
LONGEST_DOUBTFUL = 10.0


class Pending(NamedTuple):
    """A save that has not been built."""

    first: float  # when it was seen first
    latest: float  # when a look was unlike the one before
    doubtful: bool = False
    again: bool = False

    def due(self, pace: float = 1.0) -> float:
        """When it may be built unless something changes before.

        Args:
            pace: how much longer quiet must be: looks at a network share are rare, and see old times and sizes.
        """
        quiet = QUIET_DOUBTFUL if self.doubtful else QUIET_AGAIN if self.again else QUIET
        return min(self.latest + quiet * pace, self.first + (LONGEST_DOUBTFUL if self.doubtful else LONGEST) * pace)


class Glance(NamedTuple):
    """What a look at the files found."""

    differs: bool  # from what was built
    moved: bool = False  # something is unlike the look before
    doubtful: bool = False  # something that differs looks half-written
    again: bool = False  # something that was whole and differed is now another


def after(pending: Pending | None, glance: Glance, now: float) -> Pending | None:
    """What waits to be built after a look; None where nothing does, as when a file is back as it was."""
    if not glance.differs:
        return None
    if pending is None:
        return Pending(now, now, glance.doubtful)
    latest = now if glance.moved else pending.latest
    return pending._replace(latest=latest, doubtful=glance.doubtful, again=pending.again or glance.again)
