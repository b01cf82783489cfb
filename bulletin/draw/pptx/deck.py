"""The deck's bytes: finished slides in, a .pptx out. Decides nothing; the same deck gives the same bytes."""

from collections.abc import Mapping, Sequence
from hashlib import sha1

from bulletin.draw.pptx.media import JPEG_SIGNATURE, picture_files
from bulletin.draw.pptx.package import ROOT, Package
from bulletin.draw.pptx.slide import layout as layout_part
from bulletin.draw.pptx.slide import notes as notes_part
from bulletin.draw.pptx.slide import slide as slide_part
from bulletin.draw.pptx.theme import app_properties, core_properties, master, notes_master, presentation_size, theme
from bulletin.draw.pptx.xml import NAMESPACES, RUN_LANGUAGE, attribute
from bulletin.model.design import PressDesign
from bulletin.model.marks import NOT_AT_LINE_END, NOT_AT_LINE_START
from bulletin.model.slide import Deck, LayoutText, Section, SlideDesign, SlideLayout, Template

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
TYPE = "application/vnd.openxmlformats-officedocument.presentationml."
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
FIRST_LAYOUT_ID = 2147483649  # masters and layouts are numbered from 2^31: ECMA-376 part 1, 19.7.15
MASTER_ID = 2147483648
FIRST_SLIDE_ID = 256

PRESENTATION = "ppt/presentation.xml"
MASTER = "ppt/slideMasters/slideMaster1.xml"
NOTES_MASTER = "ppt/notesMasters/bulletinNotes.xml"  # names that no template has
NOTES_THEME = "ppt/theme/bulletinNotes.xml"


def draw_pptx(
    deck: Deck,
    slide_design: SlideDesign,
    template: Template | None = None,
    *,
    press: PressDesign | None = None,
    icc_folders: Sequence[str] = (),
) -> bytes:
    """The deck as a .pptx, on our own master or on the template's.

    Args:
        press: the condition that CMYK pictures without a profile are meant for; None is the default one. Its profile
            is in `icc_folders`.

    Raises:
        ContentError: such a picture needs that profile, and there is none.
    """
    images = picture_files(deck, press or PressDesign(), icc_folders)
    if template:
        return _on_template(deck, slide_design, template, images)
    package = Package()
    _base(package, deck, slide_design)
    _notes_master(package, deck, slide_design)
    slides = [_slide(package, number, deck, slide_design, images, NOTES_MASTER) for number in range(len(deck.slides))]
    _presentation(package, slides, deck, slide_design)
    return package.zipped(deck.date)


def _on_template(deck: Deck, design: SlideDesign, template: Template, images: Mapping[str, bytes]) -> bytes:
    """The deck on an office's master and layouts: only slides, notes, sections and properties are ours."""
    from bulletin.draw.pptx.template import add_extension, close, open_base, place

    base = open_base(template, deck)
    package = base.package
    _properties(package, deck)
    notes = base.part("notesMaster")
    if not notes:
        notes = NOTES_MASTER
        _notes_master(package, deck, design)
        relation = package.relate(base.presentation, f"{OFFICE}notesMaster", notes)
        place(
            base,
            "notesMasterIdLst",
            f'<p:notesMasterIdLst {NAMESPACES}><p:notesMasterId r:id="{relation}"/></p:notesMasterIdLst>',
        )
    slides = [_slide(package, number, deck, design, images, notes) for number in range(len(deck.slides))]
    listed = _listed(package, base.presentation, slides)
    place(base, "sldIdLst", f"<p:sldIdLst {NAMESPACES}>{listed}</p:sldIdLst>")
    place(base, "kinsoku", _kinsoku(NAMESPACES))
    add_extension(base, _sections(deck.sections, NAMESPACES))
    close(base)
    return package.zipped(deck.date)


def _base(package: Package, deck: Deck, design: SlideDesign) -> None:
    """Theme, master, the layouts in use, notes master and properties."""
    package.add("ppt/theme/theme1.xml", THEME_TYPE, theme(deck.colors, design))
    ids: list[str] = []
    for number, layout in enumerate(deck.layouts, 1):
        part = _layout_name(number)
        package.add(part, f"{TYPE}slideLayout+xml", layout_part(layout, design.tones))
        package.relate(part, f"{OFFICE}slideMaster", MASTER)
        relation = package.relate(MASTER, f"{OFFICE}slideLayout", part)
        ids.append(f'<p:sldLayoutId id="{FIRST_LAYOUT_ID + number - 1}" r:id="{relation}"/>')
    package.relate(MASTER, f"{OFFICE}theme", "ppt/theme/theme1.xml")
    package.add(MASTER, f"{TYPE}slideMaster+xml", master(_master_texts(deck.layouts), "".join(ids), design))
    package.add("ppt/presProps.xml", f"{TYPE}presProps+xml", f"<p:presentationPr {NAMESPACES}/>")
    package.add("ppt/viewProps.xml", f"{TYPE}viewProps+xml", f"<p:viewPr {NAMESPACES}/>")
    package.add(
        "ppt/tableStyles.xml",
        f"{TYPE}tableStyles+xml",
        '<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'def="{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"/>',
    )
    package.relate(ROOT, f"{OFFICE}officeDocument", PRESENTATION)
    _properties(package, deck)


def _notes_master(package: Package, deck: Deck, design: SlideDesign) -> None:
    """The notes master with a theme of its own, as the format wants."""
    package.add(NOTES_THEME, THEME_TYPE, theme(deck.colors, design))
    package.add(NOTES_MASTER, f"{TYPE}notesMaster+xml", notes_master(design))
    package.relate(NOTES_MASTER, f"{OFFICE}theme", NOTES_THEME)


