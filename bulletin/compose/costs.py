"""What a line costs: its deficit shared among its gaps by weight, each kind up to its limit.

A line is known by one integer, `LineKey`: its natural width in the high bits, below it how many gaps of each kind it
has, below these the white inside its last mark. Prefix sums of such integers make a line's key one subtraction, and
the key finds the cost in a table, so that the formula may be rich (typography-tuning.md, B and E).

The model: a gap has a natural blank and one kind. Stretching and shrinking are shared in proportion to weights; a
kind that meets its limit leaves the rest to the others. Pauses keep an even rhythm and characters an even spacing,
because brackets, stops and the white at the line's end give first. All lengths here are 1/1000 em.
"""

from typing import NamedTuple, TypeAlias

LineKey: TypeAlias = int

# Fields of a key, from the low bits: the white of the last mark, whether that mark may hang, eight counts, the width.
# A count belongs to one line, so twelve bits are plenty; that prefix sums run over from field to field does not
# matter, since the difference of two of them is exact.
WHITE_MASK = (1 << 10) - 1
HANG = 1 << 10
COUNT_MASK = (1 << 12) - 1
HAN, PAUSE, STOP, BRACKET, LATIN, LABEL, WORD, LETTER = 11, 23, 35, 47, 59, 71, 83, 95
WIDTH = 107

INFEASIBLE = 1e9
RESCUE = 500.0  # what a line beyond the limits costs at least
HANG_DEPTH = 500
LETTER_MORE = 100.0  # between Latin letters, in rescue
BLANK_MORE = 400.0  # over the limit, for blanks of lines that would stay short otherwise
OVERFULL = 1e6


class Fit(NamedTuple):
    """How a line meets its measure: what each gap of a kind gets (negative: gives), and what that costs."""

    cost: float
    han: float = 0.0
    pause: float = 0.0
    stop: float = 0.0
    bracket: float = 0.0
    latin: float = 0.0
    label: float = 0.0
    word: float = 0.0
    letter: float = 0.0  # between Latin letters: only in rescue
    end: float = 0.0  # how far the white of the last mark stands over the measure
    ragged: float = 0.0  # what stays empty (positive) or stands over (negative)
    rescued: bool = False


INFEASIBLE_FIT = Fit(INFEASIBLE)


def fit_line(key: LineKey, measure: int, rescue: bool = False) -> Fit:
    """The cheapest way to bring the line to the measure; INFEASIBLE_FIT when only `rescue` can."""
    deficit = measure - (key >> WIDTH)
    fit = _stretched(key, deficit, rescue) if deficit >= 0 else _shrunk(key, -deficit, rescue)
    if key & HANG:
        deficit += HANG_DEPTH
        plain = key & ~(WHITE_MASK | HANG)
        hung = _stretched(plain, deficit, rescue) if deficit >= 0 else _shrunk(plain, -deficit, rescue)
        if hung.cost < fit.cost:
            return hung._replace(end=float(HANG_DEPTH))
    return fit


def _level(need: float, parts: list[tuple[float, float, float]]) -> float:
    """The common level at which gaps of (limit of the level, weight of all, room of all) yield `need` together.

    Parts stand by rising limit. Infinite when there is not room enough.
    """
    weight = 0.0
    for part in parts:
        weight += part[1]
    for limit, own, room in parts:
        if need <= limit * weight:
            return need / weight
        need -= room
        weight -= own
    return float("inf")


def _stretched(key: LineKey, need: int, rescue: bool) -> Fit:
    if not need:
        return Fit(0.02)
    han = key >> HAN & COUNT_MASK
    pause = key >> PAUSE & COUNT_MASK
    stop = key >> STOP & COUNT_MASK
    bracket = key >> BRACKET & COUNT_MASK
    latin = key >> LATIN & COUNT_MASK
    label = key >> LABEL & COUNT_MASK
    word = key >> WORD & COUNT_MASK
    # (level at the limit, weight, room), by rising level.
    parts = []
    if label:
        parts.append((12.5, 4.0 * label, 50.0 * label))
    if latin:
        parts.append((25.0, 4.0 * latin, 100.0 * latin))
    if stop:
        parts.append((50.0, 6.0 * stop, 300.0 * stop))
    if bracket:
        parts.append((50.0, 5.0 * bracket, 250.0 * bracket))
    if word:
        parts.append((50.0, 8.0 * word, 400.0 * word))
    if pause:
        parts.append((62.5, 4.0 * pause, 250.0 * pause))
    if han and not rescue:
        parts.append((80.0, 1.0 * han, 80.0 * han))
    letter = 0
    if rescue:
        letter = key >> LETTER & COUNT_MASK
        if letter:
            parts.append((200.0, 0.5 * letter, LETTER_MORE * letter))
        if han:
            parts.append((250.0, 1.0 * han, 250.0 * han))
    level = _level(need, parts)
    if level > 250.0:
        return _filled(key, need, parts) if rescue else INFEASIBLE_FIT
    x_han = min(250.0 if rescue else 80.0, level) if han else 0.0
    x_pause = min(250.0, 4 * level) if pause else 0.0
    x_stop = min(300.0, 6 * level) if stop else 0.0
    x_bracket = min(250.0, 5 * level) if bracket else 0.0
    x_latin = min(100.0, 4 * level) if latin else 0.0
    x_label = min(50.0, 4 * level) if label else 0.0
    x_word = min(400.0, 8 * level) if word else 0.0
    ratio = x_han / 30.0
    cost = (
        0.02
        + 4.0 * ratio**4
        + 2e-4 * pause * x_pause * x_pause
        + 6e-6 * (stop * x_stop * x_stop + bracket * x_bracket * x_bracket)
        + 3e-6 * word * x_word * x_word
    )
    x_letter = 0.0
    rescued = x_han > 80.0
    if rescued:
        cost += RESCUE + 10 * (x_han - 80.0)
    if letter:
        x_letter = min(LETTER_MORE, 0.5 * level)
        cost += RESCUE + 10 * x_letter
        rescued = True
    return Fit(cost, x_han, x_pause, x_stop, x_bracket, x_latin, x_label, x_word, x_letter, rescued=rescued)


