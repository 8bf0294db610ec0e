"""Begins memberships; who comes from another school takes the open plan along."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, exists, select, update

from bot.store.actor import Actor
from bot.store.audit import record, record_at
from bot.store.database import ConflictError
from bot.store.inserting import insert_new
from bot.store.moves import end_membership
from bot.store.person_notices import notify_people
from bot.store.requests import withdraw_pending
from bot.store.schools import hold_school, is_member, join, lock_person
from bot.store.tables import join_request, membership, person, school
from bot.store.world import World
from conversations.facts import EndReason, RequestState
from conversations.people_effects import DecideRequest, PersonNoticeKind
from conversations.rules.terms import Role, SchoolLevel

_member = membership.c
_request = join_request.c


def begin_membership(
    conn: Connection,
    person_id: int,
    school_id: int,
    role: Role,
    world: World,
    actor: Actor,
    *,
    level: SchoolLevel | None = None,
    is_used: bool = True,
) -> int:
    """Begin a membership and return its id; own waiting requests are withdrawn.

    Where `is_used`, it is the one in which the assistant is used from now on.
    """
    membership_id = join(conn, person_id, school_id, role, world.now)
    values: dict[str, Any] = {"retired_at": None}
    if is_used:
        values |= {"role": role, "active_school_id": school_id}
    if is_used and level is not None:
        values |= {"school_level": level}
    conn.execute(update(person).where(person.c.id == person_id).values(values))
    withdraw_pending(conn, person_id, world)
    record(conn, "member_joined", actor, world, school_id=school_id, person_id=person_id)
    return membership_id


def become_teacher(
    conn: Connection,
    person_id: int,
    school_id: int,
    world: World,
    actor: Actor,
    *,
    from_school_ids: Sequence[int] | None,
) -> None:
    """Make somebody a guru of a school; ConflictError unless they are guru exactly of those other schools.

    None: of whatever other school. An open plan goes along from there.
    """
    lock_person(conn, person_id)
    if conn.execute(select(is_member(person_id, school_id, Role.KS))).scalar_one():
        raise ConflictError("one cannot be KS and guru of the same school")
    left = [known for known in _schools_as_guru(conn, person_id) if known != school_id]
    if from_school_ids is not None and sorted(left) != sorted(from_school_ids):
        raise ConflictError("the schools of this guru have changed meanwhile")
    for old_id in left:
        reason = EndReason.MOVED
        end_membership(conn, person_id, old_id, Role.GURU, reason, world, actor, to_school_id=school_id)
    level = conn.execute(select(school.c.level).where(school.c.id == school_id)).scalar_one()
    begin_membership(conn, person_id, school_id, Role.GURU, world, actor, level=level)


def become_appraiser(
    conn: Connection, person_id: int, school_ids: Sequence[int], world: World, actor: Actor
) -> None:
    """Make somebody the appraiser of the principals of schools; used so only where it is the only role."""
    lock_person(conn, person_id)
    has_other = exists().where(
        _member.person_id == person_id, _member.role != Role.APPRAISER, _member.ended_at.is_(None)
    )
    common = {"person_id": person_id, "role": Role.APPRAISER, "started_at": world.now, "ended_at": None}
    rows = [{**common, "school_id": school_id} for school_id in school_ids]
    conn.execute(insert_new(conn, membership), rows)
    record_at(conn, "member_joined", actor, world, school_ids, person_id=person_id)
    alone = update(person).where(person.c.id == person_id, ~has_other)
    conn.execute(alone.values(role=Role.APPRAISER, active_school_id=None, retired_at=None))


def decide_request(conn: Connection, wish: DecideRequest, world: World, actor: Actor) -> None:
    """The KS of the school answers a waiting request; who is accepted comes with the open plan."""
    # Locked in the order in which whoever joins by a link locks them.
    wanted = select(_request.person_id, _request.school_id).where(_request.id == wish.request_id)
    request = conn.execute(wanted).one_or_none()
    if request is None:
        raise ConflictError("there is no such request")
    hold_school(conn, request.school_id)
    lock_person(conn, request.person_id)
    asked = (_request.id == wish.request_id, _request.state == RequestState.PENDING)
    may = is_member(actor.known_id, _request.school_id, Role.KS)
    decided = {
        "state": RequestState.ACCEPTED if wish.is_accepted else RequestState.REFUSED,
        "decided_at": world.now,
        "decided_by": actor.known_id,
    }
    answered = update(join_request).where(*asked, may, _request.person_id != actor.known_id).values(decided)
    row = conn.execute(answered.returning(_request.person_id, _request.school_id)).one_or_none()
    if row is None:
        raise ConflictError("this request does not wait for this person's answer")
    kind = PersonNoticeKind.JOIN_REFUSED
    if wish.is_accepted:
        kind = PersonNoticeKind.JOIN_ACCEPTED
        become_teacher(conn, row.person_id, row.school_id, world, actor, from_school_ids=None)
    record(conn, kind, actor, world, school_id=row.school_id, person_id=row.person_id)
    key = str(wish.request_id)
    notify_people(conn, kind, [row.person_id], subject_id=wish.request_id, key=key, actor=actor)


def _schools_as_guru(conn: Connection, person_id: int) -> Sequence[int]:
    query = select(_member.school_id).where(
        _member.person_id == person_id, _member.role == Role.GURU, _member.ended_at.is_(None)
    )
    return conn.execute(query).scalars().all()
