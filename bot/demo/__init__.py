"""The demo on a terminal."""

from bot.demo.main import main

__all__ = ["main"]
