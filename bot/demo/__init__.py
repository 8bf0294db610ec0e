"""The demo: a page with phones, and the same dialogue on a terminal."""

from bot.demo.main import main

__all__ = ["main"]
