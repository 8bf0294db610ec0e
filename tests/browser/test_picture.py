"""README begins with a picture of the demo, and the script that made it still does."""

import re
import struct
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.browser.demo import ROOT, DemoProcess
from tests.browser.picture import SIZE, take_picture

MOST_BYTES = 200_000


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.xdist_group("browser")
async def test_the_script_makes_the_picture(browser: Browser, demo: DemoProcess, tmp_path: Path) -> None:
    await take_picture(browser, demo.url, tmp_path / "demo.png")
    check(tmp_path / "demo.png")


def test_readme_opens_with_the_picture_and_says_in_words_what_it_shows() -> None:
    title, picture = (ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")[:2]
    found = re.fullmatch(r"!\[([^\]]{40,})\]\((docs/[\w.-]+\.png)\)", picture)
    assert title.startswith("# ")
    assert found is not None
    check(ROOT / found[2])


def check(file: Path) -> None:
    content = file.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (SIZE["width"], SIZE["height"])
    assert len(content) < MOST_BYTES
