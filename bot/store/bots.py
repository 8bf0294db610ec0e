"""The bots that share the database: by which of them a person is served, and so written to.

A bot is known by its id. Null in the database means the first bot of the settings: there was only one then.
Whoever was served by a bot that is not there any more is served by the first one, too.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, literal


@dataclass(frozen=True, slots=True)
class Bots:
    """The names of all bots by their ids, the first one first; `own` is the one that looks at them."""

    own: int = 0
    names: Mapping[int, str] = field(default_factory=dict, hash=False)

    @property
    def are_several(self) -> bool:
        """Whether it matters which bot somebody is served by."""
        return len(self.names) > 1

    @property
    def first(self) -> int:
        """The bot of whoever was never seen at another."""
        return next(iter(self.names), self.own)

    def serving(self, bot_id: int | None) -> int:
        """The bot that does today what this one did."""
        return bot_id if bot_id in self.names and bot_id is not None else self.first

    def is_other(self, bot_id: int | None, than: int) -> bool:
        """Whether the work of a bot is done by another one than that."""
        return self.are_several and self.serving(bot_id) != than

    def serving_of(self, column: ColumnElement[Any], only: int) -> ColumnElement[int]:
        """`serving` of a column, as an expression; where there are not several it is that one."""
        if not self.are_several:
            return literal(only, BigInteger())
        return case((column.in_(list(self.names)), column), else_=literal(self.first, BigInteger()))


ONE_BOT = Bots()
