"""The same echo on the web server that python-telegram-bot brings: `python ptb_webhook_echo.py API PORT`.

Run by a Python that has its extra `webhooks`, which is no dependency of this project.
"""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def _echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    assert update.message.text is not None
    await update.message.reply_text(update.message.text)


def _main(api: str, port: int) -> None:
    bot = Application.builder().token("100001:simulator-token").base_url(f"{api}/bot").build()
    bot.add_handler(MessageHandler(filters.TEXT, _echo))
    url = f"https://127.0.0.1:{port}/telegram"
    bot.run_webhook(listen="127.0.0.1", port=port, url_path="telegram", webhook_url=url)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
