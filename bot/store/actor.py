"""Who causes a change, and through which account."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement

from bot.store.bots import ONE_BOT, Bots
from conversations.values import value

TELEGRAM = "telegram"


@value
class Actor:
    """Somebody who wrote to a bot; `person_id` is None until they have registered.

    `is_operator`: whether the settings name the account. `bots` are those that others may be served by.
    """

    bot_id: int
    external_id: str
    chat_id: int
    person_id: int | None = None
    channel: str = TELEGRAM
    is_operator: bool = False
    bots: Bots = ONE_BOT

    @property
    def known_id(self) -> int:
        """The person; who is not registered can cause nothing but the registration."""
        if self.person_id is None:
            raise LookupError("only a registered person can do this")
        return self.person_id

    def bot_for(self, served_by: ColumnElement[Any]) -> ColumnElement[int]:
        """The bot by which somebody else is told, whose account names the one that serves them."""
        return self.bots.serving_of(served_by, self.bot_id)

    def registered(self, person_id: int) -> "Actor":
        """The same account, now of a person."""
        return replace(self, person_id=person_id)


# Whoever may run commands on the server is an operator.
AT_THE_SERVER = Actor(bot_id=0, external_id="", chat_id=0, is_operator=True)
