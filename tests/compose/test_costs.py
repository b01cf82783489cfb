"""What each kind of gap gives, up to which limit, and at what price; lengths are 1/1000 em."""

import pytest

from bulletin.compose.costs import INFEASIBLE, OVERFULL, RESCUE, fit_line
from bulletin.compose.packed_line import (
    AFTER_PAUSE,
    AFTER_STOP,
    AT_BRACKET,
    BETWEEN_HAN,
    BETWEEN_LETTERS,
    BETWEEN_WORDS,
    HAN_LATIN,
    PackedLine,
    pack,
)

MEASURE = 17_000


def line(lacking: int, *, han: int = 0, kind: int | None = None, white: int = 0) -> PackedLine:
    """A line that lacks so much, with some gaps between Han and one of `kind`."""
    return pack(MEASURE - lacking, kind, white=white) + han * pack(0, BETWEEN_HAN)


@pytest.mark.parametrize(
    ("kind", "weight", "limit", "price"),
    [
        (AFTER_STOP, 6, 300, 6e-6),
        (AT_BRACKET, 5, 250, 6e-6),
        (BETWEEN_WORDS, 8, 250, 3e-6),
        (AFTER_PAUSE, 4, 120, 2e-4),
    ],
)
def test_a_gap_stretches_by_its_weight_up_to_its_limit(kind: int, weight: int, limit: int, price: float) -> None:
    fit = fit_line(line(5 * (20 + weight), han=20, kind=kind), MEASURE)

    assert fit.more[BETWEEN_HAN] == pytest.approx(5)
    assert fit.more[kind] == pytest.approx(5 * weight)
    assert fit.cost == pytest.approx(0.02 + 4 * (5 / 30) ** 4 + price * (5 * weight) ** 2, rel=1e-9)
    full = fit_line(line(20 * 80 + limit, han=20, kind=kind), MEASURE)
    assert full.more[kind] == pytest.approx(limit)
    assert full.more[BETWEEN_HAN] == pytest.approx(80)
    over = fit_line(line(20 * 80 + limit + 1, han=20, kind=kind), MEASURE)
    assert over.cost >= (200 if kind == AFTER_PAUSE else INFEASIBLE)


@pytest.mark.parametrize(
    ("kind", "weight", "limit", "price"),
    [
        (AFTER_STOP, 2, 250, 6e-6),
        (AT_BRACKET, 2, 500, 6e-6),
        (BETWEEN_WORDS, 2, 70, 3e-6),
        (AFTER_PAUSE, 0.5, 300, 2e-4),
    ],
)
def test_a_gap_shrinks_by_its_weight_up_to_its_limit(kind: int, weight: float, limit: int, price: float) -> None:
    fit = fit_line(line(-round(20 * (40 * 0.25 + weight)), han=40, kind=kind), MEASURE)

    assert fit.more[BETWEEN_HAN] == pytest.approx(-5)
    assert fit.more[kind] == pytest.approx(-20 * weight)
    assert fit.cost == pytest.approx(0.02 + (5 / 25) ** 4 + price * (20 * weight) ** 2, rel=1e-9)
    full = fit_line(line(-(40 * 25 + limit), han=40, kind=kind), MEASURE)
    assert full.more[kind] == pytest.approx(-limit)
    assert full.more[BETWEEN_HAN] == pytest.approx(-25)
    assert fit_line(line(-(40 * 25 + limit + 1), han=40, kind=kind), MEASURE).cost >= INFEASIBLE


@pytest.mark.parametrize("lacking", [-900, -300, -40, 40, 300, 900])
def test_a_gap_beside_figures_changes_by_a_twentieth_of_an_em_at_most(lacking: int) -> None:
    fit = fit_line(line(lacking, han=30) + 4 * pack(0, HAN_LATIN), MEASURE)

    assert abs(fit.more[HAN_LATIN]) == pytest.approx(
        min(50, abs(lacking) / (4 + 30 * (1 / 8 if lacking > 0 else 1 / 32)))
    )


@pytest.mark.parametrize("lacking", [-450, -350, 500, 700])
def test_pauses_among_figures_hold_still(lacking: int) -> None:
    few = line(lacking, han=8, kind=AFTER_PAUSE)
    plain, figures = fit_line(few, MEASURE), fit_line(few + pack(0, HAN_LATIN) + pack(0, AT_BRACKET), MEASURE)

    assert abs(figures.more[AFTER_PAUSE]) < 0.7 * abs(plain.more[AFTER_PAUSE])