def _filled(key: LineKey, need: float, parts: list[tuple[float, float, float]]) -> Fit:
    """The last resort: every gap at its rescue limit and blanks wider still, else natural gaps and a short line."""
    blanks = sum(key >> kind & COUNT_MASK for kind in (PAUSE, STOP, BRACKET, LATIN, WORD))
    rest = need - sum(room for _, _, room in parts)
    cost = RESCUE + 1000.0 + 5.0 * need
    if rest > BLANK_MORE * blanks:
        return Fit(cost, ragged=need, rescued=True)
    more = rest / blanks if blanks else 0.0
    wide = 250.0 + more
    return Fit(cost, 250.0, wide, 300.0 + more, wide, 100.0 + more, 50.0, 400.0 + more, LETTER_MORE, rescued=True)


def _shrunk(key: LineKey, need: int, rescue: bool) -> Fit:
    han = key >> HAN & COUNT_MASK
    pause = key >> PAUSE & COUNT_MASK
    stop = key >> STOP & COUNT_MASK
    bracket = key >> BRACKET & COUNT_MASK
    latin = key >> LATIN & COUNT_MASK
    label = key >> LABEL & COUNT_MASK
    word = key >> WORD & COUNT_MASK
    white = key & WHITE_MASK
    room = 25 * han + 200 * pause + 250 * (stop + bracket) + 125 * latin + 100 * label + 70 * word + white
    cost, bracket_limit, pause_limit, ragged = 0.02, 250.0, 200.0, 0.0
    if need > room:
        room += 250 * bracket
        cost, bracket_limit = 3.02, 500.0
        if need > room:
            room += 150 * pause
            cost, pause_limit = 23.02, 350.0
            if need > room:
                if not rescue:
                    return INFEASIBLE_FIT
                ragged = float(room - need)
                cost = OVERFULL - 100.0 * ragged
                need = room
    parts = []
    if word:
        parts.append((35.0, 2.0 * word, 70.0 * word))
    if label:
        parts.append((50.0, 2.0 * label, 100.0 * label))
    if latin:
        parts.append((62.5, 2.0 * latin, 125.0 * latin))
    if han:
        parts.append((100.0, 0.25 * han, 25.0 * han))
    if stop:
        parts.append((125.0, 2.0 * stop, 250.0 * stop))
    if bracket:
        parts.append((bracket_limit / 2, 2.0 * bracket, bracket_limit * bracket))
    if pause:
        parts.append((pause_limit * 2, 0.5 * pause, pause_limit * pause))
    if white:
        parts.append((white / 3.0, 3.0, float(white)))
        parts.sort()
    level = min(_level(need, parts), 1000.0)
    x_han = min(25.0, 0.25 * level) if han else 0.0
    x_pause = min(pause_limit, 0.5 * level) if pause else 0.0
    x_stop = min(250.0, 2 * level) if stop else 0.0
    x_bracket = min(bracket_limit, 2 * level) if bracket else 0.0
    x_latin = min(125.0, 2 * level) if latin else 0.0
    x_label = min(100.0, 2 * level) if label else 0.0
    x_word = min(70.0, 2 * level) if word else 0.0
    x_end = min(float(white), 3 * level)
    ratio = x_han / 25.0
    cost += (
        ratio**4
        + 2e-4 * pause * x_pause * x_pause
        + 6e-6 * (stop * x_stop * x_stop + bracket * x_bracket * x_bracket)
        + 3e-6 * (word * x_word * x_word + latin * x_latin * x_latin + label * x_label * x_label + x_end * x_end)
    )
    return Fit(
        cost, -x_han, -x_pause, -x_stop, -x_bracket, -x_latin, -x_label, -x_word, 0.0, x_end, ragged, rescued=ragged < 0
    )
