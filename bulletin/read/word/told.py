"""What a Word file holds beside the words that are printed, by name and count, so that nothing is passed over."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bulletin.model.edition import Change
from bulletin.problems import Place, Problem, Severity
from bulletin.read.source import Source
from bulletin.read.word.blocks import AsideKind, Story
from bulletin.read.word.parts import WordPackage
from bulletin.read.word.revisions import Revision

QUOTED = 3  # texts of one kind that are quoted
QUOTED_LENGTH = 24  # characters of each
_REVISIONS = {"insertion": ("插入", "W1"), "deletion": ("删除", "W2"), "move": ("移动", "W3")}


class _AsideWords(NamedTuple):
    """What is said of a kind of thing that is not printed as Word shows it."""

    severity: Severity
    code: str
    message: str
    hint: str


_PASTE_AS_PICTURE = "要印就在 Word 里选中它，复制，再选择性粘贴为图片"
_ASIDE_WORDS: Mapping[AsideKind, _AsideWords] = {
    "boxes": _AsideWords("warning", "word-boxes", "有文本框{count}个，里面的字不印：{quoted}",
                         "要印就把字剪切出来，粘贴到正文里"),
    "word art": _AsideWords("warning", "word-boxes", "有艺术字{count}处，不印：{quoted}", "要印就写进正文"),
    "note pictures": _AsideWords("warning", "word-note-pictures", "脚注、尾注里有图片{count}幅，不印",
                                 "要印就把图片剪切出来，粘贴到正文里"),
    "hidden": _AsideWords("note", "word-hidden", "有隐藏文字{count}处，不印：{quoted}", "要印就在“字体”里取消“隐藏”"),
    "drawings": _AsideWords("warning", "word-drawings", "有图表、图形{count}个，不印", _PASTE_AS_PICTURE),
    "rules": _AsideWords("note", "word-rules", "有线条{count}条，不印", "不用改；要印就截成图片插入"),
    "objects": _AsideWords("note", "word-objects", "有嵌入的表格或文件{count}个，只印它的图",
                           "要印成表格，就双击打开它，把内容复制到正文里"),
    "ornaments": _AsideWords("warning", "word-ornaments", "有图形符号{count}个没有通用的字，印成“▪”",
                             "核对印出的样子；要保持原样就换成别的符号"),
    "strays": _AsideWords("note", "word-strays", "有图形符号{count}个没有注明字体，照常用的字体印成：{quoted}",
                          "核对印出的样子；不对就在 Word 里换成别的符号"),
    "struck": _AsideWords("warning", "word-struck", "有删除线的字{count}处，照印，不印删除线：{quoted}",
                          "不要的字就在 Word 里删掉"),
    "raised": _AsideWords("note", "word-raised", "有上标、下标{count}处，不升降，照印：{quoted}",
                          "要印成上标，就换成上标的字，例如“²”“³”"),
    "readings": _AsideWords("note", "word-readings", "有拼音{count}处，不印：{quoted}",
                            "要印就写在字的后面，加上括号"),
    "prompts": _AsideWords("warning", "word-prompts", "有{count}处没有填，印的是提示的话：{quoted}",
                           "在 Word 里填上，或删掉"),
    "fields": _AsideWords("warning", "word-fields", "有域{count}个没有结果，印不出来：{quoted}",
                          "在 Word 里全选，按 F9 更新，再按 Ctrl+Shift+F9 变成文字后保存"),
    "formulas": _AsideWords("warning", "word-formulas", "有公式{count}个，排成一行文字：{quoted}",
                            "核对印出的样子；要保持原样就截成图片插入"),
}  # fmt: skip


def told(
    package: WordPackage, story: Story, source: Source, comments: Sequence[str], edges: Sequence[str]
) -> Iterator[Problem]:
    """One problem for each kind of thing."""
    if story.revisions:
        count: Counter[str] = Counter(revision.kind for revision in story.revisions)
        counts = "、".join(f"{_REVISIONS[kind][0]}{count[kind]}处" for kind in _REVISIONS if count[kind])
        hint = "要改，就在 Word 里逐处接受或拒绝修订再保存；逐处列出：check --changes"
        first = _place(story.revisions[0], source)
        yield source.problem("warning", "word-revisions", f"有修订没有定：{counts}，按全部接受印出", first, hint)
    if comments:
        message = f"有批注{len(comments)}条，不印：{_quoted(comments)}"
        yield source.problem("note", "word-comments", message, hint="要印就写进正文")
    if edges:
        yield source.problem("note", "word-edges", f"页眉、页脚不印：{_quoted(edges)}", hint="要印就写进正文")
    for kind, words in _ASIDE_WORDS.items():
        if texts := story.asides.get(kind):
            said = [text for text in texts if text]
            quoted = _quoted(list(dict.fromkeys(said))) if said else ""
            message = words.message.format(count=len(texts), quoted=quoted)
            yield source.problem(words.severity, words.code, message, hint=words.hint)
    if notes := Counter(note.kind for note in story.notes if note.lines):
        names = (("footnotes", "脚注"), ("endnotes", "尾注"))
        counts = "、".join(f"{name}{notes[kind]}条" for kind, name in names if notes[kind])
        yield source.problem(
            "note", "word-notes", f"有{counts}，印在文末，注号按顺序重编", hint="不要就在 Word 里删掉注号"
        )
    if story.contents:
        yield source.problem("note", "word-contents", "目录照印，页码是 Word 文件里的", hint="不要就在 Word 里删掉目录")
    if package.apart:
        message = f"里面嵌有{package.apart}个别的文件，没有读"
        yield source.problem("warning", "word-apart", message, hint="打开嵌入的文件，把文字复制到正文里")
    if package.macros:
        yield source.problem("note", "word-macros", "带有宏，没有运行，也没有读", hint="可以另存为不带宏的 .docx")


def revision_changes(story: Story, source: Source) -> Iterator[Change]:
    """Tracked changes as changes of the text."""
    for revision in story.revisions:
        place = _place(revision, source)
        words = revision.text
        old, new = (words, "") if revision.kind == "deletion" else ("", words)
        yield Change(place=place, rule=_REVISIONS[revision.kind][1], old=old, new=new, shown=source.typed(place.line))


def _place(revision: Revision, source: Source) -> Place:
    """Where it stands in the text with all changes accepted; what was deleted at the end stood behind the last line."""
    line = min(revision.line, max(len(source.lines), 1))
    offset = revision.offset if line == revision.line else len(source.typed(line))
    return source.place(line)._replace(column=offset + 1)


def _quoted(texts: Sequence[str]) -> str:
    """The beginnings of the first texts."""
    shown = "、".join(f"“{_beginning(text)}”" for text in texts[:QUOTED])
    return shown + ("等" if len(texts) > QUOTED else "")


def _beginning(text: str) -> str:
    line = " ".join(text.split("\n"))
    return f"{line[:QUOTED_LENGTH]}…" if len(line) > QUOTED_LENGTH else line
