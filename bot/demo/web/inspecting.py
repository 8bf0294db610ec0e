"""Behind the scenes: the calls that made a message, what is stored about a chat, and the whole dialogue."""

from aiohttp import web

from bot.demo.inspection import inspect_chat
from bot.demo.refusals import RefusalError
from bot.demo.web.base import Ask, Json, Routes
from bot.transcript.times import ZONE
from conversations.words import say


async def message(ask: Ask) -> Json:
    """The Bot API calls that made a message, oldest first, as far as they are remembered."""
    found = ask.chat(ask.part("chat")).messages.get(ask.part("message"))
    if found is None:
        raise RefusalError(404, say("There is no such message."))
    journal = ask.world.calls
    records = [journal.after(number - 1, 1) for number in found.calls]
    known = [record[0] for record in records if record]
    return {"calls": [record for record in known if record["id"] in found.calls]}


async def chat(ask: Ask) -> Json:
    """What the product has stored about a chat."""
    chat_id, bot_id = ask.chat(ask.part("chat")).id, ask.world.bot().user.id
    return await ask.director.database.read(lambda conn: inspect_chat(conn, bot_id, chat_id))


async def transcript(ask: Ask) -> web.Response:
    """The dialogue as a file that can be played again."""
    text = await ask.director.transcript()
    day = ask.world.clock.now().astimezone(ZONE).date()
    headers = {
        "Content-Disposition": f'attachment; filename="percakapan-{day}.txt"',
        "Cache-Control": "no-store",
    }
    return web.Response(text=text, headers=headers)


ROUTES: Routes = [
    ("GET", r"/demo/inspect/message/{chat:-?\d+}/{message:\d+}", message),
    ("GET", r"/demo/inspect/chat/{chat:-?\d+}", chat),
    ("GET", "/demo/transcript", transcript),
]
