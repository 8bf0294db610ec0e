"""A bare aiogram bot that echoes texts, on its own web server: `python aiogram_echo.py API PORT`.

Run by a Python that has aiogram, which is no dependency of this project.
"""

import sys

from aiogram import Bot, Dispatcher, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web


async def _echo(message: types.Message) -> None:
    await message.answer(message.text or "")


def _main(api: str, port: int) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    bot, dispatcher = Bot("100001:simulator-token", session=session), Dispatcher()
    dispatcher.message.register(_echo)
    application = web.Application()
    SimpleRequestHandler(dispatcher, bot).register(application, path="/telegram")
    web.run_app(application, host="127.0.0.1", port=port, access_log=None, print=None)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
