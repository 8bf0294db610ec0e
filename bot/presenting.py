"""The screen of a chat as it is true now."""

from collections.abc import Callable

from sqlalchemy import Connection

from bot.delivery.paint import Paint
from bot.drawing import draw_screen
from bot.i18n import Languages
from bot.store.actor import TELEGRAM
from bot.store.facts import load_facts_for
from bot.store.sessions import SessionRow
from bot.store.who import Who, who_writes
from bot.store.world import World
from conversations import engine
from conversations.facts import Facts, Zone
from conversations.session import DEFAULT_LANGUAGE, Session, load_session

BEGINNING = engine.new_session(DEFAULT_LANGUAGE)


class Presenter:
    """Draws where chats stand, in the language and zone of whoever is there."""

    def __init__(self, languages: Languages, world: Callable[[], World]) -> None:
        self._languages = languages
        self._world = world

    def facts_now(self, conn: Connection, chat_id: int, session: Session, who: Who, world: World) -> Facts:
        """Facts read after the effects, so that success is shown after it happened."""
        # The id of a private chat is that of its user.
        is_operator = chat_id in world.operator_ids
        needs = engine.needs(session)
        return load_facts_for(conn, who, needs=needs, world=world, is_operator=is_operator)

    def painted(self, chat_id: int, session: Session, message_id: int | None, facts: Facts) -> Paint:
        """A session's screen, drawn from these facts."""
        screen = engine.show(session, facts)
        language = self._languages[screen.language or language_of(session, facts)]
        code = engine.flow_code(session, facts)
        drawn = draw_screen(screen, language, zone_of(facts), code, session.revision)
        return Paint(chat_id, session.revision, drawn, message_id)

    def present(
        self,
        conn: Connection,
        chat_id: int,
        session: Session,
        message_id: int | None,
        who: Who,
        world: World,
    ) -> Paint:
        """A session's screen, drawn from what is true now."""
        return self.painted(chat_id, session, message_id, self.facts_now(conn, chat_id, session, who, world))

    def again(self, conn: Connection, row: SessionRow) -> Paint:
        """The screen of a stored place."""
        who = who_writes(conn, TELEGRAM, str(row.chat_id))
        return self.present(conn, row.chat_id, session_of(row), row.screen_message_id, who, self._world())

    def unshown(self, conn: Connection, row: SessionRow) -> Paint | None:
        """The same, None where it was shown or nobody stands there."""
        if not row.state or row.shown_revision == row.revision:
            return None
        return self.again(conn, row)


def session_of(row: SessionRow) -> Session:
    """Where a chat stands; at the beginning where nothing is stored."""
    return load_session(row.state, row.revision) if row.state else BEGINNING


def language_of(session: Session, facts: Facts) -> str:
    """The language of whoever is there."""
    return facts.person.language if facts.person else session.language


def zone_of(facts: Facts) -> Zone:
    """Their zone."""
    return facts.person.zone if facts.person else Zone.WIB
