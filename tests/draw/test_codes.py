"""Codes of units: each its own, and hardly any changed by what else a face draws."""

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from bulletin.draw.pdf.codes import FIRST_FREE, LAST, codes, usual_code
from bulletin.draw.pdf.set_spans import SOFT_HYPHEN, GlyphKey, WideUnit
from tests.draw import sample

characters = st.characters(exclude_categories=["Cs"])
keys: st.SearchStrategy[GlyphKey] = st.one_of(
    characters,
    st.sampled_from(["——", SOFT_HYPHEN + "-", "葛\U000e0101"]),
    st.builds(WideUnit, unit=characters, white=st.integers(1, 80).map(lambda steps: 25 * steps)),
)


@given(st.frozensets(keys, max_size=60))
def test_every_unit_has_a_code_of_its_own(wanted: frozenset[GlyphKey]) -> None:
    found = codes(wanted).of
    assert found.keys() == wanted
    assert len(set(found.values())) == len(found)
    assert all(0 < code <= LAST for code in found.values())
    assert codes(wanted).unusual == {(key, code) for key, code in found.items() if code != usual_code(key)}


def test_a_character_has_its_own_number() -> None:
    assert codes(["学", "a", " "]).of == {"学": 0x5B66, "a": 0x61, " ": 0x20}


def collided() -> tuple[WideUnit, WideUnit]:
    """Two of the units of 宋体 that would have the same code, the first in order first."""
    found: dict[int, WideUnit] = {}
    for unit in filter(sample.FACES.face("song").has, map(chr, range(0x4E00, 0x9FFF))):
        wide = WideUnit(unit=unit, white=125)
        if (other := found.setdefault(usual_code(wide), wide)) != wide:
            return other, wide
    raise AssertionError("there are fewer units than codes")


def test_of_two_that_want_the_same_code_the_later_goes_to_the_next() -> None:
    first, second = collided()
    assert codes([first]).of == {first: usual_code(first)}
    assert codes([second]).of == {second: usual_code(second)}
    assert codes([second, first]) == codes([first, second])
    assert codes([first, second]).of == {first: usual_code(first), second: usual_code(first) + 1}
    assert codes([first, second]).unusual == {(second, usual_code(first) + 1)}


def test_a_character_of_the_private_area_keeps_its_number() -> None:
    wide = WideUnit(unit="月", white=250)
    own = chr(usual_code(wide)) if usual_code(wide) >= 0xE000 else chr(0xE000)
    found = codes([wide, own]).of
    assert found[own] == ord(own)
    assert found[wide] != found[own]
    assert found[wide] >= FIRST_FREE


@given(st.frozensets(keys, max_size=40), keys)
def test_another_unit_moves_only_what_wants_its_code(wanted: frozenset[GlyphKey], new: GlyphKey) -> None:
    before, after = codes(wanted).of, codes(wanted | {new}).of
    moved = {key for key in wanted if before[key] != after[key]}
    assert not moved or _near(usual_code(new), (before[key] for key in moved))


def _near(code: int, others: Iterable[int]) -> bool:
    return all(0 <= other - code < 40 for other in others)
