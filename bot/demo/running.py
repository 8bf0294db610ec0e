"""The demo's server, its made-up school and its product, while it runs."""

import os
import socket
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.demo.cast import opening
from bot.demo.clockwork import Clockwork
from bot.demo.director import Director
from bot.demo.newcomers import Newcomers
from bot.demo.web import Served, Show, serve_page
from bot.errors import CommandError
from bot.i18n import load_languages
from bot.settings import Settings, load_settings
from bot.simulator import Rates, Simulator
from bot.simulator import Settings as SimulatorSettings
from bot.simulator.client import World
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.stage.opening import open_stage
from bot.stage.product import ProductProcess, product_environ
from bot.stage.stage import Stage
from bot.stage.walking import LostError
from bot.store.database import Database
from bot.transcript.model import Opening

DATABASE = "demo.db"
LOG = "product.log"
USUAL_PORT = 8765


@asynccontextmanager
async def running(options: Namespace, folder: Path) -> AsyncIterator[tuple[Director, str]]:
    """The director of a demo with everything set up, and the address of the page."""
    clock = folder / "clock"
    simulator = Simulator(SimulatorSettings(rates=Rates.off(), clock_file=clock))
    served = Served(simulator, load_languages(), options.language)
    serve_page(served, options.host)
    url = await _listen(simulator, options.host, options.port)
    scene = opening(options.date, options.language, is_fresh=options.fresh, is_submitted=options.submitted)
    environ = product_environ(url, DEFAULT_TOKEN, BotSpec.username, f"sqlite:///{folder / DATABASE}", clock)
    environ["OPERATOR_IDS"] = operator_ids(scene)
    settings = load_settings(environ, Path(os.devnull))
    database = Database.open(environ["DATABASE_URL"])
    try:
        async with World(url) as world:
            product = ProductProcess(world, environ, folder / LOG)
            try:
                stage = await _set_up(world, settings, scene, product)
                director = Director(simulator, stage, product, scene, settings, database)
                async with show(director, options.language) as served.show:
                    yield director, f"{url}/"
            finally:
                await product.stop()
    finally:
        await database.close()
        await simulator.stop()


@asynccontextmanager
async def show(director: Director, language: str) -> AsyncIterator[Show]:
    """What the page can do, while it is served."""
    clockwork = Clockwork(director)
    try:
        yield Show(director, clockwork, Newcomers(director, language))
    finally:
        await clockwork.stop()


def operator_ids(scene: Opening) -> str:
    """The setting that makes the operators of an opening operators."""
    return ",".join(str(one.user_id) for one in scene.people if one.name in scene.operators)


async def _listen(simulator: Simulator, host: str, port: int | None) -> str:
    """Start the server; gives the address under which this machine reaches it."""
    try:
        bound = await simulator.start(host, _free(host, USUAL_PORT) if port is None else port)
    except OSError as error:
        raise CommandError(f"--host {host} --port {port}: {error.strerror}") from None
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    shown = f"[{reached}]" if ":" in reached else reached
    return f"http://{shown}:{bound.rpartition(':')[2]}"


def _free(host: str, port: int) -> int:
    """The port if it is free, else 0 for any free one."""
    try:
        with socket.create_server((host, port)):
            return port
    except OSError:
        return 0


async def _set_up(world: World, settings: Settings, scene: Opening, product: ProductProcess) -> Stage:
    try:
        return await open_stage(world, settings, scene, product)
    except (TimeoutError, LostError) as error:
        end = product.last_lines()
        raise CommandError(f"The made-up school cannot be set up: {error}\n{end}") from None
