"""Where layouts and faces are looked for: the user's folders, then the presets; a layout of one's own anywhere."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation

from bulletin.faces.face import open_faces
from bulletin.memory import Memory
from bulletin.model.design import Design
from bulletin.model.output import Order, Printed
from bulletin.pipeline import build
from bulletin.problems import ContentError
from bulletin.read.layout import decode, find_layout
from bulletin.sources import Sources, find_sources
from tests.conftest import ROOT

PRESETS = str(ROOT / "layouts")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A user's folder with content and nothing else."""
    shutil.copytree(ROOT / "content", tmp_path / "home" / "content")
    return tmp_path / "home"


def printed(home: Path, layout: str | None = None) -> Printed:
    order = Order(find_sources(str(home)), str(home / "content"), layout, slides=False, draw=False)
    return build(order, Memory())


def size(printed: Printed) -> tuple[float, float]:
    assert printed.bulletin
    page = printed.bulletin.pages[0].size
    return round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_checkout_is_its_own_preset() -> None:
    own = find_sources(str(ROOT))
    assert own == Sources(str(ROOT), (PRESETS,), (str(ROOT / "fonts"),))
    assert own.profiles == (str(ROOT / "layouts" / "icc"),)


def test_the_users_folders_come_first_where_there_are_any(home: Path) -> None:
    assert find_sources(str(home)) == Sources(str(home), (PRESETS,), (str(ROOT / "fonts"),))
    (home / "layouts").mkdir()
    assert find_sources(str(home)).layouts == (str(home / "layouts"), PRESETS)


def test_the_current_folder_is_home_when_none_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "layouts").mkdir()
    monkeypatch.chdir(home)
    assert find_sources("").layouts == ("layouts", PRESETS)


def test_a_folder_with_content_alone_prints_by_the_presets(home: Path) -> None:
    assert size(printed(home)) == (297, 420)
    assert size(printed(home, "bulletin-a4")) == (210, 297)


def test_a_layout_of_ones_own_hides_the_preset_and_may_extend_it(home: Path) -> None:
    write(home / "layouts" / "bulletin-a3.yaml", "extends: bulletin-a3\nname: ours\npage: {bleed_mm: 5}\n")
    layouts = find_sources(str(home)).layouts
    path, problem = find_layout("bulletin-a3", layouts)
    assert (path, problem) == (str(home / "layouts" / "bulletin-a3.yaml"), None)
    design = decode(path, Design, layouts)
    base = decode(str(ROOT / "layouts" / "bulletin-a3.yaml"), Design)
    assert design._replace(name=base.name, page=base.page) == base
    assert design.page.bleed / 72 * 25.4 == pytest.approx(5)


@pytest.mark.parametrize("extends", ["bulletin-a4", "mine", "../base/plain.yaml", "{absolute}"])
def test_a_layout_anywhere_extends_a_preset_or_ours_by_name_or_any_file_by_path(
    home: Path, tmp_path: Path, extends: str
) -> None:
    write(home / "layouts" / "mine.yaml", "extends: bulletin-a4\nname: mine\n")
    absolute = write(tmp_path / "base" / "plain.yaml", "extends: bulletin-a4\nname: plain\n")
    text = f"extends: {extends.format(absolute=absolute)}\nname: own\nfolio: {{color: red}}\n"
    own = write(tmp_path / "elsewhere" / "own.yaml", text)
    assert size(printed(home, str(own))) == (210, 297)


def test_layouts_that_extend_each_other_are_refused(home: Path) -> None:
    write(home / "layouts" / "one.yaml", "extends: two\n")
    write(home / "layouts" / "two.yaml", "extends: ../layouts/one.yaml\n")
    with pytest.raises(ContentError) as caught:
        printed(home, "one")
    assert [problem.code for problem in caught.value.problems if problem.severity == "error"] == ["layout-circle"]


