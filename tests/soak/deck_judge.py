"""A delivered deck, judged against the reports that it was made of; by the file and by its look in LibreOffice.

    python -m tests.soak.deck_judge CONTENT SLIDES.pptx [--again OTHER.pptx] [--no-render] [--json]

A line a slide and totals. Ends with 1 where a hard law is broken: all that is shown is the report's own words, what is
filled does not overlap, characters stay in their placeholders and on the slide, each placeholder meets exactly one of
its layout, the notes hold every paragraph of the report, and a second build (OTHER) has the same bytes. The rest is
counted: a reader must say what it is worth.
"""

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bulletin.model.edition import Edition
from bulletin.read.check import read
from tests.soak import deck_looks
from tests.soak.deck_file import FURNITURE, TITLES, Deck, DeckSlide, Shape, read_deck
from tests.soak.deck_words import (
    REPEATED,
    Source,
    Standing,
    Stop,
    bare,
    figures_in,
    letters,
    matter,
    not_in_notes,
    parted_figures,
    points_of,
    shown_in_part,
    stops,
    untrue,
)

ROOT = Path(__file__).resolve().parents[2]
TOUCHING = 1.0  # points by which boxes may overlap: rounding
HARD = ("untrue", "overlaps", "outside", "unmatched", "not_in_notes", "differs")
SAID = {
    "untrue": "not in the report", "overlaps": "overlap", "outside": "outside box or slide", "unmatched": "placeholder",
    "not_in_notes": "not in the notes", "differs": "bytes differ", "unseen": "not drawn", "runts": "last line of one",
    "torn_titles": "title parted", "turn": "stops before a turn", "comma": "stops at a comma",
    "semicolon": "stops at a semicolon", "colon": "stops at a colon", "inside": "stops in a clause",
    "topics": "topic without statement", "torn_heads": "head torn",
    "parted_heads": "head goes on as its detail", "part_series": "series in part",
    "repeated_names": "description repeats the name", "empty": "empty placeholder", "large": "more than 7 points",
}  # fmt: skip
LONGEST_TOPIC = 8  # characters: 会议要求, 今年以来, 截至6月30日
MOST_POINTS = 7  # the issue's


class Seen(NamedTuple):
    """One slide in figures and faults."""

    number: int
    report: str  # its name; "" for a cover or contents
    layout: str
    characters: int
    points: int
    least_point: float  # type of the smallest point; 0 without
    least: float  # of anything
    figures: int  # of the report, shown
    of_figures: int  # in the report
    large_figures: int  # set as key figures
    kinds: dict[str, int]  # picture, table, chart
    faults: dict[str, list[str]]  # kind -> places

    def __str__(self) -> str:
        blocks = "".join(f" {count} {kind}" for kind, count in self.kinds.items())
        head = (
            f"{self.number:3} {self.report or '-':8} {self.characters:4} characters {self.points:2} points, "
            f"{self.least_point:g}/{self.least:g} pt, figures {self.figures}/{self.of_figures}"
            f" ({self.large_figures} large){blocks}"
        )
        told = "; ".join(f"{SAID[kind]} {len(each)}" for kind, each in self.faults.items() if each)
        return f"{head}{': ' if told else ''}{told}"


class Verdict(NamedTuple):
    """A deck."""

    slides: tuple[Seen, ...]
    faults: dict[str, list[str]]  # of the deck as a whole

    def count(self, kind: str) -> int:
        return len(self.faults.get(kind, ())) + sum(len(each.faults.get(kind, ())) for each in self.slides)

    @property
    def broken(self) -> list[str]:
        """The hard laws that are broken."""
        return [kind for kind in HARD if self.count(kind)]


def judge(content: Path, path: Path, *, again: Path | None = None, render: bool = True) -> Verdict:
    """Judge the deck made of the folder `content`.

    Args:
        again: the same deck of another build.
        render: also look at it in LibreOffice.
    """
    edition, _ = read(str(content), None, root=str(ROOT))
    deck = read_deck(path)
    sources = [Source(report, edition) for report in edition.reports]
    owners = [owner(slide, sources) for slide in deck.slides]
    with tempfile.TemporaryDirectory() as folder:
        drawn = deck_looks.seen(deck, deck_looks.rendered(path, Path(folder))) if render else ()
    slides = [
        _slide(slide, source, edition, drawn[place] if drawn else None)
        for place, (slide, source) in enumerate(zip(deck.slides, owners, strict=True))
    ]
    return Verdict(tuple(slides), {**_whole(deck, sources, owners), "differs": _differs(path, again)})


