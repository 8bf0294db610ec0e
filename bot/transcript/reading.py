"""Text as a dialogue; what cannot be read is refused with its line."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.simulator.faults import KINDS
from bot.transcript.actions import read_action
from bot.transcript.model import (
    Act,
    Advance,
    Arrive,
    Block,
    Calm,
    Change,
    Gathering,
    Kill,
    Link,
    Offer,
    Opening,
    Registered,
    Repeat,
    Revive,
    Scene,
    SetClock,
    Sight,
    Someone,
    Transcript,
    Trouble,
    Turn,
)
from bot.transcript.times import read_moment, read_span
from conversations.facts import Zone
from conversations.rules.terms import Role, SchoolLevel

ROLES: Mapping[str, Role] = {"guru": Role.GURU, "ks": Role.KS, "penilai": Role.APPRAISER}
_FIELD = re.compile(
    r"(mulai|tautan|orang|terdaftar|lengkap|terbesar|diajukan|operator|grup|grup tanpa bot): (.+)"
)
_GROUP = re.compile(r"([^=>]+) = (\w+(?:, \w+)*)")
_LINK = re.compile(r"(.+) = (ks|KS|guru|penilai), (\d{8})(?:, (.+))?")
_PERSON = re.compile(r"(\w+), (\d+), ([a-z]{2})")
_REGISTERED = re.compile(r"(\w+), ([^=]+) = (.+)")
_BLOCK = re.compile(r":(buka-)?blokir (\w+)")
_ACT = re.compile(r"(\w+)(?: @ ([^=>]+))?> (.+)")
_TROUBLE = re.compile(r":gangguan (\w+)(?: ([A-Za-z]+))?(?: x(\d+))?")
_CALM = re.compile(r":gangguan selesai(?: (\w+)(?: ([A-Za-z]+))?)?")
_SIGHT = re.compile(r"  (\w.*?) \((baru|diubah|dihapus|sekilas)\):(?: (.*))?")
_ROW = re.compile(r"  \[.*\]")


class TranscriptError(Exception):
    """A line that is not of the format."""


def read(text: str) -> Transcript:
    """The dialogue of a file."""
    return _Reader(text.split("\n")).read()


class _Reader:
    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._at = 0

    def read(self) -> Transcript:
        title = self._remarks()
        self._skip_blank()
        fields: list[tuple[str, str]] = []
        while (found := _FIELD.fullmatch(self._peek())) is not None:
            fields.append((found[1], found[2]))
            self._at += 1
        try:
            opening = _opening(fields)
        except (ValueError, KeyError, StopIteration) as error:
            raise self._error(f"the opening: {error}") from None
        people, groups = ({one.name for one in known} for known in (opening.people, opening.groups))
        return Transcript(title, opening, tuple(self._scenes(people, groups)))

    def _scenes(self, names: set[str], groups: set[str]) -> Iterable[Scene]:
        while self._skip_blank():
            remarks = self._remarks()
            self._skip_blank()
            line = self._at + 1
            turn = self._turn()
            if isinstance(turn, Act | Block) and turn.person not in names:
                raise self._error(f"nobody is called {turn.person}")
            if isinstance(turn, Act) and turn.group is not None and turn.group not in groups:
                raise self._error(f"no group is called {turn.group}")
            if isinstance(turn, Arrive):
                names.add(turn.someone.name)
            yield Scene(turn, tuple(self._sights()), remarks, line)

    def _turn(self) -> Turn:
        text = self._peek()
        try:
            turn = read_turn(text)
        except ValueError as error:
            raise self._error(str(error)) from None
        self._at += 1
        return turn

    def _sights(self) -> Iterable[Sight]:
        while (head := _SIGHT.fullmatch(self._peek())) is not None:
            self._at += 1
            change = Change(head[2])
            if change is Change.TOAST:
                yield Sight(head[1], change, head[3] or "")
                continue
            body = self._take(lambda line: line == "  |" or line.startswith("  | "))
            rows = self._take(lambda line: _ROW.fullmatch(line) is not None)
            yield Sight(
                head[1],
                change,
                "\n".join(line[4:] for line in body),
                tuple(tuple(row[3:-1].split("] [")) for row in rows),
            )
        if self._peek().startswith(" "):
            raise self._error("not a message, a line of one, or its buttons")

    def _remarks(self) -> tuple[str, ...]:
        return tuple(line[1:].strip() for line in self._take(lambda line: line.startswith("#")))

    def _take(self, fits: Callable[[str], bool]) -> list[str]:
        start = self._at
        while self._at < len(self._lines) and fits(self._lines[self._at]):
            self._at += 1
        return list(self._lines[start : self._at])

    def _skip_blank(self) -> bool:
        """Pass over empty lines; gives whether anything follows."""
        self._take(lambda line: not line.strip())
        return self._at < len(self._lines)

    def _peek(self) -> str:
        return self._lines[self._at] if self._at < len(self._lines) else ""

    def _error(self, reason: str) -> TranscriptError:
        return TranscriptError(f"line {self._at + 1}: {reason}: {self._peek()!r}")


def read_turn(text: str) -> Turn:
    """The turn of a line; ValueError where it is none."""
    if text == ":matikan":
        return Kill()
    if text == ":matikan di tengah":
        return Kill(is_midway=True)
    if text == ":hidupkan":
        return Revive()
    if text == ":ulangi":
        return Repeat()
    if (calm := _CALM.fullmatch(text)) is not None:
        return Calm(calm[1], calm[2])
    if (trouble := _TROUBLE.fullmatch(text)) is not None and trouble[1] in KINDS:
        return Trouble(trouble[1], trouble[2], int(trouble[3] or 1))
    if text.startswith(":orang "):
        return Arrive(_person(text.removeprefix(":orang ")))
    if text.startswith(":tautan "):
        return Offer(_link(text.removeprefix(":tautan ")))
    if text.startswith(":maju "):
        return Advance(read_span(text.removeprefix(":maju ")))
    if text.startswith(":jam "):
        return SetClock(read_moment(text.removeprefix(":jam ")))
    if (block := _BLOCK.fullmatch(text)) is not None:
        return Block(block[2], is_blocked=not block[1])
    found = _ACT.fullmatch(text)
    if found is None:
        raise ValueError("not a turn")
    return Act(found[1], read_action(found[3]), found[2])


def _opening(fields: Sequence[tuple[str, str]]) -> Opening:
    begins = next((text for name, text in fields if name == "mulai"), "")
    people = {one.name: one for one in (_person(text) for name, text in fields if name == "orang")}
    for text in (text for name, text in fields if name == "terdaftar"):
        who, registered = _registered(text)
        people[who] = replace(people[who], registered=registered)
    links = tuple(_link(text) for name, text in fields if name == "tautan")
    plans = {
        field: tuple(who for name, text in fields if name == field for who in text.split(", "))
        for field in ("lengkap", "terbesar", "diajukan", "operator")
    }
    groups = tuple(_group(name, text) for name, text in fields if name.startswith("grup"))
    named = [*plans.values(), *(group.members for group in groups)]
    if unknown := {who for names in named for who in names} - set(people):
        raise ValueError(f"nobody is called {', '.join(sorted(unknown))}")
    if doubled := {group.name for group in groups} & set(people):
        raise ValueError(f"a person and a group are called {', '.join(sorted(doubled))}")
    return Opening(
        begins_at=read_moment(begins),
        links=links,
        people=tuple(people.values()),
        completed=plans["lengkap"],
        largest=plans["terbesar"],
        submitted=plans["diajukan"],
        operators=plans["operator"],
        groups=groups,
    )


def _group(field: str, text: str) -> Gathering:
    found = _GROUP.fullmatch(text)
    if found is None:
        raise ValueError(f"not a group: {text!r}")
    return Gathering(found[1], tuple(found[2].split(", ")), has_bot=field == "grup")


def _link(text: str) -> Link:
    found = _LINK.fullmatch(text)
    if found is None:
        raise ValueError(f"not a link: {text!r}")
    return Link(found[1], ROLES[found[2].lower()], found[3], found[4] or "")


def _person(text: str) -> Someone:
    found = _PERSON.fullmatch(text)
    if found is None:
        raise ValueError(f"not a person: {text!r}")
    return Someone(found[1], int(found[2]), found[3])


def _registered(text: str) -> tuple[str, Registered]:
    found = _REGISTERED.fullmatch(text)
    if found is None:
        raise ValueError(f"not a registration: {text!r}")
    way, *more = found[2].split(", ")
    link = None if way == "mandiri" else way.removeprefix("lewat ")
    known = Registered(found[3], link)
    for word in more:
        if word == "Plt.":
            known = replace(known, is_plt=True)
        elif word in Zone.__members__:
            known = replace(known, zone=Zone[word])
        else:
            known = replace(known, level=SchoolLevel(word))
    return found[1], known