@pytest.mark.parametrize("asked", ["by name", "by extends"])
def test_an_unknown_name_lists_all_layouts_that_there_are(home: Path, tmp_path: Path, asked: str) -> None:
    write(home / "layouts" / "ours.yaml", "extends: bulletin-a3\n")
    own = write(tmp_path / "own.yaml", "extends: nowhere\n")
    with pytest.raises(ContentError) as caught:
        printed(home, "nowhere" if asked == "by name" else str(own))
    (hint,) = (problem.hint for problem in caught.value.problems if problem.code == "no-layout")
    for name in ("ours", "bulletin-a3", "bulletin-a4", "original"):
        assert name in hint
    assert "slides" not in hint


def test_an_offices_faces_stand_before_the_presets_and_lean_on_them(home: Path) -> None:
    shutil.copy(ROOT / "fonts" / "NotoSansSC-Bold.ttf", write(home / "fonts" / "own.ttf", ""))
    table = (
        "faces:\n  mine: {file: own.ttf}\n  hei: {file: NotoSansSC-Regular.ttf}\nroles:\n  song: [mine, song, kai]\n"
    )
    write(home / "fonts" / "fonts.yaml", table)
    with open_faces(*find_sources(str(home)).fonts) as faces:
        assert faces.chain("song")[:3] == ("mine", "song", "kai")
        assert faces.choose("song", "学") == "mine"
        assert faces.choose("kai", "学") == "kai"
        assert faces.face("mine").file.path == str(home / "fonts" / "own.ttf")
        assert faces.face("hei").file.path == str(ROOT / "fonts" / "NotoSansSC-Regular.ttf")
    assert printed(home).bulletin


def test_a_table_without_roles_needs_those_of_the_presets(home: Path) -> None:
    write(home / "fonts" / "fonts.yaml", "faces:\n  hei: {file: NotoSansSC-Bold.ttf}\n")
    with open_faces(*find_sources(str(home)).fonts) as faces:
        assert faces.face("hei").file.path.endswith("NotoSansSC-Bold.ttf")
    with pytest.raises(ContentError):
        open_faces(str(home / "fonts"))


def test_the_decks_layout_and_its_template_are_the_users(home: Path) -> None:
    write(home / "layouts" / "slides.yaml", "extends: slides\ntemplate: ours.pptx\n")
    order = Order(find_sources(str(home)), str(home / "content"), pdf=False)
    with pytest.raises(ContentError) as caught:
        build(order, Memory())
    assert caught.value.problems[-1].place
    assert caught.value.problems[-1].place.file == str(home / "layouts" / "ours.pptx")
    write(home / "layouts" / "slides.yaml", "extends: slides\ncover: true\n")
    assert build(order, Memory()).slide_count == 5


@pytest.mark.parametrize(
    ("name", "layout"), [("ours.pptx", "extends: slides\ntemplate: ours.pptx\n"), ("slides.pptx", "")]
)
def test_a_template_beside_the_decks_layout_is_taken(name: str, layout: str, home: Path) -> None:
    """One named in slides.yaml, and one of the name of ours without any."""
    deck = Presentation(str(ROOT / "layouts" / "slides.pptx"))
    deck.slide_layouts[0]._element.cSld.set("name", "本单位封面")
    written = BytesIO()
    deck.save(written)
    write(home / "layouts" / name, "").write_bytes(written.getvalue())
    if layout:
        write(home / "layouts" / "slides.yaml", layout)
    (made,) = build(Order(find_sources(str(home)), str(home / "content"), pdf=False), Memory()).files
    assert Presentation(BytesIO(made.data)).slide_layouts[0].name == "本单位封面"


def test_a_press_profile_is_found_in_the_users_layouts(home: Path) -> None:
    profile = home / "layouts" / "icc" / "ours.icc"
    shutil.copy(ROOT / "layouts" / "icc" / "FOGRA39L_coated.icc", write(profile, ""))
    own = write(home / "layouts" / "mine.yaml", "extends: bulletin-a3\npress: {profile: ours.icc}\n")
    order = Order(find_sources(str(home)), str(home / "content"), "mine", slides=False, purposes=("printer",))
    assert len(build(order, Memory()).files) == 2
    profile.unlink()
    own.write_text(own.read_text(encoding="utf-8").replace("ours.icc", "FOGRA39L_coated.icc"), encoding="utf-8")
    assert len(build(order, Memory()).files) == 2