def _differs(path: Path, again: Path | None) -> list[str]:
    return [path.name] if again and again.read_bytes() != path.read_bytes() else []


def owner(slide: DeckSlide, sources: Sequence[Source]) -> Source | None:
    """The report that a slide is of: that of its title, else the one that says most of what it shows and notes."""
    titles = [
        REPEATED.sub("", bare(text.text))
        for shape in slide.shapes
        if shape.placeholder in TITLES
        for text in shape.texts
    ]
    notes = bare(slide.notes)
    of_title = [source for source in sources if source.titles.intersection(titles)]
    if of_title:  # of several the one whose text the notes have
        return max(of_title, key=lambda source: sum(len(text) for text in source.paragraphs if text in notes))
    texts = [bare(text.text) for shape in slide.shapes for text in shape.texts] + bare(slide.notes).split("。")
    weights = [sum(len(text) for text in texts if text and text in source.all) for source in sources]
    best = max(range(len(sources)), key=weights.__getitem__)
    return sources[best] if slide.notes and weights[best] * 2 > sum(map(len, texts)) else None


def _whole(deck: Deck, sources: Sequence[Source], owners: Sequence[Source | None]) -> dict[str, list[str]]:
    """What concerns a report over all its slides: its notes, its series."""
    lost = []
    for source in sources:
        notes = "\n".join(slide.notes for slide, of in zip(deck.slides, owners, strict=True) if of is source)
        lost += [f"{source.report.name}: {text[:40]}" for text in not_in_notes(source, notes)]
    return {"not_in_notes": lost}


def _slide(slide: DeckSlide, source: Source | None, edition: Edition, drawn: deck_looks.Drawn | None) -> Seen:
    faults: dict[str, list[str]] = dict(_of_shapes(slide))
    if drawn:
        faults.update(drawn._asdict())
    standing = matter(slide, source) if source else []
    sentences, figures = parted_figures(standing)
    everything = "\n".join(bare(text.text) for shape in slide.shapes for text in shape.texts)
    if source:
        faults["untrue"] = untrue(slide, source)
        ours = [each for each in sentences if bare(each.text) not in source.other]  # an editor may part what they like
        faults["part_series"] = shown_in_part(source, "\n".join(bare(each.text) for each in ours))
        faults.update(_of_sentences(ours, source, everything))
    else:
        faults["untrue"] = _not_of_issue(slide, edition)
    points = points_of(sentences)
    faults["large"] = [str(points)] if points > MOST_POINTS else []
    in_report = figures_in("\n".join(source.paragraphs)) if source else set()
    sizes = [each.shown.size for each in sentences if each.is_point] or [each.shown.size for each in sentences]
    return Seen(
        number=slide.number,
        report=source.report.name if source else "",
        layout=slide.layout,
        characters=sum(len(bare(each.text)) for each in standing),
        points=points,
        least_point=min(sizes, default=0.0),
        least=min((shape.least for shape in slide.shapes if shape.least), default=0.0),
        figures=len(in_report & figures_in(everything)),
        of_figures=len(in_report),
        large_figures=len({each.text for each in figures if each.shown.largest >= 38}),
        kinds=dict(Counter(shape.kind for shape in slide.shapes if shape.kind != "text")),
        faults=faults,
    )


def _not_of_issue(slide: DeckSlide, edition: Edition) -> list[str]:
    """Texts of a cover or contents that no report and not the issue has."""
    sources = [Source(report, edition) for report in edition.reports]
    date = bare(f"{edition.date.year}年{edition.date.month}月{edition.date.day}日")
    duties = bare("".join(duty + name for duty, name in edition.credits))
    said = set.intersection(*(set(untrue(slide, source)) for source in sources))
    return sorted(
        text for text in said if letters(text) not in letters(date + edition.publisher + edition.folio + duties)
    )


