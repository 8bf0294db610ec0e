"""Applies what happens to final plans; each kind has its own module."""

from sqlalchemy import Connection

from bot.store.actor import Actor
from bot.store.world import World
from conversations.execution_effects import ExecutionEffect


def apply_execution_effect(conn: Connection, effect: ExecutionEffect, actor: Actor, world: World) -> None:
    """Apply one effect in the transaction of the decision."""
    match effect:
        case _:
            raise NotImplementedError(type(effect).__name__)
