"""docs/gallery/preview.png: the preview's page with the shipped issue, for the READMEs.

`python -m tools.preview_picture` runs the preview, lets the system's Chromium look at it, and writes what was seen.
"""

import os
import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "gallery" / "preview.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?key=([\w-]+)")  # as the preview prints it
WINDOW_WIDTH, WINDOW_HEIGHT = 1320, 800  # pixels of the browser's
WIDTH = 880  # pixels of the picture
COLORS = 160  # of its palette
EDITED = ("适时", "及时")  # words of water.md, so that a change is marked
DRAWN_WITHIN = 60_000  # milliseconds for LibreOffice to draw the slides


def browser_program() -> str | None:
    """The system's Chromium, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def browser_words() -> list[str]:
    """What Chromium must be told here: its sandbox does not work for the superuser, nor its memory in a container."""
    unshared = ["--disable-dev-shm-usage"]  # a container has little of /dev/shm
    return [*unshared, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else unshared


def seen(folder: Path) -> bytes:
    """A screenshot of the preview of a copy of the issue, after an edit and a jump to a problem."""
    from playwright.sync_api import sync_playwright

    shutil.copytree(ROOT / "content", folder / "content")
    words = ["preview", "--no-open", "--content", str(folder / "content"), "--output", str(folder / "output")]
    command = [sys.executable, str(ROOT / "generate.py"), *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as preview:
        try:
            assert preview.stderr
            address = next(filter(None, map(ADDRESS.search, preview.stderr)))[0]
            with sync_playwright() as play:
                browser = play.chromium.launch(executable_path=browser_program(), args=browser_words())
                page = browser.new_page(
                    viewport={"width": WINDOW_WIDTH, "height": WINDOW_HEIGHT}, locale="zh-CN", device_scale_factor=2
                )
                page.goto(address)
                page.wait_for_selector("#slides img", timeout=DRAWN_WITHIN)
                report = folder / "content" / "water.md"
                report.write_text(report.read_text(encoding="utf-8").replace(*EDITED), encoding="utf-8")
                page.wait_for_selector(".change", state="attached", timeout=DRAWN_WITHIN)
                page.wait_for_selector("#slides .stale", state="detached", timeout=DRAWN_WITHIN)
                page.keyboard.press("m")
                page.get_by_role("button", name="到版面").first.click()
                page.wait_for_timeout(1500)  # what arrives has arrived
                return page.screenshot()
        finally:
            preview.terminate()


def small(picture: bytes) -> bytes:
    """The screenshot as the READMEs show it."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    size = WIDTH, round(WIDTH * image.height / image.width)
    out = BytesIO()
    shrunk = image.resize(size, Image.Resampling.LANCZOS)
    shrunk.quantize(COLORS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    with TemporaryDirectory() as made:
        FILE.write_bytes(small(seen(Path(made))))
