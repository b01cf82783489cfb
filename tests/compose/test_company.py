"""What the texts of an issue say several times, taken over from before an edit, is what a fresh look finds."""

import random

from hypothesis import given
from hypothesis import strategies as st

from bulletin.words.company import Company

PIECES = ("水库", "石门水库", "营商", "环境", "蓼沱湾", "的", "到", "建设", "，")
STRINGS = ("水库", "门水", "石门水库", "营商环境", "蓼沱", "沱湾", "的到")
texts = st.lists(st.lists(st.sampled_from(PIECES), max_size=6).map("".join), max_size=12)


def answers(company: Company) -> list[tuple[bool, bool]]:
    return [(company.recurs(string), company.varies(string)) for string in STRINGS]


@given(texts, st.randoms(use_true_random=False))
def test_answers_taken_over_are_those_of_a_fresh_look(before: list[str], chance: random.Random) -> None:
    company = Company(before)
    old = answers(company)
    for _ in range(4):
        after = edited(before, chance)
        company = Company(after, company)
        changed = company.changed
        new = answers(company)
        assert new == answers(Company(after))
        assert changed == {string for string, was, now in zip(STRINGS, old, new, strict=True) if was != now}
        before, old = after, new


def edited(before: list[str], chance: random.Random) -> list[str]:
    """Texts less, more, in another order, or with other words."""
    after = list(before)
    match chance.randrange(4):
        case 0 if after:
            del after[chance.randrange(len(after))]
        case 1:
            after.insert(chance.randint(0, len(after)), "".join(chance.choices(PIECES, k=chance.randint(0, 5))))
        case 2:
            chance.shuffle(after)
        case _ if after:
            after[chance.randrange(len(after))] += chance.choice(PIECES)
        case _:
            pass
    return after


def test_answers_for_which_no_text_asks_are_let_go() -> None:
    company = Company(["水库" * 4, "到水库去"])
    answers(company)
    assert company.answers == 2 * len(STRINGS)
    few = company.without_others({"水库"})
    assert few.answers == 2
    assert few.recurs("水库") == company.recurs("水库")
