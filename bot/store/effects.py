"""Applies what a conversation decided, in the transaction of the decision."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection

from bot.store.actor import Actor
from bot.store.changes import approve_many, ask_change, move_plan, revise_content, save_plan
from bot.store.erasing import erase_person
from bot.store.execution import apply_execution_effect
from bot.store.notices import notify_owners, notify_supervisors
from bot.store.people import register
from bot.store.people_effects import apply_people_effect
from bot.store.relinks import use_relink
from bot.store.requests import request_join
from bot.store.world import World
from conversations.effects import (
    ApproveMany,
    AskChange,
    Effect,
    MovePlan,
    NoticeKind,
    NotifyOwner,
    NotifySupervisors,
    ReviseContent,
    SavePlan,
)
from conversations.execution_effects import ExecutionEffect
from conversations.people_effects import ErasePerson, RegisterPerson, RequestJoin, UseRelink

_OF_PLANS = (SavePlan, MovePlan, ReviseContent, AskChange, ApproveMany, NotifyOwner, NotifySupervisors)


def apply_effects(conn: Connection, effects: Iterable[Effect], actor: Actor, world: World) -> int | None:
    """Apply effects in their order; returns the person, who may be new, another one, or erased.

    ConflictError where something has changed since the facts were loaded: nothing may be committed.
    """
    for effect in effects:
        if isinstance(effect, RegisterPerson):
            actor = actor.registered(register(conn, effect, actor, world))
            if effect.request_school_id is not None:
                request_join(conn, RequestJoin(effect.request_school_id), actor, world)
        elif isinstance(effect, UseRelink):
            actor = actor.registered(use_relink(conn, effect, actor, world))
        elif isinstance(effect, ErasePerson):
            erase_person(conn, actor, world)
            actor = replace(actor, person_id=None)
        else:
            _apply(conn, effect, actor, world)
    return actor.person_id


def keeps_people(effects: Iterable[Effect]) -> bool:
    """Whether the person, their schools and requests are after these effects what they were before."""
    return all(isinstance(effect, _OF_PLANS) for effect in effects)


def _apply(conn: Connection, effect: Effect, actor: Actor, world: World) -> None:
    now = world.now
    if isinstance(effect, ExecutionEffect):
        apply_execution_effect(conn, effect, actor, world)
        return
    match effect:
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
            notify_owners(
                conn, effect.kind, [(effect.plan_id, effect.version)], actor, occasion=effect.occasion
            )
        case NotifySupervisors():
            notify_supervisors(
                conn, effect.kind, [(effect.plan_id, effect.version)], actor, occasion=effect.occasion
            )
        case _:
            apply_people_effect(conn, effect, actor, world)
