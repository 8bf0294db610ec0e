"""One call of a method."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from ..params import Params
from ..state import BotAccount
from ..world import World


@dataclass(frozen=True)
class Call:
    """Who calls, with what, on which world; `id` is its number in the list of calls (0 for polling)."""

    world: World
    bot: BotAccount
    params: Params
    id: int = 0


Handler = Callable[[Call], Any | Awaitable[Any]]
