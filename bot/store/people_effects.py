"""Applies effects on people, schools and the ways into them; each kind has its own module."""

from sqlalchemy import Connection

from bot.store.actor import Actor
from bot.store.people import join_school, update_profile
from bot.store.world import World
from conversations.people_effects import (
    JoinSchool,
    PeopleEffect,
    RegisterPerson,
    UpdateProfile,
)


def apply_people_effect(conn: Connection, effect: PeopleEffect, actor: Actor, world: World) -> None:
    """Apply one effect in the transaction of the decision."""
    match effect:
        case JoinSchool():
            join_school(conn, effect, actor, world.now)
        case UpdateProfile():
            update_profile(conn, effect, actor)
        case RegisterPerson():
            raise TypeError("the registration changes the actor and is applied before")
        case _:
            raise TypeError(f"nobody applies {type(effect).__name__}")
