"""Faults on demand: the next calls fail the way that was ordered."""

from __future__ import annotations

import itertools
from dataclasses import asdict, dataclass
from typing import Any

from . import errors
from .errors import ApiError, ControlError, bad_request, forbidden

# Faults of the connection; the others are answers.
CUT = frozenset({"timeout", "hangup_before", "hangup_after"})
_ANSWERS = {
    "500": ApiError(500, "Internal Server Error"),
    "502": ApiError(502, "Bad Gateway"),
    "blocked": forbidden("bot was blocked by the user"),
    "deactivated": forbidden("user is deactivated"),
    "kicked": forbidden("bot was kicked from the group chat"),
    "chat_not_found": bad_request(errors.CHAT_NOT_FOUND),
    "no_rights": bad_request("not enough rights to send text messages to the chat"),
    "not_modified": bad_request(errors.NOT_MODIFIED),
    "edit_not_found": bad_request("message to edit not found"),
    "cannot_edit": bad_request("message can't be edited"),
    "query_too_old": bad_request(errors.QUERY_TOO_OLD),
    "conflict": ApiError(409, errors.POLLER_CONFLICT),
    "unauthorized": ApiError(401, "Unauthorized"),
}
KINDS = frozenset(_ANSWERS) | CUT | {"429", "garbage", "error"}


@dataclass
class Fault:
    """An ordered fault; `effect` says whether the call is carried out before it fails."""

    id: int
    kind: str
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    skip: int = 0
    effect: bool = False
    seconds: float = 30.0
    retry_after: int = 1
    code: int = 400
    description: str = "Bad Request"
    parameters: dict[str, Any] | None = None

    def answer(self) -> ApiError:
        """The refusal that this fault gives."""
        if self.kind == "429":
            return errors.too_many_requests(self.retry_after)
        if self.kind == "error":
            return ApiError(self.code, self.description, self.parameters)
        return _ANSWERS[self.kind]


class Faults:
    """The faults that wait for their call."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._numbers = itertools.count(1)

    def order(self, wish: dict[str, Any]) -> Fault:
        """Order a fault; ControlError if it cannot be understood."""
        kind = str(wish.get("kind", ""))
        if kind not in KINDS:
            raise ControlError(400, f"kind must be one of {', '.join(sorted(KINDS))}")
        known = {key: wish[key] for key in Fault.__annotations__ if key in wish and key != "id"}
        unknown = set(wish) - set(known) - {"id"}
        if unknown:
            raise ControlError(400, f"unknown fields: {', '.join(sorted(unknown))}")
        fault = Fault(id=next(self._numbers), **{**known, "kind": kind})
        for name in ("times", "skip", "retry_after", "code"):
            setattr(fault, name, int(getattr(fault, name)))
        fault.seconds = float(fault.seconds)
        fault.method = fault.method.lower() if fault.method else None
        fault.effect = fault.effect or kind == "hangup_after"
        self._waiting.append(fault)
        return fault

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that hits this call; polling is hit only when it is named."""
        for fault in self._waiting:
            if fault.method is None and method == "getupdates":
                continue
            if fault.method not in (None, method) or fault.chat_id not in (None, chat_id):
                continue
            if fault.skip > 0:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
            return fault
        return None

    def list(self) -> list[dict[str, Any]]:
        """What still waits."""
        return [asdict(fault) for fault in self._waiting]

    def clear(self, fault_id: int | None = None) -> None:
        """Cancel one fault or all."""
        self._waiting = [f for f in self._waiting if fault_id is not None and f.id != fault_id]
