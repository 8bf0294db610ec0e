"""Every kind of message that the outbox may hold, and the function that draws it."""

from collections.abc import Mapping

from sqlalchemy import Connection

from bot.broadcast_notices import draw_broadcast, draw_broadcast_report
from bot.delivery.outbox import Notice
from bot.documents import DOCUMENTS
from bot.drawing import draw_screen
from bot.drawn import Drawn
from bot.group_notices import draw_group_answer, draw_group_post
from bot.i18n import Languages
from bot.notifier import NOT_RENDERED, TOO_MANY_AT_ONCE, UPDATE_FAILED, DocumentWish, DrawNotice, Render
from bot.reminder_notices import draw_reminder
from bot.store.actor import TELEGRAM
from bot.store.broadcast_progress import BROADCAST
from bot.store.broadcast_watch import BROADCAST_REPORT
from bot.store.facts import load_facts
from bot.store.groups import GROUP_ANSWER, GROUP_POST
from bot.store.people import load_person, person_of
from bot.store.reminders import REMINDER
from bot.store.world import World
from conversations.document_effects import DocumentKind
from conversations.effects import NoticeKind
from conversations.events import NOTICE
from conversations.execution_notices import EXECUTION_NOTICES
from conversations.facts import Facts, Needs, Zone
from conversations.notice_screens import notice_screen
from conversations.people_effects import PersonNoticeKind
from conversations.person_notice_screens import person_notice_needs, person_notice_screen
from conversations.screens import Screen
from conversations.session import DEFAULT_LANGUAGE
from conversations.words import say


def draw_for(facts: Facts, screen: Screen | None, languages: Languages) -> Drawn | None:
    """A notice's screen in the language and zone of whom the facts are about; None for no screen."""
    if screen is None:
        return None
    person = facts.person
    language = languages[person.language if person else DEFAULT_LANGUAGE]
    return draw_screen(screen, language, person.zone if person else Zone.WIB, NOTICE, 0)


def _about_plan(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn | None:
    is_executed = NoticeKind(notice.kind) in EXECUTION_NOTICES
    needs = Needs(plan_id=notice.payload["plan_id"], history=not is_executed, execution=is_executed)
    facts = load_facts(conn, person_id=notice.payload["person_id"], needs=needs, world=world)
    screen = notice_screen(NoticeKind(notice.kind), facts, notice.payload.get("occasion", ""))
    return None if facts.person is None else draw_for(facts, screen, languages)


def _about_people(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn | None:
    """A notice to a person, or to an operator, who need not be one."""
    kind, subject_id = PersonNoticeKind(notice.kind), notice.payload["subject_id"]
    addressee: int | None = notice.payload["person_id"]
    facts = load_facts(
        conn,
        # The id of a private chat is that of its user.
        person_id=person_of(conn, TELEGRAM, str(notice.chat_id)) if addressee is None else addressee,
        needs=person_notice_needs(kind, subject_id),
        world=world,
        is_operator=addressee is None and notice.chat_id in world.operator_ids,
    )
    return draw_for(facts, person_notice_screen(kind, facts, subject_id), languages)


def _document(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn | Render | None:
    kind, person_id = DocumentKind(notice.kind), notice.payload["person_id"]
    wish = DocumentWish(kind, notice.chat_id, person_id, notice.payload["subject_id"])
    return DOCUMENTS[kind](conn, wish, world, languages)


def _failed_update(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn:
    line = say(
        "An update could not be processed and is kept in the table failed_update: number {number}.",
        number=str(notice.payload["update_id"]),
    )
    return draw_screen(Screen((line,)), languages[DEFAULT_LANGUAGE], Zone.WIB, NOTICE, 0)


def _too_many_at_once(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn:
    line = say(
        "That was very much at once, so I have not read all of it. Please wait a moment, and then go on "
        "where you are. Files that do not show under /bukti were not taken: please send those again, "
        "a few at a time."
    )
    return draw_screen(Screen((line,)), languages[notice.payload["language"]], Zone.WIB, NOTICE, 0)


def _not_rendered(conn: Connection, notice: Notice, world: World, languages: Languages) -> Drawn:
    """In place of a file that cannot be made; whoever wants it asks for it again."""
    person_id = notice.payload["person_id"]
    person = None if person_id is None else load_person(conn, person_id)
    line = say(
        "Sorry, the file that you asked for could not be made. Nothing of yours is lost. Please press its "
        "button once more in a while; if that fails too, /lapor tells the operator."
    )
    language = languages[DEFAULT_LANGUAGE if person is None else person.language]
    return draw_screen(Screen((line,)), language, Zone.WIB, NOTICE, 0)


NOTICE_KINDS: Mapping[str, DrawNotice] = {
    UPDATE_FAILED: _failed_update,
    TOO_MANY_AT_ONCE: _too_many_at_once,
    NOT_RENDERED: _not_rendered,
    GROUP_ANSWER: draw_group_answer,
    GROUP_POST: draw_group_post,
    REMINDER: draw_reminder,
    BROADCAST: draw_broadcast,
    BROADCAST_REPORT: draw_broadcast_report,
    **dict.fromkeys(NoticeKind, _about_plan),
    **dict.fromkeys(PersonNoticeKind, _about_people),
    **dict.fromkeys(DocumentKind, _document),
}
