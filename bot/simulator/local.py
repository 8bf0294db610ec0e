"""The control interface of a simulator in this very process: the same routes, without the way over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Mapping
from typing import Any

import aiohttp

from .client import DEFAULT_TIMEOUT, Json, World
from .control import ROUTES
from .control.base import Ask, LocalRequest, Route
from .errors import ApiError, ControlError
from .server import Simulator

_PART = re.compile(r"\{(\w+)(?::([^}]*))?\}")


class LocalWorld(World):
    """A `World` for whoever asks often; files go over HTTP all the same."""

    def __init__(self, simulator: Simulator, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        super().__init__(simulator.url, timeout=timeout)
        self._simulator = simulator

    async def ask(self, verb: str, path: str, body: Any = None, query: Json | None = None) -> Json:
        """One control request; ControlError when it is refused."""
        found = None if isinstance(body, aiohttp.FormData) else _route(verb, path)
        if found is None:
            return await super().ask(verb, path, body, query)
        route, parts = found
        known = {name: str(value) for name, value in (query or {}).items() if value is not None}
        asked = Ask(LocalRequest(known, parts), _copy(body or {}), self._simulator.world, self._simulator.api)
        try:
            outcome = route(asked)
            answer: Json = _copy(await outcome if isinstance(outcome, Awaitable) else outcome)
            return answer
        except ApiError as problem:
            raise ControlError(problem.code, problem.description) from None
        except ValueError as problem:
            raise ControlError(400, str(problem)) from None


def _copy(value: Any) -> Any:
    """As HTTP would bring it: nobody else's, and nothing but JSON."""
    return json.loads(json.dumps(value))


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(_PART.sub(lambda part: f"(?P<{part[1]}>{part[2] or '[^/]+'})", path))


# A file is no JSON.
_ROUTES = [(verb, _pattern(path), route) for verb, path, route in ROUTES if not path.startswith("/files/")]


def _route(verb: str, path: str) -> tuple[Route, Mapping[str, str]] | None:
    for method, pattern, route in _ROUTES:
        found = pattern.fullmatch(path) if method == verb else None
        if found is not None:
            return route, found.groupdict()
    return None
