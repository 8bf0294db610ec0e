"""A played dialogue: who takes part, what was done, and what everybody then saw."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from conversations.facts import Zone
from conversations.rules.terms import Role, SchoolLevel


@dataclass(frozen=True, slots=True)
class Link:
    """A link that exists from the start; its token is random, so it is called by name."""

    name: str
    role: Role
    npsn: str
    school: str = ""


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody who has gone through the first questions before the dialogue begins.

    `link` is the name of the link they came by, None in mode mandiri. Level and zone are only asked
    where the school does not say.
    """

    full_name: str
    link: str | None
    is_plt: bool = False
    level: SchoolLevel = SchoolLevel.SD
    zone: Zone = Zone.WIB


@dataclass(frozen=True, slots=True)
class Someone:
    """A person with a phone; `name` is short, and the prompt of what they do."""

    name: str
    user_id: int
    language: str
    registered: Registered | None = None


@dataclass(frozen=True, slots=True)
class Gathering:
    """A group by its title; the first of its members made it."""

    name: str
    members: tuple[str, ...]
    has_bot: bool = True


@dataclass(frozen=True, slots=True)
class Opening:
    """How the world is before the first turn; `begins_at` is aware.

    Those of `completed` have a plan of 32 points before them, those of `largest` the largest one that is
    possible, and those of `submitted` have submitted a plan of 32 points, in this order. `operators` are
    those whom the settings name.
    """

    begins_at: datetime
    links: tuple[Link, ...]
    people: tuple[Someone, ...]
    completed: tuple[str, ...] = ()
    largest: tuple[str, ...] = ()
    submitted: tuple[str, ...] = ()
    operators: tuple[str, ...] = ()
    groups: tuple[Gathering, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """A text, a command or a link that somebody wrote; `is_reply` answers the newest message of the bot."""

    text: str
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button by its label, on the newest message that has it.

    `older` counts further messages with such a button upwards, `nth` the buttons with this label in the
    message; `times` presses follow each other before the answer to the first has come. `was` is a button
    that a message once had and has no more.
    """

    label: str
    older: int = 0
    nth: int = 1
    times: int = 1
    was: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A document or a photo that somebody sent; its content is made up from name and `size` in bytes.

    Where it is sent the first time it may have a `content`, which is not written down. `album` is common to
    what is sent together.
    """

    name: str
    size: int
    is_photo: bool = False
    caption: str = ""
    content: bytes | None = field(default=None, compare=False, repr=False)
    album: str = ""


class Kind(StrEnum):
    """A message without a text, as the control interface calls it."""

    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    STICKER = "sticker"
    CONTACT = "contact"
    LOCATION = "location"
    DICE = "dice"


@dataclass(frozen=True, slots=True)
class Odd:
    """A voice note, a sticker or the like that somebody sent."""

    kind: Kind


Action = Typed | Pressed | Sent | Odd


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody did something, in the chat with the bot or in a group by its name."""

    person: str
    action: Action
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Advance:
    """The world clock was moved on."""

    span: timedelta


@dataclass(frozen=True, slots=True)
class SetClock:
    """The world clock was set to an aware moment."""

    moment: datetime


@dataclass(frozen=True, slots=True)
class Kill:
    """The product was killed without warning.

    Midway: in the next act, after what was decided is stored and before anybody is shown anything of it.
    """

    is_midway: bool = False


@dataclass(frozen=True, slots=True)
class Revive:
    """The product was started again."""


@dataclass(frozen=True, slots=True)
class Block:
    """Somebody blocked the bot, or unblocked it."""

    person: str
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class Arrive:
    """A new phone, of somebody whom nobody knows yet."""

    someone: Someone


@dataclass(frozen=True, slots=True)
class Offer:
    """A new link."""

    link: Link


@dataclass(frozen=True, slots=True)
class Trouble:
    """The next calls fail, of a method if one is named; `kind` is one of the simulator's faults."""

    kind: str
    method: str | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class Calm:
    """Faults that waited for their call were called off: all, or the oldest one of a kind and method."""

    kind: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """The last update was delivered again."""


Turn = Act | Advance | SetClock | Kill | Revive | Block | Arrive | Offer | Trouble | Calm | Repeat


class Change(StrEnum):
    """What happened to a message, in the word of the format."""

    NEW = "baru"
    CHANGED = "diubah"
    REMOVED = "dihapus"
    TOAST = "sekilas"


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody saw: a message in plain text with its rows of buttons, or a passing word."""

    person: str
    change: Change
    text: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A turn, what everybody then saw, and the remarks written above it."""

    turn: Turn
    sights: tuple[Sight, ...] = ()
    remarks: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole dialogue; `title` lines say what it shows."""

    title: tuple[str, ...]
    opening: Opening
    scenes: tuple[Scene, ...]
