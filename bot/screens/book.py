"""What the walks have found: every screen, every word above one, every notice."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.drawn import Drawn
from bot.screens.skeleton import Skeleton, keys_of
from bot.screens.stage import Place
from conversations.words import Say, Words


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen with the way to it; `is_telling` where it says or offers what none before it did."""

    flow: str
    spot: str
    persona: str
    path: tuple[Words, ...]
    place: Place
    is_telling: bool

    @property
    def way(self) -> str:
        """The way to it in English keys, to find it by."""
        steps = " > ".join(step.key if isinstance(step, Say) else step for step in self.path)
        return f"{self.persona}: {steps}"


@dataclass(frozen=True, slots=True)
class WordEntry:
    """What stands above a screen once, with a place where it does."""

    flow: str
    word: Say
    place: Place


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """A notice in every language."""

    kind: str
    drawn: Mapping[str, Drawn]


@dataclass(repr=False)
class Book:
    """All of it, each kind once, in the order in which it was found."""

    entries: dict[Skeleton, Entry] = field(default_factory=dict)
    words: dict[tuple[str, str], WordEntry] = field(default_factory=dict)
    notices: dict[tuple[str, ...], NoticeEntry] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    _known: dict[tuple[str, str], set[object]] = field(default_factory=dict)

    def add_screen(self, seen: Skeleton, persona: str, path: tuple[Words, ...], place: Place) -> None:
        """Remember a screen unless one of its kind is known."""
        if seen in self.entries:
            return
        flow, spot, lines, labels = seen
        known = self._known.setdefault((flow, spot), set())
        news: set[object] = {labels, *keys_of(lines, labels)}
        self.entries[seen] = Entry(flow, spot, persona, path, place, not news <= known)
        known |= news

    def add_word(self, flow: str, word: Say, place: Place) -> None:
        """Remember a word above a screen, once for each conversation."""
        self.words.setdefault((flow, word.key), WordEntry(flow, word, place))

    def add_notice(self, kind: str, drawn: Mapping[str, Drawn]) -> None:
        """Remember a notice, each kind with each keyboard once."""
        labels = [button.label for row in drawn["id"].rows for button in row]
        self.notices.setdefault((kind, *labels), NoticeEntry(kind, drawn))

    def telling(self) -> Iterator[tuple[str, list[Entry]]]:
        """The screens to be read, by conversation."""
        for flow in sorted({entry.flow for entry in self.entries.values()}):
            yield flow, list(self._of(flow))

    def _of(self, flow: str) -> Iterable[Entry]:
        spots = [entry.spot for entry in self.entries.values() if entry.flow == flow]
        for spot in dict.fromkeys(spots):
            for entry in self.entries.values():
                if (entry.flow, entry.spot) == (flow, spot) and entry.is_telling:
                    yield entry
