"""What of a person may stand in rows of others: where they are in a conversation, and failed updates."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    bindparam,
    cast,
    delete,
    func,
    or_,
    select,
    true,
    update,
)

from bot.store.sealing import keyring_of
from bot.store.tables import (
    additional_duty,
    broadcast,
    channel_account,
    evidence,
    failed_update,
    join_request,
    membership,
    performance_plan,
    person,
    plan_event,
    plan_rating,
    problem_report,
    session,
    stage_answer,
    work_behavior,
)
from bot.store.world import World
from conversations.flows import FLOWS
from conversations.home import NAME as HOME
from conversations.session import DEFAULT_LANGUAGE, Session, dump_session

# What is shorter stands in every text and tells nothing.
_LEAST_CHARS = 3


def traces_of(conn: Connection, person_id: int, numbers: Iterable[str]) -> tuple[str, ...]:
    """The name, the texts and the numbers of a person, each once."""
    plans = select(performance_plan.c.id).where(performance_plan.c.person_id == person_id)
    queries: tuple[Select[Any], ...] = (
        select(person.c.name).where(person.c.id == person_id),
        select(performance_plan.c.change_note).where(performance_plan.c.person_id == person_id),
        select(plan_event.c.note).where(plan_event.c.actor_id == person_id),
        select(additional_duty.c.text).where(additional_duty.c.plan_id.in_(plans)),
        select(work_behavior.c.text).where(work_behavior.c.plan_id.in_(plans)),
        select(broadcast.c.text).where(broadcast.c.made_by == person_id),
        select(problem_report.c.text).where(problem_report.c.person_id == person_id),
        select(stage_answer.c.text).where(stage_answer.c.written_by == person_id),
        select(plan_rating.c.note).where(plan_rating.c.rated_by == person_id),
        select(evidence.c.name).where(evidence.c.person_id == person_id),
    )
    texts: list[str] = [text for query in queries for text in conn.execute(query).scalars()]
    return tuple(sorted({text for text in (*texts, *numbers) if len(text) >= _LEAST_CHARS}))


def forget_traces(conn: Connection, person_id: int, traces: tuple[str, ...], world: World) -> None:
    """Failed updates with a trace go; whoever stands where one is stored stands at home."""
    _forget_failed(conn, traces)
    _send_home(conn, person_id, traces, world)


def updates_of(conn: Connection, traces: tuple[str, ...]) -> list[RowMapping]:
    """Kept updates in which one of these stands as a word or number."""
    own = failed_update.c
    query = select(failed_update).where(_may_hold(conn, own.payload, traces)).order_by(own.update_id)
    pattern = _pattern(traces)
    return [row for row in conn.execute(query).mappings() if _tells(row["payload"], pattern)]


def _forget_failed(conn: Connection, traces: tuple[str, ...]) -> None:
    own = failed_update.c
    found = [{"of_bot": r["bot_id"], "of_update": r["update_id"]} for r in updates_of(conn, traces)]
    if found:
        of_row = (own.bot_id == bindparam("of_bot"), own.update_id == bindparam("of_update"))
        conn.execute(delete(failed_update).where(*of_row), found)


def _send_home(conn: Connection, person_id: int, traces: tuple[str, ...], world: World) -> None:
    own, pattern = session.c, _pattern(traces)
    near = (_is_near(person_id, world), _may_hold(conn, own.state, traces))
    query = select(own.bot_id, own.chat_id, own.state).where(*near).order_by(own.bot_id, own.chat_id)
    rows = conn.execute(query.with_for_update()).all()
    found = [
        {"of_bot": r.bot_id, "of_chat": r.chat_id, "home": _home(r.state)}
        for r in rows
        if _tells(r.state, pattern)
    ]
    if found:
        of_row = (own.bot_id == bindparam("of_bot"), own.chat_id == bindparam("of_chat"))
        conn.execute(
            update(session).where(*of_row).values(state=bindparam("home", type_=own.state.type)), found
        )


def _is_near(person_id: int, world: World) -> ColumnElement[bool]:
    """Chats whose place may hold something: of the same schools, of operators, of nobody who is known."""
    own, asked, account = membership.alias("own"), join_request.c, channel_account.c
    schools = select(own.c.school_id).where(own.c.person_id == person_id)
    requested = select(asked.school_id).where(asked.person_id == person_id)
    colleagues = select(membership.c.person_id).where(
        or_(membership.c.school_id.in_(schools), membership.c.school_id.in_(requested))
    )
    known = select(account.chat_id).where(account.person_id.in_(colleagues))
    chat_id = session.c.chat_id
    return or_(
        chat_id.in_(known), chat_id.in_(sorted(world.operator_ids)), chat_id.not_in(select(account.chat_id))
    )


def _may_hold(conn: Connection, column: Any, traces: tuple[str, ...]) -> ColumnElement[bool]:
    """A quick look at the stored JSON, in which other letters than ASCII are escaped.

    What may be encrypted tells nothing at a quick look.
    """
    if keyring_of(conn.dialect) is not None:
        return true()
    position = func.instr if conn.dialect.name == "sqlite" else func.strpos
    return or_(*(position(cast(column, Text), json.dumps(trace)[1:-1]) > 0 for trace in traces))


def _pattern(traces: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(trace)}(?!\w)" for trace in traces))


def _tells(value: Any, pattern: re.Pattern[str]) -> bool:
    match value:
        case str() | int():
            return pattern.search(str(value)) is not None
        case Mapping():
            return any(_tells(part, pattern) for part in (*value.keys(), *value.values()))
        case list():
            return any(_tells(part, pattern) for part in value)
        case _:
            return False


def _home(state: Mapping[str, Any]) -> dict[str, Any]:
    language = state.get("language", DEFAULT_LANGUAGE)
    return dump_session(Session(HOME, FLOWS[HOME].version, {}, language=language))
