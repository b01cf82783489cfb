"""An issue that is built again and again in one process, and how it stands: what watch and preview share.

One thread builds; others look at `state`, which is replaced as a whole.
"""

from collections.abc import Collection
from typing import NamedTuple

from bulletin.build.regenerate import Listener, Regenerated, deliver_made, regenerate
from bulletin.memory import Memory
from bulletin.model.output import PDF_NAMES, Order, Printed, Purpose


class DeskState(NamedTuple):
    """How an issue stands after so many builds."""

    number: int = 0  # of builds, those that failed too
    latest: Regenerated | None = None  # the last build
    good: Regenerated | None = None  # the last that made something: what is shown until a fault is mended

    @property
    def shown(self) -> Printed | None:
        """What was made last."""
        return self.good.printed if self.good else None


class Session:
    """An issue, with the memory of its builds."""

    def __init__(
        self, folder: str, listener: Listener, *, strict: bool = False, purposes: Collection[Purpose] = tuple(PDF_NAMES)
    ) -> None:
        """
        Args:
            folder: of the outputs.
            purposes: of the PDFs that `deliver` delivers, of all that were made to be looked at.
        """
        self.folder = folder
        self.state = DeskState()
        self._listener, self._strict = listener, strict
        self._left_out = frozenset(PDF_NAMES) - frozenset(purposes)
        self._memory = Memory()

    def made(self, order: Order, *, deliver: bool) -> Regenerated:
        """Build what is ordered, and deliver it too or not; `stands` may tell those who look later, or nobody ever.

        Raises:
            KeyboardInterrupt, or what a library made of it: a signal asked to end.
        """
        try:
            return regenerate(order, self.folder, self._memory, self._listener, strict=self._strict, deliver=deliver)
        except BaseException:
            self._memory = Memory()  # what was half learnt by a mistake of ours or before a signal is not believed
            raise

    def deliver(self) -> DeskState:
        """Deliver what is shown, which must be there."""
        good = self.state.good
        assert good, "nothing was made"
        assert good.printed, "nothing was made"
        wanted = tuple(file for file in good.printed.files if file.purpose not in self._left_out)
        made = good._replace(printed=good.printed._replace(files=wanted))
        done = deliver_made(made, self.folder, self._listener, strict=self._strict)
        return self.stands(done._replace(printed=good.printed))

    def stands(self, done: Regenerated) -> DeskState:
        """How the issue stands after a build, for all who look."""
        good = self.state.good if done.failed or not done.printed else done
        self.state = DeskState(self.state.number + 1, done, good)
        return self.state
