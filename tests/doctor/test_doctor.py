"""What `python -m bot doctor` finds, and that it changes nothing."""

import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.cli import main
from bot.doctor import database_file, machine, telegram
from bot.doctor.clocks import compared
from bot.doctor.command import examination
from bot.doctor.database import look_at_database
from bot.doctor.finding import Finding, State
from bot.settings import Settings, load_settings
from bot.simulator import Simulator
from bot.simulator.settings import DEFAULT_TOKEN
from bot.store.clock_runs import note_tick
from bot.store.database import Database
from bot.store.outbox import enqueue
from bot.store.tables import outbox

HOOK = "https://bot.example.sch.id/telegram"


def settings_for(simulator: Simulator, database_url: str, **more: str) -> Settings:
    given = {"BOT_TOKEN": DEFAULT_TOKEN, "BOT_API_URL": simulator.base_url, "DATABASE_URL": database_url}
    return load_settings({**given, "OPERATOR_IDS": "1", **more}, Path("none"))


async def at_database(settings: Settings) -> list[Finding]:
    return [finding async for finding in look_at_database(settings)]


async def at_telegram(settings: Settings) -> list[Finding]:
    return [finding async for finding in telegram.look_at_telegram(settings)]


def found(findings: list[Finding], check: str) -> list[Finding]:
    return [finding for finding in findings if finding.check == check]


def trouble(findings: list[Finding]) -> list[str]:
    return [finding.check for finding in findings if finding.state is not State.OK]


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


async def test_a_product_that_ticks_is_found_well(
    simulator: Simulator, database: Database, database_url: str
) -> None:
    file = database_file.file_of(database_url)
    if file is not None:
        file.chmod(0o600)
    await database.transact(lambda conn: note_tick(conn, 1, datetime.now(UTC), None))
    findings = await examination(settings_for(simulator, database_url))
    assert trouble(findings) == []
    assert {finding.check for finding in findings} >= {
        "token",
        "database",
        "migrations",
        "clock of database",
        "clock of Telegram",
        "catalogues",
        "rules",
        "answers",
        "papers",
    }


async def test_what_waits_and_what_failed_is_told(
    simulator: Simulator, database: Database, database_url: str
) -> None:
    row = {"bot_id": 1, "chat_id": 1, "lane": 0, "kind": "x", "dedup_key": "x", "payload": {}}
    await database.transact(lambda conn: enqueue(conn, [row]))
    await database.transact(lambda conn: conn.execute(outbox.update().values(written_at=0)))
    insert = "INSERT INTO failed_update VALUES (1, 1, 9000000000000, 'ValueError', '{}')"
    await database.transact(lambda conn: conn.exec_driver_sql(insert))

    findings = await at_database(settings_for(simulator, database_url))

    assert {"messages", "reminders", "updates"} <= set(trouble(findings))
    assert all(bool(finding.to_do) is (finding.state is not State.OK) for finding in findings)
    [waits] = found(findings, "messages")
    assert waits.said.startswith("1 messages wait, the oldest for")


@pytest.mark.parametrize(
    ("revision", "state", "to_do"),
    [
        ("0003", State.WARNING, "db upgrade"),
        ("9999", State.WARNING, "install the newer version"),
    ],
)
async def test_tables_of_another_version_are_told(
    simulator: Simulator, database: Database, database_url: str, revision: str, state: State, to_do: str
) -> None:
    await database.transact(
        lambda conn: conn.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")
    )
    [migrations] = found(await at_database(settings_for(simulator, database_url)), "migrations")
    assert (migrations.state, to_do in migrations.to_do) == (state, True)


async def test_a_database_that_is_not_there_is_not_made(simulator: Simulator, tmp_path: Path) -> None:
    file = tmp_path / "new.db"
    findings = await at_database(settings_for(simulator, f"sqlite:///{file}"))
    assert trouble(findings) == ["database"]
    assert not file.exists()

    findings = await at_database(settings_for(simulator, "sqlite:////no/such/folder/x.db"))
    assert [finding.state for finding in found(findings, "file")] == [State.WRONG]

    away = "postgresql://asisten:geheim@127.0.0.1:1/x"
    [database] = found(await at_database(settings_for(simulator, away)), "database")
    assert database.state is State.WRONG
    assert "geheim" not in database.said


