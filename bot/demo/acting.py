"""What somebody does on the page, as a turn of the dialogue."""

from bot.simulator.state import Chat, Json, Message
from bot.stage.stage import Stage
from bot.transcript.model import Pressed, Typed

LEAST_SIZE = 1000


def typed(text: str, stage: Stage, *, is_reply: bool) -> Typed:
    """A text with names in place of tokens, in the form that a file can hold."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return Typed(stage.masks.put_on(plain), is_reply)


def pressed(chat: Chat, message: Message, data: str) -> Pressed | None:
    """A button of a message, by its place among the messages; None where the message has no such one."""
    labels = [str(button["text"]) for button in _buttons(message)]
    datas = [button.get("callback_data") for button in _buttons(message)]
    if data not in datas:
        return None
    place = datas.index(data)
    label = labels[place]
    nth = labels[: place + 1].count(label)
    newer = [other for other in chat.messages.values() if other.message_id > message.message_id]
    older = sum(_labels(other).count(label) >= nth for other in newer)
    return Pressed(label, older, nth)


def _labels(message: Message) -> list[str]:
    return [str(button["text"]) for button in _buttons(message)]


def _buttons(message: Message) -> list[Json]:
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]
