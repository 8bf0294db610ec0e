"""The contract of a conversation."""

from collections.abc import Mapping
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel, ConfigDict

from conversations.events import Attachment, Press, Text
from conversations.facts import Facts, Needs
from conversations.screens import Screen
from conversations.session import Move
from conversations.words import Say


class State(BaseModel):
    """The data of a session in its flow; stored as JSON, replaced and never edited."""

    # Its validator is built when it is first met, which takes a millisecond: not all of them at the start.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def dump(self) -> dict[str, Any]:
        """The state as JSON."""
        return self.model_dump(mode="json")


S = TypeVar("S", bound=State)
Input = Text | Press


class Flow(Protocol, Generic[S]):
    """A conversation: pure functions over its state.

    The engine hands to `handle` only presses of buttons that `show` draws from the same facts, and only
    text that does not pick a button. Back, home, help, cancel and old buttons are the engine's.
    """

    name: str
    code: str
    version: int
    state: type[S]

    def handle(self, state: S, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to."""

    def show(self, state: S, facts: Facts) -> Screen:
        """Draw the current screen."""

    def back(self, state: S, facts: Facts) -> Move:
        """One step back; from the first place home."""

    def needs(self, state: S) -> Needs:
        """Facts that `show` and `handle` need in this state."""

    def help(self, state: S) -> Say:
        """What can be done here, in a few sentences."""

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Data of an older version in today's form; None where it cannot be kept."""


@runtime_checkable
class LosesDrafts(Protocol):
    """A flow that keeps something typed only while somebody stands there."""

    def lost(self, state: Any) -> Say | None:
        """What is said to who leaves with something that is lost by it; None where nothing is."""


@runtime_checkable
class TakesFiles(Protocol):
    """A flow with screens that accept files."""

    def take_file(self, state: Any, event: Attachment, facts: Facts) -> Move:
        """Decide what a PDF or photo leads to, sent where the shown screen accepts files; it holds a file."""
