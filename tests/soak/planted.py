"""Slips of the pen planted in sound texts, by kind and seed: what proofreading should find, with the place of each.

    python -m tests.soak.planted [--seeds N] [--missed] [FOLDER ...]

Each FOLDER has texts, one paragraph a line, the first line a title; without one those of `memos/` are taken, which are
our own. A slip is planted in one copy of one text, most at a place that the text offers, some in a sentence that is
brought along. Five of each kind make a hundred; seeds 0 to N-1 make N hundreds. A slip counts as found where a problem
stands on one of its own characters, or on a neighbour, that the sound text does not have there.

Slips that the program mends itself and lists as changes (half-width marks, `...`, `--`) are not planted.
"""

import argparse
import datetime
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bulletin.model.edition import Edition
from bulletin.problems import ContentError, Problem
from bulletin.read.check import read

MEMOS = Path(__file__).parent / "memos"
ROOT = Path(__file__).resolve().parents[2]
OF_A_KIND = 5
NEAR = 2  # columns beside a slip at which a problem is still on it
ISSUE = "报头：学习考察 专刊\n日期：2026-11-30\n栏目表：\n"
ENOUGH = 0.7

Span = tuple[int, int, int]  # line of the file, first column, last column; all count from 1


class Slip(NamedTuple):
    """A text with one slip in it."""

    lines: tuple[str, ...]
    spans: tuple[Span, ...]  # a problem on one of them finds it; () anywhere in the file
    files: tuple[tuple[str, str], ...] = ()  # more files of the issue


Planter = Callable[[random.Random, Sequence[str]], Slip | None]


def _edit(lines: Sequence[str], at: int, start: int, old: str, new: str, shown: tuple[int, int] | None = None) -> Slip:
    """`new` in the place of `old`; `shown` are the first offset and the length of the slip in `new`."""
    line = lines[at]
    assert line.startswith(old, start)
    first, size = shown or (0, len(new))
    changed = line[:start] + new + line[start + len(old) :]
    return Slip((*lines[:at], changed, *lines[at + 1 :]), ((at + 1, start + first + 1, start + first + max(size, 1)),))


def _sites(lines: Sequence[str], pattern: str) -> list[tuple[int, re.Match[str]]]:
    """Matches in the paragraphs of the body."""
    return [(at, match) for at, line in enumerate(lines) if at > 1 for match in re.finditer(pattern, line)]


def _one(rng: random.Random, lines: Sequence[str], pattern: str) -> tuple[int, re.Match[str]] | None:
    sites = _sites(lines, pattern)
    return rng.choice(sites) if sites else None


def _brought(rng: random.Random, lines: Sequence[str], sentence: str, slip: str) -> Slip:
    """A sentence put behind a paragraph that ends in 。"""
    at = rng.choice([at for at, line in enumerate(lines) if at > 1 and line.endswith("。") and len(line) > 40])
    start = len(lines[at])
    return _edit(lines, at, start, "", sentence, (sentence.index(slip), len(slip)))


