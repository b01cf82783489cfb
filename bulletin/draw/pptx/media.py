"""Pictures of a deck as image files in sRGB: what every viewer shows alike, with nothing in them but pixels."""

from collections.abc import Sequence

from bulletin.model.design import PressDesign
from bulletin.model.slide import Deck


def picture_files(deck: Deck, press: PressDesign, icc_folders: Sequence[str]) -> dict[str, bytes]:
    """A JPEG or PNG for each picture of `deck`, by its digest.

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
    from bulletin.draw.pictures import is_photograph, jpeg, largest, png, scaled
    from bulletin.draw.profiles import read_profile

    files: dict[str, bytes] = {}
    for digest, (picture, size) in largest(photos).items():
        image = scaled(picture, size)
        if image.mode == "CMYK":
            from bulletin.draw.separation import to_srgb

            image = to_srgb(image, lambda: read_profile(press, icc_folders))
        files[digest] = jpeg(image) if is_photograph(picture) else png(image)
    return files
