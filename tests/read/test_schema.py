"""The JSON Schemas in layouts/schema/ are current, named in each YAML file, and take what ships."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.read.folder import ROOT
from tools.schemas import schemas

FILES = [*sorted((ROOT / "layouts").glob("*.yaml")), ROOT / "content/issue.yaml", ROOT / "fonts/fonts.yaml"]


def schema_of(path: Path) -> Path:
    """The schema that a YAML file names in its first line."""
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    return (path.parent / first.partition("=")[2]).resolve()


def instance(path: Path) -> Any:
    """The file as an editor's language server sees it: YAML 1.2 has no dates."""
    text = path.read_text(encoding="utf-8")
    return json.loads(json.dumps(yaml.load(text, Loader=yaml.CSafeLoader), default=str))


def test_the_schemas_are_current() -> None:
    folder = ROOT / "layouts/schema"
    assert {path.name for path in folder.glob("*.json")} == set(schemas())
    for name, text in schemas().items():
        assert (folder / name).read_text(encoding="utf-8") == text, "run python -m tools.schemas"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_shipped_files_obey_the_schema_that_they_name(path: Path) -> None:
    schema = json.loads(schema_of(path).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(instance(path), schema)


def test_the_front_matter_of_the_reports_obeys_its_schema() -> None:
    schema = json.loads(schemas()["report.json"])
    for path in (ROOT / "content").glob("*.md"):
        front = path.read_text(encoding="utf-8").split("---\n")[1]
        jsonschema.validate(yaml.load(front, Loader=yaml.CSafeLoader), schema)


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("layout.json", {"grid": {"columns": "x"}}),
        ("layout.json", {"colour": {}}),
        ("issue.json", {"mastheat": "甲"}),
        ("issue.json", {"pages": 0}),
        ("report.json", {"points": "甲"}),
    ],
)
def test_the_schemas_refuse_what_the_readers_refuse(name: str, spoil: dict[str, Any]) -> None:
    sound = {
        "layout.json": instance(ROOT / "layouts/bulletin-a3.yaml"),
        "issue.json": {"报头": "甲", "date": "2019-04-24", "number": 12, "fillers": ["甲", {"picture": "a.jpg"}]},
        "report.json": {"栏目": "水务", "title": "甲", "post": "乙", "作者": "丙", "points": ["甲", {"head": "乙"}]},
    }[name]
    validator = jsonschema.Draft7Validator(json.loads(schemas()[name]))
    validator.validate(sound)
    assert list(validator.iter_errors(sound | spoil))
