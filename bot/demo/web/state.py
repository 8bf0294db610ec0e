"""What the page draws first: everything but older messages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.demo.cast import FIRST_SPEAKER, Member
from bot.demo.instants import next_stage, stages_on
from bot.demo.page_words import WORDS
from bot.demo.web.base import Ask, Json, Routes
from bot.simulator.state import Chat
from bot.simulator.view import message_view
from bot.transcript.model import Link
from conversations.facts import Zone
from conversations.person_text import role_name
from conversations.plan_text import period_name
from conversations.rules.cycle import Period
from conversations.rules.terms import Role
from conversations.words import Words, say

_MOST_MESSAGES = 200
_DOOMED = say("It is killed in the middle of what is done next.")


async def words(ask: Ask) -> Json:
    """All texts of the page."""
    return {key: ask.words(text) for key, text in WORDS.items()}


async def state(ask: Ask) -> Json:
    """The whole world as the page needs it."""
    director, world = ask.director, ask.world
    bot = world.bot()
    return {
        "world": director.world_id,
        "seq": world.events.last,
        "bot": {"id": bot.user.id, "name": bot.user.first_name, "username": bot.user.username},
        "clock": clock(ask),
        "product": {
            "alive": director.is_serving,
            "pending": bot.updates.pending,
            "turning": director.turning,
            "note": ask.words(_DOOMED) if director.stage.is_doomed else "",
        },
        "faults": world.faults.list(),
        "people": people(ask),
        "groups": [group(chat) for chat in world.groups.values()],
        "chats": [chat_state(ask, chat) for chat in chats(ask)],
        "links": links(ask),
        "schools": schools(ask),
        "turns": director.script.turns,
    }


async def time(ask: Ask) -> Json:
    """The clock alone: it moves with every act."""
    return {"clock": clock(ask)}


def clock(ask: Ask) -> Json:
    """The date of the world, and where it is in the cycle."""
    now = ask.world.clock.now()
    today = now.astimezone(ZoneInfo(Zone.WIB)).date()
    coming = next_stage(ask.director.rules, today)
    return {
        "now": now.isoformat(),
        "text": moment_text(ask, now),
        "semester": ask.words(period_name(Period.of(today))),
        "stages": [stage.name for stage in stages_on(ask.director.rules, today)],
        "next_stage": coming and {"name": coming.stage.name, "date": coming.day.isoformat()},
        "is_moving": ask.show.clockwork.is_moving,
    }


def moment_text(ask: Ask, moment: datetime) -> str:
    """`Senin, 6 Juli 2026 pukul 08.00 WIB`."""
    return ask.words(say("{now}", now=moment))


def people(ask: Ask) -> list[Json]:
    """Everybody with a phone, whoever a story begins with first."""
    members = ask.director.cast.members
    phones = sorted(ask.director.stage.people.items(), key=lambda one: one[0] != FIRST_SPEAKER)
    return [person(ask, phone.id, name, members[name]) for name, phone in phones]


def person(ask: Ask, user_id: int, name: str, member: Member) -> Json:
    """Somebody with a phone."""
    chat = ask.chat(user_id)
    return {
        "id": user_id,
        "name": name,
        "address": member.address,
        "role": ask.words(_role(member.role)),
        "school": member.school,
        "blocked": chat.blocked,
        "language": ask.world.users[user_id].language_code,
        "is_hidden": member.is_hidden,
        "start": member.start and ask.director.link_url(member.start),
    }


def _role(role: Role | None) -> Words:
    match role:
        case None:
            return say("Operator")
        case Role.KS:
            return "KS"
        case _:
            return role_name(role)


def group(chat: Chat) -> Json:
    """A group with who is in it."""
    members = [user.id for user, _ in chat.members.values() if chat.is_member(user.id) and not user.is_bot]
    return {"id": chat.id, "title": chat.title, "members": members}


def chats(ask: Ask) -> list[Chat]:
    """The chat of everybody with a phone, and the groups."""
    return [*(ask.chat(phone.id) for phone in ask.director.stage.people.values()), *ask.world.groups.values()]


def chat_state(ask: Ask, chat: Chat) -> Json:
    """A chat with its newest message."""
    return {
        "id": chat.id,
        "kind": "group" if chat.peer is None else "private",
        "person": chat.peer.id if chat.peer else None,
        "last": ask.director.reading.newest(chat),
        "unread": ask.director.reading.unread(chat),
        "typing": bool(chat.actions),
    }


def links(ask: Ask) -> list[Json]:
    """The links of the schools that the demo knows by name."""
    return [
        {"name": link.name, "url": ask.director.link_url(link), "label": ask.words(_label(ask, link))}
        for link in ask.director.cast.links
    ]


def schools(ask: Ask) -> list[Json]:
    """The schools that one can come to."""
    named = {link.npsn: ask.director.cast.school_of(link) for link in ask.director.cast.links}
    return [{"npsn": npsn, "name": name} for npsn, name in named.items()]


def _label(ask: Ask, link: Link) -> Words:
    school = ask.director.cast.school_of(link)
    if link.role is Role.KS:
        return say("Link of the KS of {school}", school=school)
    return say("Teachers' link of {school}", school=school)


async def messages(ask: Ask) -> Json:
    """The messages of a chat before one of them, the newest of them."""
    chat = ask.chat(ask.part("chat"))
    before, limit = ask.query("before"), min(max(ask.query("limit") or 50, 1), _MOST_MESSAGES)
    older = [number for number in chat.messages if before is None or number < before]
    shown = older[-limit:]
    return {
        "messages": [message_view(chat.messages[number]) for number in shown],
        "has_more": len(older) > len(shown),
    }


ROUTES: Routes = [
    ("GET", "/demo/words", words),
    ("GET", "/demo/state", state),
    ("GET", "/demo/clock", time),
    ("GET", r"/demo/chats/{chat:-?\d+}/messages", messages),
]
