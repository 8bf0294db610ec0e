"""What a visitor has to fetch."""

from bot.demo.web.files import FOLDER

MOST_BYTES = 200_000


def test_the_page_is_small() -> None:
    sizes = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert 0 < sum(sizes.values()) < MOST_BYTES, sizes
