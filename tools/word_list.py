"""Makes bulletin/words/word_list.txt, by which heads break between words; no build of a bulletin runs it.

    python -m tools.word_list [ARCHIVE]

The facts, words with how often they occur and their part of speech, come from the dictionary of jieba (MIT; the text
of the licence lies beside the list), fetched by pip or taken from ARCHIVE, and from tools/office_words.txt: words of
public offices and cities, collected by hand. Of jieba's words those of two to four Han characters are taken, the most
frequent first; persons of novels and counted numbers are left out. The same archive gives the same bytes.
"""

import math
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from bulletin.words.surnames import SURNAMES
from bulletin.words.word_list import FREE_OF_COST
from tools.archives import archive

PACKAGE, MEMBER = "jieba==0.42.1", "jieba-0.42.1/jieba/dict.txt"
DIGEST = "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2"  # SHA-256 of the source archive
MOST_WORDS = 20_000
TOTAL = 60_101_967  # occurrences that the dictionary counts
OFFICE_COST = 10  # of a word of the office at most; 2 more of one of four characters, which is often two words

ROOT = Path(__file__).parent.parent
WORD_LIST, OFFICE_WORDS = ROOT / "bulletin" / "words" / "word_list.txt", ROOT / "tools" / "office_words.txt"

_PERSON = ("nr", "nrt", "nrfg")
_NUMERALS = "二三四五六七八九十两几百千万数多半"


def dictionary(path: Path) -> Iterator[tuple[str, int, str]]:
    """Word, number of occurrences and part of speech of every entry of jieba's archive."""
    with tarfile.open(path) as packed:
        stream = packed.extractfile(MEMBER)
        if stream is None:
            raise ValueError(f"{path}: {MEMBER} is missing")
        for line in stream.read().decode("utf-8").splitlines():
            word, number, tag = line.split()
            yield word, int(number), tag


def wanted(word: str, tag: str) -> bool:
    """Whether an entry is worth its place."""
    if not re.fullmatch("[\u4e00-\u9fff]{2,4}", word) or (word[-1] == "的" and word != "目的"):
        return False
    if tag in _PERSON:
        return len(word) == 2 or word[0] not in SURNAMES
    return tag != "m" or word[0] not in _NUMERALS


def costs(path: Path, office: tuple[str, ...]) -> dict[str, int]:
    """The words with their costs: the negative logarithm of their share of all occurrences."""
    entries = sorted(dictionary(path), key=lambda entry: (-entry[1], entry[0]))
    counted = {word: round(-math.log(max(number, 1) / TOTAL)) for word, number, _ in entries}
    found = {word: min(counted.get(word, 99), OFFICE_COST + 2 * (len(word) > 3)) for word in office}
    for word, _, tag in entries:
        if len(found) == MOST_WORDS:
            break
        if wanted(word, tag):
            found.setdefault(word, counted[word])
    return found


def as_text(words: dict[str, int]) -> str:
    """For each length its words, sorted: a line for each of their characters, and one character each for the costs."""
    parts = []
    for size in sorted(set(map(len, words))):
        listed = sorted(word for word in words if len(word) == size)
        lines = [*map("".join, zip(*listed, strict=True)), "".join(chr(FREE_OF_COST + words[word]) for word in listed)]
        parts.append("".join(line + "\n" for line in lines))
    return "\n".join(parts)


def main() -> None:
    office = tuple(OFFICE_WORDS.read_text(encoding="utf-8").split())
    with archive(PACKAGE, "source", DIGEST) as path:
        WORD_LIST.write_text(as_text(costs(path, office)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
