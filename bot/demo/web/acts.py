"""What people do on their phones."""

from bot.demo.director import Button, Outcome
from bot.demo.refusals import RefusalError
from bot.demo.web.base import Ask, Json, Routes
from bot.simulator.errors import ControlError
from bot.simulator.links import deep_link
from bot.simulator.methods.profile import commands_seen_by
from bot.simulator.state import Chat
from bot.stage.stage import NoSuchButtonError
from bot.transcript.model import Act, Action, Block, Kind, Odd, Typed
from conversations.words import say

_MOST_OLD = 60
_NO_BUTTON = say("This button is no longer there.")


async def act(ask: Ask) -> Json:
    """One deed of a person."""
    deeds = {"write": _write, "press": _press, "open": _open, "kind": _kind, "block": _block}
    deed = deeds.get(ask.text("do"))
    if deed is None:
        raise RefusalError(400, say("The request cannot be read."))
    return await deed(ask)


async def _write(ask: Ask) -> Json:
    chat = _chat(ask)
    return await _play(
        ask, chat, _typed(ask, ask.text("text"), is_reply=ask.body.get("reply_to") is not None)
    )


def _typed(ask: Ask, text: str, *, is_reply: bool = False) -> Typed:
    """A text with names in place of tokens, in the form that a file can hold."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return Typed(ask.director.stage.masks.put_on(plain), is_reply)


async def _open(ask: Ask) -> Json:
    """A link that is tapped on a phone; one to elsewhere is opened by the browser."""
    url = ask.text("url")
    try:
        name, token, is_to_group = deep_link(url)
    except ValueError:
        return {"url": url}
    query = f"?{'startgroup' if is_to_group else 'start'}={token}" if token or is_to_group else ""
    url = f"https://t.me/{name}{query}"
    chat = ask.chat(ask.number("chat" if "chat" in ask.body else "person"))
    return await _play(ask, chat, _typed(ask, url))


async def _kind(ask: Ask) -> Json:
    kind = ask.text("kind")
    if kind not in set(Kind):
        raise RefusalError(400, say("The request cannot be read."))
    return await _play(ask, _chat(ask), Odd(Kind(kind)))


async def _block(ask: Ask) -> Json:
    turn = Block(ask.name(), bool(ask.body.get("blocked", True)))
    return _json(await ask.director.play(turn))


async def _press(ask: Ask) -> Json:
    chat, data = _chat(ask), ask.text("data")
    message = chat.messages.get(ask.number("message"))
    if message is None:
        raise RefusalError(409, _NO_BUTTON)
    name, group, number = ask.name(), ask.group(chat), message.message_id

    def turn() -> Act:
        action = ask.director.stage.where(name, number, data, group)
        if action is None:
            raise RefusalError(409, _NO_BUTTON)
        return Act(name, action, group)

    button = Button(ask.number("person"), chat.id, number, data)
    try:
        return _json(await ask.director.press(turn, button))
    except NoSuchButtonError:
        raise RefusalError(409, _NO_BUTTON) from None


async def _play(ask: Ask, chat: Chat, action: Action) -> Json:
    return _json(await ask.director.play(Act(ask.name(), action, ask.group(chat))))


def _chat(ask: Ask) -> Chat:
    return ask.chat(ask.number("chat"))


def _json(outcome: Outcome) -> Json:
    return {"update_id": outcome.update_id, "callback_query_id": outcome.callback_query_id}


async def commands(ask: Ask) -> Json:
    """The command menu of a person in a chat."""
    person = ask.part("person")
    chat = ask.chat(ask.query("chat") or person)
    if person not in ask.world.users:
        raise ControlError(404, f"there is no user {person}")
    return {"commands": commands_seen_by(ask.world.bot(), chat, ask.world.users[person])}


async def read(ask: Ask) -> Json:
    """A chat was read until a message."""
    ask.director.reading.mark(_chat(ask), ask.number("message"))
    return {}


async def old_buttons(ask: Ask) -> Json:
    """What messages of a chat had and have no more, newest first."""
    chat = ask.chat(ask.part("chat"))
    # This takes up what has happened since the last turn.
    await ask.director.stage.is_answered()
    places = ask.director.stage.old_buttons(ask.group(chat) or ask.name_of(chat.id))
    shown = [{"message": one.message_id, "label": one.label, "data": one.data} for one in places]
    return {"buttons": shown[:_MOST_OLD]}


ROUTES: Routes = [
    ("GET", r"/demo/chats/{chat:-?\d+}/old_buttons", old_buttons),
    ("POST", "/demo/act", act),
    ("GET", r"/demo/people/{person:\d+}/commands", commands),
    ("POST", "/demo/read", read),
]
