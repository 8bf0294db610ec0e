"""A strict local Bot API server, a world with several people and a clock."""

from __future__ import annotations

from .server import Simulator
from .settings import BotSpec, Rates, Settings

__all__ = ["BotSpec", "Rates", "Settings", "Simulator"]
