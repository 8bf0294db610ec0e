"""The demo's own orders, which begin with a colon."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path

from bot.demo import texts
from bot.demo.session import Sitting
from bot.transcript.model import Advance, Kill, Revive, SetClock, Typed
from bot.transcript.times import ZONE, read_moment, read_span
from conversations.person_text import role_name
from conversations.words import say

_SCREEN = 3
_ENGLISH = {
    "who": "siapa",
    "as": "jadi",
    "clock": "jam",
    "forward": "maju",
    "links": "tautan",
    "open": "buka",
    "screen": "layar",
    "kill": "matikan",
    "revive": "hidupkan",
    "type": "ketik",
    "save": "simpan",
    "help": "bantuan",
}
_QUIT = frozenset({"keluar", "quit", "exit"})


async def obey(sitting: Sitting, line: str) -> bool:
    """Carry out an order such as `:maju 1 hari`; False for the one that ends the demo."""
    word, _, argument = line.removeprefix(":").strip().partition(" ")
    name = word.lower()
    if name in _QUIT:
        return False
    order = _ORDERS.get(_ENGLISH.get(name, name))
    if order is None:
        sitting.terminal.say(texts.UNKNOWN)
    else:
        await order(sitting, argument.strip())
    return True


async def _who(sitting: Sitting, _: str) -> None:
    terminal = sitting.terminal
    for name in sitting.stage.people:
        unread = sitting.unread[name]
        mark = "*" if name == sitting.me else " "
        member = sitting.director.cast.members[name]
        role = terminal.words(role_name(member.role) if member.role else say("Operator"))
        terminal.say(f"{mark} {member.address} ({role})" + (f"  ✉ {unread}" if unread else ""))


async def _be(sitting: Sitting, wanted: str) -> None:
    folded = wanted.split()[-1].casefold() if wanted else ""
    name = next((name for name in sitting.stage.people if name.casefold() == folded), None)
    if name is None:
        sitting.terminal.say(say("Be one of: {names}", names=", ".join(sitting.stage.people)))
    else:
        sitting.become(name)


async def _clock(sitting: Sitting, moment: str) -> None:
    if moment:
        try:
            await sitting.play(SetClock(read_moment(moment)))
        except ValueError:
            sitting.terminal.say(texts.WRONG_MOMENT)
            return
    now = datetime.fromisoformat((await sitting.stage.world.clock())["now"])
    sitting.terminal.say(say("It is {now}.", now=now.astimezone(ZONE)))


async def _forward(sitting: Sitting, span: str) -> None:
    try:
        turn = Advance(read_span(span))
    except ValueError:
        sitting.terminal.say(texts.WRONG_SPAN)
        return
    await sitting.play(turn)
    await _clock(sitting, "")


async def _links(sitting: Sitting, _: str) -> None:
    sitting.terminal.table(
        [(link.name, sitting.director.link_url(link)) for link in sitting.director.cast.links]
    )


async def _open(sitting: Sitting, wanted: str) -> None:
    name = next((name for name in sitting.stage.masks.tokens if name.casefold() == wanted.casefold()), None)
    if name is None:
        sitting.terminal.say(say("Open one of: {names}", names=", ".join(sitting.stage.masks.tokens)))
    else:
        await sitting.act(Typed(f"/start <tautan {name}>"))


async def _screen(sitting: Sitting, _: str) -> None:
    sitting.look(_SCREEN)


async def _type(sitting: Sitting, text: str) -> None:
    if text:
        await sitting.act(Typed(text))
    else:
        sitting.terminal.say(texts.EMPTY)


async def _kill(sitting: Sitting, _: str) -> None:
    if sitting.director.product.is_alive:
        await sitting.play(Kill())
        sitting.terminal.say(texts.KILLED)
    else:
        sitting.terminal.say(texts.IS_OFF)


async def _revive(sitting: Sitting, _: str) -> None:
    if sitting.director.product.is_alive:
        sitting.terminal.say(texts.IS_ON)
    else:
        await sitting.play(Revive())
        sitting.terminal.say(texts.REVIVED)


async def _save(sitting: Sitting, name: str) -> None:
    try:
        await sitting.save(Path(name))
    except OSError:
        sitting.terminal.say(texts.WRONG_FILE)
    else:
        sitting.terminal.say(say("Kept in {file}.", file=name))


async def _help(sitting: Sitting, _: str) -> None:
    words = sitting.terminal.words
    sitting.terminal.table([(order, words(meaning)) for order, meaning in texts.COMMANDS])


_ORDERS: Mapping[str, Callable[[Sitting, str], Awaitable[None]]] = {
    "siapa": _who,
    "jadi": _be,
    "jam": _clock,
    "maju": _forward,
    "tautan": _links,
    "buka": _open,
    "layar": _screen,
    "matikan": _kill,
    "hidupkan": _revive,
    "ketik": _type,
    "simpan": _save,
    "bantuan": _help,
}
