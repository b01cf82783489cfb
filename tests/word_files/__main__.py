"""The files by hand; see the package."""

import json
import sys
from pathlib import Path

from tests.word_files.reports import word_file


def main() -> None:
    folder = Path(sys.argv[1])
    count, seed = (int(sys.argv[at]) if len(sys.argv) > at else default for at, default in ((2, 100), (3, 18)))
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        made = word_file(seed, number)
        (folder / f"{seed}-{number:04}{made.suffix}").write_bytes(made.data)
        said = json.dumps(made.truth._asdict(), ensure_ascii=False, indent=1)
        (folder / f"{seed}-{number:04}.truth.json").write_text(said + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
