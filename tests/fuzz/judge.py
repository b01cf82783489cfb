"""What must hold after a case, whatever was in its files."""

import io
import json
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.fuzz.case import Case

ROOT = Path(__file__).resolve().parents[2]
SOUND_CODES = frozenset((0, 1, 2, 3, 4, 5))
MEBIBYTES = 1024.0
SECONDS = 20.0
RECORD = ".bulletin"
# Outputs, one that stands beside a file that was not to be overwritten, and what is filed under the issue's own name.
OUTPUT = re.compile(
    r"(bulletin(-printer|-office|-booklet|-\d+)?|slides|bulletin-printer\.preflight)(（新）|-\d+)*\.(pdf|pptx|png|txt)"
    r"|history/[^/]+\.(pdf|pptx)"
)
_HAN = re.compile("[\u3400-\u9fff]")
# Four English words in a row: no sentence of ours.
_ENGLISH = re.compile(r"[A-Za-z][a-z']+(?:[ ,]+[A-Za-z][a-z']*){3,}")
_ADDRESS = re.compile(r"(?:object|stream|at) [^\s]* ?at 0x[0-9a-f]+|<[\w.]+ object|0x7f[0-9a-f]{6}")
_FOUND = re.compile(r"^(.*?)(错误|警告|提醒)\[([a-z0-9-]+)\]: (.*)$")
_PLACE = re.compile(r"^(.+?)(?::\d+:\d+| 第\d+段)?: $")
# Codes of what is wrong with the call or with an output, not with a file that is read.
NO_PLACE = frozenset(("usage", "output-locked", "output-not-writable", "output-edited", "booklet-size", "office-paper"))


class Ending(NamedTuple):
    """How the command ended."""

    code: int
    out: str
    err: str
    native: str = ""  # what libraries wrote past Python
    escaped: str = ""  # a traceback that left the command
    seconds: float = 0.0
    mebibytes: float = 0.0
    before: Mapping[str, bytes] = {}  # the output folder's files before


class Told(NamedTuple):
    """One finding as the command told it."""

    severity: str
    code: str
    message: str
    file: str  # "" where it has none


def state_of(folder: Path) -> dict[str, bytes]:
    """Names and bytes of the files below a folder, the record aside."""
    if not folder.is_dir() or folder.is_symlink():
        return {}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    names = ((str(path.relative_to(folder)), path) for path in files)
    return {name: path.read_bytes() for name, path in names if name.partition("/")[0] != RECORD}


def faults_of(case: Case, ending: Ending, folder: Path) -> tuple[str, ...]:
    """What should not be so, each with a head that is the same for like faults."""
    faults = [*_of_the_end(ending), *_of_the_words(case, ending, folder)]
    after = state_of(folder / "output")
    faults += _of_the_folder(case, ending, after)
    if ending.code == 0:
        for name, data in after.items():
            if ending.before.get(name) != data:
                faults += _of_an_output(name, data)
    return tuple(faults)


def _of_the_end(ending: Ending) -> Iterator[str]:
    if ending.escaped:
        yield f"escaped: {ending.escaped.strip().splitlines()[-1]}"
    elif ending.code == 70:
        where = re.search("程序自身出错（(.*?)）", ending.err)
        yield f"exit 70: {where[1] if where else ending.err[-300:]}"
    elif ending.code not in SOUND_CODES:
        codes = sorted({told.code for told in told_in(ending) if told.severity == "error"})
        yield f"exit {ending.code}: {' '.join(codes)}"
    if ending.code != 70 and "Traceback (most recent" in ending.out + ending.err + ending.native:
        yield "a traceback is shown"
    if ending.mebibytes > MEBIBYTES:
        yield f"memory: {ending.mebibytes:.0f} MiB"
    if ending.seconds > SECONDS:
        yield f"hang: {ending.seconds:.0f} s of processor time"


def told_in(ending: Ending) -> list[Told]:
    """What the command found, from its JSON or its text."""
    if ending.out.startswith("{"):
        found = json.loads(ending.out).get("diagnostics", [])
        return [Told(one["severity"], one["code"], one["message"], one["file"] or "") for one in found]
    told = []
    words = {"错误": "error", "警告": "warning", "提醒": "note"}
    for line in ending.err.splitlines():
        if match := _FOUND.match(line):
            place = _PLACE.match(match[1])
            told.append(Told(words[match[2]], match[3], match[4], place[1] if place else ""))
    return told


