"""Deciding in one transaction, and anew where what it was decided on has changed meanwhile."""

import logging
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from bot.store.database import ConflictError, Database

T = TypeVar("T")
log = logging.getLogger(__name__)

_MOST_CONFLICTS = 8


async def decide(database: Database, update_id: int, work: Callable[[Connection], T]) -> T:
    """Decide one update; what lost a race is decided again from fresh facts."""
    for _ in range(_MOST_CONFLICTS):
        try:
            return await database.transact(work)
        except ConflictError:
            log.info("update %d is decided anew: what it was about has changed", update_id)
    raise ConflictError(f"update {update_id} met another change {_MOST_CONFLICTS} times")
