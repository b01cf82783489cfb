"""Both of PyYAML's parsers, for what must hold with either."""

from typing import Any

import pytest
import yaml

from bulletin.yaml_nodes import events
from tests.examples import sample

PARSERS: dict[str, Any] = {"libyaml": getattr(yaml, "CSafeLoader", None), "python": yaml.SafeLoader}


@pytest.fixture(params=sample(PARSERS, ("libyaml",)))
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the parser that reads every YAML file of the test."""
    chosen = PARSERS[request.param]
    if chosen is None:
        pytest.skip("this PyYAML was built without libyaml")
    monkeypatch.setattr(events, "event_parser", lambda: chosen)
    return str(request.param)
