"""A process that has imported the product and opened nothing: tests fork theirs from it in no time."""

import multiprocessing
from pathlib import Path

import pytest

# There is one such process for each process of pytest, so whoever comes first has it import for all.
PRELOADED = ("pytest", "tests.faults.victim", "tests.transcripts.forked")
FORKS = multiprocessing.get_context("forkserver")
_ROOT = Path(__file__).parents[1]


def preload(*more: str) -> None:
    """Start it, with more modules if there are any; processes start in milliseconds from here on."""
    FORKS.set_forkserver_preload([*PRELOADED, *more])
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(_ROOT))
        process = FORKS.Process(target=int)
        process.start()
        process.join()
