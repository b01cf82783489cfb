"""docs/reference/ is complete in both languages, true to the readers, and its examples are read by them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml
from PIL import Image

from bulletin.faces.table import FACE_KEYS, SECTIONS, read_tables
from bulletin.memory import Memory
from bulletin.model.design import Color
from bulletin.read.keys import DETAIL_KEYS, ISSUE_KEYS, REPORT_KEYS, TABLES, Key, KeyTable
from bulletin.read.layout import EXTENDS, MM, read_layout
from bulletin.read.ranges import RANGES
from tests.examples import sample
from tests.read.folder import ROOT, outcome, write
from tests.test_words import banned_in
from tools.content_pages import BESIDE, WORDED, content_page, english, example, tables, title
from tools.content_pages import WORDS as CONTENT_WORDS
from tools.font_keys import FACE_ROWS, FROM_ROWS, SECTION_ROWS
from tools.layout_keys import IN_MM, ITEM, LayoutKey, LayoutRecord, records
from tools.layout_keys import WORDS as LAYOUT_WORDS
from tools.layout_keys import example as layout_example
from tools.layout_pages import LAYOUT_PAGES, LayoutPage, layout_page
from tools.pages import FOLDER, LANGUAGES, Language
from tools.reference import pages
from tools.schemas import schemas
from tools.sentences import TITLE, sentences

ENGLISH, CHINESE = LANGUAGES
HAN = re.compile("[\u3400-\u9fff]")
LAYOUT_TABLES = [(page, record) for page in LAYOUT_PAGES for record in records(page.top)]
LAYOUT_IDS = [f"{page.name}-{record.name}" for page, record in LAYOUT_TABLES]
KEYS = [(table, row) for table in tables() for row in table.rows]
KEY_IDS = [f"{title(table)}-{row.name}" for table, row in KEYS]
FONT_ROWS = [*SECTION_ROWS, *FACE_ROWS, *FROM_ROWS]
MEMORY = Memory()
TAKEN = "chart-values"  # which column a chart took that names none
SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}
TABLE_BELOW = "\n\n表1 用水量\n\n|指标|2022年|2023年|\n|--|--|--|\n|用水量|1|2|\n|供水量|3|4|\n"


def test_the_pages_are_current() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in (ROOT / FOLDER).iterdir()} == set(pages())
    for name, text in pages().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, "run python -m tools.schemas"


def asked(sentence: str, *, chinese: bool) -> list[str]:
    """What is wrong with the sentence of a key."""
    faults = [] if sentence.strip() else ["there is none"]
    faults += ["it ends in a stop"] if sentence.endswith((".", "。")) else []
    faults += ["it breaks its table"] if "\n" in sentence else []
    if chinese:
        faults += [] if HAN.search(sentence) else ["it is not Chinese"]
        faults += banned_in(re.sub(r"[a-z_-]+(?:: ?true)?", "", sentence))
    return faults


@pytest.mark.parametrize(("page", "record"), LAYOUT_TABLES, ids=LAYOUT_IDS)
def test_each_key_of_a_layout_has_a_sentence_in_both_languages(page: LayoutPage, record: LayoutRecord) -> None:
    assert not asked(record.chinese, chinese=True), f"{record.name}: {TITLE} in tools/layouts.zh-CN.yaml"
    assert record.english, f"{record.name} has no docstring"
    assert not record.english.startswith(f"{record.name}("), f"{record.name} has no docstring"
    for key in record.keys:
        where = f"{record.name}.{key.name}"
        assert not asked(key.english, chinese=False), f"{where}: write a comment behind the field"
        assert not asked(key.chinese, chinese=True), f"{where} in tools/layouts.zh-CN.yaml"
        assert key.example, f"{where}: write an example in tools/layouts.zh-CN.yaml"


def test_no_sentence_is_left_of_a_key_that_has_gone() -> None:
    fields = {record.name: {key.name for key in record.keys} for _, record in LAYOUT_TABLES}
    for record, rows in sentences(LAYOUT_WORDS).items():
        assert rows.keys() - {TITLE} <= fields.get(record, set()), f"{record} in tools/{LAYOUT_WORDS}"
    for name, rows in sentences(CONTENT_WORDS).items():
        assert rows.keys() - {TITLE} <= WORDED[name].by_name().keys(), f"{name} in tools/{CONTENT_WORDS}"


def meanings() -> Iterator[tuple[object, str, str]]:
    """Each key with its sentences; a key that stands in several tables by one row, or is inherited, is one key."""
    for _, record in LAYOUT_TABLES:
        for key in record.keys:
            owner = "TextStyle" if record.name == "FillerStyle" else record.name
            yield f"{owner}.{key.name}", key.english, key.chinese
    for table, row in KEYS:
        yield row._replace(required=False), english(table, row).said, row.help
    for font in FONT_ROWS:
        yield font, font.english, font.chinese


def test_no_two_keys_share_a_sentence() -> None:
    said = defaultdict[str, set[object]](set)
    for key, *words in meanings():
        for sentence in words:
            said[sentence.lower()].add(key)
    assert not {sentence: keys for sentence, keys in said.items() if len(keys) > 1}


@pytest.mark.parametrize(("table", "row"), KEYS, ids=KEY_IDS)
def test_each_key_of_content_has_a_sentence_in_both_languages(table: KeyTable, row: Key) -> None:
    assert not asked(row.help, chinese=True), f"{row.name}: help in bulletin/read/keys.py"
    said = english(table, row)
    assert not asked(said.said, chinese=False), f"{row.name} in tools/{CONTENT_WORDS}"
    assert said.example, f"{row.name}: write an example in tools/{CONTENT_WORDS}"


def test_the_keys_of_fonts_are_those_that_are_read() -> None:
    assert tuple(row.name for row in SECTION_ROWS) == SECTIONS
    assert {row.name for row in FACE_ROWS} == set(FACE_KEYS)
    shipped = yaml.safe_load((ROOT / "fonts/fonts.yaml").read_text(encoding="utf-8"))
    made = (ROOT / "fonts/build.py").read_text(encoding="utf-8")
    assert {row.name for row in FROM_ROWS} == {key for face in shipped["faces"].values() for key in face["from"]}
    assert all(f'"{row.name}"' in made for row in FROM_ROWS)
    for row in FONT_ROWS:
        assert not asked(row.chinese, chinese=True), row.name
        assert not asked(row.english, chinese=False), row.name


@pytest.mark.parametrize("language", LANGUAGES, ids=["English", "Chinese"])
def test_every_key_stands_on_its_page(language: Language) -> None:
    text = content_page(language)
    for _, row in KEYS:
        assert all(f"`{name}`" in text for name in (row.name, *row.synonyms, *row.entries)), row.name
    for page in LAYOUT_PAGES:
        sections = layout_page(page, language).split('<a id="')[1:]
        assert len(sections) == len(records(page.top))
        for record, section in zip(records(page.top), sections, strict=True):
            assert [key.name for key in record.keys] == re.findall(r"^\| `(?!extends`)(\w+)` ", section, re.MULTILINE)


@cache
def roles() -> set[str]:
    return set(yaml.safe_load((ROOT / "fonts/fonts.yaml").read_text(encoding="utf-8"))["roles"])


@pytest.mark.parametrize(("page", "record"), LAYOUT_TABLES, ids=LAYOUT_IDS)
def test_every_number_of_a_layout_has_a_least_and_a_most(page: LayoutPage, record: LayoutRecord) -> None:
    """`white_above: -3` once ended in exit 6 and `pages_fitted: 0` in exit 70."""
    numbers = [key for key in record.keys if {float, int} & {key.wanted, *get_args(key.wanted)}]
    assert record.name == Color.__name__ or not [key.name for key in numbers if key.name not in RANGES]


def read(page: LayoutPage, path: Path) -> Any:
    """The layout file; every fault and note is a failure."""
    folders = (str(ROOT / "layouts"),)
    layout = read_layout(str(path), page.top, root=str(path.parent), folders=folders, roles=roles(), memory=MEMORY)
    assert not layout.problems, layout.problems
    return layout.value


def at(value: Any, record: LayoutRecord, key: LayoutKey) -> Any:
    """What a design has where the example of a key writes it; None where that is nothing."""
    for step in (*record.at, key.name):
        if step == ITEM:
            value = value[0] if value else None
        else:
            value = value.get(step) if isinstance(value, dict) else getattr(value, step, None)
    return value


@pytest.mark.parametrize(("page", "record"), LAYOUT_TABLES, ids=LAYOUT_IDS)
def test_the_examples_of_layouts_are_read_and_say_something_else(
    page: LayoutPage, record: LayoutRecord, tmp_path: Path
) -> None:
    base = read(page, ROOT / f"layouts/{page.base}.yaml")
    validator = jsonschema.Draft7Validator(SCHEMAS["slides.json" if page.name == "slides" else "layout.json"])
    for key in record.keys:
        text = f"{EXTENDS}: {page.base}\n{layout_example(record, key)}\n"
        path = tmp_path / "office.yaml"
        path.write_text(text, encoding="utf-8")
        assert at(read(page, path), record, key) != at(base, record, key), text
        validator.validate(yaml.safe_load(text))
        assert not key.example.startswith(IN_MM) or key.length, f"{key.name}{MM} is no length"


def content(folder: Path, issue: str = "", front: str = "", *, without: tuple[str, ...] = ()) -> Path:
    """The shipped issue with a line more in its own file or in that of water.md, in the place of the line it had."""
    files: dict[str, str | bytes | None] = {"water.md": None, "issue.yaml": None}
    for path in [ROOT / "content/issue.yaml", *(ROOT / "content").glob("*.md")]:
        more = {"issue.yaml": issue, "water.md": front}.get(path.name, "")
        text = path.read_text(encoding="utf-8").rstrip() + (TABLE_BELOW if path.name == "water.md" else "\n")
        for name in without if more or path.name == "water.md" else ():
            text = re.sub(rf"^{name}: .*\n", "", text, count=1, flags=re.MULTILINE)
        first = 4 if path.suffix == ".md" else 0
        files[path.name] = f"{text[:first]}{more}\n{text[first:]}" if more else text
    write(folder, files)
    for picture in ("苏晓辉.jpg", "节水宣传.jpg"):
        (folder / picture).write_bytes(GRAY)
    return folder


def gray() -> bytes:
    out = BytesIO()
    Image.new("RGB", (900, 1200), "gray").save(out, "JPEG")
    return out.getvalue()


GRAY = gray()


@pytest.fixture(scope="module")
def usual_codes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What is told of the shipped issue and its table as they are."""
    return {problem.code for problem in outcome(content(tmp_path_factory.mktemp("usual") / "content"))[1]}


