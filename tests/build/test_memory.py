"""A memory changes how long a build takes, never what comes of it, and it does not grow from build to build."""

import pytest

from bulletin.compose.composer import Composer
from bulletin.faces.face import open_faces
from bulletin.memory import IDLE_BUILDS, Memory
from bulletin.model.design import Color, Design, TextStyle
from bulletin.model.edition import Paragraph, Run
from bulletin.model.galley import Line
from bulletin.problems import Place
from bulletin.read.layout import decode
from tests.conftest import ROOT


def unknown() -> object:
    return pytest.fail("this was known")


def test_what_was_learnt_is_recalled() -> None:
    memory = Memory()
    assert memory.recall("a", lambda: 1) == 1
    assert memory.recall("nothing", lambda: None) is None
    assert memory.recall("a", unknown) == 1
    assert memory.recall("nothing", unknown) is None
    memory.next_build()
    assert memory.recall("a", unknown) == 1


def test_parts_with_another_basis_know_nothing_of_each_other() -> None:
    memory = Memory()
    assert memory.under("lines", "song").recall("a", lambda: 1) == 1
    assert memory.under("lines", "kai").recall("a", lambda: 2) == 2
    assert memory.recall("a", lambda: 3) == 3
    memory.next_build()
    assert memory.under("lines", "song").recall("a", unknown) == 1
    assert memory.under("lines", "kai").recall("a", unknown) == 2


def test_what_a_build_did_not_use_is_forgotten_after_the_next() -> None:
    memory = Memory()
    for number in range(50):
        memory.next_build()
        memory.under("lines", number % 7).recall("same", lambda: 0)
        for turn in range(10):
            memory.under("lines").recall((number, turn), lambda: 0)
    assert memory.held() == 2 * 10 + IDLE_BUILDS + 1  # parts are kept for a while
    assert memory.under("lines").recall((49, 3), unknown) == 0
    assert memory.under("lines").recall((48, 3), unknown) == 0
    assert memory.under("lines").recall((47, 3), lambda: "made again") == "made again"


def test_a_part_that_stays_is_kept_with_its_parts_though_nothing_is_asked() -> None:
    memory = Memory()
    memory.under("report").under("lines").recall("a", lambda: 1)
    for turn in range(3 * IDLE_BUILDS):
        memory.recall(turn, lambda: 0)
        memory.under("report").stay()
        memory.next_build()
    assert memory.under("report").under("lines").recall("a", unknown) == 1
    for _ in range(IDLE_BUILDS + 2):
        memory.next_build()
    assert memory.held() == 0


def test_a_composer_that_remembers_composes_the_same() -> None:
    design = decode(str(ROOT / "layouts" / "bulletin-a3.yaml"), Design)
    faces = open_faces(str(ROOT / "fonts"))
    style = design.text.styles.body
    black = design.colors["black"]

    def composed(memory: Memory | None, color: Color = black, style: TextStyle = style) -> list[tuple[Line, ...]]:
        composer = Composer(design.text, faces, (), memory)
        found = []
        for text in ("学习提高水平，规划建设“多规合一”。" * 9, "2018年4月14日，ISO 9001质量管理体系。" * 5):
            paragraph = Paragraph("body", 0, (Run(text),), Place("a.md"))
            for measure in (178.5, 120.0):
                galley = composer.galley(paragraph, style, size=10.5, measure=measure)
                found += [
                    composer.lines(paragraph, style, setting, size=10.5, measure=measure, color=color)
                    for setting in galley.settings
                ]
        title = "借“潍”高石　攻“济”新玉"
        byline = (("局长　", style, color), ("李剑", style, color))
        for rows in (1, 2):
            head = composer.display(
                title, "song-black", size=28, measure=370, rows=rows, color=color, align="center", tracking=(0, 0.25)
            )
            found += [head or (), composer.single(byline, size=10 * rows, measure=300, align="left")]
        return found

    cold = composed(None)
    memory = Memory()
    assert composed(memory) == cold
    held = memory.held()
    assert composed(memory) == cold
    assert memory.held() == held
    assert composed(memory, design.colors["red"]) == composed(None, design.colors["red"]) != cold
    bold = style._replace(role="song-bold")
    assert composed(memory, style=bold) == composed(None, style=bold)
