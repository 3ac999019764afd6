import shutil
import struct
from pathlib import Path

import pytest

from scripts.screenshot import take_screenshot


@pytest.mark.skipif(shutil.which("chromium") is None, reason="chromium is not installed")
def test_picture_has_the_size_asked_for(tmp_path: Path) -> None:
    """The PNG's header gives the width and height in CSS pixels; folders are made."""
    page = tmp_path / "page.html"
    page.write_text("<!DOCTYPE html><title>t</title><p>One page", "utf-8")
    picture = tmp_path / "img" / "page.png"
    take_screenshot(page, picture, width=800, height=600)
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == (800, 600)


def test_missing_page_is_an_error(tmp_path: Path) -> None:
    """A page that is not there gives no picture of an error page."""
    picture = tmp_path / "page.png"
    with pytest.raises(FileNotFoundError, match="there is no page"):
        take_screenshot(tmp_path / "none.html", picture, width=800, height=600)
    assert not picture.exists()
