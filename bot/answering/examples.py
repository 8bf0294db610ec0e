"""What the search is trained on: the catalogue itself, and labelled questions."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answering.loading import packaged_catalogues
from conversations.answers.book import finder_entries

_PARAGRAPH_COUNTS = 0.3
# Titles name the system they are about, which must not look like a question about the system itself.
_ENDINGS = (
    "pada Pengelolaan Kinerja di PMM",
    "di Pengelolaan Kinerja guru dan kepala sekolah",
    "Pengelolaan Kinerja di Platform Merdeka Mengajar",
    "di PMM",
    "pada fitur Pengelolaan Kinerja",
    "dalam Pengelolaan Kinerja PMM 2024",
    "guru dan kepala sekolah",
    "di aplikasi e-kinerja PMM",
    "tahun 2024",
    "di PMM tahun 2025",
)
_ENDING_SHARE, _ENDING_COUNTS = 0.6, 0.7


@dataclass(frozen=True)
class Example:
    """A text, the entries that answer it (best first, none: refuse), and how much it counts."""

    text: str
    accept: tuple[str, ...]
    counts: float = 1.0


def catalogue_examples(language: str) -> Iterator[Example]:
    """Titles, ways of asking and, counting less, the paragraphs of the answers."""
    for entry, title, ways, answer in entries_of(language):
        yield from (Example(text, (entry,)) for text in (title, *ways))
        yield from (Example(text, (entry,), _PARAGRAPH_COUNTS) for text in answer.split("\n\n"))


def with_endings(examples: Iterable[Example]) -> Iterator[Example]:
    """Many of those that are answered once more, as a title of a page would say it; always the same ones."""
    chance = random.Random(1)
    for example in examples:
        if example.accept and chance.random() < _ENDING_SHARE:
            text = f"{example.text.rstrip(' ?.!')} {chance.choice(_ENDINGS)}"
            yield Example(text, example.accept, _ENDING_COUNTS)


def entries_of(language: str) -> list[tuple[str, str, Sequence[str], str]]:
    """The entries of that language as the search takes them."""
    return finder_entries(packaged_catalogues()[language])


def read_examples(files: Iterable[Path]) -> Iterator[Example]:
    """The labelled questions of these files."""
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            known = json.loads(line)
            yield Example(known["q"], tuple(known["accept"]))
