"""The issue that comes with the source is known by its digest."""

from pathlib import Path
from shutil import copytree

from bulletin.begin.shipped_sample import SHIPPED_SAMPLE, digest_of, is_shipped_sample
from tests.conftest import ROOT


def test_the_digest_is_that_of_the_shipped_issue() -> None:
    assert digest_of(str(ROOT / "content")) == SHIPPED_SAMPLE, "content/ was changed: put in this digest"


def test_one_word_changed_or_one_file_more_makes_it_somebody_s_own(tmp_path: Path) -> None:
    folder = Path(copytree(ROOT / "content", tmp_path / "content"))
    water = folder / "water.md"
    water.write_bytes(water.read_bytes().replace(b"\n", b"\r\n"))  # as git writes it on Windows
    (folder / "plan.json").write_text("{}")
    (folder / "Thumbs.db").write_text("x")
    assert is_shipped_sample(str(folder))
    (folder / "more.txt").write_text("甲", encoding="utf-8")
    assert not is_shipped_sample(str(folder))
    (folder / "more.txt").unlink()
    water.write_bytes(water.read_bytes() + b"x")
    assert not is_shipped_sample(str(folder))
    assert not is_shipped_sample(str(tmp_path / "none"))