def _of_sentences(sentences: Sequence[Standing], source: Source, everything: str) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    for each, stop, goes_on in stops(sentences, source, everything):
        told = f"{stop.text}|{stop.rest}"
        if goes_on and each.is_head:
            faults.setdefault("parted_heads", []).append(told)
        elif not goes_on:
            faults.setdefault(stop.kind, []).append(told)
            if stop.kind in ("comma", "turn") and len(stop.text) <= LONGEST_TOPIC:
                faults.setdefault("topics", []).append(told)
            if each.is_head and _ends_at_pause(stop):
                faults.setdefault("torn_heads", []).append(told)
    return faults


def _ends_at_pause(stop: Stop) -> bool:
    return stop.kind == "comma" or (stop.kind == "turn" and stop.rest.startswith("，"))


def _of_shapes(slide: DeckSlide) -> dict[str, list[str]]:
    filled = [shape for shape in slide.shapes if shape.filled]
    marks = Counter((shape.placeholder, shape.name) for shape in slide.shapes if shape.placeholder)
    return {
        "overlaps": [f"{one.name} / {other.name}" for one, other in combinations(filled, 2) if _overlap(one, other)],
        "unmatched": [f"{shape.name}: {shape.matches}" for shape in slide.shapes if shape.matches != 1]
        + [name for (_, name), count in marks.items() if count > 1],
        "repeated_names": [
            shape.name for shape in slide.shapes
            if shape.kind == "text" and shape.description and bare(shape.description) in
            (bare(shape.name), bare("".join(text.text for text in shape.texts)))
        ],
        "empty": [
            shape.name for shape in slide.shapes
            if not shape.filled and shape.placeholder and shape.placeholder not in FURNITURE
        ],
    }  # fmt: skip


def _overlap(one: Shape, other: Shape) -> bool:
    if one.box is None or other.box is None:
        return False
    return min(one.box.overlap(other.box)) > TOUCHING


def totals(verdicts: Sequence[Verdict]) -> str:
    """What a reader wants to know of some decks."""
    slides = [slide for verdict in verdicts for slide in verdict.slides if slide.report]
    if not slides:
        return "no slide of a report"
    characters = sorted(slide.characters for slide in slides)
    points = [slide.points for slide in slides]
    least = Counter(slide.least_point for slide in slides)
    shown, of = sum(slide.figures for slide in slides), sum(slide.of_figures for slide in slides)
    rows = [
        f"{len(slides)} slides; characters: median {median(characters):g}, most {characters[-1]}; "
        f"points: median {median(points):g}, most {max(points)}",
        "smallest point: " + ", ".join(f"{size:g} pt {count}" for size, count in sorted(least.items())),
        f"figures shown: {shown} of {of} ({shown / (of or 1):.0%}), large {sum(each.large_figures for each in slides)}",
        "blocks: " + ", ".join(f"{kind} {sum(each.kinds.get(kind, 0) for each in slides)}"
                               for kind in ("picture", "table", "chart")),
    ]  # fmt: skip
    for kind, words in SAID.items():
        count = sum(verdict.count(kind) for verdict in verdicts)
        if count or kind in HARD:
            rows.append(f"{words:28}{count:5}{'  BROKEN' if count and kind in HARD else ''}")
    return "\n".join(rows)


def listed(verdict: Verdict) -> str:
    """The faults of a deck with their words."""
    rows = [f"{SAID[kind]}: {each}" for kind, places in verdict.faults.items() for each in places]
    for slide in verdict.slides:
        rows += [f"{slide.number} {SAID[kind]}: {each}" for kind, places in slide.faults.items() for each in places]
    return "\n".join(rows)


def as_json(verdict: Verdict) -> str:
    value = {
        "slides": [slide._asdict() for slide in verdict.slides],
        "faults": verdict.faults,
        "broken": verdict.broken,
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("content", type=Path)
    parser.add_argument("slides", type=Path)
    parser.add_argument("--again", type=Path, help="the same deck of another build")
    parser.add_argument("--no-render", action="store_true")
    parser.add_argument("--list", action="store_true", help="every fault with its words")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    verdict = judge(asked.content, asked.slides, again=asked.again, render=not asked.no_render)
    if asked.json:
        print(as_json(verdict))
    else:
        print(*verdict.slides, *([listed(verdict)] if asked.list else []), totals([verdict]), sep="\n")
    sys.exit(bool(verdict.broken))


if __name__ == "__main__":
    main()
