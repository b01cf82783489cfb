"""Texts labelled before the code that they judge (heldout/*.txt): spaces, marks, wording; the share that is right."""

from pathlib import Path

import pytest
from PIL import Image

from bulletin.read.tidy import tidy
from tests.read.folder import edition_of, report, write

TEXTS = Path(__file__).parent / "heldout"
PADDING = "全区上下攻坚克难，主要经济指标增速保持在合理区间，较好完成了区人大会议确定的目标任务。"
SHARE = 0.95
CODES = {
    "placeholder": "placeholder", "residue": "residue", "note": "note-mark", "decimal": "decimal-comma",
    "unlike": "mixed-forms", "doubled": "doubled-character", "torn": "torn-paragraph", "title": "title-again",
}  # fmt: skip


def lines(file: str) -> list[str]:
    text = (TEXTS / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("# ")]


def mostly(wrong: list[str], every: list[str]) -> None:
    assert len(wrong) <= (1 - SHARE) * len(every), "\n".join(wrong)


def test_spaces_stay_or_go_as_labelled() -> None:
    every = lines("gaps.txt")
    wanted = {line: "".join(line.split()).replace("▁", "\u3000").replace("␣", " ") for line in every}
    mostly(
        [
            line
            for line in every
            if tidy(line.replace("▁", " ").replace("\t", " ").replace("␣", " ")).text != wanted[line]
        ],
        every,
    )


def test_wording_is_told_or_not_as_labelled(tmp_path: Path) -> None:
    wrong = []
    every = lines("wording.txt")
    for number, line in enumerate(every):
        kind, _, text = line.partition("|")
        body = f"{text}\n{PADDING}" if kind == "title" else f"{PADDING}\n{text}"
        data = report(body=body.replace("⏎", "\n"))
        if kind == "title":
            data = data.replace("积极行动 强化管理", text)
        codes = {problem.code for problem in edition_of(write(tmp_path / str(number), {"water.md": data})).problems}
        wrong += [] if (CODES[kind] in codes if kind in CODES else not codes) else [f"{line}: {codes}"]
    mostly(wrong, every)


@pytest.mark.parametrize("line", [line for line in lines("marks.txt") if line.startswith(("picture", "bold", "head"))])
def test_a_slip_in_a_mark_is_read_as_meant(line: str, tmp_path: Path) -> None:
    kind, _, typed = line.partition("|")
    folder = write(tmp_path, {"water.md": report(body=f"{PADDING}\n{typed}\n{PADDING}")})
    for name in ("p.jpg", "q.jpg", "p(1).jpg"):
        Image.new("RGB", (600, 400), "red").save(folder / name)
    edition = edition_of(folder)
    made = [paragraph for paragraph in edition.reports[0].paragraphs if paragraph.text != PADDING]
    told = [problem.code for problem in edition.problems if problem.code != "unused-picture"]
    if "__" in typed:
        assert told == ["raw-mark"]
        return
    assert not told
    assert not set("*＊#＃[]！!") & set("".join(paragraph.text for paragraph in made))
    if kind == "bold":
        assert any(run.bold for run in made[0].runs)
    else:
        wanted = ["heading"] if kind == "heading" else ["picture"] * (2 if kind == "picture2" else 1)
        assert [paragraph.kind for paragraph in made] == wanted
