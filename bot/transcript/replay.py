"""Plays a dialogue again with the real product on a fresh world, and compares what everybody sees."""

import difflib
import os
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from bot.app import App
from bot.settings import Settings, load_settings
from bot.simulator import Rates, Simulator
from bot.simulator import Settings as SimulatorSettings
from bot.simulator.local import LocalWorld
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.stage.opening import open_stage
from bot.stage.product import Product, ProductProcess, Run, product_environ, run_product
from bot.stage.stage import NoSuchButtonError, Stage
from bot.transcript.model import Kill, Opening, Scene, Sight, Transcript
from bot.transcript.writing import sight_lines, write_turn
from bot.wiring import build

PATIENCE = 15.0
_STILLNESS = 4.0
# What failed several times is tried again after longer pauses.
_STILLNESS_AFTER_FAILURE = 9.0
_NO_FILE = Path(os.devnull)


class DifferenceError(AssertionError):
    """What was seen is not what the dialogue says; the text is a diff."""


class ProductInside:
    """The product within this process; it cannot be killed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._app: App | None = None

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._app is not None

    async def start(self) -> None:
        """Build and start it."""
        self._app = build(self._settings)
        await self._app.start()

    async def kill(self) -> None:
        """Not possible here."""
        raise RuntimeError("only a process of its own can be killed")

    async def stop(self) -> None:
        """Let it end."""
        if self._app is not None:
            app, self._app = self._app, None
            await app.stop()


async def replay(transcript: Transcript, database_url: str | None = None, run: Run = run_product) -> None:
    """Play it and compare; DifferenceError at the first scene that differs. `run` starts what is killed."""
    async with _staged(transcript, database_url, run) as stage:
        for scene in transcript.scenes:
            await _play(stage, scene)
            if not await _matches(stage, scene):
                raise DifferenceError(_difference(scene, await stage.sights()))
            stage.accept()
        await stage.settle(PATIENCE)
        if late := await stage.sights():
            last = transcript.scenes[-1]
            raise DifferenceError(_difference(last, (*last.sights, *late)))


async def rewrite(transcript: Transcript, database_url: str | None = None) -> Transcript:
    """The same turns with what everybody sees now."""
    played = []
    async with _staged(transcript, database_url) as stage:
        for scene in transcript.scenes:
            await _play(stage, scene)
            await stage.settle(PATIENCE)
            played.append(replace(scene, sights=await stage.sights()))
            stage.accept()
    return replace(transcript, scenes=tuple(played))


def _operator_ids(opening: Opening) -> str:
    return ",".join(str(one.user_id) for one in opening.people if one.name in opening.operators)


async def _play(stage: Stage, scene: Scene) -> None:
    try:
        await stage.play(scene.turn)
        await stage.wait(PATIENCE)
    except (NoSuchButtonError, TimeoutError) as error:
        raise DifferenceError(f"line {scene.line}, {write_turn(scene.turn)}: {error}") from None


async def _matches(stage: Stage, scene: Scene) -> bool:
    """Whether what is to be seen is seen, waiting for it as long as anything moves."""
    wanted = _lines(scene.sights)
    deadline = time.monotonic() + PATIENCE
    moves = True
    while moves and time.monotonic() < deadline:
        seq = await stage.world.last_event()
        if _lines(await stage.sights()) == wanted:
            return True
        stillness = _STILLNESS_AFTER_FAILURE if stage.has_failed else _STILLNESS
        moves = bool(await stage.world.events(seq, stillness))
    return False


def _lines(sights: tuple[Sight, ...]) -> list[str]:
    return [line for sight in sights for line in sight_lines(sight)]


def _difference(scene: Scene, seen: tuple[Sight, ...]) -> str:
    diff = difflib.unified_diff(
        _lines(scene.sights), _lines(seen), "as written", "as played", n=100, lineterm=""
    )
    return "\n".join((f"line {scene.line}: {write_turn(scene.turn)}", *diff))


@asynccontextmanager
async def _staged(
    transcript: Transcript, database_url: str | None, run: Run = run_product
) -> AsyncIterator[Stage]:
    with tempfile.TemporaryDirectory(prefix="transcript-") as folder:
        clock = Path(folder) / "clock"
        simulated = SimulatorSettings(rates=Rates.off(), clock_file=clock)
        async with Simulator(simulated) as simulator, LocalWorld(simulator) as world:
            url = database_url or f"sqlite:///{Path(folder) / 'transcript.db'}"
            environ = product_environ(simulator.url, DEFAULT_TOKEN, BotSpec.username, url, clock)
            environ |= {"OPERATOR_IDS": _operator_ids(transcript.opening)}
            settings = load_settings(environ, _NO_FILE)
            product: Product = ProductInside(settings)
            if any(isinstance(scene.turn, Kill) for scene in transcript.scenes):
                product = ProductProcess(world, environ, Path(folder) / "product.log", run)
            try:
                yield await open_stage(world, settings, transcript.opening, product)
            except Exception as error:
                if isinstance(product, ProductProcess):
                    error.add_note(f"the end of the product's log:\n{product.last_lines()}")
                raise
            finally:
                await product.stop()
