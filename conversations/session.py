"""Where somebody is in a conversation: versioned, and through JSON between any two steps."""

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from conversations.effects import Effect
from conversations.values import value
from conversations.words import Say, dump_say, load_say

DEFAULT_LANGUAGE = "id"


@value
class Session:
    """The stored position: flow, its version and data, a word for the reader, and the screen's revision.

    `language` is the chosen language before there is a person; afterwards the person's counts. `memo` holds
    what was made of all this, so that it is made once.
    """

    flow: str
    v: int
    data: Mapping[str, Any] = field(default_factory=dict)
    word: Say | None = None
    revision: int = 0
    language: str = DEFAULT_LANGUAGE
    memo: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)


@value
class Move:
    """What a flow decided: where to stand now, what must happen, a word to the reader."""

    flow: str
    data: Mapping[str, Any]
    effects: tuple[Effect, ...] = ()
    word: Say | None = None
    language: str | None = None


@value
class Step:
    """What the engine decided: the session to keep and the effects to apply in one transaction.

    The screen follows from `engine.show` with the facts as they are after the effects, read or foreseen, so
    that success is shown after it happened and a redraw after a crash shows the same.
    """

    session: Session
    effects: tuple[Effect, ...] = ()


def dump_session(session: Session) -> dict[str, Any]:
    """The session as JSON, without the revision, which has a column of its own."""
    return {
        "flow": session.flow,
        "v": session.v,
        "data": dict(session.data),
        "word": dump_say(session.word) if session.word else None,
        "language": session.language,
    }


def load_session(stored: Mapping[str, Any], revision: int) -> Session:
    """The session that `dump_session` wrote."""
    word = stored.get("word")
    return Session(
        flow=stored["flow"],
        v=stored["v"],
        data=stored["data"],
        word=load_say(word) if word else None,
        revision=revision,
        language=stored.get("language", DEFAULT_LANGUAGE),
    )
