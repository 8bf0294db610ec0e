"""A short round of `python -m tests.bench.faults`, which is the real thing."""

import asyncio
from pathlib import Path

import pytest

from tests.bench.faults.grounds import PostgresGround, SqliteGround
from tests.bench.faults.rounds import Wish, play

ROLES = ("web", "web", "worker")
SECONDS, SHARE, SCHOOLS = 1.5, 0.4, 1


@pytest.mark.parametrize(("kind", "seed"), [("sqlite", 5), ("postgresql", 6)])
def test_many_troubles_at_once_lose_nothing_and_make_nothing_untrue(
    preloaded: None, request: pytest.FixtureRequest, kind: str, seed: int, tmp_path: Path
) -> None:
    if kind == "sqlite":
        ground = SqliteGround(request.getfixturevalue("migrated_file"), tmp_path)
    else:
        server = request.getfixturevalue("postgres")
        ground = PostgresGround(server.url(server.create()), tmp_path)
    figures = asyncio.run(play(ground, tmp_path, Wish(seed, ROLES, SECONDS, SHARE, SCHOOLS)))
    assert not figures.verdict.faults, figures.last_words
    assert figures.made.total() > 10
