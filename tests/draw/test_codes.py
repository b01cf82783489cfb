"""Codes of units: each its own, and hardly any changed by what else a face draws."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from bulletin.draw.pdf.codes import FIRST_FREE, LAST, codes, usual_code
from bulletin.draw.pdf.set_spans import SOFT_HYPHEN, GlyphKey, WideUnit

characters = st.characters(exclude_categories=["Cs"])
keys: st.SearchStrategy[GlyphKey] = st.one_of(
    characters,
    st.sampled_from(["——", SOFT_HYPHEN + "-", "葛\U000e0101"]),
    st.builds(WideUnit, unit=characters, white=st.integers(1, 80).map(lambda steps: 25 * steps)),
)


@given(st.frozensets(keys, max_size=60))
def test_every_unit_has_a_code_of_its_own(wanted: frozenset[GlyphKey]) -> None:
    found = codes(wanted)
    assert found.keys() == wanted
    assert len(set(found.values())) == len(found)
    assert all(0 < code <= LAST for code in found.values())


def test_a_character_has_its_own_number() -> None:
    assert codes(["学", "a", " "]) == {"学": 0x5B66, "a": 0x61, " ": 0x20}


def collided() -> tuple[WideUnit, WideUnit]:
    """Two units that would have the same code."""
    found: dict[int, WideUnit] = {}
    for unit in (WideUnit(unit=chr(0x4E00 + number), white=125) for number in range(20_000)):
        other = found.setdefault(usual_code(unit), unit)
        if other != unit:
            return other, unit
    raise AssertionError("there are fewer codes than units")


def test_of_two_that_want_the_same_code_the_later_goes_to_the_next() -> None:
    one, other = collided()
    assert codes([one]) == {one: usual_code(one)}
    assert codes([other]) == {other: usual_code(other)}
    first, second = sorted((one, other))
    assert codes([second, first]) == codes([first, second])
    assert codes([first, second])[first] == usual_code(first)
    assert codes([first, second])[second] == usual_code(first) + 1


def test_a_character_of_the_private_area_keeps_its_number() -> None:
    wide = WideUnit(unit="月", white=250)
    own = chr(usual_code(wide)) if usual_code(wide) >= 0xE000 else chr(0xE000)
    found = codes([wide, own])
    assert found[own] == ord(own)
    assert found[wide] != found[own]
    assert found[wide] >= FIRST_FREE


@given(st.frozensets(keys, max_size=40), keys)
def test_another_unit_moves_only_what_wants_its_code(wanted: frozenset[GlyphKey], new: GlyphKey) -> None:
    before, after = codes(wanted), codes(wanted | {new})
    moved = {key for key in wanted if before[key] != after[key]}
    assert not moved or _near(usual_code(new), (before[key] for key in moved))


def _near(code: int, others: Iterable[int]) -> bool:
    return all(0 <= other - code < 40 for other in others)
