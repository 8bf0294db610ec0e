"""One update of a group, one transaction: seen? who wrote, decide, apply; the answer leaves by the outbox."""

from collections.abc import Callable

from sqlalchemy import Connection

from bot.deciding import decide
from bot.store.actor import TELEGRAM, Actor
from bot.store.database import Database
from bot.store.groups import GroupPlace, answer_in_group, load_group_facts, move_group, see_group
from bot.store.people import load_person, person_of
from bot.store.questions import keep_question
from bot.store.school_groups import apply_group_effect, lose_group
from bot.store.sessions import first_time
from bot.store.world import World
from bot.telegram.groups import GroupNews
from bot.telegram.inbound import Inbound, Membership
from conversations.events import Command
from conversations.groups import commands
from conversations.groups.answers import GroupStep
from conversations.session import DEFAULT_LANGUAGE


class GroupTurns:
    """Decides what happens in groups; nothing is shown there but answers and posts."""

    def __init__(self, database: Database, world: Callable[[], World]) -> None:
        self._database = database
        self._world = world

    async def take(self, inbound: Inbound) -> None:
        """Decide one update of a group."""
        news = inbound.group
        if news is not None:
            await decide(self._database, inbound.update_id, lambda conn: self._turn(conn, inbound, news))

    def _turn(self, conn: Connection, inbound: Inbound, news: GroupNews) -> None:
        if not first_time(conn, inbound.bot_id, inbound.update_id):
            return
        world = self._world()
        place = GroupPlace(inbound.bot_id, inbound.chat_id, news.thread_id)
        if inbound.membership is Membership.REMOVED:
            lose_group(conn, place.bot_id, place.chat_id, world.bots)
            return
        if news.moved_from is not None:
            move_group(conn, place.bot_id, news.moved_from, place.chat_id)
        if news.moved_to is not None:
            move_group(conn, place.bot_id, place.chat_id, news.moved_to)
            place = GroupPlace(place.bot_id, news.moved_to)
        see_group(conn, place, news.title, world)
        if inbound.membership is Membership.ADDED or isinstance(inbound.event, Command):
            _react(conn, inbound, news, place, world)


def _react(conn: Connection, inbound: Inbound, news: GroupNews, place: GroupPlace, world: World) -> None:
    person_id = None if news.is_anonymous else person_of(conn, TELEGRAM, str(inbound.user_id))
    facts = load_group_facts(
        conn,
        place,
        world,
        title=news.title,
        person_id=person_id,
        is_anonymous=news.is_anonymous,
        token=_token(inbound),
    )
    command = inbound.event if isinstance(inbound.event, Command) else None
    step: GroupStep = commands.greet(facts) if command is None else commands.decide(command, facts)
    actor = Actor(inbound.bot_id, str(inbound.user_id), inbound.user_id, person_id, bots=world.bots)
    for effect in step.effects:
        apply_group_effect(conn, effect, place, actor, world)
    for question in step.kept:
        keep_question(conn, question, actor, world)
    if step.answer is not None:
        person = None if person_id is None else load_person(conn, person_id)
        language = person.language if person else DEFAULT_LANGUAGE
        answer_in_group(
            conn, place, step.answer, language=language, update_id=inbound.update_id, reply=step.reply
        )


def _token(inbound: Inbound) -> str:
    event = inbound.event
    return event.argument if isinstance(event, Command) and event.name == commands.START else ""
