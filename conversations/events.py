"""What came in, in the past tense and neutral to the channel."""

import re

from conversations.execution_facts import SentFile
from conversations.values import value


@value
class Text:
    """Somebody typed something that is not a command.

    `follows_notice`: a notice is the newest message of the chat, below the screen.
    """

    text: str
    follows_notice: bool = False


@value
class Command:
    """Somebody gave a command; `argument` is what followed it, for /start the token of a link."""

    name: str
    argument: str = ""


@value
class Press:
    """A button was pressed.

    `flow` is the code of the conversation that drew it, `number` the revision of that screen or, on a
    notice (`n`), the version of the plan that it told of.
    """

    flow: str
    number: int
    action: str


@value
class UnknownPress:
    """Button data that this product never made."""


@value
class Attachment:
    """A file, voice, sticker, contact or the like; `kind` is the channel's name for it.

    `file` is what a PDF or a photo can be fetched with; None for everything else. `album` is common to what
    was sent together, and empty for what was sent alone.
    """

    kind: str
    file: SentFile | None = None
    album: str = ""


@value
class Edited:
    """An earlier message was edited."""


@value
class Returned:
    """The person unblocked the assistant."""


Event = Text | Command | Press | UnknownPress | Attachment | Edited | Returned

NOTICE = "n"
MAX_BUTTON_BYTES = 64
_PRESS = re.compile(r"([a-z]):([0-9a-f]{1,8}):([a-z0-9_.:\-]{1,50})", re.ASCII)


def press_data(flow: str, number: int, action: str) -> str:
    """Button data of at most 64 bytes, such as `p:1f:add:3`."""
    data = f"{flow}:{number:x}:{action}"
    if not _PRESS.fullmatch(data) or len(data) > MAX_BUTTON_BYTES:
        raise ValueError(f"not a button: {data!r}")
    return data


def parse_press(data: str) -> Press | UnknownPress:
    """The press that `press_data` encoded; anything else is unknown."""
    found = _PRESS.fullmatch(data)
    if not found or len(data) > MAX_BUTTON_BYTES:
        return UnknownPress()
    flow, number, action = found.groups()
    return Press(flow, int(number, 16), action)
