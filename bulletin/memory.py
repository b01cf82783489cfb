"""What a build learnt, for the next build in the same process: a value that the caller owns and hands on."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

_K = TypeVar("_K", bound=Hashable)
_S = TypeVar("_S")
_P = ParamSpec("_P")
_R = TypeVar("_R")
IDLE_BUILDS = 4  # builds for which a part is kept that none of them uses
_UNKNOWN = object()  # None may be a result, and a key that is long to hash is looked up once


def kept(method: Callable[Concatenate[_S, _P], _R]) -> Callable[Concatenate[_S, _P], _R]:
    """A method whose results stay with its object and go with it: `functools.cache` would hold on to the object."""
    name = f"_kept_{method.__qualname__}"

    @wraps(method)
    def recalled(self: _S, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        results: dict[Hashable, _R] = self.__dict__.setdefault(name, {})
        key: Hashable = (args, *kwargs.items()) if kwargs else args
        found: Any = results.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            results[key] = found = method(self, *args, **kwargs)
        return found  # type: ignore[no-any-return]  # what is kept under a key is what the method gave

    return recalled


class Hashed(Generic[_K]):
    """A value that is long to hash, as a page with all its lines, hashed once; equal to another with an equal value."""

    __slots__ = ("_hash", "value")

    def __init__(self, value: _K) -> None:
        self.value = value
        self._hash = hash(value)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hashed) and self._hash == other._hash and bool(self.value == other.value)


def recall_in(results: dict[Hashable, Any], key: Hashable, make: Callable[[], _R]) -> _R:
    """The result that a table of results holds under `key`, or made now and held from then on."""
    found: Any = results.get(key, _UNKNOWN)
    if found is _UNKNOWN:
        results[key] = found = make()
    return found  # type: ignore[no-any-return]  # what is kept under a key is what its `make` gave


class Memory:
    """Results of pure functions by what they depend on. A memory changes how long a build takes, never its result.

    It holds what the last two builds used and forgets the rest, so a process may build for days. A part that a build
    does not use at all stays as it is for a few builds: an edit makes copyfitting try other grids, the next edit those
    from before. It belongs to one caller: keep one for each issue that is built again and again, and build one at a
    time with it.
    """

    def __init__(self) -> None:
        self._used: dict[Hashable, Any] = {}
        self._earlier: dict[Hashable, Any] = {}
        self._parts: dict[Hashable, Memory] = {}
        self._idle = 0  # builds in a row that used nothing of it, nor wanted it to stay

    def recall(self, key: Hashable, make: Callable[[], _R]) -> _R:
        """The result kept under `key`, or made now; `make` depends on `key` and on what `under` was given alone."""
        found: Any = self._used.get(key, _UNKNOWN)
        if found is _UNKNOWN:
            found = self._earlier.get(key, _UNKNOWN)
            self._used[key] = found = make() if found is _UNKNOWN else found
        return found  # type: ignore[no-any-return]  # what is kept under a key is what its `make` gave

    def under(self, *basis: Hashable) -> "Memory":
        """The part for results that depend on `basis` besides their keys."""
        return self._parts.setdefault(basis, Memory())

    def next_build(self) -> None:
        """Forget what was not used since the last call; called when a build's content was read and found sound."""
        self._earlier, self._used = self._used, {}
        for basis, part in list(self._parts.items()):
            if part.is_used():
                part.next_build()
                part._idle = 0
            part._idle += 1
            if part._idle > IDLE_BUILDS or not (part._used or part._earlier or part._parts):
                del self._parts[basis]

    def stay(self) -> None:
        """Be kept as it is for the next build, with all its parts, though this one may use nothing of them."""
        self._idle = 0
        for part in self._parts.values():
            part.stay()

    def is_used(self) -> bool:
        """Whether something of it was asked for since the last call of `next_build`."""
        return bool(self._used) or any(part.is_used() for part in self._parts.values())

    def held(self) -> int:
        """How many results are kept."""
        return len(self._used.keys() | self._earlier.keys()) + sum(part.held() for part in self._parts.values())
