"""What a person does on the phone, in the chat with the bot or in a group."""

from bot.simulator.person import Person
from bot.stage.buttons import Place
from bot.stage.chats import ChatLog
from bot.stage.files import made_up
from bot.stage.masks import Masks
from bot.transcript.model import Action, Odd, Pressed, Sent, Typed

_LINK = "https://t.me/"


async def act(
    person: Person, action: Action, masks: Masks, *, chat_id: int | None, log: ChatLog, place: Place | None
) -> None:
    """Do it; `chat_id` is that of a group, and `place` the button that a press means."""
    match action:
        case Typed(text=text):
            reply_to = _newest_of_bot(log) if action.is_reply else None
            await _write(person, masks.take_off(text), chat_id, reply_to)
        case Pressed(times=times) if place is not None:
            await _press(person, place, times, chat_id)
        case Sent(name=name, is_photo=is_photo, caption=caption):
            upload = made_up(name, action.size, is_photo=is_photo)
            data = upload.data if action.content is None else action.content
            await person.upload(
                data,
                name,
                mime=upload.mime,
                photo=is_photo,
                caption=caption,
                chat_id=chat_id,
                album=action.album,
            )
        case Odd(kind=kind):
            await person.send_kind(kind, chat_id=chat_id)


async def _write(person: Person, text: str, chat_id: int | None, reply_to: int | None) -> None:
    if text.startswith(_LINK):
        await person.open(text, chat_id=chat_id)
    else:
        await person.say(text, chat_id=chat_id, reply_to=reply_to)


async def _press(person: Person, place: Place, times: int, chat_id: int | None) -> None:
    for _ in range(times):
        if place.data is not None:
            await person.forge(place.data, message_id=place.message_id, chat_id=chat_id)
        elif place.index is not None:
            await person.press_index(place.index, message_id=place.message_id, chat_id=chat_id)


def _newest_of_bot(log: ChatLog) -> int | None:
    return next((number for number in reversed(log.messages) if log.messages[number].from_bot), None)
