"""A product that has its updates brought, beside a local Bot API server that brings them."""

from pathlib import Path

import pytest

from bot.settings import Settings as ProductSettings
from bot.settings import load_settings
from bot.simulator import Rates, Settings, Simulator
from bot.simulator.settings import DEFAULT_TOKEN, BotSpec
from bot.stage.product import product_environ
from tests.faults.fleet import free_ports


@pytest.fixture
def settings() -> Settings:
    return Settings(rates=Rates.off(), local_mode=True, webhook_pause_scale=0.01)


@pytest.fixture
def port() -> int:
    return free_ports(1)[0]


@pytest.fixture
def environ(simulator: Simulator, migrated_copy: str, tmp_path: Path, port: int) -> dict[str, str]:
    clock = tmp_path / "clock"
    clock.write_text("0")
    made = product_environ(simulator.url, DEFAULT_TOKEN, BotSpec.username, migrated_copy, clock)
    return {**made, "PORT": str(port), "WEBHOOK_URL": f"http://127.0.0.1:{port}/telegram"}


@pytest.fixture
def product(environ: dict[str, str], tmp_path: Path) -> ProductSettings:
    return load_settings(environ, tmp_path / "none.env")


@pytest.fixture
def migrated_copy(migrated_file: Path, tmp_path: Path) -> str:
    file = tmp_path / "web.db"
    file.write_bytes(migrated_file.read_bytes())
    return f"sqlite:///{file}"