def _properties(package: Package, deck: Deck) -> None:
    """Who made what and when."""
    package.relate(ROOT, CORE, "docProps/core.xml")
    package.relate(ROOT, f"{OFFICE}extended-properties", "docProps/app.xml")
    package.add(
        "docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core_properties(deck)
    )
    package.add(
        "docProps/app.xml",
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        app_properties(len(deck.slides)),
    )


def _master_texts(layouts: tuple[SlideLayout, ...]) -> tuple[LayoutText, ...]:
    """What the master shows: the texts of the first report layout that every master has."""
    layout = next((layout for layout in layouts if layout.kind == "report"), layouts[0])
    return tuple(
        text for text in layout.texts if text.role in ("title", "date", "footer", "number") or text.number == 1
    )


def _slide(
    package: Package, index: int, deck: Deck, design: SlideDesign, images: Mapping[str, bytes], notes_master: str
) -> str:
    """The slide at `index` with its notes; the name of its part."""
    slide, number = deck.slides[index], index + 1
    part = f"ppt/slides/slide{number}.xml"
    package.relations[part] = []  # a template's own slide of that name is gone
    layout = deck.layouts[slide.layout]
    package.relate(part, f"{OFFICE}slideLayout", layout.part or _layout_name(slide.layout + 1))
    shown = [
        package.relate(part, f"{OFFICE}image", _image(package, photo.picture.digest, images)) for photo in slide.photos
    ]
    package.add(part, f"{TYPE}slide+xml", slide_part(slide, layout, design.tones, shown))
    page = f"ppt/notesSlides/notesSlide{number}.xml"
    package.relations[page] = []
    package.add(page, f"{TYPE}notesSlide+xml", notes_part(slide.notes))
    package.relate(part, f"{OFFICE}notesSlide", page)
    package.relate(page, f"{OFFICE}notesMaster", notes_master)
    package.relate(page, f"{OFFICE}slide", part)
    return part


def _image(package: Package, digest: str, images: Mapping[str, bytes]) -> str:
    """The name of the part that holds a picture, one for however many slides."""
    data = images[digest]
    name = f"ppt/media/image-{digest[:16]}.{'jpeg' if data.startswith(JPEG_SIGNATURE) else 'png'}"
    package.add(name, "", data)
    return name


def _presentation(package: Package, slides: list[str], deck: Deck, design: SlideDesign) -> None:
    """The presentation part: masters, slides, sections, line-break prohibition."""
    master_id = package.relate(PRESENTATION, f"{OFFICE}slideMaster", MASTER)
    listed = _listed(package, PRESENTATION, slides)
    notes_id = package.relate(PRESENTATION, f"{OFFICE}notesMaster", NOTES_MASTER)
    for kind, part in (
        ("presProps", "ppt/presProps.xml"),
        ("viewProps", "ppt/viewProps.xml"),
        ("theme", "ppt/theme/theme1.xml"),
        ("tableStyles", "ppt/tableStyles.xml"),
    ):
        package.relate(PRESENTATION, f"{OFFICE}{kind}", part)
    extensions = f"<p:extLst>{_sections(deck.sections)}</p:extLst>" if deck.sections else ""
    slide_list = f"<p:sldIdLst>{listed}</p:sldIdLst>" if slides else ""
    package.add(
        PRESENTATION,
        f"{TYPE}presentation.main+xml",
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1">'
        f'<p:sldMasterIdLst><p:sldMasterId id="{MASTER_ID}" r:id="{master_id}"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{notes_id}"/></p:notesMasterIdLst>{slide_list}'
        f"{presentation_size(design)}{_kinsoku()}"
        f"<p:defaultTextStyle><a:defPPr><a:defRPr {RUN_LANGUAGE}/></a:defPPr></p:defaultTextStyle>"
        f"{extensions}</p:presentation>",
    )


def _listed(package: Package, presentation: str, slides: list[str]) -> str:
    """The entries of the slide list, related as they are made."""
    return "".join(
        f'<p:sldId id="{FIRST_SLIDE_ID + number}" r:id="{package.relate(presentation, f"{OFFICE}slide", part)}"/>'
        for number, part in enumerate(slides)
    )


def _kinsoku(namespaces: str = "") -> str:
    """The line-break prohibition for viewers that take it from the file."""
    starts = attribute("".join(sorted(NOT_AT_LINE_START)))
    ends = attribute("".join(sorted(NOT_AT_LINE_END)))
    return f'<p:kinsoku {namespaces} lang="zh-CN" invalStChars="{starts}" invalEndChars="{ends}"/>'


def _sections(sections: tuple[Section, ...], namespaces: str = "") -> str:
    """The extension with the sections, as Office 2010 has them; their ids follow from name and place."""
    listed = "".join(
        f'<p14:section name="{attribute(section.name)}" id="{_guid(f"{section.first} {section.name}")}"><p14:sldIdLst>'
        + "".join(
            f'<p14:sldId id="{FIRST_SLIDE_ID + number}"/>'
            for number in range(section.first, section.first + section.slides)
        )
        + "</p14:sldIdLst></p14:section>"
        for section in sections
    )
    return (
        f'<p:ext {namespaces} uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst '
        f'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">{listed}</p14:sectionLst></p:ext>'
    )


def _guid(seed: str) -> str:
    digits = sha1(seed.encode()).hexdigest().upper()
    return f"{{{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}}}"


def _layout_name(number: int) -> str:
    return f"ppt/slideLayouts/slideLayout{number}.xml"
