import re
from pathlib import Path

import bot.demo
from bot.demo.page_words import WORDS
from bot.demo.panel_words import PANEL_WORDS

PAGE = Path(bot.demo.__file__).parent / "page"
SCRIPTS = "\n".join(file.read_text(encoding="utf-8") for file in sorted(PAGE.glob("*.js")))
# Keys that are put together, such as `fault_${kind}`.
BUILT = tuple(re.findall(r"\bt\(`(\w+)\$", SCRIPTS))


def test_every_text_that_the_page_asks_for_is_there() -> None:
    asked = set(re.findall(r'\bt\("(\w+)"', SCRIPTS))

    assert asked
    assert asked <= set(WORDS)


def test_no_text_of_the_panels_is_left_over() -> None:
    named = set(re.findall(r'"(\w+)"', SCRIPTS)) | set(re.findall(r"\b(\w+):", SCRIPTS))

    assert [key for key in PANEL_WORDS if key not in named and not key.startswith(BUILT)] == []


def test_the_page_names_no_other_host() -> None:
    files = [file for file in PAGE.iterdir() if file.suffix in {".html", ".css", ".js"}]
    addresses = {url for file in files for url in re.findall(r"https?://[\w./-]+", file.read_text("utf-8"))}

    # A name of the standard, which nobody fetches.
    assert addresses == {"http://www.w3.org/2000/svg"}


def test_the_page_is_small() -> None:
    assert sum(file.stat().st_size for file in PAGE.iterdir()) < 180_000
