"""Who writes: the person behind an account, with what nearly every decision needs to know of them."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, select

from bot.store.people import PERSON_COLUMNS, person_from
from bot.store.prepared import Prepared, Sent
from bot.store.requests import is_waiting_request, pending_request_of
from bot.store.schools import ask_memberships, ask_memberships_of_account, memberships_from
from bot.store.tables import channel_account, join_request, person
from conversations.facts import JoinRequest, Membership, Person
from conversations.values import value


@value
class Who:
    """An account's person; `is_reachable` and `bot_id` are what was known before, True for a stranger."""

    person_id: int | None = None
    person: Person | None = None
    memberships: tuple[Membership, ...] = ()
    own_request: JoinRequest | None = None
    is_reachable: bool = True
    bot_id: int | None = None


NOBODY = Who()

_asks = exists().where(join_request.c.person_id == person.c.id, is_waiting_request).label("asks")
_present = and_(channel_account.c.person_id == person.c.id, person.c.erased_at.is_(None))
_BY_ACCOUNT = Prepared(
    lambda kind: (
        select(
            channel_account.c.person_id.label("account_of"),
            channel_account.c.reachable,
            channel_account.c.bot_id,
            _asks,
            *PERSON_COLUMNS,
        )
        .join_from(channel_account, person, _present, isouter=True)
        .where(
            channel_account.c.channel == bindparam("channel"),
            channel_account.c.external_id == bindparam("external_id"),
        )
    )
)
_BY_ID = Prepared(
    lambda kind: select(_asks, *PERSON_COLUMNS).where(
        person.c.id == bindparam("person_id"), person.c.erased_at.is_(None)
    )
)


def who_writes(conn: Connection, channel: str, external_id: str) -> Who:
    """The person behind an account of a channel; an erased one is nobody."""
    return ask_who_writes(conn, channel, external_id)()


def ask_who_writes(conn: Connection, channel: str, external_id: str) -> Callable[[], Who]:
    """Send for the person behind an account; what it gives tells who that is."""
    account = _BY_ACCOUNT.send(conn, channel=channel, external_id=external_id)
    memberships = ask_memberships_of_account(conn, channel, external_id)

    def told() -> Who:
        row = account.one_or_none()
        if row is None:
            return NOBODY
        is_reachable = bool(row.reachable)
        return _who(conn, row, row.account_of, memberships, is_reachable=is_reachable, bot_id=row.bot_id)

    return told


def who_is(conn: Connection, person_id: int | None) -> Who:
    """The person with that id; an erased one is nobody."""
    if person_id is None:
        return NOBODY
    asked, memberships = _BY_ID.send(conn, person_id=person_id), ask_memberships(conn, person_id)
    row = asked.one_or_none()
    return NOBODY if row is None else _who(conn, row, person_id, memberships, is_reachable=True)


def _who(
    conn: Connection,
    row: Any,
    person_id: int | None,
    memberships: Sent,
    *,
    is_reachable: bool,
    bot_id: int | None = None,
) -> Who:
    if row.id is None:
        return Who(person_id, is_reachable=is_reachable, bot_id=bot_id)
    found = person_from(row)
    return Who(
        person_id,
        found,
        memberships_from(memberships, found.role),
        pending_request_of(conn, found.id) if row.asks else None,
        is_reachable,
        bot_id,
    )
