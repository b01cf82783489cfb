"""The files of the press, made once."""

import pytest

from tests.conftest import ROOT
from tests.prepress.made import Made, make_files


@pytest.fixture(scope="session")
def a3() -> Made:
    return make_files(ROOT / "layouts" / "bulletin-a3.yaml")


@pytest.fixture(scope="session")
def bleeding() -> Made:
    return make_files(ROOT / "layouts" / "bulletin-a3-bleed.yaml")


@pytest.fixture(scope="session")
def a4() -> Made:
    return make_files(ROOT / "layouts" / "bulletin-a4.yaml")
