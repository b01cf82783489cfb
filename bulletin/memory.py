"""Answers of pure functions: those that an earlier build kept, and those given in this one."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any


class Memory:
    """What was asked for under which key. Recalling may change times, never answers.

    Attributes:
        used: the answers given in this process, which is all that the next one should keep.
        fresh: how many of them were not known before.
    """

    def __init__(self, kept: Mapping[Hashable, Any] | None = None) -> None:
        self._kept = kept or {}
        self.used: dict[Hashable, Any] = {}
        self.fresh = 0

    def recall(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The answer under `key`, made now if it is not known; `make` depends on nothing that the key leaves out."""
        if key in self.used:
            return self.used[key]
        if key in self._kept:
            answer = self._kept[key]
        else:
            answer = make()
            self.fresh += 1
        self.used[key] = answer
        return answer