def file_of(table: KeyTable) -> KeyTable:
    """The file that the keys of a table stand in."""
    if table is DETAIL_KEYS:
        return ISSUE_KEYS
    inner = {row.inner: each for each in TABLES for row in each.rows if row.inner}
    return inner.get(table.rows, table)


@pytest.mark.parametrize("language", sample(LANGUAGES, (CHINESE,)), ids=["English", "Chinese"])
@pytest.mark.parametrize(("table", "row"), KEYS, ids=KEY_IDS)
def test_the_examples_of_content_are_read(
    table: KeyTable, row: Key, language: Language, tmp_path: Path, usual_codes: set[str]
) -> None:
    line = example(table, row, language)
    without: tuple[str, ...] = (row.name, "column") if row.name == "columns" else (row.name,)
    if table not in (REPORT_KEYS, ISSUE_KEYS, DETAIL_KEYS):  # the title of a chart is not that of the report
        without = ()
    if file_of(table) is ISSUE_KEYS:
        folder = content(tmp_path, issue=line, without=without)
    else:
        more = [example(table, each, language) for each in table.rows if each.name in BESIDE.get(row.name, ())]
        folder = content(tmp_path, front="\n".join([*more, line] if table is REPORT_KEYS else [line]), without=without)
    edition, problems = outcome(folder)
    assert edition, (line, problems)
    told = [problem for problem in problems if problem.code not in {*usual_codes, TAKEN}]
    assert not told, (line, told)


