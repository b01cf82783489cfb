"""A session keeps what it showed last while a fault stands."""

import shutil
from pathlib import Path

import pytest

from bulletin.build.regenerate import Listener
from bulletin.desk.session import Session
from bulletin.model.output import Order
from bulletin.sources import find_sources
from tests.conftest import ROOT


@pytest.fixture
def order(tmp_path: Path) -> Order:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return Order(find_sources(str(ROOT)), str(tmp_path / "content"), slides=False)


def test_a_fault_keeps_what_was_shown_and_mending_it_shows_the_new(order: Order, tmp_path: Path) -> None:
    session = Session(str(tmp_path / "output"), Listener())
    first = session.stands(session.made(order, deliver=False))
    assert first.shown
    assert not (tmp_path / "output").exists()
    report = tmp_path / "content" / "water.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(text.replace("适时", "适\U00030edf时"), encoding="utf-8")
    broken = session.stands(session.made(order, deliver=True))
    assert broken.latest
    assert (broken.number, broken.latest.code, broken.shown) == (2, 4, first.shown)
    report.write_text(text.replace("适时", "及时"), encoding="utf-8")
    mended = session.stands(session.made(order, deliver=False))
    assert mended.shown
    assert mended.shown != first.shown
    delivered = session.deliver()
    assert delivered.number == 4
    assert (tmp_path / "output" / "bulletin.pdf").read_bytes() == mended.shown.files[0].data
