"""What people do on their phones."""

from bot.demo.acting import pressed, typed
from bot.demo.director import Button, Outcome
from bot.demo.refusals import RefusalError
from bot.demo.web.base import Ask, Json, Routes
from bot.simulator.errors import ControlError
from bot.simulator.methods.profile import commands_seen_by
from bot.simulator.state import Chat
from bot.stage.stage import NoSuchButtonError
from bot.transcript.model import Act, Action, Block, Kind, Odd
from conversations.words import say

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
    is_reply = ask.body.get("reply_to") is not None
    return await _play(ask, chat, typed(ask.text("text"), ask.director.stage, is_reply=is_reply))


async def _open(ask: Ask) -> Json:
    """A link that is tapped on a phone; one to elsewhere is opened by the browser."""
    url = ask.text("url")
    if not url.startswith("https://t.me/"):
        return {"url": url}
    chat = ask.chat(ask.number("person"))
    return await _play(ask, chat, typed(url, ask.director.stage, is_reply=False))


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
    name, group = ask.name(), chat.title or None

    def turn() -> Act:
        action = pressed(chat, message, data)
        if action is None:
            raise RefusalError(409, _NO_BUTTON)
        return Act(name, action, group)

    button = Button(ask.number("person"), chat.id, message.message_id, data)
    try:
        return _json(await ask.director.press(turn, button))
    except NoSuchButtonError:
        raise RefusalError(409, _NO_BUTTON) from None


async def _play(ask: Ask, chat: Chat, action: Action) -> Json:
    return _json(await ask.director.play(Act(ask.name(), action, chat.title or None)))


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


ROUTES: Routes = [
    ("POST", "/demo/act", act),
    ("GET", r"/demo/people/{person:\d+}/commands", commands),
    ("POST", "/demo/read", read),
]
