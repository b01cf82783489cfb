"""docs/reference/layouts.md and slides.md: the keys of layouts, from the records that their reader follows."""

import types
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from bulletin.model.design import Color, Design
from bulletin.model.slide import SlideDesign
from bulletin.read.layout import EXTENDS, MM
from bulletin.read.ranges import FAR, range_of
from tools.layout_keys import ITEM, LayoutKey, LayoutRecord, Path, example, records
from tools.pages import Language, code, head, table

PATHS_SHOWN = 6  # of the places of a table; more are summed up by what they stand below


class LayoutPage(NamedTuple):
    """A page of the reference, with the record at the top of its files."""

    name: str
    top: Any
    base: str  # the layout that examples extend
    titles: tuple[str, str]
    words: tuple[str, str]


EXTENDS_SAID = (
    "another layout, by its name or by its path from this file: what this one leaves out is as it says",
    "另一版式的名称，或从本文件算起的路径：这里没写的都按它",
)
LAYOUT_PAGES = (
    LayoutPage(
        name="layouts",
        top=Design,
        base="bulletin-a3",
        titles=("Keys of a layout", "版式文件的项目"),
        words=(
            "A layout of your own begins with `extends: bulletin-a3` and says only what differs; each example is the\n"
            "second line of such a file. Tables are merged, lists replaced. Lengths are in points; a key that ends in\n"
            "`_mm` has them in millimetres, one in `_em` in ems. *Without it* holds for a file that extends no other.",
            "自己的版式以 `extends: bulletin-a3` 开头，只写不同之处；下面每个例子都可以照抄在第二行。\n"
            "成组的项目逐项合并，列表整个替换。长度单位是磅；名称以 `_mm` 结尾的是毫米，以 `_em` 结尾的是字宽。\n"
            "“不写时”指没有 `extends` 的文件。",
        ),
    ),
    LayoutPage(
        name="slides",
        top=SlideDesign,
        base="slides",
        titles=("Keys of layouts/slides.yaml", "layouts/slides.yaml 的项目"),
        words=(
            "These are the choices of a deck. How slides look is the affair of the template, `layouts/slides.pptx`.",
            "这些是幻灯片怎样选内容。幻灯片的样子在模板 `layouts/slides.pptx` 里。",
        ),
    ),
)
_NAMED: Mapping[str, tuple[str, str]] = {
    "color": ("a colour of `colors`", "`colors` 里的颜色名"),
    "optional-color": ('a colour of `colors`, "" for none', '`colors` 里的颜色名，`""` 是没有'),
    "report-color": (
        "a colour of `colors`, or `column`: the report's",
        "`colors` 里的颜色名，或 `column`：稿件的栏目色",
    ),
    "role": ("a role of fonts.yaml", "fonts.yaml 里的字体角色"),
    "path": ("an SVG path", "SVG 路径"),
}
_SCALARS: Mapping[Any, tuple[str, str]] = {
    float: ("a number", "数"),
    int: ("a whole number", "整数"),
    str: ("a line of text", "一行文字"),
    bool: ("true or false", "true（是）或 false（否）"),
}
_COLOR = {"rgb": ('"#RRGGBB"', "“#”和六位"), "cmyk": ("[four numbers, 0 to 100]", "四个数的列表，0到100")}


def layout_page(page: LayoutPage, language: Language) -> str:
    """The text of the page."""
    sections = [_section(record, language) for record in records(page.top)]
    return "\n".join([head(language, page.name, language.of(*page.titles), language.of(*page.words)), *sections])


def anchor(record: LayoutRecord) -> str:
    return record.name.lower()


