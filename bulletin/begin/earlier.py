"""An import that was interrupted, finished or undone by the next command; the words of delivery, said of an issue."""

from collections.abc import Callable

from bulletin.build.delivery import recover

_SAID_OF_OUTPUTS = (
    ("成品文件夹", "内容文件夹"), ("上次生成", "上次导入"), ("本次生成", "本次导入"), ("再生成一次", "再导入一次"),
    ("存放成品", "存放稿件"), ("成品", "文件"), ("--output", "--content"),
)  # fmt: skip


def finish_earlier(folder: str, *, tell: Callable[[str], None]) -> None:
    """Finish or undo an import into `folder` that was interrupted."""
    recover(folder, tell=lambda line: tell(of_the_issue(line)))


def of_the_issue(text: str) -> str:
    """A line of delivery, which speaks of outputs, as it is said of an issue's files."""
    for said, instead in _SAID_OF_OUTPUTS:
        text = text.replace(said, instead)
    return text
