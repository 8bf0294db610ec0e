"""Applies what a conversation decided, in the transaction of the decision."""

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from bot.store.actor import Actor
from bot.store.changes import approve_many, ask_change, move_plan, revise_content, save_plan
from bot.store.notices import notify_owners, notify_supervisors
from bot.store.people import join_school, register, update_profile
from conversations.effects import (
    ApproveMany,
    AskChange,
    Effect,
    JoinSchool,
    MovePlan,
    NoticeKind,
    NotifyOwner,
    NotifySupervisors,
    RegisterPerson,
    ReviseContent,
    SavePlan,
    UpdateProfile,
)


def apply_effects(conn: Connection, effects: Iterable[Effect], actor: Actor, now: datetime) -> int | None:
    """Apply effects in their order at an instant of the world; returns the person, who may be new.

    Conflict where something has changed since the facts were loaded: nothing of the turn may be committed.
    """
    for effect in effects:
        if isinstance(effect, RegisterPerson):
            actor = actor.registered(register(conn, effect, actor, now))
        else:
            _apply(conn, effect, actor, now)
    return actor.person_id


def _apply(conn: Connection, effect: Effect, actor: Actor, now: datetime) -> None:
    match effect:
        case JoinSchool():
            join_school(conn, effect, actor, now)
        case UpdateProfile():
            update_profile(conn, effect, actor)
        case SavePlan():
            save_plan(conn, effect, actor)
        case MovePlan():
            move_plan(conn, effect, actor, now)
        case ReviseContent():
            revise_content(conn, effect, actor, now)
        case AskChange():
            ask_change(conn, effect, actor, now)
        case ApproveMany():
            approve_many(conn, effect, actor, now)
            approved = [(plan_id, version + 1) for plan_id, version in effect.plans]
            notify_owners(conn, NoticeKind.PLAN_APPROVED, approved, actor)
        case NotifyOwner():
            notify_owners(conn, effect.kind, [(effect.plan_id, effect.version)], actor)
        case NotifySupervisors():
            notify_supervisors(conn, effect.kind, [(effect.plan_id, effect.version)], actor)
        case RegisterPerson():
            raise TypeError("the registration changes the actor and is applied before")
        case _:
            assert_never(effect)
