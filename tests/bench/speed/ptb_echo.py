"""The bot that all others are compared with: python-telegram-bot with its default HTTP client, echoing texts.

Its updates come over the HTTP server that the product uses too: `python ptb_echo.py API PORT [AT_ONCE]`.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

# What python-telegram-bot has where nothing else is said.
_USUAL_POOL = 256

Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text)


async def _main(api: str, port: int, at_once: int) -> None:
    bot = Application.builder().token("100001:simulator-token").base_url(f"{api}/bot").updater(None)
    # A call that finds no free connection fails after a second, and with it the echo.
    application = bot.concurrent_updates(at_once).connection_pool_size(max(_USUAL_POOL, at_once)).build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))

    async def web(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        body = (await receive())["body"]
        update = Update.de_json(json.loads(body), application.bot)
        await application.update_queue.put(update)
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    async with application:
        await application.start()
        config = uvicorn.Config(web, port=port, lifespan="off", access_log=False, log_level="error")
        await uvicorn.Server(config).serve()
        await application.stop()


if __name__ == "__main__":
    # As it comes it handles one update after the other.
    asyncio.run(_main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1))
