"""Classes that depend on what stands beside a character."""

import pytest

from bulletin.compose.addresses import addresses
from bulletin.compose.classes import Classes, classify
from bulletin.compose.hyphenation import Hyphenator


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("和/或", "HSH"),
        ("A/B", "LjL"),
        ("元/kWh", "HjLLL"),
        ("5℃/天", "UTSH"),
        ("）/（", "CSO"),
        ("a.gov.cn/a", "LLLLLLLLLL"),
        ("1 2 3 4 5 6", "UnUnUnUnUnU"),
        ("1 2 3 4 5 6 7", "UWUWUWUWUWUWU"),  # a row of a table
        ("天 / 地", "HWSwH"),
        ("的¹⁴C", "HLLL"),
        ("·mol⁻¹K", "ILLLQQL"),  # no isotope
        ("１．５％", "uuuT"),
        ("１。２", "uFu"),
        ("0536\u2011888", "UUUUjUUU"),
        ("甲\u2010乙", "HNH"),
        ("A\u2010B", "LLL"),
        ("热•买", "HIH"),
        ("A•B", "LLL"),
        ("•加强", "HHH"),
        ("；•加强", "MHHH"),
        ("售价￠50", "HHjUU"),
        ("50￠", "UUT"),
        ("───", "DDD"),
        ("⸺", "D"),
        ("―", "N"),
        ("甲々", "HY"),
        ("﹃甲﹄", "VHY"),
        ("«甲»⟨", "oHco"),
        ("A-B", "LLL"),
        ("北-上", "HNH"),
        ("-5", "LU"),
        ("5-", "UL"),
        ("2018–2020", "UUUULUUUU"),
        ("A·B", "LLL"),
        ("热·买", "HIH"),
        ("don’t", "LLLLL"),
        ("“GDP”", "LLLLL"),
        ("say “good", "LLLWLLLLL"),  # no partner
        ("“GDP”的", "OLLLCH"),
        ("“”", "OC"),
        ("“", "O"),
        ("见a@b.cn网", "HLLLLLLH"),
        ("——", "DD"),
        ("—", "N"),
        ("……", "Ee"),
        ("？！", "GX"),
        ("？？！", "GGG"),
        ("？！？！", "GGGX"),
    ],
)
def test_a_character_has_the_class_of_its_place(text: str, classes: str) -> None:
    assert classify(text, Classes(), addresses(text)) == classes


def test_abbreviations_are_not_hyphenated() -> None:
    hyphenate = Hyphenator()

    assert hyphenate["development"] == (2, 5, 7)
    assert hyphenate["INTERNATIONAL"] == ()
