"""Groups in the book: who has one, who was asked about one, and everything that is said in them."""

from dataclasses import asdict

from sqlalchemy import Connection, select

from bot.delivery.outbox import Notice
from bot.i18n import LANGUAGES
from bot.screens.answers import REPLY
from bot.screens.book import Book
from bot.screens.cast import MEGA, RUDI, SRI, Cast, Someone
from bot.screens.stage import BOT, Stage
from bot.store.actor import TELEGRAM, Actor
from bot.store.groups import GROUP_ANSWER, GROUP_POST, GroupPlace, see_group
from bot.store.people import person_of
from bot.store.school_groups import apply_group_effect, lose_group
from bot.store.tables import group_invite
from conversations.groups.answers import GroupAnswer
from conversations.groups.effects import GroupEffect, ProposeGroup, UseGroupInvite
from conversations.groups.texts import DAYS_3, OPENING
from conversations.needs import NOTHING_MORE
from conversations.rules.terms import StageId
from conversations.school_effects import MakeGroupLink

LINKED, UNLINKED, _ASKED = -701, -702, -703
_TITLES = {LINKED: "Guru SDN Contoh 1", UNLINKED: "Guru SDN Contoh 6", _ASKED: "Guru dua sekolah"}
# Each in a group where it can be true.
_WITHOUT_SCHOOL = frozenset({GroupAnswer.GREETING, GroupAnswer.UNLINKED, GroupAnswer.NOT_LINKED})


async def give_groups(cast: Cast) -> None:
    """One school has a group, the KS of another is asked, and so is one who leads two."""
    stage = cast.stage
    await stage.do(SRI.chat_id, MakeGroupLink(await cast.school_id(SRI)))
    made = await stage.database.read(lambda conn: conn.execute(select(group_invite.c.id)).scalar_one())
    await _happens(stage, SRI, LINKED, UseGroupInvite(made))
    await _happens(stage, MEGA, UNLINKED, ProposeGroup(await cast.school_id(MEGA)))
    await _happens(stage, RUDI, _ASKED, ProposeGroup(None))


async def add_group_messages(stage: Stage, book: Book) -> None:
    """Every answer and every post, each under a name of its own."""
    for answer in GroupAnswer:
        chat_id = UNLINKED if answer in _WITHOUT_SCHOOL else LINKED
        payload: dict[str, object] = {"answer": answer, "bot_id": BOT, "language": "id"}
        payload |= {"reply": asdict(REPLY)} if answer is GroupAnswer.REPLY else {}
        await _add(stage, book, f"{GROUP_ANSWER}: {answer}", Notice(0, chat_id, GROUP_ANSWER, payload, 1, ""))
    facts = await stage.facts(SRI.chat_id, NOTHING_MORE)
    for occasion in (OPENING, DAYS_3):
        payload = {"school_id": facts.memberships[0].school.id, "period": facts.period.key}
        payload |= {"stage": StageId.SKP, "occasion": occasion}
        await _add(stage, book, f"{GROUP_POST}: {occasion}", Notice(0, LINKED, GROUP_POST, payload, 1, ""))

    await stage.database.transact(lambda conn: lose_group(conn, BOT, LINKED))
    _, told = (await stage.outbox())[-1]
    await _add(stage, book, told.kind, told)


async def _add(stage: Stage, book: Book, name: str, notice: Notice) -> None:
    drawn = {language: await stage.draw(notice, language) for language in LANGUAGES}
    book.add_notice(name, {code: shown for code, shown in drawn.items() if shown is not None})


async def _happens(stage: Stage, who: Someone, chat_id: int, effect: GroupEffect) -> None:
    def work(conn: Connection) -> None:
        person_id = person_of(conn, TELEGRAM, str(who.chat_id))
        actor, place = Actor(BOT, str(who.chat_id), who.chat_id, person_id), GroupPlace(BOT, chat_id)
        see_group(conn, place, _TITLES[chat_id], stage.world())
        apply_group_effect(conn, effect, place, actor, stage.world())

    await stage.database.transact(work)
