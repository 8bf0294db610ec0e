"""What a look at one thing found."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How serious it is; only what is wrong keeps the product from doing its work."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """The state of one thing, and what to do unless it is ok; without secrets."""

    check: str
    state: State
    said: str
    to_do: str = ""


def ok(check: str, said: str) -> Finding:
    """All is well."""
    return Finding(check, State.OK, said)


def warning(check: str, said: str, to_do: str) -> Finding:
    """It works, and still something should be done."""
    return Finding(check, State.WARNING, said, to_do)


def wrong(check: str, said: str, to_do: str) -> Finding:
    """It does not work."""
    return Finding(check, State.WRONG, said, to_do)