def _of_the_words(case: Case, ending: Ending, folder: Path) -> Iterator[str]:
    said = ending.out + ending.err
    if ending.code == 70 or ending.escaped:
        return
    told = told_in(ending)
    if (
        0 < ending.code != 2
        and case.arguments[:1] != ("preflight",)
        and not any(one.severity == "error" for one in told)
    ):
        yield "words: nothing is told"
    for one in told:
        if not _HAN.search(one.message):
            yield f"words: not Chinese [{one.code}]: {one.message}"
        if one.severity == "error" and not one.file and one.code not in NO_PLACE and ending.code != 6:
            yield f"words: no file [{one.code}]"
    if match := _ADDRESS.search(said):
        yield f"words: an address: {match[0]}"
    for path in (str(folder), str(ROOT)):
        if path in re.sub(f"{re.escape(str(ROOT))}/(layouts|fonts)/", "", said):  # a preset has no shorter name
            at = said.index(path)
            yield f"words: a path of the machine: {said[max(at - 60, 0) : at + 90]}"
    if odd := sorted({char for char in said if unicodedata.category(char) == "Cc" and char not in "\n"}):
        yield f"words: control characters: {odd}"
    if ending.native.strip():
        yield f"words: a library wrote: {ending.native.strip()[:200]}"
    # what stands in quotation marks is a name out of a file, of a template's layout for one
    english = [match[0] for match in _ENGLISH.finditer(re.sub("“[^“”]*”", "“”", said))]
    if english:
        given = _given(folder) + " ".join(case.arguments)
        for words in english:
            if words not in given:
                yield f"words: a foreign sentence: {words}"
                break
    if case.must_say and case.must_say not in said:
        yield f"words: missing: {case.must_say}"


def _given(folder: Path) -> str:
    """All that stood in the case's files, and their names."""
    texts = []
    for path in folder.rglob("*"):
        texts.append(path.name)
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 20_000_000:
            data = path.read_bytes()
            texts.append(data.decode("latin-1"))
            texts += (data.decode(encoding, "ignore") for encoding in ("utf-16-le", "utf-16-be"))
    return " ".join(texts)


def _of_the_folder(case: Case, ending: Ending, after: dict[str, bytes]) -> Iterator[str]:
    for name in after:
        if name not in ending.before and not OUTPUT.fullmatch(name):
            yield f"folder: left over: {name}"
    if ending.code == 0:
        return
    for name, data in ending.before.items():
        if after.get(name) != data:
            yield f"folder: an earlier output was touched: {name}"
    if ending.code == 5 and "--strict" in case.arguments:  # what stands beside an edited file was delivered
        return
    for name in after:
        if name not in ending.before:
            yield f"folder: an output in spite of code {ending.code}: {name}"


def _of_an_output(name: str, data: bytes) -> Iterator[str]:
    """What is wrong with an output, opened by libraries that have not made it."""
    judges: dict[str, Any] = {"pdf": _open_pdf, "pptx": _open_deck, "png": _open_picture}
    judge = judges.get(name.rpartition(".")[2])
    if judge is None:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", ResourceWarning)
        try:
            judge(data)
        except Exception as error:  # the libraries fail in their own ways
            yield f"output: {name.rpartition('.')[2]} {type(error).__name__}: {error}"


def _open_pdf(data: bytes) -> None:
    import pikepdf
    import pypdfium2

    with pikepdf.open(io.BytesIO(data)) as pdf:
        if problems := pdf.check_pdf_syntax():
            raise ValueError(f"qpdf: {problems[:3]}")
        if not len(pdf.pages):
            raise ValueError("no page")
        pages = len(pdf.pages)
        _open_faces(pdf)
    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) != pages:
            raise ValueError(f"{len(document)} pages in PDFium, {pages} in qpdf")
        page = document[0]
        scale = min(300 / max(*page.get_size(), 1.0), 1.0)
        image = page.render(scale=scale).to_pil()
        if blank := _without_ink(page):
            raise ValueError(f"characters without ink: {blank[:20]}")
        if len(image.convert("L").getcolors(1 << 20) or ()) < 2:
            raise ValueError("the first page is blank")
    finally:
        document.close()


def _open_faces(pdf: Any) -> None:
    """Every font file in the PDF, as a viewer does it."""
    import pikepdf
    from PIL import ImageFont

    for thing in pdf.objects:
        for key in ("/FontFile2", "/FontFile3"):
            if isinstance(thing, pikepdf.Dictionary) and key in thing:
                ImageFont.truetype(io.BytesIO(thing[key].read_bytes()), 20)


def _without_ink(page: Any) -> str:
    """Han characters of the page on whose places nothing is seen."""
    image = page.render(scale=1.5).to_pil().convert("L")
    words = page.get_textpage()
    height, blank = page.get_height(), ""
    for at, char in enumerate(words.get_text_range()):
        if not _HAN.match(char):
            continue
        left, bottom, right, top = (1.5 * edge for edge in words.get_charbox(at, loose=True))
        low, high = image.crop(
            (int(left), int(1.5 * height - top), int(right) + 1, int(1.5 * height - bottom) + 1)
        ).getextrema()
        if low == high:
            blank += char
    return blank


def _open_deck(data: bytes) -> None:
    import pptx

    deck = pptx.Presentation(io.BytesIO(data))
    if not len(deck.slides):
        raise ValueError("no slide")
    for slide in deck.slides:
        for shape in slide.shapes:
            _ = (shape.name, shape.has_text_frame and shape.text_frame.text)
    with zipfile.ZipFile(io.BytesIO(data)) as members:
        if bad := members.testzip():
            raise ValueError(f"checksum of {bad}")
        names = members.namelist()
        if len(names) != len(set(names)):
            raise ValueError("a member stands twice")
        for name in names:
            if name.startswith("ppt/media/") and name.rpartition(".")[2].lower() in (
                "png",
                "jpg",
                "jpeg",
                "gif",
                "tiff",
            ):
                _open_picture(members.read(name))


def _open_picture(data: bytes) -> None:
    from PIL import Image

    Image.open(io.BytesIO(data)).load()
