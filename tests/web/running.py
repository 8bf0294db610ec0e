"""Runs roles of the product in the process of a test."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot import wiring
from bot.app import App
from bot.settings import Settings


@asynccontextmanager
async def running(settings: Settings, roles: Sequence[wiring.MakeRole]) -> AsyncIterator[App]:
    """These roles in this process, ended in order."""
    made = wiring.build(settings, roles)
    await made.start()
    try:
        yield made
    finally:
        await made.stop()
