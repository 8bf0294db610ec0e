"""Applies what happens to final plans; each kind has its own module."""

from typing import assert_never

from sqlalchemy import Connection

from bot.store.accountability import collect_document
from bot.store.actor import Actor
from bot.store.checklist import tick_line
from bot.store.evidence import assign_file, keep_file, remove_file
from bot.store.observations import agree_observation, propose_observation
from bot.store.people import choose_job_level
from bot.store.predicates import tell_of_predicates
from bot.store.ratings import release_rating, save_rating
from bot.store.stage_forms import choose_target, complete_stage, rate_target, write_answer
from bot.store.world import World
from conversations.execution_effects import (
    AgreeObservation,
    AssignFile,
    ChooseJobLevel,
    ChooseTarget,
    CollectDocument,
    CompleteStage,
    ExecutionEffect,
    KeepFile,
    ProposeObservation,
    RateTarget,
    ReleaseRating,
    RemoveFile,
    SaveRating,
    TellOfPredicates,
    TickLine,
    WriteAnswer,
)


def apply_execution_effect(conn: Connection, effect: ExecutionEffect, actor: Actor, world: World) -> None:
    """Apply one effect in the transaction of the decision."""
    match effect:
        case WriteAnswer():
            write_answer(conn, effect, actor, world)
        case ChooseTarget():
            choose_target(conn, effect, actor)
        case RateTarget():
            rate_target(conn, effect, actor)
        case ProposeObservation():
            propose_observation(conn, effect, actor, world)
        case AgreeObservation():
            agree_observation(conn, effect, actor, world)
        case CompleteStage():
            complete_stage(conn, effect, actor, world)
        case KeepFile():
            keep_file(conn, effect, actor, world)
        case AssignFile():
            assign_file(conn, effect, actor)
        case RemoveFile():
            remove_file(conn, effect, actor)
        case CollectDocument():
            collect_document(conn, effect, actor, world)
        case TellOfPredicates():
            tell_of_predicates(conn, effect, actor, world)
        case TickLine():
            tick_line(conn, effect, actor, world)
        case ChooseJobLevel():
            choose_job_level(conn, effect, actor, world)
        case SaveRating():
            save_rating(conn, effect, actor, world)
        case ReleaseRating():
            release_rating(conn, effect, actor, world)
        case _:
            assert_never(effect)
