"""Puts what is due into the outbox, chunk by chunk, and remembers what was; no loop over people."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    String,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.actor import TELEGRAM
from bot.store.audience import Moment, somebody, zone
from bot.store.bots import ONE_BOT, Bots
from bot.store.bulk import insertion, json_of
from bot.store.database import now_ms
from bot.store.due import new_dues
from bot.store.group_posts import enqueue_group_posts
from bot.store.inserting import insert_new
from bot.store.tables import (
    channel_account,
    person,
    reminded,
    reminder_run,
)
from conversations.facts import Zone
from conversations.rules.reminder_policy import DIGEST
from conversations.rules.reminders import Agenda
from conversations.rules.terms import StageId

REMINDER = "reminder"
# On SQLite it runs in line, and everybody else waits meanwhile.
_CHUNK, _SQLITE_CHUNK = 20_000, 500
_ON_POSTGRESQL = (
    # A clock that is stopped while it holds a chunk keeps the others waiting for no longer.
    "SET LOCAL idle_in_transaction_session_timeout = '5s'",
    # Right after a table has been filled PostgreSQL takes it for empty, and would read all of it for each
    # person; everything here is found by an index.
    "SET LOCAL enable_seqscan = off",
    "SET LOCAL jit = off",
    # A statement that is prepared keeps the plan of the first chunks, when hardly anything was there yet.
    "SET LOCAL plan_cache_mode = force_custom_plan",
)
_run = reminder_run.c
_DAY, _PERIOD = (bindparam(name, type_=String()) for name in ("at_day", "at_period"))
_OF_CHUNK = and_(
    reminded.c.person_id > bindparam("at_after", type_=BigInteger()),
    reminded.c.person_id <= bindparam("at_upto", type_=BigInteger()),
    reminded.c.period == _PERIOD,
    reminded.c.sent_day == _DAY,
)
_OURS = and_(
    _run.bot_id == bindparam("of_bot", type_=BigInteger()), _run.key == bindparam("of_key", type_=String())
)
_LOCKED = select(_run.upto, _run.enqueued_at).where(_OURS).with_for_update()
_GO_ON = update(reminder_run).where(_OURS).values(upto=bindparam("to_id", type_=BigInteger()))
_following = (
    select(person.c.id)
    .where(person.c.id > bindparam("at_after", type_=BigInteger()))
    .order_by(person.c.id)
    .limit(bindparam("at_size", type_=BigInteger()))
    .subquery()
)
_NEXT = select(func.count(), func.max(_following.c.id))
# Composed once for each kind of database, each set of stages that are open, and the bots.
_MESSAGES: dict[tuple[str, tuple[StageId, ...], tuple[int, ...]], Any] = {}


def enqueue_chunk(
    conn: Connection,
    bot_id: int,
    moment: Moment,
    agenda: Agenda,
    chunk: int | None = None,
    bots: Bots = ONE_BOT,
) -> bool:
    """Enqueue what is due to the next people, so many ids at once; True once the sweep is complete.

    `bot_id` tells whose sweep it is; each is reminded by the bot of `bots` that serves them.

    The row of the sweep is locked, so that clocks that tick at once take turns; a killed one's turn is lost
    with its transaction.
    """
    if conn.dialect.name == "postgresql":
        for setting in _ON_POSTGRESQL:
            conn.exec_driver_sql(setting)
    size = chunk or (_SQLITE_CHUNK if conn.dialect.name == "sqlite" else _CHUNK)
    ours = {"of_bot": bot_id, "of_key": moment.key}
    run = _lock_run(conn, bot_id, moment.key)
    if run.enqueued_at is not None:
        return True
    count, upto = conn.execute(_NEXT, {"at_after": run.upto, "at_size": size}).one()
    if count:
        due, constants = new_dues(moment, agenda)
        parameters = {**constants, "at_after": run.upto, "at_upto": upto}
        if _remember(conn, due, parameters):
            _enqueue(conn, bot_id, agenda, parameters, bots)
    if count == size:
        conn.execute(_GO_ON, {**ours, "to_id": upto})
        return False
    enqueue_group_posts(conn, list(bots.names) or [bot_id], moment, agenda)
    finished = update(reminder_run).where(_OURS).values(upto=upto or run.upto, enqueued_at=now_ms(conn))
    conn.execute(finished, ours)
    return True


def zone_of(conn: Connection, person_id: int) -> Zone | None:
    """Whose time somebody is reminded in; None for who does not want to be, or serves no longer."""
    query = somebody().with_only_columns(zone())
    found = conn.execute(query, {"at_person": person_id}).scalar_one_or_none()
    return None if found is None else Zone(found)


def _lock_run(conn: Connection, bot_id: int, key: str) -> Any:
    ours = {"of_bot": bot_id, "of_key": key}
    found = conn.execute(_LOCKED, ours).one_or_none()
    if found is None:
        conn.execute(insert_new(conn, reminder_run, "bot_id", "key").values(bot_id=bot_id, key=key, upto=0))
        found = conn.execute(_LOCKED, ours).one()
    return found


def _remember(conn: Connection, due: Select[Any], parameters: Mapping[str, Any]) -> bool:
    """Keep the newest occasion of each person and stage; False where there is none."""
    is_sqlite = conn.dialect.name == "sqlite"
    counting = {"preserve_rowcount": True}
    done = conn.execute(_remembering(due, is_sqlite=is_sqlite), parameters, execution_options=counting)
    # Its driver does not count what a statement has written that begins with WITH.
    count = conn.exec_driver_sql("SELECT changes()").scalar_one() if is_sqlite else done.rowcount
    return bool(count)


@lru_cache(maxsize=128)
def _remembering(due: Select[Any], *, is_sqlite: bool) -> Any:
    given = (sqlite.insert if is_sqlite else postgresql.insert)(reminded).from_select(reminded.c.keys(), due)
    newest = {name: given.excluded[name] for name in ("occasion", "occasion_day", "sent_day")}
    return given.on_conflict_do_update(index_elements=("person_id", "period", "stage"), set_=newest)


def _enqueue(
    conn: Connection, bot_id: int, agenda: Agenda, parameters: Mapping[str, Any], bots: Bots
) -> None:
    """One message for each person with something new of this day."""
    given = {name: parameters[name] for name in ("at_after", "at_upto", "at_day", "at_period")}
    start = f"{given['at_period']}/{REMINDER}/{given['at_day']}/"
    stages = tuple(each.stage for each in agenda.stages)
    shape = (conn.dialect.name, stages, tuple(bots.names) if bots.are_several else (bot_id,))
    if shape not in _MESSAGES:
        _MESSAGES[shape] = insertion(conn, _messages(conn, stages, bots, bot_id))
    conn.execute(_MESSAGES[shape], {**given, "at_start": start})


def _messages(conn: Connection, stages: Sequence[StageId], bots: Bots, only: int) -> Select[Any]:
    own, account = reminded.c, channel_account.c
    reached = and_(
        account.person_id == own.person_id,
        # Not by the index of channels: it would find everybody.
        func.coalesce(account.channel, "") == TELEGRAM,
        account.reachable,
    )
    payload = {
        "person_id": own.person_id,
        "period": _PERIOD,
        "day": _DAY,
        "dues": _json(conn, _dues(stages)),
        "digest": _json(conn, func.max(case((own.stage == DIGEST, "true"), else_="false"))),
    }
    start: ColumnElement[str] = bindparam("at_start", type_=String())
    return (
        select(
            func.min(bots.serving_of(account.bot_id, only)).label("bot_id"),
            # Whoever has several accounts is written to in one of them.
            func.min(account.chat_id).label("chat_id"),
            literal(REMINDER).label("kind"),
            start.concat(cast(own.person_id, Text)).label("dedup_key"),
            json_of(conn, payload).label("payload"),
        )
        .join_from(reminded, channel_account, reached)
        .where(_OF_CHUNK)
        .group_by(own.person_id)
        .order_by(own.person_id)
    )


def _dues(stages: Sequence[StageId]) -> ColumnElement[str]:
    """The stages in cycle order as JSON, each with its occasion."""
    own = reminded.c
    pairs: ColumnElement[str] = literal("")
    for stage in stages:
        pair = literal(f',["{stage}","').concat(own.occasion).concat('"]')
        pairs = pairs.concat(func.max(case((own.stage == stage, pair), else_="")))
    return literal("[").concat(func.substr(pairs, 2)).concat("]")


def _json(conn: Connection, text: ColumnElement[str]) -> ColumnElement[Any]:
    return func.json(text) if conn.dialect.name == "sqlite" else cast(text, JSON)
