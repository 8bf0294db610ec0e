"""Files that owners keep as evidence of final plans; the files themselves stay with the chat service."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    and_,
    delete,
    exists,
    literal,
    or_,
    select,
    true,
    update,
)

from bot.store.actor import Actor
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.supervising import may_decide
from bot.store.tables import evidence, performance_plan
from bot.store.world import World
from conversations.execution_effects import AssignFile, KeepFile, RemoveFile
from conversations.execution_facts import FileKind, SentFile
from conversations.rules.terms import PlanStatus

_own = evidence.c
_plan = performance_plan.c
_OF_RHK = "rhk:%"


def keep_file(conn: Connection, wish: KeepFile, actor: Actor, world: World) -> None:
    """Keep a file of the owner's; ConflictError where it is kept already, or counts in another half-year."""
    file = wish.file
    given: dict[ColumnElement[Any], object] = {
        _own.plan_id: wish.plan_id,
        _own.person_id: actor.known_id,
        _own.slot: wish.slot,
        _own.kind: file.kind,
        _own.file_id: file.file_id,
        _own.file_unique_id: file.unique_id,
        _own.name: file.name,
        _own.size: file.size,
        _own.sent_at: world.now,
        _own.bot_id: actor.bot_id,
    }
    row = [literal(value, column.type) for column, value in given.items()]
    may = and_(_is_final(wish.plan_id, actor), _may_count(wish.plan_id, wish.slot, file.unique_id, actor))
    new = insert_new(conn, evidence, "plan_id", "file_unique_id")
    kept = new.from_select(list(given), select(*row).where(may)).returning(_own.id)
    if conn.execute(kept).one_or_none() is None:
        raise ConflictError("the file is kept already, or cannot be kept for this plan")


def assign_file(conn: Connection, wish: AssignFile, actor: Actor) -> None:
    """Put a kept file into a slot, or out of every slot."""
    may = _may_count(wish.plan_id, wish.slot, _own.file_unique_id, actor)
    same = _is_mine(wish.plan_id, wish.evidence_id, actor)
    put = update(evidence).where(same, may).values(slot=wish.slot).returning(_own.id)
    if conn.execute(put).one_or_none() is None:
        raise ConflictError("this file is gone, or cannot be put there")


def remove_file(conn: Connection, wish: RemoveFile, actor: Actor) -> None:
    """Forget a kept file."""
    gone = delete(evidence).where(_is_mine(wish.plan_id, wish.evidence_id, actor)).returning(_own.id)
    if conn.execute(gone).one_or_none() is None:
        raise ConflictError("this file is gone already")


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file as the chat service keeps it; only the bot that was sent it can send it by its id."""

    file: SentFile
    bot_id: int | None


def load_sent_file(conn: Connection, evidence_id: int, person_id: int) -> HeldFile | None:
    """A kept file, for its owner and whoever decides on the plan; for others None."""
    may = or_(_plan.person_id == person_id, may_decide(person_id))
    query = (
        select(evidence)
        .join_from(evidence, performance_plan, _own.plan_id == _plan.id)
        .where(_own.id == evidence_id, may)
    )
    row = conn.execute(query).one_or_none()
    return None if row is None else HeldFile(file_in(row), row.bot_id)


def file_in(row: Row[Any]) -> SentFile:
    """The file that a row of evidence, or of documents with files, refers to."""
    return SentFile(row.file_id, row.file_unique_id, FileKind(row.kind), row.name, row.size)


def _is_mine(plan_id: int, evidence_id: int, actor: Actor) -> ColumnElement[bool]:
    return and_(_own.id == evidence_id, _own.plan_id == plan_id, _is_final(plan_id, actor))


def _is_final(plan_id: int, actor: Actor) -> ColumnElement[bool]:
    """The condition that a plan is the actor's own and final."""
    return exists().where(
        _plan.id == plan_id, _plan.person_id == actor.known_id, _plan.status == PlanStatus.DISEPAKATI
    )


def _may_count(plan_id: int, slot: str | None, unique_id: Any, actor: Actor) -> ColumnElement[bool]:
    """The condition that a file may lie there: for an RHK it counts in one half-year (regulation.md 5.1)."""
    other: FromClause = evidence.alias("other")
    counts_already = exists().where(
        other.c.person_id == actor.known_id,
        other.c.file_unique_id == unique_id,
        other.c.plan_id != plan_id,
        other.c.slot.like(_OF_RHK),
    )
    is_of_rhk = slot is not None and slot.startswith(_OF_RHK[:-1])
    return ~counts_already if is_of_rhk else true()
