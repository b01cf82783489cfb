"""What a build learnt, for the next build in the same process: a value that the caller owns and hands on."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

_S = TypeVar("_S")
_P = ParamSpec("_P")
_R = TypeVar("_R")


def kept(method: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """A method whose results stay with its object and go with it: `functools.cache` would hold on to the object."""
    name = f"_kept_{method.__name__}"

    @wraps(method)
    def recalled(self: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        results: dict[Hashable, _R] = self.__dict__.setdefault(name, {})
        key = (args, *kwargs.items())
        if key not in results:
            results[key] = method(self, *args, **kwargs)
        return results[key]

    return recalled


class Memory:
    """Results of pure functions by what they depend on. A memory changes how long a build takes, never its result.

    It holds what the last two builds used and forgets the rest, so a process may build for days. It belongs to one
    caller: keep one for each issue that is built again and again, and build one at a time with it.
    """

    def __init__(self) -> None:
        self._used: dict[Hashable, Any] = {}
        self._earlier: dict[Hashable, Any] = {}
        self._parts: dict[Hashable, Memory] = {}

    def recall(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The result kept under `key`, or made now; `make` depends on `key` and on what `under` was given alone."""
        if key in self._used:
            return self._used[key]
        made = self._earlier[key] if key in self._earlier else make()
        self._used[key] = made
        return made

    def under(self, *basis: Hashable) -> "Memory":
        """The part for results that depend on `basis` besides their keys."""
        return self._parts.setdefault(basis, Memory())

    def next_build(self) -> None:
        """Forget what the last build did not use, unless that came to nothing because its content was at fault."""
        if self._total_used():
            self._age()

    def held(self) -> int:
        """How many results are kept."""
        return len(self._used.keys() | self._earlier.keys()) + sum(part.held() for part in self._parts.values())

    def _total_used(self) -> int:
        return len(self._used) + sum(part._total_used() for part in self._parts.values())

    def _age(self) -> None:
        self._earlier, self._used = self._used, {}
        for basis, part in list(self._parts.items()):
            part._age()
            if not part.held():
                del self._parts[basis]
