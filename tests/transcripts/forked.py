"""The product as a process that is forked from one that has imported everything: it starts in no time."""

import asyncio
import os
import sys
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import IO

import psycopg

import bot.running
from bot.answering.loading import read_answers
from bot.i18n import load_languages
from bot.rule_sets import load_rule_sets
from bot.schedule.holidays import national_holidays
from bot.settings import load_settings
from tests.forking import FORKS

# Imported, and read, where the products are forked from.
PRELOADED = (psycopg, bot.running)
READ = (
    load_languages(),
    dict(read_answers({}, tuple(load_rule_sets(["pmm_2024"]).values())).catalogues),
    national_holidays(),
)


class Forked:
    """A running product."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process
        self._ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._end)

    @property
    def returncode(self) -> int | None:
        """None while it runs."""
        return self._process.exitcode if self._ended.is_set() else None

    async def wait(self) -> int:
        """Wait for its end."""
        await self._ended.wait()
        assert self._process.exitcode is not None
        return self._process.exitcode

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()

    def terminate(self) -> None:
        """SIGTERM."""
        self._process.terminate()

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._process.sentinel)
        self._process.join()
        self._ended.set()


async def fork_product(environ: Mapping[str, str], log: IO[bytes]) -> Forked:
    """What `python -m bot run` would be."""
    process = FORKS.Process(target=_live, args=(dict(environ), log.name), daemon=True)
    process.start()
    return Forked(process)


def _live(environ: Mapping[str, str], log_file: str) -> None:
    with open(log_file, "ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    os.environ.update(environ)
    sys.exit(bot.running.run(load_settings(env_file=Path(os.devnull))))
