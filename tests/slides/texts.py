"""Texts for the slide tests: random ones for properties, and the list of hard cases that every deck must stand."""

from hypothesis import strategies as st

from bulletin.model.edition import Edition, Report
from bulletin.model.marks import ASCII_CLOSING, CLOSING, ELLIPSES, PAUSES, STOPS
from tests.slides.editions import edition, report

HAN = "园区建设要坚持高标准规划推动产业升级服务企业优化环境加强监管落实责任提升能力统筹推进重点项目完善机制创新模式"
WORDS = ("2019", "15.6%", "AI", "R&D", "5G+", "IoT", "<b>", "{x}", "&amp;", "GDP")
NUMERALS = "一二三四五六七八九十"
ENDS = frozenset(PAUSES + STOPS + CLOSING + ASCII_CLOSING + ELLIPSES + "”")


def numeral(number: int) -> str:
    """1-99 in Chinese figures."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else NUMERALS[tens - 1] + "十"
    return head + (NUMERALS[ones - 1] if ones else "")


def stands_as_clause(text: str, given: Report) -> bool:
    """Whether the text is a run of whole clauses of one paragraph, its number and the marks at its ends aside."""
    for paragraph in given.paragraphs:
        whole = paragraph.text.strip()
        at = whole.find(text)
        while at >= 0:
            before, after = whole[:at].rstrip(), whole[at + len(text) :].lstrip()
            begins = not before or before == paragraph.label.strip() or before[-1] in ENDS
            ends = not after or after[0] in ENDS or text[-1] in ENDS
            if begins and ends:
                return True
            at = whole.find(text, at + 1)
    return False


clauses = st.lists(
    st.one_of(st.text(HAN, min_size=2, max_size=14), st.sampled_from(WORDS)), min_size=1, max_size=3
).map("".join)
marked = st.tuples(clauses, st.sampled_from("，，，；：、。！？")).map("".join)
quoted = st.one_of(
    marked,
    clauses.map(lambda text: f"“{text}”，"),
    clauses.map(lambda text: f"（{text}。）"),
    clauses.map(lambda text: f"“‘{text}，’{text}。”"),
    clauses.map(lambda text: f"《{text}"),
)
sentences = st.lists(quoted, min_size=1, max_size=8).map(lambda parts: "".join(parts) + "。")
titles = st.text(HAN + "　“”，2019AI", min_size=4, max_size=60).map(lambda text: text.strip("　") or "四字标题")


@st.composite
def bodies(draw: st.DrawFn) -> str:
    """A report's text of some structure: none, headings of one to three levels, numbered paragraphs, 一要 二要."""
    form = draw(st.sampled_from(("plain", "flat", "deep", "numbered", "ordinal", "heads")))
    count = draw(st.integers(1, 14))
    lines = draw(st.lists(sentences, max_size=2))
    for number in range(1, count + 1):
        head = draw(st.text(HAN, min_size=1, max_size=20))
        if form == "plain":
            lines.append(draw(sentences))
        elif form == "numbered":
            lines.append(f"{number}.{draw(sentences)}")
        elif form == "ordinal":
            lines.append(f"{numeral(number)}要{head}。{draw(sentences)}")
        elif form == "heads":
            lines.append(f"{numeral(number)}、{head}")
        else:
            lines += [f"{numeral(number)}、{head}", draw(sentences)]
            if form == "deep":
                lines += [
                    f"（{numeral(sub)}）{head}{sub}\n{draw(sentences)}" for sub in range(1, draw(st.integers(1, 5)))
                ]
    return "\n".join(lines) + "\n完。"


@st.composite
def reports(draw: st.DrawFn) -> Report:
    return report(
        draw(bodies()),
        title=draw(titles),
        column=draw(st.sampled_from(("环境", "水务", "规划", "政法", "科技", "教育", "农业", "交通", "文化"))),
        post=draw(st.text(HAN, max_size=40)),
        author=draw(st.text(HAN, min_size=2, max_size=4)),
    )


editions = st.lists(reports(), min_size=1, max_size=4).map(lambda some: edition(*some))


