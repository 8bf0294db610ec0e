"""What is said, before words are chosen: a catalogue key and its values."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from conversations.values import value


@value
class Link:
    """A text that leads to an address; where nothing can be pressed, the address follows it."""

    text: str
    url: str


@value
class Say:
    """A sentence of the catalogues; `count` chooses between `key` and `plural`.

    Values are escaped where the sentence is drawn: a str verbatim, a Say in the reader's language,
    numbers, dates and aware instants in the reader's language and zone. A Link is only for screens: a
    word that is kept with a session holds none.
    """

    key: str
    values: tuple[tuple[str, "str | int | Decimal | date | datetime | Say | Link"], ...] = ()
    plural: str = ""
    count: int = 0


Words = str | Say


def say(key: str, **values: "str | int | Decimal | date | datetime | Say | Link") -> Say:
    """A sentence by its catalogue key; the key must be a literal so that it is extracted."""
    # Said dozens of times a turn, mostly of few values: those are not sorted for nothing.
    return Say(key, tuple(sorted(values.items())) if len(values) > 1 else tuple(values.items()))


def say_n(one: str, many: str, count: int, **values: "str | int | Decimal | date | datetime | Say") -> Say:
    """A sentence that depends on `count`, which is also its value `{count}`."""
    return Say(one, tuple(sorted({"count": count, **values}.items())), many, count)


def rule_text(text: str) -> Say:
    """Our own wording in a rule set: its Indonesian text is the catalogue key."""
    return Say(text)


def dump_say(said: Say) -> dict[str, Any]:
    """A Say as JSON."""
    return {
        "key": said.key,
        "values": {name: _dump_value(value) for name, value in said.values},
        "plural": said.plural,
        "count": said.count,
    }


def load_say(stored: Mapping[str, Any]) -> Say:
    """The Say that `dump_say` wrote."""
    values = tuple((name, _load_value(value)) for name, value in sorted(stored["values"].items()))
    return Say(stored["key"], values, stored["plural"], stored["count"])


def _dump_value(value: "str | int | Decimal | date | datetime | Say | Link") -> Any:
    match value:
        case Say():
            return {"say": dump_say(value)}
        case Decimal():
            return {"decimal": str(value)}
        case datetime():
            return {"instant": value.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case Link():
            raise ValueError("a link is not kept")
        case _:
            return value


def _load_value(stored: Any) -> "str | int | Decimal | date | datetime | Say":
    match stored:
        case {"say": said}:
            return load_say(said)
        case {"decimal": text}:
            return Decimal(text)
        case {"instant": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case str() | int():
            return stored
        case _:
            raise ValueError(f"not a stored value: {type(stored).__name__}")
