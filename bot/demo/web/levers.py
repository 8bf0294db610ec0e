"""What the page can do to the world: clock, faults, the product, newcomers."""

from collections.abc import Mapping

from aiohttp import web

from bot.demo.refusals import RefusalError
from bot.demo.web.base import Ask, Json, Routes
from bot.stage.product import ProductDiedError
from bot.transcript.model import Calm, Kill, Repeat, Revive, Trouble
from bot.transcript.times import read_moment, read_span
from conversations.words import say

FAULTS = frozenset({"429", "500", "502", "timeout", "hangup_before", "hangup_after", "garbage"})
_MOST_FAULTS = 20
_SWITCHES: Mapping[str, Kill | Revive] = {
    "kill": Kill(),
    "kill_midway": Kill(is_midway=True),
    "start": Revive(),
}


async def clock(ask: Ask) -> web.Response:
    """Move the clock: by a span, to a moment, or to the next stage."""
    clockwork = ask.show.clockwork
    try:
        if ask.body.get("to") == "next_stage":
            clockwork.move_to_next_stage()
        elif "to" in ask.body:
            clockwork.move_to(read_moment(ask.text("to")))
        else:
            clockwork.move_by(read_span(ask.text("by")))
    except (ValueError, OverflowError):
        raise RefusalError(400, say("Please write a moment such as 2026-07-20 08.00.")) from None
    return web.json_response({"is_moving": True}, status=202)


async def fault(ask: Ask) -> Json:
    """The next calls fail."""
    kind, method = str(ask.body.get("kind")), ask.body.get("method")
    times = ask.number("times") if "times" in ask.body else 1
    if kind not in FAULTS or not 1 <= times <= _MOST_FAULTS:
        raise RefusalError(400, say("The request cannot be read."))
    await ask.director.play(Trouble(kind, str(method) if method else None, times))
    return {"faults": ask.world.faults.list()}


async def clear_faults(ask: Ask) -> Json:
    """What was ordered and has hit nothing yet is taken back."""
    await ask.director.play(Calm())
    return {"faults": ask.world.faults.list()}


async def clear_fault(ask: Ask) -> Json:
    """One fault is taken back: the oldest of its kind, where several are alike."""
    number = ask.part("fault")
    found = next((one for one in ask.world.faults.list() if one["id"] == number), None)
    if found is None:
        raise RefusalError(404, say("This fault waits no more."))
    await ask.director.play(Calm(found["kind"], found["method"]))
    return {"faults": ask.world.faults.list()}


async def redeliver(ask: Ask) -> Json:
    """The last update comes again."""
    outcome = await ask.director.play(Repeat())
    return {"update_id": outcome.update_id}


async def product(ask: Ask) -> Json:
    """Kill the product, now or in the middle of the next act, or start it."""
    turn = _SWITCHES.get(ask.text("do"))
    if turn is None:
        raise RefusalError(400, say("The request cannot be read."))
    try:
        await ask.director.switch(turn)
    except TimeoutError:
        raise RefusalError(503, say("The assistant is busy. Please try again in a moment.")) from None
    except ProductDiedError:
        raise RefusalError(503, say("The assistant does not start. Its log tells why.")) from None
    return {"alive": ask.director.is_serving}


async def person(ask: Ask) -> Json:
    """A new teacher's phone."""
    npsn = ask.body.get("school")
    return {"id": await ask.show.newcomers.add_teacher(ask.text("name"), str(npsn) if npsn else None)}


async def school(ask: Ask) -> Json:
    """A new school: its links and its principal's phone."""
    return await ask.show.newcomers.add_school(ask.text("name"), ask.text("principal"))


ROUTES: Routes = [
    ("POST", "/demo/clock", clock),
    ("POST", "/demo/fault", fault),
    ("DELETE", "/demo/faults", clear_faults),
    ("DELETE", r"/demo/faults/{fault:\d{1,9}}", clear_fault),
    ("POST", "/demo/redeliver", redeliver),
    ("POST", "/demo/product", product),
    ("POST", "/demo/people", person),
    ("POST", "/demo/schools", school),
]
