"""One update, one transaction: seen? load, decide, apply, save; what is shown follows the commit."""

import logging
from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.deciding import decide
from bot.delivery.paint import Paint
from bot.drawing import draw_screen
from bot.failures import Failures, Poison
from bot.i18n import Language, Languages
from bot.presenting import BEGINNING, Presenter, language_of, session_of, zone_of
from bot.profiles import ChatMenu, Menu, menu_of, nobodys_menu
from bot.store.actor import TELEGRAM, Actor
from bot.store.bots import Bots
from bot.store.database import TROUBLE, ConflictError, Database
from bot.store.effects import apply_effects, keeps_people
from bot.store.facts import load_facts_for
from bot.store.newer_notices import is_below_screen
from bot.store.opening import open_turn
from bot.store.outbox import enqueue
from bot.store.people import person_of, set_reachable
from bot.store.sessions import (
    SessionRow,
    forget_session,
    read_session,
    save_session,
    take_again,
)
from bot.store.who import Who, who_is, who_writes
from bot.store.world import World
from bot.telegram.inbound import Inbound, Membership
from bot.turn_notices import flood_notice
from conversations import engine
from conversations.events import NOTICE, Command, Event, Text
from conversations.facts import Facts, Needs, Zone
from conversations.foreseeing import foresee
from conversations.numbers import parse_number
from conversations.own_data import FAREWELL, PASSWORD
from conversations.people_effects import ErasePerson
from conversations.session import Session, Step, dump_session
from conversations.texts import clean_text
from conversations.values import value

log = logging.getLogger(__name__)

# A screen that was not shown for so long after its commit, or since somebody took it to show, is drawn again.
UNSHOWN_MS = 5000


@value
class Taken:
    """What follows the commit: a screen to show, a word for the tap, and what is left to be scrubbed."""

    paint: Paint | None = None
    toast: str | None = None
    has_erased: bool = False
    menu: ChatMenu | None = None
    is_repeat: bool = False


