"""Objects (ISO 32000-1, 8.7.4, 8.9, 8.10): shadings, images with their resolution, forms run in place."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf

from bulletin.preflight.color import GRAY, is_dictionary, shading_paint
from bulletin.preflight.coordinates import IDENTITY, bounding_box, combined, intersection, mapped, matrix_of
from bulletin.preflight.painted import PaintedMark, PlacedImage
from bulletin.preflight.stream_run import Operands, StreamRun

INLINE_NAME = "内嵌图"  # on the report: an inline image has no name of its own


def _shading(run: StreamRun, operands: Operands) -> None:
    shading = run.resource("/Shading", operands[0])
    if is_dictionary(shading):
        run.recorder.paint("shading", run.state.clip, shading_paint(shading, run.resources), run.state)


def _external(run: StreamRun, operands: Operands) -> None:
    found = run.resource("/XObject", operands[0])
    if not is_dictionary(found):
        return
    kind = str(found.get("/Subtype", ""))
    if kind == "/Form" and not run.too_deep:
        _run_form(run, found)
    elif kind == "/Image":
        _place_image(run, str(operands[0]).lstrip("/"), found)


def _run_form(run: StreamRun, form: Any) -> None:
    state = run.state.copy()
    state.matrix = combined(matrix_of(form.get("/Matrix", IDENTITY)), run.state.matrix)
    if "/BBox" in form:
        left, lower, right, upper = (float(value) for value in form.BBox)
        corners = [mapped(state.matrix, x, y) for x in (left, right) for y in (lower, upper)]
        state.clip = intersection(state.clip, bounding_box(corners))
    if str(form.get("/Group", {}).get("/S", "")) == "/Transparency":
        run.recorder.use_group()
    run.run_inside(form, state)


def _place_image(run: StreamRun, name: str, image: Any) -> None:
    is_mask = bool(image.get("/ImageMask", False))
    space, inks = run.recorder.image_inks(image, run.resources, run.state, is_mask=is_mask)
    has_soft_mask = image.get("/SMask") is not None or int(image.get("/SMaskInData", 0)) > 0
    if has_soft_mask:
        run.recorder.use_mask()
    _place(
        run,
        PlacedImage(
            name=name,
            width_px=int(image.get("/Width", 0)),
            height_px=int(image.get("/Height", 0)),
            bits=1 if is_mask else int(image.get("/BitsPerComponent", 8)),
            space=space,
            dpi=0.0,
            is_mask=is_mask,
            has_soft_mask=has_soft_mask,
            inks=inks,
        ),
    )


def place_inline_image(run: StreamRun, image: Any) -> None:
    """Record an image written into the content stream itself."""
    is_mask = bool(image.image_mask)
    space = run.state.fill.space
    if not is_mask:
        named = image.colorspace
        space = run.recorder.color_space(pikepdf.Name(str(named)), run.resources) if named else GRAY
    _place(
        run,
        PlacedImage(
            name=INLINE_NAME,
            width_px=image.width,
            height_px=image.height,
            bits=image.bits_per_component or 1,
            space=space,
            dpi=0.0,
            is_mask=is_mask,
            has_soft_mask=False,
            inks=1.0 if space.name == "DeviceGray" else None,
        ),
    )


def _place(run: StreamRun, image: PlacedImage) -> None:
    """Record an image on the unit square of the current matrix, with the resolution that follows."""
    matrix = run.state.matrix
    width, height = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
    dpi = min(image.width_px * 72 / width if width else math.inf, image.height_px * 72 / height if height else math.inf)
    box = bounding_box([mapped(matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)])
    run.recorder.add(
        PaintedMark(
            kind="image",
            page=run.recorder.page,
            box=intersection(box, run.state.clip),
            paint=run.state.fill if image.is_mask else None,
            size=min(width, height),
            overprint=run.state.overprint_fill,
            overprint_mode=run.state.overprint_mode,
            alpha=run.state.alpha_fill,
            blend=run.state.blend,
            image=image._replace(dpi=dpi),
        )
    )


OBJECT_OPERATORS: Mapping[str, Callable[[StreamRun, Operands], None]] = {"sh": _shading, "Do": _external}