async def test_a_token_that_is_refused_and_a_server_that_is_away_are_told_without_the_token(
    simulator: Simulator, tmp_path: Path, unused_tcp_port: int
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    refused = await at_telegram(settings_for(simulator, url, BOT_TOKEN="42:geheim-geheim"))
    away = await at_telegram(
        settings_for(simulator, url, BOT_API_URL=f"http://127.0.0.1:{unused_tcp_port}/bot")
    )
    missing = await at_telegram(settings_for(simulator, url, BOT_TOKEN=""))
    for findings, check in ((refused, "token"), (away, "Telegram"), (missing, "token")):
        [finding] = found(findings, check)
        assert finding.state is State.WRONG
        assert "geheim" not in str(findings)
        assert DEFAULT_TOKEN not in str(findings)


async def test_of_several_bots_each_is_looked_at_and_named(simulator: Simulator, tmp_path: Path) -> None:
    tokens = {"BOT_TOKEN": "", "BOT_TOKENS": f"{DEFAULT_TOKEN},42:geheim-geheim"}
    findings = await at_telegram(settings_for(simulator, f"sqlite:///{tmp_path / 'new.db'}", **tokens))
    assert [(finding.state, finding.said) for finding in found(findings, "token")] == [
        (State.OK, f"bot {DEFAULT_TOKEN.partition(':')[0]}: it is @asisten_kinerja_bot's"),
        (State.WRONG, "bot 42: the Bot API server does not know it"),
    ]


@pytest.mark.parametrize(
    ("changed", "check"),
    [
        ({"can_read_all_group_messages": True}, "privacy"),
        ({"can_join_groups": False}, "groups"),
        ({"username": "bot_lain"}, "token"),
    ],
)
def test_rights_of_the_bot_that_do_not_fit_are_told(changed: dict[str, Any], check: str) -> None:
    me = {"username": "contoh_bot", "can_join_groups": True, "can_read_all_group_messages": False}
    settings = load_settings({"BOT_USERNAME": "contoh_bot"}, Path("none"))
    assert trouble(list(telegram._bot(me, settings))) == []
    assert trouble(list(telegram._bot({**me, **changed}, settings))) == [check]


@pytest.mark.parametrize(
    ("hook", "wanted", "checks"),
    [
        ({"url": ""}, "", []),
        ({"url": HOOK}, "", ["webhook"]),
        ({"url": HOOK}, HOOK, []),
        ({"url": ""}, HOOK, ["webhook"]),
        ({"url": "https://elsewhere.example/telegram"}, HOOK, ["webhook"]),
        ({"url": HOOK, "pending_update_count": 10_000}, HOOK, ["updates"]),
        ({"url": HOOK, "last_error_date": 9_000_000_000, "last_error_message": "x"}, HOOK, ["delivery"]),
        ({"url": HOOK, "last_error_date": 1_000_000_000, "last_error_message": "x"}, HOOK, []),
    ],
)
def test_the_way_of_updates_is_judged_by_what_is_set(
    hook: dict[str, Any], wanted: str, checks: list[str]
) -> None:
    assert trouble(list(telegram._updates(hook, wanted))) == checks


@pytest.mark.parametrize(
    ("ahead", "state"),
    [(0.9, State.OK), (-1.4, State.OK), (-20.0, State.WARNING), (3600.0, State.WRONG)],
)
def test_clocks_that_go_apart_are_told(ahead: float, state: State) -> None:
    assert compared("database", ahead, sure_seconds=0.5).state is state


def test_secrets_that_everybody_may_read_are_told(tmp_path: Path) -> None:
    file, database = tmp_path / ".env", tmp_path / "x.db"
    for path in (file, database):
        path.touch()
        path.chmod(0o644)
    assert trouble(list(machine._env_file(file))) == ["secrets"]
    assert trouble([database_file._rights(database)]) == ["file"]
    file.chmod(0o640)
    database.chmod(0o600)
    assert trouble([*machine._env_file(file), database_file._rights(database)]) == []


@pytest.mark.parametrize(("free", "state"), [(10**6, State.WRONG), (5 * 10**8, State.WARNING)])
def test_a_disk_that_fills_up_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, state: State
) -> None:
    monkeypatch.setattr(database_file, "disk_usage", lambda folder: SimpleNamespace(free=free))
    assert database_file._room(tmp_path / "x.db").state is state


def test_what_cannot_be_loaded_is_told_by_name() -> None:
    settings = load_settings({"RULE_SETS": "*=no_such", "FAQ_FILE": "gone.toml"}, Path("none"))
    assert set(trouble(list(machine.look_at_machine(settings)))) >= {"rules", "operators"}


def test_the_command_tells_in_lines_and_in_json_and_by_its_code(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    assert main(["doctor"]) == 1
    line, to_do = capsys.readouterr().out.splitlines()
    assert line.startswith("wrong    settings      LOG_LEVEL is wrong")
    assert to_do.strip().startswith("-> correct it")
    assert main(["doctor", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert told["findings"][0]["state"] == "wrong"
