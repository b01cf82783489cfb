"""The body of a file as it is written, piece by piece, with the truth about it beside it."""

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

from tests.soak.deck_issues import Dress as Wording
from tests.soak.deck_issues import Writer
from tests.word_files.markup import DECLARED, element, paragraph, run, text, val
from tests.word_files.numbering import Lists
from tests.word_files.package import Dress, Package, part
from tests.word_files.truth import Count, Role, Shown, Told, Truth

# Shows exactly the words given, in some other markup than a run; it may add what is not shown.
Inline: TypeAlias = Callable[["Page", str], str]
AUTHORS = ("张三", "李四", "办公室", "Administrator", "区委办-王")
BOLD = "<w:b/>"
_NOISE = ('<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="gramEnd"/>', "<w:lastRenderedPageBreak/>")


class Page:
    """A file that is being written."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.writer = Writer(chance, Wording(form="levels", extras=frozenset(), length=500, dense=0.3))
        self.package, self.lists = Package(), Lists()
        self.body: list[str] = []
        self.shown: list[Shown] = []
        self.styles: list[str] = []
        self.kinds: list[str] = []
        self.inlines: list[tuple[str, Inline]] = []  # what runs of this file are dressed in, with its kind
        self.apart: list[str] = []
        self.notes: dict[str, list[str]] = {"footnotes": [], "endnotes": []}  # the inside of each note
        self.comments: list[str] = []
        self.least: Counter[Told] = Counter()
        self.most: Counter[Told] = Counter()
        self.tables, self.pictures = Count(0, 0), 0
        self.section = ""  # the inside of the last w:sectPr
        self._ids = 100
        self._heads: set[str] = set()

    # words

    def chosen(self, share: float) -> bool:
        return self.chance.random() < share

    def number(self) -> int:
        """An id that the file has not had."""
        self._ids += 1
        return self._ids

    def head(self) -> str:
        """A short heading without a stop, never the same twice."""
        for _ in range(50):
            head = self.writer.head()
            if head not in self._heads:
                break
        self._heads.add(head)
        return head

    def prose(self, least: int = 2, most: int = 3) -> str:
        """A paragraph that nothing takes for a heading: one short sentence behind a number is one."""
        said = self.writer.paragraph(least, most)
        return said if len(said) > 30 else said + self.writer.sentence() + self.writer.sentence()

    def item(self) -> str:
        """Of a list; two sentences, so that no rule for headings holds."""
        return f"{self.writer.task()}。{self.writer.sentence()}"

    def tells(self, what: Told, least: int = 1, most: int | None = None) -> None:
        """Something that a reader should count."""
        self.least[what] += least
        self.most[what] += least if most is None else most

    def has_table(self, least: int = 1, most: int = 1) -> None:
        self.tables = Count(self.tables.least + least, self.tables.most + most)

    def kind(self, name: str) -> None:
        if name not in self.kinds:
            self.kinds.append(name)

    # markup

    def runs(self, said: str, look: str = "", *, dressed: bool = False) -> str:
        """Runs that show the words, split where an editor's hand has been; `dressed` in one of the file's inlines."""
        if dressed and self.inlines and len(said) > 8 and self.chosen(0.6):
            name, inline = self.chance.choice(self.inlines)
            start = self.chance.randrange(1, len(said) - 5)
            end = min(start + self.chance.randint(2, 9), len(said) - 1)
            self.kind(name)
            return self.runs(said[:start], look) + inline(self, said[start:end]) + self.runs(said[end:], look)
        pieces = []
        while said:
            length = self.chance.choice((len(said), len(said), 1, 2, 3, 7, 20))
            pieces.append(run(text(said[:length]), look, **self._revision_ids()))
            said = said[length:]
        for _ in range(self.chance.choice((0, 0, 0, 1, 2))):
            pieces.insert(self.chance.randrange(len(pieces) + 1), self._noise())
        return "".join(pieces)

    def _revision_ids(self) -> dict[str, object]:
        """What Word writes at every edit."""
        if self.chosen(0.6):
            return {}
        return {"rsidR": f"00{self.chance.randrange(1 << 24):06X}"}

    def _noise(self) -> str:
        kind = self.chance.randrange(3)
        if kind == 0:
            found = self.chance.choice(_NOISE)
            return run(found) if "Rendered" in found else found
        if kind == 1:
            at = self.number()
            name = self.chance.choice(("_GoBack", f"_Toc{at}", f"_Ref{at}"))
            return element("bookmarkStart", id=at, name=name) + element("bookmarkEnd", id=at)
        return run("", BOLD)

    def bold_within(self, said: str) -> tuple[str, tuple[str, ...]]:
        """Runs with a phrase in bold, and the phrase."""
        phrases = [each for each in re.findall("[一-鿿]{4,}", said[2:-2]) if said.count(each) == 1]
        if not phrases:
            return self.runs(said), ()
        phrase = self.chance.choice(phrases)
        start = said.index(phrase)
        before, after = self.runs(said[:start]), self.runs(said[start + len(phrase) :])
        bold = self.chance.choice((BOLD, '<w:b w:val="1"/><w:bCs/>', '<w:b w:val="true"/>'))
        return before + self.runs(phrase, bold) + after, (phrase,)

    def write(self, markup: str, *shown: Shown) -> None:
        """A block of the body, and what it shows."""
        self.body.append(markup)
        self.shown += shown

    def line(
        self,
        role: Role,
        said: str,
        *pieces: str,
        look: str = "",
        label: str = "",
        level: int = 0,
        dressed: bool = False,
    ) -> None:
        """A paragraph."""
        inner = self.runs(said, look, dressed=dressed)
        self.write(paragraph(inner, *pieces), Shown(role, said, label=label, level=level))

    def prose_line(self, said: str, *pieces: str, label: str = "", role: Role = "body") -> None:
        """A paragraph of the text, sometimes with words in bold."""
        if self.chosen(0.15):
            inner, bold = self.bold_within(said)
            self.write(paragraph(inner, *pieces), Shown(role, said, label=label, bold=bold))
            return
        self.line(role, said, *pieces, *self._indent(), label=label, dressed=True)

    def _indent(self) -> tuple[str, ...]:
        if not self.chosen(0.4):
            return ()
        return (element("ind", firstLineChars=200, firstLine=640), element("spacing", line=560, lineRule="exact"))

    def empty(self, count: int = 1) -> None:
        for _ in range(count):
            self.write(paragraph("", self.chance.choice(("", val("jc", "center"), element("spacing", line=560)))))

    # the whole

    def document(self) -> str:
        inner = "".join(self.body) + f"<w:sectPr>{self.section}</w:sectPr>"
        return f'<w:document {DECLARED} mc:Ignorable="w14 w15"><w:body>{inner}</w:body></w:document>'

    def finished(self, dress: Dress) -> bytes:
        """The file; call it once."""
        package = self.package
        normal = element("style", val("name", "Normal"), type="paragraph", default=1, styleId="a")
        package.add("styles", "styles.xml", part("styles", normal + "".join(self.styles)))
        if numbering := self.lists.markup():
            package.add("numbering", "numbering.xml", numbering)
        for kind, notes in self.notes.items():
            if notes:
                package.add(kind, f"{kind}.xml", part(kind, "".join(notes)))
        if self.comments:
            package.add("comments", "comments.xml", part("comments", "".join(self.comments)))
        package.add("settings", "settings.xml", part("settings", element("zoom", percent=100)))
        return package.zipped(self.document(), dress)

    def truth(
        self, title: str, author: str, *, post: str = "", kicker: str = "", subtitle: str = "", optional: str = ""
    ) -> Truth:
        return Truth(
            kinds=tuple(self.kinds),
            shown=tuple(self.shown),
            title=title,
            author=author,
            post=post,
            kicker=kicker,
            subtitle=subtitle,
            tables=self.tables,
            pictures=self.pictures,
            apart=tuple(self.apart),
            told=tuple((what, Count(self.least[what], self.most[what])) for what in self.most),
            optional=optional,
        )


def numbered_style(ident: str, name: str, pieces: Sequence[str], look: str = "", based: str = "a") -> str:
    """A paragraph style."""
    inner = val("name", name) + (val("basedOn", based) if based else "")
    inner += f"<w:pPr>{''.join(pieces)}</w:pPr>" if pieces else ""
    return element("style", inner + (f"<w:rPr>{look}</w:rPr>" if look else ""), type="paragraph", styleId=ident)
