"""Pictures of a deck as image files in sRGB: what every viewer shows alike, with nothing in them but pixels."""

from collections.abc import Sequence
from functools import partial

from bulletin.geometry import Size
from bulletin.memory import Memory
from bulletin.model.design import PressDesign
from bulletin.model.edition import Picture
from bulletin.model.slide import Deck


def picture_files(deck: Deck, press: PressDesign, icc_folders: Sequence[str], memory: Memory) -> dict[str, bytes]:
    """A JPEG or PNG for each picture of `deck`, by its digest; `memory` keeps them.

    Raises:
        ContentError: a CMYK picture without a profile needs that of `press`, and there is none.
    """
    photos = [
        (photo.picture, photo.rect or slide.texts[photo.text].rect, photo.crop)
        for slide in deck.slides
        for photo in slide.photos
    ]
    if not photos:
        return {}
    from bulletin.draw.pictures import in_press_inks, is_photograph, largest
    from bulletin.draw.profiles import read_profile

    files: dict[str, bytes] = {}
    for digest, (picture, size) in largest(photos).items():
        profile = read_profile(press, icc_folders) if in_press_inks(picture) else b""
        key = (digest, size, is_photograph(picture), profile)
        files[digest] = memory.recall(key, partial(_file, picture, size, profile))
    return files


def _file(picture: Picture, size: Size, profile: bytes) -> bytes:
    from bulletin.draw.pictures import is_photograph, jpeg, png, scaled

    image = scaled(picture, size)
    if image.mode == "CMYK":
        from bulletin.draw.separation import to_srgb

        image = to_srgb(image, lambda: profile)
    return jpeg(image) if is_photograph(picture) else png(image)
