"""The command line of the demo."""

import argparse
from datetime import datetime
from pathlib import Path

from bot.i18n import LANGUAGES
from bot.transcript.times import read_moment


def parse_options(arguments: list[str]) -> argparse.Namespace:
    """The options; what is wrong ends the program with a usage line."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot demo",
        description="Try everything here with a made-up school, without Telegram and without a token.",
    )
    parser.add_argument("--date", type=_moment, default=_moment("2026-07-06"), help="first day (2026-07-06)")
    parser.add_argument("--language", choices=LANGUAGES, default="id", help="of the people and of the demo")
    parser.add_argument("--fresh", action="store_true", help="nobody is registered: begin with the links")
    parser.add_argument("--submitted", action="store_true", help="Ani's plan is submitted: begin with Budi")
    parser.add_argument("--save", type=Path, metavar="FILE", help="keep the dialogue as a transcript")
    parser.add_argument("--data", type=Path, metavar="DIR", help="keep database and log there; begins anew")
    parser.add_argument("--host", default="127.0.0.1", help="where the page is served (127.0.0.1)")
    parser.add_argument("--port", type=_port, help="of the page and the Bot API server (8765, or a free one)")
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")
    parser.add_argument("--terminal", action="store_true", help="also talk in this terminal")
    return parser


def _moment(text: str) -> datetime:
    try:
        return read_moment(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:6]) <= 65535):
        raise argparse.ArgumentTypeError(f"a number from 0 to 65535, not {text!r}")
    return int(text)
