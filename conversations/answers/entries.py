"""What a catalogue of answers in one language holds."""

from collections.abc import Collection
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from conversations.rules.entry import Text

# Ids are part of what buttons send, which is short.
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]


def _without_ends(text: Any) -> Any:
    """The text without the line breaks beside the quotes of several lines."""
    return text.strip() if isinstance(text, str) else text


class Readers(StrEnum):
    """Whom an answer is about."""

    GURU = "guru"
    KS = "ks"
    BOTH = "both"


class Confidence(StrEnum):
    """How well an answer is sourced; OPEN says that there is no reliable one."""

    SEED = "seed"
    PUBLIC = "public"
    OPEN = "open"


class Lead(StrEnum):
    """The commands that an answer may lead to."""

    PLAN = "rencana"
    POINTS = "poin"
    SCHEDULE = "jadwal"
    APPROVAL = "persetujuan"
    SCHOOL = "sekolah"
    REMINDERS = "pengingat"
    PROFILE = "profil"
    OWN_DATA = "unduhdata"
    REPORT = "lapor"
    CREDIT = "angkakredit"


class _Table(BaseModel):
    # Only a whole file is validated: the tables in it need no validators of their own.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Source(_Table):
    """Where an answer comes from, with an address where it is public."""

    title: Text
    url: Address | None = None


class Topic(_Table):
    """A group of entries in the menu."""

    id: Slug
    title: Text


class Entry(_Table):
    """One answer, its placeholders not filled; `leads_to` is the command that can do it here."""

    id: Slug
    topic: Slug
    audience: Readers
    confidence: Confidence
    title: Text
    ways: Annotated[tuple[Text, ...], Field(min_length=1)]
    answer: Annotated[Text, BeforeValidator(_without_ends)]
    sources: tuple[Source, ...] = ()
    near: Annotated[tuple[Slug, ...], Field(max_length=3)] = ()
    leads_to: Lead | None = None

    @property
    def is_open(self) -> bool:
        """Whether it only says that there is no reliable answer, and whom to ask."""
        return self.confidence is Confidence.OPEN


class Catalogue(_Table):
    """Topics and entries in the order of the file. `entry` raises KeyError for an id it does not hold."""

    topics: Annotated[tuple[Topic, ...], Field(alias="topic", min_length=1)]
    entries: Annotated[tuple[Entry, ...], Field(alias="entry", min_length=1)]

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.entries}

    def __contains__(self, entry_id: object) -> bool:
        return entry_id in self._by_id

    def entry(self, entry_id: str) -> Entry:
        """The entry with that id."""
        return self._by_id[entry_id]

    def of_topic(self, topic_id: str) -> tuple[Entry, ...]:
        """The entries of a topic."""
        return tuple(entry for entry in self.entries if entry.topic == topic_id)

    def without(self, others: Collection[str]) -> "Catalogue | None":
        """The catalogue without those ids, also where they are near; None where nothing is left."""
        entries = tuple(
            entry.model_copy(update={"near": tuple(near for near in entry.near if near not in others)})
            for entry in self.entries
            if entry.id not in others
        )
        used = {entry.topic for entry in entries}
        topics = tuple(topic for topic in self.topics if topic.id in used)
        return Catalogue.model_validate({"topic": topics, "entry": entries}) if entries else None
