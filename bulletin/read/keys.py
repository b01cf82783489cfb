"""The keys that editors may write: one table row each, with all that the product knows of it.

The reader (synonyms, limits, guesses at unknown keys), the glyph check, the JSON schemas and docs/reference/keys.md
follow these rows. A new key is a row here and a field of the same name in `model/edition.py`, printed by makeup or
slides. A test builds an issue and looks for every printed key at each place that its row names.
"""

from typing import Literal, NamedTuple, TypeAlias

# What stands behind a key.
Kind: TypeAlias = Literal[
    "line",  # one line of display text, its marks normalised; a space parts two phrases
    "prose",  # sentences, normalised like a paragraph
    "name",  # a file, a layout, a plan: text that is looked up and not printed
    "date",
    "number",
    "flag",
    "words",  # names in a list, or on one line with commas
    "names",  # of people: in a list, or on one line parted by 、 or blanks; printed with a blank between
    "pairs",  # a table of our editors' own keys
    "files",  # a table of our editors' own keys, names of files, with tables of `inner` keys
    "table",  # a table of `inner` keys
    "items",  # a list of texts, or of tables of `inner` keys
]
TABLE_KINDS: tuple[Kind, ...] = ("pairs", "files", "table")
LIST_KINDS: tuple[Kind, ...] = ("items", "words", "names")  # of which each item may have a line of its own
Where: TypeAlias = Literal["page", "slide", "notes", "alt"]  # alt: what a screen reader says of a picture


class Key(NamedTuple):
    """One key. Exactly one of `printed` and `setting` is given."""

    name: str  # as records, schemas and messages call it
    synonyms: tuple[str, ...]
    kind: Kind
    help: str  # one Chinese sentence
    most: int = 0  # characters of a text, or of one item of a list; 0 is free
    largest: int = 0  # of a number
    least: int = 1  # of a number
    required: bool = False
    printed: tuple[Where, ...] = ()  # where its value is seen
    setting: str = ""  # what a key changes that is not printed
    faces: str = ""  # what prints it, a key of `check.printing_roles`: faces that must have its characters
    inner: tuple["Key", ...] = ()
    entries: tuple[str, ...] = ()  # of "pairs": words that stand for a pair of it also at the top of the file
    joined: tuple[tuple[str, ...], ...] = ()  # synonyms of which one of each group may stand; joined in this order
    slips: tuple[str, ...] = ()  # words that are typed by mistake, or mean nearly the same: guessed, never read


class KeyTable(NamedTuple):
    """The keys of one kind of file, in the order in which schemas and reference list them."""

    title: str  # Chinese
    rows: tuple[Key, ...]

    def row(self, name: str) -> Key:
        return next(row for row in self.rows if row.name == name)

    def by_name(self) -> dict[str, Key]:
        """Rows by all that editors may write for them."""
        return {name: row for row in self.rows for name in (row.name, *row.synonyms, *row.entries)}


INTERNAL = "内部资料"  # a flag or a text: 内部资料：是, 内部资料：注意保存
# What stands at the foot of page 1, each on a line of issue.yaml or below 署名.
ENTRIES = (
    INTERNAL, "准印证号", "准印证", "刊号", "印数", "印刷", "承印", "承办", "承办单位", "协办", "协办单位", "主管",
    "主管单位", "指导单位", "出版", "出版单位", "顾问", "编委", "编委会", "社长", "主编", "副主编", "总编", "总编辑",
    "副总编辑", "执行主编", "责任编辑", "责编", "责任编审", "责任校对", "执行编辑", "本期编辑", "本版编辑",
    "版面编辑", "文字编辑", "编辑", "美术编辑", "美编", "审核", "审核人", "审稿", "审校", "初审", "复审", "终审",
    "校对", "校对人", "签发", "签发人", "统稿", "编审", "监制", "策划", "摄影", "设计", "制作", "排版", "抄送",
    "抄报", "报送", "发送", "发送范围", "发行范围", "联系人", "电话", "联系电话", "传真", "邮箱", "投稿邮箱", "网址",
    "公众号", "地址",
)  # fmt: skip

# A row of the table is a row of this file, or of two or three.
# fmt: off
_IGNORE = Key(name="ignore", synonyms=("忽略",), kind="words", help="不再提示的警告代码",
    setting="列出的警告不再显示")
_NORMALISE = Key(name="normalise", synonyms=("规范标点",), kind="flag", help="false：标点照原样，不改成全角",
    setting="标点是否改成全角")
_JOIN = Key(name="join_column_breaks", synonyms=("接合断段",), kind="flag", help="true：接合被分栏断开的段落",
    setting="断开的段落是否接成一段")