@pytest.mark.parametrize("language", LANGUAGES, ids=["English", "Chinese"])
@pytest.mark.parametrize(("table", "row"), KEYS, ids=KEY_IDS)
def test_the_examples_of_content_obey_the_schema(table: KeyTable, row: Key, language: Language) -> None:
    name = "issue.json" if file_of(table) is ISSUE_KEYS else "report.json"
    schema = SCHEMAS[name]
    line = example(table, row, language).replace("：", ": ", 1)
    value = json.loads(json.dumps(yaml.load(line, Loader=yaml.CSafeLoader), default=str))
    errors = list(jsonschema.Draft7Validator({**schema, "allOf": []}).iter_errors(value))
    assert not errors, (line, errors)


@pytest.mark.parametrize(("name", "text"), [(row.name, row.example) for row in FONT_ROWS])
def test_the_examples_of_fonts_are_read(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "方正小标宋.ttf").write_bytes((ROOT / "fonts/BulletinSigns-Regular.ttf").read_bytes())
    (tmp_path / "fonts.yaml").write_text(text, encoding="utf-8")
    assert f"{name}: " in text
    read_in = read_tables([str(tmp_path), str(ROOT / "fonts")])
    assert read_in.source == str(tmp_path / "fonts.yaml")
    jsonschema.validate(yaml.safe_load(text), SCHEMAS["fonts.json"])
