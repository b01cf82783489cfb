"""The files of the press, made once."""

import pytest

from tests.conftest import ROOT
from tests.prepress.made import Made, make_files


@pytest.fixture(scope="session")
def a3() -> Made:
    return make_files(ROOT / "layouts" / "bulletin-a3.yaml")


@pytest.fixture(scope="session")
def bleeding(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A masthead that runs off the paper, with two drawings that do."""
    layout = tmp_path_factory.mktemp("layout") / "own.yaml"
    hill = '{path: "M -68 121 L 0 104 L 560 86 L 1068 43 L 1068 124.5 L -68 124.5 Z", fill: %s, bleed: true}'
    art = ", ".join(hill % color for color in ("red-hill", "red-night"))
    base = ROOT / "layouts" / "bulletin-a3-bleed.yaml"
    layout.write_text(f"extends: {base}\nname: own\nmasthead: {{art: [{art}]}}\n", encoding="utf-8")
    return make_files(layout)


@pytest.fixture(scope="session")
def a4() -> Made:
    return make_files(ROOT / "layouts" / "bulletin-a4.yaml")