POINT_KEYS = KeyTable(title="要点", rows=(
    Key(name="head", synonyms=("标题",), kind="prose", help="要点的小标题",
        most=80, printed=("slide",)),
    Key(name="text", synonyms=("正文",), kind="prose", help="要点的话",
        most=600, printed=("slide",)),
))
CHART_KEYS = KeyTable(title="图表", rows=(
    Key(name="table", synonyms=("表",), kind="name", help="哪个表：表1 写 1；不写就是上面最近的一个",
        most=80, setting="画哪个表"),
    Key(name="kind", synonyms=("类型", "种类"), kind="name", help="条形、柱形或折线；不写是条形",
        most=20, setting="图表的样子"),
    Key(name="values", synonyms=("值", "数值", "栏"), kind="words",
        help="画哪一栏，几栏写成 [2022年, 2023年]；不写就是最后一栏数",
        most=80, setting="画哪几栏的数"),
    Key(name="title", synonyms=("题", "图题", "标题"), kind="line", help="图题，例如 图1 主要指标",
        most=80, setting="图表的标题"),
    Key(name="origin", synonyms=("来源", "资料来源", "数据来源"), kind="line", help="资料来源",
        most=120, setting="图表下面的来源"),
))
FILLER_KEYS = KeyTable(title="补白", rows=(
    Key(name="picture", synonyms=("图片",), kind="name", help="图片，content 文件夹里的文件名",
        most=400, printed=("page",)),
    Key(name="caption", synonyms=("图说",), kind="line", help="图片的说明",
        most=120, printed=("alt",)),
    Key(name="text", synonyms=("文字",), kind="prose", help="补白的文字",
        most=2000, printed=("page",)),
))
SLIDE_KEYS = KeyTable(title="幻灯片", rows=(
    Key(name="cover", synonyms=("封面",), kind="flag", help="是：幻灯片前面加封面；不写就按 layouts/slides.yaml",
        setting="幻灯片有没有封面"),
    Key(name="contents", synonyms=("目录",), kind="flag", help="是：幻灯片前面加目录；不写就按 layouts/slides.yaml",
        setting="幻灯片有没有目录"),
))
REPORT_KEYS = KeyTable(title="稿件的文件头", rows=(
    Key(name="column", synonyms=("栏目", "分类", "版块", "板块", "专栏"), slips=("拦目", "蓝目", "兰目", "类别"),
        kind="line", help="栏目，例如 环境；颜色由版式决定",
        most=12, required=True, printed=("page", "slide"), faces="column"),
    Key(name="title", synonyms=("标题", "题目", "文章标题", "文章题目", "主标题", "大标题"),
        slips=("标提", "标体", "提目", "标題", "名称", "题名"), kind="line", help="标题；两个词组之间空一格",
        most=120, required=True, printed=("page", "slide"), faces="title"),
    Key(name="kicker", synonyms=("引题", "肩题", "眉题"), kind="line", help="引题，在标题上面",
        most=80, printed=("page", "notes"), faces="kicker"),
    Key(name="subtitle", synonyms=("副题", "副标题"), kind="line", help="副题，在标题下面",
        most=80, printed=("page", "notes"), faces="subtitle"),
    Key(name="post", synonyms=("单位职务", "单位及职务", "单位", "工作单位", "职务", "职位"),
        joined=(("单位", "工作单位"), ("职务", "职位")), slips=("职称", "部门", "身份"),
        kind="line", help="作者的单位职务，分写成单位和职务也可以",
        most=80, printed=("page", "slide"), faces="byline"),
    Key(name="author", synonyms=("作者", "姓名", "署名", "署名人", "撰稿", "撰稿人", "供稿", "供稿人"),
        slips=("作着", "做者", "名字", "笔者"), kind="names", help="作者姓名",
        most=80, printed=("page", "slide"), faces="byline"),
    Key(name="rank", synonyms=("序", "排序", "序号", "次序"), kind="number", help="1 是头条，2 是二条",
        largest=999, setting="没有写顺序时稿件的先后，和标题的大小"),
    Key(name="kind", synonyms=("类型",), kind="name", help="简讯、通知或编者按；一般的稿件不写",
        most=20, setting="简讯、通知、编者按不署名也不提醒"),
    Key(name="portrait", synonyms=("肖像", "头像", "照片", "作者照片"), slips=("相片", "图片"),
        kind="name", help="作者照片，content 文件夹里的文件名",
        most=400, printed=("page", "slide")),
    Key(name="caption", synonyms=("图说", "图注", "图片说明", "照片说明"), kind="line", help="照片的图说",
        most=120, printed=("page", "alt"), faces="caption"),
    Key(name="points", synonyms=("要点", "幻灯片要点"), kind="items",
        help="幻灯片上的要点：一句话，或 {head, text}；不写就从正文里取",
        most=600, printed=("slide",), faces="body", inner=POINT_KEYS.rows),
    Key(name="quote", synonyms=("摘句",), kind="prose", help="从正文里原样摘的一句话；不写由程序选，无：不摘",
        most=400, printed=("page", "slide"), faces="quote"),
    Key(name="figures", synonyms=("数据",), kind="items",
        help="数说和幻灯片里放大的数字，最多4项，每项写成“300家 | 新增高新技术企业”；写“无”就不放；不写就从正文里取",
        most=60, printed=("page", "slide"), faces="relief"),
    Key(name="slides", synonyms=("幻灯片", "幻灯片张数"), kind="number",
        help="这篇做几张幻灯片，按小标题分开；不写是1张", largest=9, setting="这篇有几张幻灯片"),
    Key(name="charts", synonyms=("图表",), kind="items", help="按正文里的表画的图表：{表, 类型, 题, 来源 …}",
        setting="表下面的图表", inner=CHART_KEYS.rows),
    _IGNORE,
    _NORMALISE,
    _JOIN,
))
# What issue.yaml may say of a report in place of its file.
DETAIL_KEYS = KeyTable(title="稿件", rows=tuple(
    row._replace(required=False)
    for row in REPORT_KEYS.rows
    if row.name in (
        "column", "title", "kicker", "subtitle", "post", "author", "rank", "kind", "points", "quote", "figures",
        "slides", "ignore",
    )
))
ISSUE_KEYS = KeyTable(title="一期：content/issue.yaml", rows=(
    Key(name="masthead", synonyms=("报头", "报名", "刊名", "刊头"), slips=("抱头", "报刊名"),
        kind="line", help="报头；两个词组之间空一格",
        most=40, required=True, printed=("page", "slide"), faces="masthead"),
    Key(name="slogan", synonyms=("口号",), kind="line", help="口号，在报头下面",
        most=40, printed=("page", "slide"), faces="slogan"),
    Key(name="chapter", synonyms=("篇名", "篇章"), kind="line", help="篇名，在印章里",
        most=12, printed=("page", "slide"), faces="chapter"),
    Key(name="date", synonyms=("日期", "时间", "出版日期", "印发日期", "出刊日期"), slips=("日其",),
        kind="date", help="日期，例如 2019-04-24",
        required=True, printed=("page", "slide")),
    Key(name="publisher", synonyms=("主办", "主办单位", "主编单位", "编印", "编印单位"),
        kind="line", help="主办单位",
        most=80, printed=("page",), faces="folio"),
    Key(name="folio", synonyms=("报眉", "版眉"), kind="line", help="报眉上的字",
        most=80, printed=("page",), faces="folio"),
    Key(name="number", synonyms=("期号", "期数", "期次", "总期号"), kind="line",
        help="期号：只写数的印成第…期，别的照写的样子印",
        most=40, printed=("page",), faces="number"),
    Key(name="credits", synonyms=("署名",), kind="pairs", help="职责：姓名；下面各项也可以单写一行", entries=ENTRIES,
        most=80, printed=("page",), faces="folio"),
    Key(name="order", synonyms=("顺序",), kind="words",
        help="稿件的顺序，写文件名；不写就按序，序也没有就大致按文件名，排版时可能前后调换",
        setting="稿件的先后"),
    Key(name="columns", synonyms=("栏目表",), kind="pairs", help="稿件的文件名: 栏目",
        most=12, setting="文件里没有写栏目的稿件用什么栏目"),
    Key(name="reports", synonyms=("稿件",), kind="files", help="稿件的文件名: {title, post, author, column …}",
        setting="文件里没有写的标题、署名、栏目等", inner=DETAIL_KEYS.rows),
    Key(name="layout", synonyms=("版式",), kind="name", help="版式，layouts 里的名字；默认 bulletin-a3",
        most=200, setting="用哪个版式"),
    Key(name="pages", synonyms=("页数",), kind="number", help="要印成几版；不写就按内容",
        largest=999, setting="印成几版"),
    Key(name="fit", synonyms=("版面松紧",), kind="name", help="自动、放宽或固定；不写就按版式",
        most=20, setting="字号行距可以离版式多远：放宽时字号也可变，好让末版排满；固定时都不变"),
    Key(name="grid", synonyms=("版面",), kind="name", help="固定的版面，例如 2x2",
        most=4000, setting="各篇在版面上的位置"),
    Key(name="fillers", synonyms=("补白",), kind="items", help="补白：一句话，或 {picture, caption}",
        most=2000, printed=("page",), faces="filler", inner=FILLER_KEYS.rows),
    Key(name="relief", synonyms=("点缀",), kind="flag", help="无：不排数说、本期导读、大字导语和程序自选的摘句",
        setting="文字旁边的数说、导读、摘句"),
    Key(name="history", synonyms=("存档", "存档份数"), kind="number",
        help="成品文件夹的 history 里存最近几次的成品；不写是5，0：不存", largest=99, least=0,
        setting="存档留几份"),
    Key(name="slides", synonyms=("幻灯片",), kind="table", help="幻灯片加不加封面、目录：{cover: true, contents: true}",
        setting="幻灯片有没有封面、目录", inner=SLIDE_KEYS.rows),
    _IGNORE,
    _NORMALISE,
    _JOIN,
))
# fmt: on
TABLES = (ISSUE_KEYS, REPORT_KEYS, SLIDE_KEYS, POINT_KEYS, CHART_KEYS, FILLER_KEYS)