def stop_and_quote(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """The stop on the wrong side of a quotation mark, or on both."""
    choice = rng.randrange(3)
    if choice == 0 and (site := _one(rng, lines, "(?<=[。！？])”(?=$|[^，。、；])")):
        return _edit(lines, site[0], site[1].start() - 1, "。”", rng.choice(["。”。", "”。"]))
    if choice == 1 and (site := _one(rng, lines, "”([，。])")):
        mark = site[1][1]
        return _edit(lines, site[0], site[1].start(), f"”{mark}", f"{mark}”{rng.choice(['', mark])}")
    saying = rng.choice(["产业是根，人才是魂", "不干半点马克思主义都没有", "绿水青山就是金山银山", "一张蓝图绘到底"])
    speaker = rng.choice(["一位老支书说", "他强调", "镇党委书记告诉记者", "大家都说"])
    forms = [
        ("{}：“{}”。", "”。"),
        ("{}：“{}。”。", "。”。"),
        ("{}，“{}，”这句话很有道理。", "，”"),
        ("{}：“{}。”，", "。”，"),
    ]
    form, slip = rng.choice(forms)
    sentence = form.format(speaker, saying)
    return _brought(rng, lines, sentence if sentence.endswith("。") else f"{sentence}大家深受启发。", slip)


def pause_between(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """、 between quotations, or between titles of books."""
    if rng.random() < 0.5 and (site := _one(rng, lines, "”“|》《")):
        return _edit(lines, site[0], site[1].start(), site[1][0], "、".join(site[1][0]))
    sentence = rng.choice(
        [
            "会议传达了《关于加强作风建设的通知》、《督查工作办法》等文件。",
            "先后开展“暖心”、“连心”、“护航”三项行动。",
            "学习了《安全生产法》、《消防法》和《突发事件应对法》。",
            "全面推行“一窗受理”、“一网通办”改革。",
        ]
    )
    return _brought(rng, lines, sentence, "”、“" if "”、“" in sentence else "》、《")


def dash(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """Something else for a dash."""
    wrong = rng.choice(["一一", "———", "－－", "＿＿", "— —", "=="])
    if site := _one(rng, lines, "——"):
        return _edit(lines, site[0], site[1].start(), "——", wrong)
    return _brought(rng, lines, f"这里有一条经验{wrong}实干才能出成绩。", wrong)


def ellipsis(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """Something else for an ellipsis, or a word or mark beside it that says the same."""
    wrong = rng.choice(["等……", "……等", "、……", "，……", "……，", "·····", "………", "、、、"])
    sentence = f"院里种着月季、海棠、石榴{wrong}，一年四季都有花看。" if wrong[-1] not in "，" else ""
    return _brought(rng, lines, sentence or f"院里种着月季、海棠、石榴{wrong}一年四季都有花看。", wrong)


def nesting(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """Quotation marks, or those of titles, within their own kind."""
    if rng.random() < 0.5 and (site := _one(rng, lines, "“[^“”‘’]{8,60}”")):
        inner = site[1][0]
        start = rng.randrange(2, len(inner) - 5)
        new = f"{inner[:start]}“{inner[start : start + 3]}”{inner[start + 3 :]}"
        return _edit(lines, site[0], site[1].start(), inner, new, (start, 5))
    sentence = rng.choice(
        [
            "制定了《关于贯彻落实《条例》的实施意见》。",
            "印发《转发市局《关于做好秋粮收购工作的通知》的通知》。",
            "他说：“要把“三个清单”逐项落实到位。”",
            "学习《读懂《资治通鉴》》一书。",
            "‘放管服’改革继续深化。",
        ]
    )
    slip = next(match[0] for match in re.finditer("《[^《》]*《[^《》]*》|“[^“”]*“[^“”]*”|‘[^“”]*’", sentence))
    return _brought(rng, lines, sentence, slip)


def unpaired(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """Half of a pair left out."""
    site = _one(rng, lines, "“[^“”‘’]{2,30}”|《[^《》]{2,30}》|（[^（）]{3,30}）")
    if not site:
        return None
    at, match = site
    whole = match[0]
    new, shown = rng.choice([(whole[1:], len(whole) - 2), (whole[:-1], 0)])
    return _edit(lines, at, match.start(), whole, new, (shown, 1))


_HAN = "一二三四五六七八九十"


def _numbered(lines: Sequence[str]) -> list[tuple[int, re.Match[str]]]:
    """Labels that follow one of their series, from the second on."""
    pattern = (
        rf"(?:^|(?<=[。；：]))(?P<open>[（(]?|第)(?P<n>[{_HAN}]|[1-9]|[①-⑨])(?P<close>、|[）)]|\.|是|要|，|(?=[^\d]))"
    )
    found = []
    for at, match in _sites(lines, pattern):
        is_label = match["close"] and (match["close"] not in "，" or match["open"] == "第")
        if (is_label or "①" <= match["n"] <= "⑨") and match["n"] not in "一1①":
            found.append((at, match))
    return found


def _with_number(lines: Sequence[str], site: tuple[int, re.Match[str]], step: int) -> Slip | None:
    at, match = site
    digits = next(row for row in (_HAN, "123456789", "①②③④⑤⑥⑦⑧⑨") if match["n"] in row)
    number = digits.index(match["n"]) + step
    if not 0 <= number < len(digits):
        return None
    return _edit(lines, at, match.start("n"), match["n"], digits[number])


def numbering_gap(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A number that skips one."""
    sites = _numbered(lines)
    return _with_number(lines, rng.choice(sites), 1) if sites else None


def numbering_again(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A number that stands twice."""
    sites = _numbered(lines)
    return _with_number(lines, rng.choice(sites), -1) if sites else None


def doubled_character(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A character typed twice: often a particle, else any."""
    pattern = "(?<=[一-龥])[的了在是和为对与](?=[一-龥])" if rng.random() < 0.5 else "(?<=[一-龥])[一-龥](?=[一-龥])"
    site = _one(rng, lines, pattern)
    if not site or (char := site[1][0]) in _HAN:
        return None
    return _edit(lines, site[0], site[1].start(), char, char * 2)


_COMMON = (
    "进行|工作|发展|建设|推进|加强|我们|企业|项目|管理|服务|群众|实现|提高|改革|教师|学校|医院|街道|标准|蔬菜|农民|合作社"
    "|委员会|通过|组织|全区|全市|以及|由于|建立|完善|落实|开展|坚持|重点|产业|创新|推动|形成|保障"
)


def doubled_word(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A word typed twice."""
    site = _one(rng, lines, _COMMON)
    return _edit(lines, site[0], site[1].start(), site[1][0], site[1][0] * 2) if site else None


_EVENTS = ("召开动员会", "启动专项行动", "组织现场观摩", "完成竣工验收", "举行揭牌仪式")


def no_such_day(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A day that no calendar has."""
    wrong = rng.choice(["2月30日", "2月31日", "4月31日", "6月31日", "9月31日", "11月31日", "13月5日", "5月32日"])
    wrong = rng.choice([wrong, wrong, "2025年2月29日", "二〇二五年二月二十九日", "2026年9月31日", "10月0日"])
    if rng.random() < 0.5 and (site := _one(rng, lines, r"(?<![\d年至])\d{1,2}月\d{1,2}日")):
        return _edit(lines, site[0], site[1].start(), site[1][0], wrong)
    return _brought(rng, lines, f"{wrong}，区里{rng.choice(_EVENTS)}。", wrong)


def wrong_weekday(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A day of the week that the day was not."""
    day = datetime.date(2025, 1, 1) + datetime.timedelta(days=rng.randrange(690))
    weekday = "一二三四五六日"[(day.weekday() + rng.randrange(1, 7)) % 7]
    form = rng.choice(["（星期{}）", "（周{}）", "星期{}", "(星期{})"]).format(weekday)
    year = rng.choice([f"{day.year}年", f"{day.year}年", ""])
    written = f"{year}{day.month}月{day.day}日{form}"
    return _brought(rng, lines, f"{written}，区里{rng.choice(_EVENTS)}。", written)


def mixed_numerals(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """Digits and Han numerals in one number."""
    if rng.random() < 0.4 and (site := _one(rng, lines, r"(?<!\d)20[12]\d年")):
        han = "".join("〇一二三四五六七八九"[int(digit)] for digit in site[1][0][:4])
        wrong = rng.choice([han.replace("〇", "0"), han.replace("〇", "零"), han.replace("〇", "O")])
        return _edit(lines, site[0], site[1].start(), site[1][0][:4], wrong)
    wrong = rng.choice(["3千5百", "8千", "1千2百", "5百", "6千余", "百分之5", "百分之30", "2百多", "4千3百"])
    return _brought(rng, lines, f"全年培训{wrong}人次。" if "分" not in wrong else f"占比超过{wrong}。", wrong)


_FULL_RANGE = r"(?<![\d.])(\d+(?:\.\d+)?)[%万亿](?=[至—～-]\d+(?:\.\d+)?[%万亿])"


def half_range(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A range whose first number lacks what the second has."""
    if rng.random() < 0.5 and (site := _one(rng, lines, _FULL_RANGE)):
        return _edit(lines, site[0], site[1].start(), site[1][0], site[1][1])
    low, unit = rng.randrange(2, 40), rng.choice("%%万亿")
    wrong = f"{low}{rng.choice('-—～至~')}{low + rng.randrange(2, 9)}{unit}"
    tail = "" if unit == "%" else "元"
    return _brought(rng, lines, f"预计每年可节约成本{wrong}{tail}。", wrong)


def twice_about(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """Two words for “about” around one number."""
    count = rng.choice(["300", "50", "1200", "20", "六十"])
    forms = (
        "大约{}人左右", "约{}人左右", "近{}余人", "近{}多人", "大概{}人上下", "约{}余人", "将近{}人左右", "超过{}余人",
        "至少{}人以上", "最多不超过{}人以下", "{}余人左右", "接近{}多人",
    )  # fmt: skip
    wrong = rng.choice(forms).format(count)
    return _brought(rng, lines, f"活动共吸引{wrong}参加。", wrong)


def times_less(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """Something less by so many times."""
    wrong = rng.choice(
        ["下降了2倍", "降低了1.5倍", "减少3倍", "缩短了两倍", "下降近3倍", "降低约2倍", "缩小1倍", "减少了一倍多"]
    )
    what = rng.choice(["能耗同比", "办理时限", "事故起数比去年同期", "运行成本"])
    return _brought(rng, lines, f"{what}{wrong}。", wrong)


def units(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A unit in a wrong form, or said twice."""
    wrong = rng.choice(
        ["5KM", "300Kg", "20KW", "12%个百分点", "3.5百分点", "500MPA", "220KV", "15Km", "8000KWH", "二0平方米", "50HZ"]
    )
    return _brought(rng, lines, f"经检测，该项指标达到{wrong}，比上年有所变化。", wrong)


_PAIRS = (
    ("作为", "做为"), ("截至", "截止到"), ("考察团", "考查团"), ("部署", "布署"), ("账", "帐"), ("唯一", "唯一一"),
    ("其他", "其它"), ("管理", "管里"), ("群众", "群从"), ("学校", "学效"), ("蔬菜", "疏菜"), ("工作", "工做"),
)  # fmt: skip


def wording(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A word that the office's own list names as wrong."""
    right, wrong = rng.choice([pair for pair in _PAIRS if pair[0] in "".join(lines[2:])] or [("一定", "一订")])
    sign = rng.choice([" → ", "→", "：", "\t", " => ", " -> ", ":"])
    name = rng.choice(["wording.txt", "用词.txt"])
    files = ((name, f"# 本单位用词\n{wrong}{sign}{right}\n"),)
    if site := _one(rng, lines, right):
        return _edit(lines, site[0], site[1].start(), right, wrong)._replace(files=files)
    return _brought(rng, lines, f"这件事{wrong}要办好。", wrong)._replace(files=files)


def two_titles(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """One person with two titles."""
    name = rng.choice("张王李赵陈杨黄周") + rng.choice(["建军", "晓东", "丽华", "明", "志远", "伟", "国庆", "雅琴"])
    title = rng.choice(["局长", "主任", "书记", "区长", "院长", "校长", "处长"])
    forms = ("{title}{name}介绍了情况。", "{name}{title}出席并讲话。", "随后，{title}{name}一行实地察看了项目现场。")
    first, second = rng.sample(forms, 2)
    low, high = rng.sample([title, f"副{title}"], 2)
    last = len(lines) - 1
    one = first.format(title=low, name=name)
    two = second.format(title=high, name=name)
    begin = next(at for at in range(2, last) if len(lines[at]) > 40)
    changed = (*lines[:begin], lines[begin] + one, *lines[begin + 1 : last], lines[last] + two)
    return Slip(
        changed,
        (
            (begin + 1, len(lines[begin]) + 1, len(lines[begin]) + len(one)),
            (last + 1, len(lines[last]) + 1, len(lines[last]) + len(two)),
        ),
    )


def too_long(rng: random.Random, lines: Sequence[str]) -> Slip | None:
    """A report much longer than three others."""
    body = [line for line in lines[2:] if len(line) > 40]
    more = [f"{line[:-1]}（{number}）。" for number in range(1, rng.randrange(5, 8)) for line in body]
    others = (
        (f"{number}.txt", "\n".join((f"{lines[0]}之{number}", *(line[number:] for line in lines[2:]))))
        for number in (2, 3, 4)
    )
    return Slip((*lines, *more), (), tuple(others))


KINDS: tuple[Planter, ...] = (
    stop_and_quote, pause_between, dash, ellipsis, nesting, unpaired, numbering_gap, numbering_again, doubled_character,
    doubled_word, no_such_day, wrong_weekday, mixed_numerals, half_range, twice_about, times_less, units, wording,
    two_titles, too_long,
)  # fmt: skip


def texts_in(folders: Sequence[Path]) -> list[tuple[str, ...]]:
    """The texts of folders, by lines; those too short to plant anything in are left out."""
    paths = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md")]
    texts = [tuple(path.read_text(encoding="utf-8").splitlines()) for path in paths]
    return [text for text in texts if sum(len(line) > 40 and line.endswith("。") for line in text[2:]) > 2]


def planted(seed: int, texts: Sequence[Sequence[str]], of_a_kind: int = OF_A_KIND) -> Iterator[tuple[str, Slip, int]]:
    """The slips of one seed: kind, text with the slip, which text it was."""
    for planter in KINDS:
        rng = random.Random(f"{planter.__name__} {seed}")
        count = 0
        for _ in range(200):  # a text may offer no place, or lack what the kind needs
            which = rng.randrange(len(texts))
            if slip := planter(rng, texts[which]):
                yield planter.__name__, slip, which
                count += 1
            if count == of_a_kind:
                break


def problems_of(lines: Sequence[str], files: Sequence[tuple[str, str]] = ()) -> tuple[Problem, ...]:
    """All problems of an issue with this report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = (("1.txt", "\n".join(lines)), *files)
        columns = (f"  {file}: 综合\n" for file, _ in texts if file[0].isdigit())
        (folder / "issue.yaml").write_text(ISSUE + "".join(columns), encoding="utf-8")
        for file, text in texts:
            (folder / file).write_text(text, encoding="utf-8")
        try:
            edition: Edition = read(str(folder), None, root=str(ROOT))[0]
        except ContentError as error:
            return error.problems
        return edition.problems


def finds(slip: Slip, problem: Problem) -> bool:
    """Whether a problem stands on the slip."""
    place = problem.place
    if not place or not place.file.endswith("1.txt"):
        return False
    return not slip.spans or any(
        place.line == line and first - NEAR <= place.column <= last + NEAR for line, first, last in slip.spans
    )


class Score(NamedTuple):
    found: Counter[str]
    planted: Counter[str]
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.found.total() / (self.planted.total() or 1)


def score(seeds: Sequence[int], texts: Sequence[Sequence[str]], of_a_kind: int = OF_A_KIND) -> Score:
    """How many slips are found, by kind."""
    sound = [frozenset(map(_where, problems_of(text))) for text in texts]
    found, total = Counter[str](), Counter[str]()
    missed = []
    for seed in seeds:
        for kind, slip, which in planted(seed, texts, of_a_kind):
            total[kind] += 1
            told = [each for each in problems_of(slip.lines, slip.files) if _where(each) not in sound[which]]
            if any(finds(slip, problem) for problem in told):
                found[kind] += 1
            else:
                missed.append(f"{kind}: {_shown(slip)}")
    return Score(found, total, tuple(missed))


def _where(problem: Problem) -> tuple[str, int, int]:
    """What tells a problem from others of a file of one name: each issue stands in a folder of its own."""
    place = problem.place
    return problem.code, place.line if place else 0, place.column if place else 0


def _shown(slip: Slip) -> str:
    if not slip.spans:
        return slip.lines[0]
    line, first, last = slip.spans[0]
    text = slip.lines[line - 1]
    return f"{text[max(first - 9, 0) : first - 1]}【{text[first - 1 : last]}】{text[last : last + 8]}"


def labels(seed: int, texts: Sequence[Sequence[str]]) -> list[str]:
    """The slips of a seed as lines to read: kind, and the slip between what stands around it."""
    return [f"{kind}: {_shown(slip)}" for kind, slip, _ in planted(seed, texts)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--missed", action="store_true")
    given = parser.parse_args()
    result = score(range(given.seeds), texts_in(given.folders or [MEMOS]))
    for kind in result.planted:
        print(f"{kind:20}{result.found[kind]:5} of {result.planted[kind]:5}")
    print(f"{'all':20}{result.found.total():5} of {result.planted.total():5} {result.share:8.1%}")
    if given.missed:
        print("\n".join(result.missed))


if __name__ == "__main__":
    main()