def _section(record: LayoutRecord, language: Language) -> str:
    top = record.paths == ((),)
    title = language.of("At the top", "最上层") if top else _places(record.paths, language)
    heads = language.of("key|what it is|written as|without it|example", "项目|说明|写法|不写时|例子").split("|")
    rows = [_row(record, key, language) for key in record.keys]
    if top:
        said = language.sentence(language.of(*EXTENDS_SAID))
        rows.insert(
            0, (code(EXTENDS), said, language.of("a name or path", "名称或路径"), "", code(f"{EXTENDS}: bulletin-a3"))
        )
    name = language.of(record.english, record.chinese + "。")
    return f'<a id="{anchor(record)}"></a>\n\n## {title}\n\n{name}\n\n{table(heads, rows)}'


def _places(paths: tuple[Path, ...], language: Language) -> str:
    """Where a table stands: the path that leads to it, or several."""
    if len(paths) <= PATHS_SHOWN:
        return language.of(", ", "、").join(f"`{shown(path)}`" for path in paths)
    above = dict.fromkeys(path[:-1] for path in paths)
    counts = {path: sum(other[:-1] == path for other in paths) for path in above}
    parts = (
        language.of(f"{count} keys of `{shown(path)}`", f"`{shown(path)}` 的{count}项")
        for path, count in counts.items()
    )
    return language.of(", ", "、").join(parts)


def shown(path: Path) -> str:
    """A path as people read it."""
    return ".".join(path).replace(f".{ITEM}", ITEM)


def _row(record: LayoutRecord, key: LayoutKey, language: Language) -> tuple[str, ...]:
    said = language.sentence(language.of(key.english, key.chinese))
    without = language.of("must be there", "必写") if key.required else _default(key.default, language)
    return code(key.name), said, _written(record, key, language), without, code(example(record, key))


def _written(record: LayoutRecord, key: LayoutKey, language: Language) -> str:
    """What may stand behind a key."""
    if record.name == Color.__name__:
        return language.of(*_COLOR[key.name])
    text = _value(key.wanted, key, language)
    if key.length:
        text += language.of(f"; also `{key.name}{MM}`", f"；也可写 `{key.name}{MM}`")
    return text


def _value(wanted: Any, key: LayoutKey, language: Language) -> str:
    if wanted in _SCALARS:
        return language.of(*_SCALARS[wanted]) + (_range(key, language) if wanted in (float, int) else "")
    if isinstance(wanted, type):
        return language.of(f"[keys](#{wanted.__name__.lower()})", f"[一组项目](#{wanted.__name__.lower()})")
    origin, args = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        return language.of(*_NAMED[args[1]])
    if origin is Literal:
        return language.of(", ", "、").join(map(code, args))
    if origin is Union or origin is types.UnionType:
        some = next(arg for arg in args if arg is not type(None))
        return _value(some, key, language) + language.of(", or `null`", "，或 `null`")
    if origin is tuple and args[-1] is ...:
        return language.of("a list: ", "列表，每项：") + _value(args[0], key, language)
    if origin is tuple:
        return language.of(f"a list of {len(args)}: ", f"{len(args)}项的列表，每项：") + _value(args[0], key, language)
    inner = _value(args[1], key, language)
    name = (
        language.of(*_NAMED[args[0].__metadata__[0]])
        if get_origin(args[0]) is Annotated
        else language.of("name", "名称")
    )
    return f"{name}: {inner}"


def _range(key: LayoutKey, language: Language) -> str:
    """The least and the most of a number; nothing where any length or price will do."""
    least, most = range_of(key.name)
    unit = language.of(" points", "磅") if key.length else ""
    if most < FAR:
        return language.of(f", {least:g} to {most:g}{unit}", f"，{least:g}到{most:g}{unit}")
    if least > -FAR:
        return language.of(f", {least:g}{unit} or more", f"，{least:g}{unit}以上")
    return language.of(f" of{unit}", f"，单位{unit}") if unit else ""


def _default(value: Any, language: Language) -> str:
    """What holds where a file says nothing."""
    if hasattr(value, "_fields"):
        return language.of("what its own keys say", "按其中各项")
    if value in ("", None, {}, ()):
        return language.of("nothing", "没有")
    return code(_plain(value))


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_plain, value))}]"
    return str(value)
