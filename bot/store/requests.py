"""School codes, and requests to be let into a school."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.new_schools import new_join_code
from bot.store.person_notices import leaders_of, notify_people
from bot.store.schools import SCHOOL_COLUMNS, is_member, lock_membership, school_of
from bot.store.tables import join_request, person, school
from bot.store.world import World
from conversations.facts import JoinRequest, RequestState, School
from conversations.people_effects import PersonNoticeKind, RequestJoin, WithdrawRequest
from conversations.rules.terms import Role
from conversations.school_effects import RenewJoinCode

_request = join_request.c
is_waiting_request = _request.state == RequestState.PENDING
_REQUESTS = (
    select(
        _request.id,
        _request.person_id,
        _request.state,
        _request.asked_at,
        person.c.name.label("person_name"),
        *SCHOOL_COLUMNS,
    )
    .join_from(join_request, school, _request.school_id == school.c.id)
    .join(person, _request.person_id == person.c.id)
)


def find_school(conn: Connection, *, join_code: str | None = None, npsn: str | None = None) -> School | None:
    """The school with that code, as `read_join_code` gives it, or with that NPSN."""
    is_wanted = school.c.npsn == npsn if join_code is None else school.c.join_code == join_code
    row = conn.execute(select(*SCHOOL_COLUMNS).where(is_wanted)).one_or_none()
    return None if row is None else school_of(row)


def pending_request_of(conn: Connection, person_id: int) -> JoinRequest | None:
    """The person's own request that waits."""
    found = _load(conn, _request.person_id == person_id, is_waiting_request)
    return found[0] if found else None


def load_request(
    conn: Connection, request_id: int, person_id: int, led_school_ids: Sequence[int]
) -> JoinRequest | None:
    """A request, if it is the person's own or one to a school that the person leads."""
    concerns = or_(_request.person_id == person_id, _request.school_id.in_(led_school_ids))
    found = _load(conn, _request.id == request_id, concerns)
    return found[0] if found else None


def pending_requests_to(conn: Connection, school_id: int) -> tuple[JoinRequest, ...]:
    """The requests that wait for a school's KS, oldest first."""
    return _load(conn, _request.school_id == school_id, is_waiting_request)


def count_requests_to(conn: Connection, school_ids: Sequence[int]) -> int:
    """How many requests wait for the KS of these schools."""
    waiting = select(func.count()).where(_request.school_id.in_(school_ids), is_waiting_request)
    return int(conn.execute(waiting).scalar_one())


def request_join(conn: Connection, wish: RequestJoin, actor: Actor, world: World) -> None:
    """Ask the school's KS; an earlier waiting request is withdrawn. ConflictError for who belongs there."""
    belongs = is_member(actor.known_id, wish.school_id, Role.GURU, Role.KS)
    if conn.execute(select(belongs)).scalar_one():
        raise ConflictError("who asks belongs to the school already")
    withdraw_pending(conn, actor.known_id, world)
    asked = insert_new(conn, join_request).values(
        person_id=actor.known_id, school_id=wish.school_id, state=RequestState.PENDING, asked_at=world.now
    )
    request_id: int | None = conn.execute(asked.returning(_request.id)).scalar_one_or_none()
    if request_id is None:
        raise ConflictError("the same person asks at the same time")
    notify_people(
        conn,
        PersonNoticeKind.JOIN_REQUESTED,
        leaders_of(conn, wish.school_id),
        subject_id=request_id,
        # Asking over and over does not write to the KS over and over.
        key=f"{wish.school_id}/{actor.known_id}/{world.day()}",
        actor=actor,
    )
    record(conn, "join_requested", actor, world, school_id=wish.school_id, person_id=actor.known_id)


def withdraw_request(conn: Connection, wish: WithdrawRequest, actor: Actor, world: World) -> None:
    """Take back the own waiting request; ConflictError where it was decided meanwhile."""
    own = (_request.id == wish.request_id, _request.person_id == actor.known_id)
    if not _withdraw(conn, world, *own):
        raise ConflictError("this request does not wait any more")
    record(conn, "request_withdrawn", actor, world, person_id=actor.known_id)


def withdraw_pending(conn: Connection, person_id: int, world: World) -> None:
    """Take back whatever request of the person waits."""
    _withdraw(conn, world, _request.person_id == person_id)


def renew_join_code(conn: Connection, wish: RenewJoinCode, actor: Actor, world: World) -> None:
    """Give a school another code; ConflictError where the actor does not lead it."""
    lock_membership(conn, actor.known_id, wish.school_id, Role.KS)
    of_school = update(school).where(school.c.id == wish.school_id)
    conn.execute(of_school.values(join_code=new_join_code()))
    record(conn, "join_code_renewed", actor, world, school_id=wish.school_id)


def _withdraw(conn: Connection, world: World, *condition: ColumnElement[bool]) -> bool:
    values = {"state": RequestState.WITHDRAWN, "decided_at": world.now}
    return (
        conn.execute(update(join_request).where(*condition, is_waiting_request).values(values)).rowcount > 0
    )


def _load(conn: Connection, *condition: ColumnElement[bool]) -> tuple[JoinRequest, ...]:
    rows = conn.execute(_REQUESTS.where(*condition).order_by(_request.asked_at, _request.id)).all()
    return tuple(request for row in rows if (request := _request_of(row)) is not None)


def _request_of(row: Row[Any]) -> JoinRequest | None:
    here = school_of(row)
    if here is None:
        return None
    state = RequestState(row.state)
    return JoinRequest(row.id, row.person_id, row.person_name, here, state, row.asked_at)
