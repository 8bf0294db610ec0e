"""What happens to broadcasts, in the imperative; rights are checked again where it is written."""

from dataclasses import dataclass

from conversations.broadcast_facts import Audience


@dataclass(frozen=True, slots=True)
class StartBroadcast:
    """Send a text to everybody who is in the audience now, each once.

    A conflict without the right to it, while another one is on its way, or when no more is allowed today.
    """

    audience: Audience
    text: str


@dataclass(frozen=True, slots=True)
class StopBroadcast:
    """Whoever was not told yet is not told; a conflict for others than who sent it, or when it is over."""

    broadcast_id: int


BroadcastEffect = StartBroadcast | StopBroadcast