def test_the_white_at_the_end_gives_first() -> None:
    fit = fit_line(line(-20 * (10 + 3), han=40, white=200), MEASURE)

    assert fit.end == pytest.approx(60)
    assert fit.cost == pytest.approx(0.02 + (5 / 25) ** 4 + 3e-6 * 60**2, rel=1e-9)


def test_squeezing_beyond_the_ordinary_limits_has_a_surcharge() -> None:
    assert fit_line(line(-250, kind=AT_BRACKET), MEASURE).cost == pytest.approx(0.02 + 6e-6 * 250**2)
    assert fit_line(line(-251, kind=AT_BRACKET), MEASURE).cost == pytest.approx(3.02 + 6e-6 * 251**2)
    assert fit_line(line(-200, kind=AFTER_PAUSE), MEASURE).cost == pytest.approx(0.02 + 2e-4 * 200**2)
    assert fit_line(line(-201, kind=AFTER_PAUSE), MEASURE).cost == pytest.approx(23.02 + 2e-4 * 201**2)


def test_the_cheaper_way_to_squeeze_counts() -> None:
    """A pause alone would take 190 at a cost of 7.2; the brackets beside it take it at 3 and a little."""
    both = pack(MEASURE + 440) + pack(0, AFTER_PAUSE) + pack(0, AT_BRACKET)
    fit = fit_line(both, MEASURE)

    assert fit.more[AT_BRACKET] == pytest.approx(-352)
    assert fit.more[AFTER_PAUSE] == pytest.approx(-88)
    assert fit.cost == pytest.approx(3.02 + 6e-6 * 352**2 + 2e-4 * 88**2)


def test_letters_are_squeezed_by_three_hundredths_of_an_em() -> None:
    squeezed = fit_line(pack(MEASURE + 30) + pack(0, BETWEEN_LETTERS), MEASURE)

    assert squeezed.more[BETWEEN_LETTERS] == pytest.approx(-30)
    assert fit_line(pack(MEASURE + 31) + pack(0, BETWEEN_LETTERS), MEASURE).cost >= INFEASIBLE


def test_a_mark_may_hang_at_no_cost_of_its_own() -> None:
    fit = fit_line(line(-500, han=16) + pack(hangs=True), MEASURE)

    assert fit.end == 500
    assert fit.cost == pytest.approx(0.02)


def test_rescue_stretches_han_then_letters_then_blanks_and_then_gives_up() -> None:
    assert fit_line(line(16 * 200, han=16), MEASURE, rescue=True).cost == pytest.approx(
        0.02 + 4 * (200 / 30) ** 4 + 500 + 10 * 120
    )
    letters = fit_line(line(70, kind=BETWEEN_LETTERS), MEASURE, rescue=True)
    assert letters.more[BETWEEN_LETTERS] == pytest.approx(70)
    assert letters.cost == pytest.approx(0.02 + 500 + 10 * 20)
    blanks = fit_line(line(16 * 250 + 250 + 400, han=16, kind=AFTER_PAUSE), MEASURE, rescue=True)
    assert blanks.more[AFTER_PAUSE] == pytest.approx(650)
    assert blanks.cost == pytest.approx(1500 + (5 + 4.65) * 4650)
    short = fit_line(line(16 * 250 + 1, han=16), MEASURE, rescue=True)
    assert short.more[BETWEEN_HAN] == 0
    assert short.ragged == 4001
    assert short.cost == pytest.approx(1500 + (5 + 4.001) * 4001)
    wide = fit_line(line(-(16 * 25 + 3), han=16), MEASURE, rescue=True)
    assert wide.ragged == -3
    assert wide.cost == pytest.approx(OVERFULL + 300)


def test_a_rescued_line_costs_by_what_passes_the_ordinary_limits_most() -> None:
    """The pause is at its limit, 250, which ordinary lines have at a surcharge; what passes one is the gap of Han."""
    fit = fit_line(line(250 + 130, han=1, kind=AFTER_PAUSE), MEASURE, rescue=True)

    assert fit.more[AFTER_PAUSE] == 250
    assert fit.more[BETWEEN_HAN] == pytest.approx(130)
    assert fit.cost == pytest.approx(0.02 + RESCUE + 2e-4 * 250**2 + 4 * (130 / 30) ** 4 + 10 * 50)


@pytest.mark.parametrize("over", [1, 1_000, 12_000_000, 10**9])
def test_a_line_however_wide_can_be_set_in_rescue(over: int) -> None:
    assert OVERFULL < fit_line(pack(17_000 + over), 17_000, rescue=True).cost < INFEASIBLE