def sentence(length: int, seed: int = 0) -> str:
    """A sentence of that many characters in clauses of ten."""
    text = "".join(HAN[(seed * 7 + at * 5) % len(HAN)] for at in range(length))
    return "，".join(text[at : at + 10] for at in range(0, length, 10)) + "。"


def prose(length: int) -> str:
    """Sentences of about fifty characters, so many characters in all."""
    return "".join(sentence(50, seed) for seed in range(length // 55 + 1))[: max(length - 1, 4)] + "。"


def heads(count: int, *, text: int = 0, length: int = 9) -> str:
    """So many level-1 headings, each with that much text."""
    return (
        "\n".join(
            f"{numeral(number)}、{sentence(length, number)[:length]}" + (f"\n{prose(text)}" if text else "")
            for number in range(1, count + 1)
        )
        + "\n完。"
    )


def items(count: int, length: int = 60) -> str:
    return "\n".join(f"{number}.{sentence(length, number)}" for number in range(1, count + 1))


def hard_cases() -> dict[str, Edition]:
    """Issue list: 1-40 reports, 100-20,000 characters, headlines of 4-60, every structure, missing keys."""
    deep = "".join(
        f"{numeral(i)}、{sentence(9, i)[:9]}\n"
        + "".join(
            f"（{numeral(j)}）{sentence(9, j)[:9]}\n" + "".join(f"{m}.{sentence(40, m)}\n" for m in range(1, 4))
            for j in range(1, 4)
        )
        for i in range(1, 4)
    )
    nested = (
        "一、Digital transformation 数字化转型\n"
        "（一）建设5G+AI平台，接入IoT设备12,345台\n企业用ERP/MES系统后，效率提升15.6%，"
        "详见https://example.com/a/very/long/path/that/never/ends/index.html。\n（二）引进“‘专精特新’企业”30家\n"
        "其中“小巨人”企业（含《目录》所列）5家，产值达到1,234.5亿元。\n二、Next steps\n"
        "（一）Supercalifragilisticexpialidocious Internationalization\n"
        "The park invests in R&D <b>heavily</b>, 100% of {x}.\n"
    )
    columns = ("环境", "水务", "规划", "政法", "科技", "教育", "农业", "交通")
    return {
        "forty": edition(
            *(
                report(
                    prose(200) + "\n" + heads(k % 7 + 1, text=150),
                    name=f"r{k}",
                    title=sentence(4 + k % 17, k)[: 4 + k % 17].rstrip("，。"),
                    column=columns[k % 8],
                )
                for k in range(40)
            )
        ),
        "lengths": edition(
            report("园区发展势头良好。下一步要抓紧落实各项任务，确保按期完成。" * 3, name="short", title="百字短讯"),
            report(prose(20_000), name="long", title="两万字长文"),
            report(heads(30, text=640, length=20), name="thirty", title="两万字三十条"),
            report("概况良好，稳步前进。", name="tiny", title="极短报告"),
        ),
        "titles": edition(
            report(heads(4, text=80), name="a", title="四字标题"),
            report(heads(4, text=80), name="b", title=sentence(60, 3).replace("，", "")[:60]),
            report(heads(4, text=80), name="c", title="坚持生态优先、绿色发展　打造山水相融、产城融合的现代化新城区"),
            report(heads(4, text=80), name="d", title="RISC-V与AI芯片产业发展：2025年“十四五”规划中期评估报告"),
            report(heads(4, text=80), name="e", title="四字标题", author="王玉红"),
        ),
        "structure": edition(
            report(prose(900), name="none", title="没有标题"),
            report(heads(8), name="heads", title="只有标题"),
            report(items(9), name="nine", title="九条"),
            report(items(30, 40), name="many", title="三十条"),
            report(deep, name="deep", title="三级结构"),
        ),
        "latin": edition(report(nested, title="Smart园区：R&D“双轮驱动”", author="O'Neil Smith")),
        "missing": edition(report(prose(300), post="", author="某某"), slogan="", chapter="", publisher=""),
        "quote": edition(report(heads(3, text=90), quote="没有环境托底，没有环保伴行，都是不可能实现的")),
        "points": edition(
            report(
                prose(200),
                points=(("规划先行", "一张蓝图绘到底"), ("产业为本", "招引头部企业30家"), ("", "生态优先不动摇")),
            )
        ),
    }
