"""What a line costs: its deficit shared among its gaps by weight, each kind up to its limit.

A gap has a natural blank and one kind. Stretching and shrinking raise one level for the whole line; a gap gets the
level times its kind's weight, and a kind at its limit leaves the rest to the others. Pauses keep an even
rhythm and characters an even spacing, because brackets, stops and the white at the line's end give first. A line that
cannot be squeezed so far may take brackets, then pauses, then among figures Han, beyond that, each at a surcharge; so
may one that cannot be stretched so far take pauses. The cheapest way counts.

Two laws, tested: what the gaps get is what the line lacks, and a line without a mark to hang never costs less for
being farther from its measure. All lengths here are 1/1000 em.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter, mul, sub
from typing import NamedTuple, TypeAlias

from bulletin.compose.packed_line import (
    AFTER_PAUSE,
    AFTER_STOP,
    AT_BRACKET,
    BETWEEN_HAN,
    BETWEEN_LETTERS,
    BETWEEN_WORDS,
    HAN_LATIN,
    KINDS,
    PackedLine,
    counts,
    hangs,
    white,
    width,
    without_end,
)

EVEN = 0.02  # of every line: of two equal ways, that in fewer lines
RESCUE = 500.0  # what a line beyond the limits costs at least
OVERFULL = 1e6  # wider than the measure, in rescue
OVERFULL_MORE = 100.0  # for every 1/1000 em
WORST = 5e8  # of a line in rescue, however wide: less than what is impossible

# Costs of lines that no limits permit. A forward pass over line ends needs to know why, and by how much.
INFEASIBLE = 1e9  # and above
TOO_NARROW = 2e9  # plus what is lacking when every gap has its most
TOO_WIDE = 3e9  # plus what stands over when every gap has its least

HANG_DEPTH = 500
HAN_LATIN_GIVE = 50.0  # how far a gap between Han and Latin may change, up or down
# Between Latin letters, between digits: in squeezed lines, in stretched ones, in rescue.
LETTER_LESS, LETTER_FINE, LETTER_MORE = 30.0, 50.0, 100.0
WORDS_MORE, WORDS_MORE_RESCUE = 250.0, 400.0
PAUSE_MORE = 250.0
HAN_MORE, HAN_MORE_RESCUE = 80.0, 250.0
# Beside 5, for each 1/1000 em that a line is short, up to a hole: two lines somewhat short are better than one with it.
SHORT_MORE, HOLE = 1e-3, 10_000
BLANK_MORE = 400.0  # over the limit, for blanks of lines that would stay short otherwise
BLANKS = (AFTER_PAUSE, AFTER_STOP, AT_BRACKET, HAN_LATIN, BETWEEN_WORDS)


# How one kind of gap gives: kind, weight (of the level), limit (of one gap), price (of one gap, times its change
# squared), and the level at which it reaches its limit. Plain tuples: the inner loop unpacks them.
Give: TypeAlias = tuple[int, float, float, float, float]


class Gives(NamedTuple):
    """How all gaps of a line give."""

    by_level: tuple[Give, ...]  # in the order in which they reach their limits
    limits: tuple[float, ...]  # by kind
    weights: tuple[float, ...]  # by kind


def _gives(*rows: tuple[int, float, float, float]) -> Gives:
    """A table from rows of kind, weight, limit and price."""
    limits, weights = [0.0] * len(KINDS), [0.0] * len(KINDS)
    for kind, weight, limit, _ in rows:
        limits[kind], weights[kind] = limit, weight
    table = [(kind, weight, limit, price, limit / weight) for kind, weight, limit, price in rows]
    return Gives(by_level=tuple(sorted(table, key=itemgetter(4))), limits=tuple(limits), weights=tuple(weights))


Stage: TypeAlias = tuple[float, Gives]  # a surcharge, and how gaps give for it


class LineGives(NamedTuple):
    """What a line may change, and at what price; stages by rising surcharge."""

    stretch: tuple[Stage, ...]
    rescue: tuple[Stage, ...]  # the same, and at last beyond the ordinary limits
    shrink: tuple[Stage, ...]


class Rhythm(NamedTuple):
    """What differs between lines of words alone and lines with figures."""

    more: float  # weight of a pause's blank when it is stretched
    most: float  # and its limit, beyond which it goes to PAUSE_MORE at a surcharge
    less: float  # its weight when it is squeezed
    price: float
    blanks: float  # weight of stops and brackets, stretched
    squeezed: float  # and squeezed
    tracking: float  # the limit of negative tracking
    tightest: float  # and the last limit, at a surcharge


def _line_gives(rhythm: Rhythm) -> LineGives:
    def squeezed(*, bracket: float, pause: float, tracking: float = rhythm.tracking) -> Gives:
        return _gives(
            (BETWEEN_WORDS, 2.0, 70.0, 3e-6),
            (HAN_LATIN, 8.0, HAN_LATIN_GIVE, 3e-6),
            (BETWEEN_HAN, 0.25, tracking, 0.0),
            (BETWEEN_LETTERS, 0.25, LETTER_LESS, 0.0),
            (AFTER_STOP, rhythm.squeezed, 250.0, 6e-6),
            (AT_BRACKET, rhythm.squeezed, bracket, 6e-6),
            (AFTER_PAUSE, rhythm.less, pause, rhythm.price),
        )

    def stretched(pause: float, *rest: tuple[int, float, float, float], words: float = WORDS_MORE) -> Gives:
        return _gives(
            (HAN_LATIN, 8.0, HAN_LATIN_GIVE, 0.0),
            (AFTER_STOP, 1.2 * rhythm.blanks, 300.0, 6e-6),
            (AT_BRACKET, rhythm.blanks, 250.0, 6e-6),
            (BETWEEN_WORDS, 8.0, words, 3e-6),
            (AFTER_PAUSE, rhythm.more, pause, rhythm.price),
            *rest,
        )

    # Rather letters and Han alike, by so little that nobody sees it, than Han far apart.
    letters, letters_in_rescue = ((BETWEEN_LETTERS, 1.0, limit, 0.0) for limit in (LETTER_FINE, LETTER_MORE))
    rescue = stretched(PAUSE_MORE, (BETWEEN_HAN, 1.0, HAN_MORE_RESCUE, 0.0), letters_in_rescue, words=WORDS_MORE_RESCUE)
    stretch = (
        (0.0, stretched(rhythm.most, (BETWEEN_HAN, 1.0, HAN_MORE, 0.0), letters)),
        (200.0, stretched(PAUSE_MORE, (BETWEEN_HAN, 1.0, HAN_MORE, 0.0), letters)),
    )
    return LineGives(
        stretch=stretch,
        rescue=(*stretch, (RESCUE, rescue)),
        shrink=(
            (0.0, squeezed(bracket=250.0, pause=200.0)),
            (3.0, squeezed(bracket=500.0, pause=200.0)),
            (23.0, squeezed(bracket=500.0, pause=300.0)),
            (60.0, squeezed(bracket=500.0, pause=300.0, tracking=rhythm.tightest)),
        ),
    )


# Weights and prices: chosen by eye on the shipped reports at 14 ... 24 em; limits: docs/typesetting.md, Spacing.
# Han characters have no price here: how uneven they make the line counts by the fourth power, however many they are.
# Figures leave a line few Han characters and half the places where it may end. Were its pauses to give as those of
# other lines do, each would be another: they hold still, and the few gaps between Han give instead.
WORDS_ALONE = _line_gives(
    Rhythm(more=4.0, most=120.0, less=0.5, price=2e-4, blanks=5.0, squeezed=2.0, tracking=25.0, tightest=25.0)
)
WITH_FIGURES = _line_gives(
    Rhythm(more=0.7, most=120.0, less=0.2, price=3.5e-3, blanks=10.0, squeezed=6.0, tracking=40.0, tightest=60.0)
)
MOST_SHRINK = WITH_FIGURES.shrink[-1][1].limits
MOST_STRETCH = WITH_FIGURES.stretch[-1][1].limits  # outside rescue
END = len(KINDS)  # the white of the last mark, as if it were a kind of gap
END_WEIGHT, END_PRICE = 3.0, 3e-6


class LineFit(NamedTuple):
    """How a line is fitted to its measure, and what that costs."""

    cost: float
    more: tuple[float, ...] = (0.0,) * len(KINDS)  # what each gap gets (negative: gives), by kind
    end: float = 0.0  # how far the white of the last mark stands over the measure
    ragged: float = 0.0  # what stays empty (positive) or stands over (negative)
    rescued: bool = False


def fit_line(line: PackedLine, measure: int, rescue: bool = False) -> LineFit:
    """The cheapest way to bring the line to the measure; a cost of INFEASIBLE or more when only `rescue` can."""
    lacking = measure - width(line)
    plain = _justified(line, lacking, rescue)
    if not hangs(line):
        return plain
    hung = _justified(without_end(line), lacking + HANG_DEPTH, rescue)
    if hung.cost >= plain.cost:
        return plain
    if plain.cost >= TOO_WIDE > hung.cost >= TOO_NARROW:
        return LineFit(INFEASIBLE)  # too wide as it stands, too narrow when its mark hangs
    return hung._replace(end=float(HANG_DEPTH))


def _room(numbers: Sequence[int], gives: Gives) -> float:
    """How much so many gaps of each kind can give together."""
    return sum(map(mul, numbers, gives.limits), 0.0)


def _share(
    need: float, numbers: Sequence[int], gives: Sequence[Give], weight: float, cost: float
) -> tuple[list[float], float]:
    """What each gap gives of `need`, by kind, and what `cost` becomes; `weight` is the sum of theirs."""
    shares = [0.0] * len(numbers)
    level = 0.0
    for kind, own, limit, price, most in gives:
        number = numbers[kind]
        if not number:
            continue
        if need > most * weight:
            # This kind is at its limit; the rest is left to the others.
            share = limit
            need -= limit * number
            weight -= own * number
        else:
            level = level or need / weight
            share = own * level
        shares[kind] = share
        cost += price * number * share * share
    return shares, cost


def _justified(line: PackedLine, need: int, rescue: bool) -> LineFit:
    """The line stretched by `need`, or shrunk where that is negative."""
    if need < 0:
        return _shrunk(line, -need, rescue)
    if not need:
        return LineFit(EVEN)
    numbers = counts(line)
    table = WITH_FIGURES if numbers[HAN_LATIN] else WORDS_ALONE
    stages = table.rescue if rescue else table.stretch
    widest = stages[-1][1]
    room = _room(numbers, widest)
    if need > room:
        return _filled(numbers, need, need - room, widest.limits) if rescue else LineFit(TOO_NARROW + need - room)
    return _cheapest(stages, need, numbers, 0, lambda stage: _stretched(need, numbers, *stage))


def _cheapest(
    stages: Sequence[Stage], need: int, numbers: Sequence[int], end: int, fit: Callable[[Stage], LineFit]
) -> LineFit:
    """The cheapest fit of the stages that can give `need` and more than the one before; `end` gives in each."""
    best = LineFit(INFEASIBLE)
    room = -1.0
    for stage in stages:
        surcharge, gives = stage
        if best.cost <= surcharge:
            break
        before, room = room, end + _room(numbers, gives)
        if need <= room > before:  # else the line has no gap that this stage lets give more
            found = fit(stage)
            if found.cost < best.cost:
                best = found
    return best


def _stretched(need: int, numbers: tuple[int, ...], surcharge: float, gives: Gives) -> LineFit:
    shares, cost = _share(need, numbers, gives.by_level, sum(map(mul, numbers, gives.weights)), surcharge + EVEN)
    cost += 4.0 * (shares[BETWEEN_HAN] / 30.0) ** 4
    if surcharge < RESCUE:
        return LineFit(cost, tuple(shares))
    beyond = max(map(sub, shares, MOST_STRETCH))
    return LineFit(cost + 10 * max(beyond, 0.0), tuple(shares), rescued=True)


def _filled(numbers: Sequence[int], need: float, rest: float, limits: Sequence[float]) -> LineFit:
    """The last resort: every gap at its rescue limit and blanks wider still, else natural gaps and a short line."""
    blanks = sum([numbers[kind] for kind in BLANKS])
    cost = RESCUE + 1000.0 + (5.0 + SHORT_MORE * min(need, HOLE)) * need
    if rest > BLANK_MORE * blanks:
        return LineFit(cost, ragged=need, rescued=True)
    wider = rest / blanks if blanks else 0.0
    more = tuple([limit + (wider if kind in BLANKS else 0.0) for kind, limit in enumerate(limits)])
    return LineFit(cost, more, rescued=True)


def _shrunk(line: PackedLine, need: int, rescue: bool) -> LineFit:
    numbers = counts(line)
    shrink = (WITH_FIGURES if numbers[HAN_LATIN] else WORDS_ALONE).shrink
    end = white(line)
    room = end + _room(numbers, shrink[-1][1])
    if need > room:
        if not rescue:
            return LineFit(TOO_WIDE + need - room)
        full = _squeezed(room, numbers, end, *shrink[-1])
        return full._replace(
            cost=min(OVERFULL + OVERFULL_MORE * (need - room), WORST), ragged=room - need, rescued=True
        )
    return _cheapest(shrink, need, numbers, end, lambda stage: _squeezed(need, numbers, end, *stage))


def _squeezed(need: float, numbers: tuple[int, ...], end: int, surcharge: float, gives: Gives) -> LineFit:
    """The gaps' share of `need`; `end` is the white of the last mark, which counts as one gap more."""
    weight = sum(map(mul, numbers, gives.weights))
    parts: Sequence[Give] = gives.by_level
    if end:
        weight += END_WEIGHT
        parts = sorted((*parts, (END, END_WEIGHT, float(end), END_PRICE, end / END_WEIGHT)), key=itemgetter(4))
    shares, cost = _share(need, (*numbers, 1), parts, weight, surcharge + EVEN)
    cost += (shares[BETWEEN_HAN] / 25.0) ** 4
    return LineFit(cost, tuple([-share for share in shares[:END]]), end=shares[END])
