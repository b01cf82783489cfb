"""A session keeps what it showed last while a fault stands, and says each build to whoever waits."""

import shutil
import threading
from pathlib import Path

import pytest

from bulletin.build.regenerate import Listener
from bulletin.desk.session import DeskState, Session
from bulletin.model.output import Order
from bulletin.sources import find_sources
from tests.conftest import ROOT


@pytest.fixture
def order(tmp_path: Path) -> Order:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return Order(find_sources(str(ROOT)), str(tmp_path / "content"), slides=False)


def test_a_fault_keeps_what_was_shown_and_mending_it_shows_the_new(order: Order, tmp_path: Path) -> None:
    session = Session(str(tmp_path / "output"), Listener())
    first = session.build(order, deliver=False)
    assert first.shown
    assert not (tmp_path / "output").exists()
    report = tmp_path / "content" / "water.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("适时", "适\U00030edf时"), encoding="utf-8")
    broken = session.build(order, deliver=True)
    assert broken.latest
    assert (broken.number, broken.latest.code, broken.shown) == (2, 4, first.shown)
    report.write_text(text.replace("适时", "及时"), encoding="utf-8")
    mended = session.build(order, deliver=False)
    assert mended.shown
    assert mended.shown != first.shown
    delivered = session.deliver()
    assert delivered.number == 4
    assert (tmp_path / "output" / "bulletin.pdf").read_bytes() == mended.shown.files[0].data


def test_who_waits_hears_of_the_next_build(order: Order, tmp_path: Path) -> None:
    session = Session(str(tmp_path / "output"), Listener())
    assert session.wait(0, 0.01) == DeskState()
    heard: list[int] = []
    waiting = threading.Thread(target=lambda: heard.append(session.wait(0, 60).number))
    waiting.start()
    session.build(order, deliver=False)
    waiting.join()
    assert heard == [1]
