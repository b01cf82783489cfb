"""A new issue in a folder: a commented issue.yaml and two short reports that say how reports are written."""

import datetime
import os
from collections.abc import Iterable

from bulletin.begin.guesses import Guess, GuessedOrder, masthead
from bulletin.begin.issue_text import IssueSays, issue_text
from bulletin.build.storage import digest, look
from bulletin.model.output import File
from bulletin.problems import OutputError, Place, Problem, why
from bulletin.read.folder import ISSUE_FILE, list_folder

_FIRST = """\
栏目：样例
标题：四份Word稿件 怎样变成一张报纸
单位职务：本刊编辑部
作者：张三

一、稿件放在哪里

每篇稿件一个文件，放在这个文件夹里，和issue.yaml在一起。Word的.docx直接放进来；\
.doc、.wps等旧格式的，先另存为.docx，或者用import命令导入，由程序转换。\
从微信和网页上复制来的文字，可以存成.txt。

文件名可以随便取。写成“1.环境-李剑.docx”这样，程序就按序号排先后，并把“环境”当作栏目。

二、稿件怎样写

第一行是标题，标题里空一格，可以把两个词组分开。第二行是单位职务和姓名，例如“区水务局局长 王玉红”，没有也可以。\
下面是正文，一个自然段一行。

“一、”“（一）”“1.”开头的短句，是小标题，字体和颜色由程序安排。不必空行，不必缩进，也不必选字号。

三、怎样改

这是一篇样例，看过以后删去它，放进自己的稿件，再生成一次，就是自己的简报。

改了稿件，保存，再生成一次。排不下、缺字、漏了署名，程序会说明是哪一篇、哪一行，该怎样办。
"""
_SECOND = """\
栏目：样例
标题：报头和日期 写在issue.yaml里
单位职务：本刊编辑部
作者：李四

（一）先改报头和日期

这一期的报头、日期、期号、主办单位和先后次序，都写在issue.yaml里。它是一个文本文件，用记事本打开，\
照着里面的说明改，保存即可。

报头是简报的名称，例如“工作简报”。日期是出版的日子，例如2024-05-20。这两项必须有，别的都可以不写。

（二）再看有没有猜的

用import命令导入稿件时，程序会猜报头、日期、先后和栏目，每一处都注明“猜的”。猜得不对，就改过来；改过的，\
程序不会再动。

（三）最后检查一遍

运行check命令，可以看到每一篇的标题、署名和小标题各是哪一行。印之前看一遍，比印完再改省事。
"""
SAMPLES = {"1.样例-怎样放稿件.txt": _FIRST, "2.样例-怎样改设置.txt": _SECOND}  # names and texts
_DIGESTS = frozenset(digest(text.encode()) for text in SAMPLES.values())


def fresh_issue(folder: str, today: datetime.date) -> tuple[File, ...]:
    """The files of a new issue for `folder`: no samples where reports stand there already.

    Raises:
        OutputError: an issue stands there, or something that is no folder.
    """
    reports = _reports(folder)
    says = IssueSays(
        masthead=masthead(()),
        date=Guess(today.isoformat(), "今天"),
        order=GuessedOrder(tuple(reports or SAMPLES), counted=False),
    )
    samples = () if reports else tuple(File(name, text.encode(), "content") for name, text in SAMPLES.items())
    return (*samples, File(ISSUE_FILE, issue_text(says).encode(), "content"))


def untouched_samples(folder: str, names: Iterable[str]) -> tuple[str, ...]:
    """The reports of `fresh_issue` that stand in a folder as they were made."""
    return tuple(name for name in names if name in SAMPLES and look(os.path.join(folder, name)).digest in _DIGESTS)


def _reports(folder: str) -> tuple[str, ...]:
    """The reports of a folder that has no issue yet."""
    try:
        listed = list_folder(folder)
    except FileNotFoundError:
        return ()
    except (OSError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else "名称有误"
        raise _in_the_way(folder, f"{folder} 无法用作文件夹：{reason}") from error
    if os.path.lexists(os.path.join(folder, ISSUE_FILE)):
        raise _in_the_way(folder, f"{folder} 里已有一期（{ISSUE_FILE}），没有改动")
    if listed.near_issue:
        raise _in_the_way(folder, f"{folder} 里有“{listed.near_issue[0]}”，像是一期的设置，没有改动")
    return listed.reports


def _in_the_way(folder: str, message: str) -> OutputError:
    return OutputError(Problem("error", "output-not-writable", message, Place(folder), "换一个文件夹名，再运行一次"))
