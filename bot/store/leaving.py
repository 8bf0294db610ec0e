"""Leaving schools and service, and being removed."""

from sqlalchemy import Connection, update

from bot.store.actor import Actor
from bot.store.audit import record
from bot.store.database import ConflictError
from bot.store.moves import end_all_memberships, end_appraisals, end_membership
from bot.store.person_notices import notify_people
from bot.store.requests import withdraw_pending
from bot.store.schools import lock_membership
from bot.store.tables import person
from bot.store.world import World
from conversations.facts import EndReason
from conversations.people_effects import LeaveSchool, PersonNoticeKind, RemoveMember
from conversations.rules.terms import Role


def leave_school(conn: Connection, wish: LeaveSchool, world: World, actor: Actor) -> None:
    """End an own membership, or all that somebody has as appraiser."""
    if wish.role is Role.APPRAISER:
        if not end_appraisals(conn, actor.known_id, wish.reason, world, actor, school_id=wish.school_id):
            raise ConflictError("this membership has ended meanwhile")
        return
    if wish.school_id is None:
        raise ConflictError("a guru or KS leaves one school at a time")
    end_membership(conn, actor.known_id, wish.school_id, wish.role, wish.reason, world, actor)


def retire(conn: Connection, world: World, actor: Actor) -> None:
    """End every own membership and request, and note that the person serves no longer."""
    serving = update(person).where(person.c.id == actor.known_id, person.c.retired_at.is_(None))
    if conn.execute(serving.values(retired_at=world.now)).rowcount != 1:
        raise ConflictError("this person has retired already")
    record(conn, "person_retired", actor, world, person_id=actor.known_id)
    withdraw_pending(conn, actor.known_id, world)
    end_all_memberships(conn, actor.known_id, EndReason.RETIRED, world, actor)


def return_to_service(conn: Connection, world: World, actor: Actor) -> None:
    """Note that the person serves again."""
    retired = update(person).where(person.c.id == actor.known_id, person.c.retired_at.is_not(None))
    if conn.execute(retired.values(retired_at=None)).rowcount != 1:
        raise ConflictError("this person serves already")
    record(conn, "person_returned", actor, world, person_id=actor.known_id)


def remove_member(conn: Connection, wish: RemoveMember, world: World, actor: Actor) -> None:
    """End the membership of a teacher in a school that the actor leads, and tell them."""
    lock_membership(conn, actor.known_id, wish.school_id, Role.KS)
    if wish.person_id == actor.known_id:
        raise ConflictError("nobody removes themselves")
    gone = (wish.person_id, wish.school_id, Role.GURU, wish.reason)
    ended_id = end_membership(conn, *gone, world, actor)
    kind = PersonNoticeKind.MEMBER_REMOVED
    notify_people(conn, kind, [wish.person_id], subject_id=wish.school_id, key=str(ended_id), actor=actor)
