"""Makes bulletin/words/simplified.txt, by which heads in traditional characters find their words; no build runs it.

    python -m tools.simplified_characters [WHEEL]

The facts, traditional characters with the simplified one of each, come from the table TSCharacters of OpenCC (Apache
2.0; the text of the licence lies beside the file), fetched by pip or taken from WHEEL. Only those are kept whose
simplified character stands in the list of words. The same wheel gives the same bytes.
"""

import zipfile
from pathlib import Path

from tools.archives import archive
from tools.word_list import WORD_LIST

PACKAGE, MEMBER = "opencc-python-reimplemented==0.1.7", "opencc/dictionary/TSCharacters.txt"
DIGEST = "41b3b92943c7bed291f448e9c7fad4b577c8c2eae30fcfe5a74edf8818493aa6"  # SHA-256 of the wheel
SIMPLIFIED = WORD_LIST.with_name("simplified.txt")


def pairs(wheel: Path, wanted: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Traditional and simplified character, in order."""
    with zipfile.ZipFile(wheel) as packed:
        rows = [line.split() for line in packed.read(MEMBER).decode("utf-8").splitlines()]
    return tuple((row[0], row[1]) for row in sorted(rows) if row[0] != row[1] and row[1] in wanted)


def main() -> None:
    wanted = frozenset(WORD_LIST.read_text(encoding="utf-8"))
    with archive(PACKAGE, "wheel", DIGEST) as wheel:
        both = zip(*pairs(wheel, wanted), strict=True)
        SIMPLIFIED.write_text("".join("".join(line) + "\n" for line in both), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