class Turns:
    """Decides updates, each in one transaction."""

    def __init__(
        self,
        database: Database,
        languages: Languages,
        world: Callable[[], World],
        *,
        on_erased: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_erased = on_erased
        self._database = database
        self._languages = languages
        self._world = world
        self._presenter = Presenter(languages, world)
        self._failures = Failures(self._presenter, languages, world)

    async def take(self, inbound: Inbound) -> Taken:
        """Decide one update; a decision that lost a race is taken again from fresh facts."""
        taken = await decide(self._database, inbound.update_id, lambda conn: self._turn(conn, inbound))
        if taken.has_erased:
            self._on_erased()
        return taken

    async def current(self, bot_id: int, chat_id: int, revision: int | None = None) -> Paint | None:
        """The present screen of a chat, to be shown where that may not have happened.

        Where it is no longer that revision, whoever has decided on another shows that.
        A place that cannot be drawn any more is left for the beginning, with an apology.
        """
        try:
            return await self._database.read(lambda conn: self._redraw(conn, bot_id, chat_id, revision))
        except (DBAPIError, ConflictError, *TROUBLE):
            raise
        except Exception as exc:
            log.error("the place of chat %d cannot be drawn", chat_id, exc_info=exc)
            return await self._database.transact(lambda conn: self._failures.apologize(conn, bot_id, chat_id))

    async def present(self, bot_id: int, chat_id: int) -> Paint | None:
        """The present screen of a chat, whether it was shown or not; None where nobody stands there."""
        return await self._database.read(lambda conn: self._present(conn, bot_id, chat_id))

    async def keep_poison(self, poison: Poison) -> Paint | None:
        """Keep an update that cannot be processed, tell the operators, and apologize in its chat.

        The place of the conversation stays, if it can be drawn.
        """
        return await self._database.transact(lambda conn: self._failures.keep(conn, poison))

    async def tell_of_flood(self, inbound: Inbound) -> None:
        """Tell whoever sends too much at once, in their language; where they stand stays as it is."""
        await self._database.transact(lambda conn: self._tell_of_flood(conn, inbound))

    def _turn(self, conn: Connection, inbound: Inbound) -> Taken:
        world, account = self._world(), str(inbound.user_id)
        place = (inbound.bot_id, inbound.chat_id, inbound.update_id)
        opening = open_turn(conn, *place, account, world.period())
        row, who = opening.row, opening.who
        if not opening.is_new:
            return self._again(conn, inbound, row)
        is_same = not _note_reached(conn, inbound, who, world.bots)
        if inbound.event is None:
            _forget_unused(conn, inbound, row)
            return Taken()
        session = session_of(row)
        is_operator = inbound.user_id in world.operator_ids
        event = _placed(conn, inbound.bot_id, inbound.event, row)
        needs = engine.needs(session, event)
        facts = load_facts_for(
            conn,
            who,
            needs=needs,
            world=world,
            is_operator=is_operator,
            asked=opening.plans if is_same else None,
        )
        step = engine.advance(session, event, facts)
        actor = Actor(
            inbound.bot_id,
            account,
            inbound.chat_id,
            who.person_id,
            is_operator=is_operator,
            bots=world.bots,
        )
        person_id = apply_effects(conn, step.effects, actor, world)
        if any(isinstance(effect, ErasePerson) for effect in step.effects):
            # Nothing of this chat may be kept, so neither is where it stands.
            language = self._languages[language_of(session, facts)]
            menu = ChatMenu(nobodys_menu(step.session.language, is_operator=is_operator), may_differ=True)
            return Taken(_farewell(inbound, language, step.session.revision), has_erased=True, menu=menu)
        save_session(
            conn,
            inbound.bot_id,
            inbound.chat_id,
            state=dump_session(step.session),
            revision=step.session.revision,
            screen_message_id=inbound.pressed_message_id,
        )
        if not keeps_people(step.effects):
            who = who_is(conn, person_id)
        now = self._foreseen(facts, step, needs)
        if now is None:
            now = self._presenter.facts_now(conn, inbound.chat_id, step.session, who, world)
        paint = self._presenter.painted(inbound.chat_id, step.session, inbound.pressed_message_id, now)
        had, has = _menu_of(session, facts), _menu_of(step.session, now)
        shown = ChatMenu(has, may_differ=has != had or isinstance(inbound.event, Command))
        return Taken(paint, self._toast(step, inbound, facts), menu=shown)

    def _again(self, conn: Connection, inbound: Inbound, row: SessionRow) -> Taken:
        """What is left of an update that was decided before."""
        is_known = person_of(conn, TELEGRAM, str(inbound.user_id)) is not None
        if row.state or is_known or not _may_erase(inbound.event):
            _forget_unused(conn, inbound, row)
            return Taken(self._shown_late(conn, inbound, row), is_repeat=True)
        # Decided, and yet no place is kept: it was the one that erased the person.
        forget_session(conn, inbound.bot_id, inbound.chat_id)
        language = self._languages.of(inbound.language_code)
        return Taken(_farewell(inbound, language, row.revision), has_erased=True, is_repeat=True)

    def _shown_late(self, conn: Connection, inbound: Inbound, row: SessionRow) -> Paint | None:
        """What was decided and perhaps not shown, unless somebody else shows it now."""
        paint = self._presenter.unshown(conn, row)
        if paint is None:
            return None
        place = (inbound.bot_id, inbound.chat_id, inbound.update_id)
        return paint if take_again(conn, *place, within_ms=UNSHOWN_MS) else None

    def _present(self, conn: Connection, bot_id: int, chat_id: int) -> Paint | None:
        row = read_session(conn, bot_id, chat_id)
        return None if row is None or not row.state else self._presenter.again(conn, row)

    def _redraw(self, conn: Connection, bot_id: int, chat_id: int, revision: int | None) -> Paint | None:
        row = read_session(conn, bot_id, chat_id)
        if row is None or (revision is not None and row.revision != revision):
            return None
        return self._presenter.unshown(conn, row)

    def _tell_of_flood(self, conn: Connection, inbound: Inbound) -> None:
        person = who_writes(conn, TELEGRAM, str(inbound.user_id)).person
        row = read_session(conn, inbound.bot_id, inbound.chat_id)
        session = BEGINNING if row is None else session_of(row)
        language = session.language if person is None else person.language
        enqueue(conn, [flood_notice(inbound.bot_id, inbound.chat_id, inbound.update_id, language)])

    def _foreseen(self, facts: Facts, step: Step, needs: Needs) -> Facts | None:
        """What is known where the turn has led; None where that has to be read."""
        wanted = engine.needs(step.session)
        # Most often it is the very same, and to compare all that may be needed takes long.
        return foresee(facts, step.effects) if wanted is needs or wanted == needs else None

    def _toast(self, step: Step, inbound: Inbound, facts: Facts) -> str | None:
        """Where a tap changed nothing, its reason pops up too: the screen may look the same."""
        if inbound.callback_query_id is None or step.effects or step.session.word is None:
            return None
        language = self._languages[language_of(step.session, facts)]
        return language.translate(step.session.word, zone_of(facts))


def _note_reached(conn: Connection, inbound: Inbound, who: Who, bots: Bots) -> bool:
    """Whoever writes can be written to, there where they write, also where a return was never reported.

    Tells whether that is news.
    """
    is_reachable = inbound.membership is not Membership.BLOCKED
    is_elsewhere = is_reachable and bots.is_other(who.bot_id, inbound.bot_id)
    is_news = who.person_id is not None and (who.is_reachable is not is_reachable or is_elsewhere)
    if is_news:
        set_reachable(conn, inbound.chat_id, is_reachable, inbound.bot_id, bots)
    return is_news


def _placed(conn: Connection, bot_id: int, event: Event, row: SessionRow) -> Event:
    """What came in; of a typed number whether a notice is the last that its writer saw."""
    match event:
        case Text(text) if parse_number(text) is not None:
            return Text(text, follows_notice=is_below_screen(conn, bot_id, row))
    return event


def _farewell(inbound: Inbound, language: Language, revision: int) -> Paint:
    drawn = draw_screen(FAREWELL, language, Zone.WIB, NOTICE, 0)
    return Paint(inbound.chat_id, revision, drawn, inbound.pressed_message_id)


def _may_erase(event: Event | None) -> bool:
    """Whether it is the word that deletes: a place is also left where the person has another account now."""
    return isinstance(event, Text) and clean_text(event.text).upper() == PASSWORD


def _forget_unused(conn: Connection, inbound: Inbound, row: SessionRow) -> None:
    """A row that was only made to be locked says that somebody was here: it goes again."""
    if not row.state:
        forget_session(conn, inbound.bot_id, inbound.chat_id)


def _menu_of(session: Session, facts: Facts) -> Menu:
    return menu_of(facts, language_of(session, facts))
