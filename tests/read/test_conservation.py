"""The shipped content holds every character of the authors' text, in order; only the widths of marks differ."""

from pathlib import Path

HERE = Path(__file__).parent

# What was typed half-width and is printed full-width (docs/typesetting.md, Normalising marks).
WIDENED = str.maketrans({",": "，", ";": "；", ":": "：", "(": "（", ")": "）"})
NOT_PRINTED = ("column: ", "title: ", "post: ", "author: ", "## ")


def bare(text: str) -> str:
    """The characters of `text` without white space."""
    return "".join(text.split())


def test_the_content_files_hold_the_source_and_nothing_else(root: Path) -> None:
    source = (HERE / "original.txt").read_text(encoding="utf-8")
    issue = (root / "content/issue.yaml").read_text(encoding="utf-8")
    printed = "".join(
        line.split(": ", 1)[1]
        for line in issue.splitlines()
        if line.startswith(("masthead: ", "slogan: ", "chapter: "))
    )
    for name in ("environment", "water", "planning", "legal"):
        for line in (root / f"content/{name}.md").read_text(encoding="utf-8").splitlines():
            if line == "---" or line.startswith("column: "):
                continue
            start = next((len(key) for key in NOT_PRINTED if line.startswith(key)), 0)
            printed += line[start:]

    assert bare(printed) == bare(source).translate(WIDENED)
    assert len(bare(printed)) == 3593
