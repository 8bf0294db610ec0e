import json
import os
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import inviting
from bot.cli import main
from bot.settings import Settings, load_settings
from bot.simulator.server import Simulator
from bot.simulator.settings import DEFAULT_TOKEN
from conversations.rules.terms import Role

ROOT = Path(__file__).parents[2]
KS = ["invite", "ks", "--npsn", "20100001", "--school", "SDN Contoh 1"]
GURU = ["invite", "guru", "--npsn", "20100001"]
LINK = r"https://t\.me/contoh_bot\?start=([A-Za-z0-9_-]{22})"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BOT_USERNAME", "contoh_bot")
    monkeypatch.setenv("BOT_TOKEN", DEFAULT_TOKEN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(capsys, arguments):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert len(lines) == 1, captured.err
    return lines[0]


def made(capsys, arguments):
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_principals_link_is_told_in_indonesian_words(capsys):
    assert main(KS) == 0
    told = capsys.readouterr().out
    assert re.search(LINK, told)
    assert "SDN Contoh 1" in told
    assert "20100001" in told
    assert re.search(
        r"(Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), \d+ \w+ \d{4} pukul \d\d\.\d\d WIB", told
    )


def test_links_for_machines_say_everything(capsys):
    principal = made(capsys, KS)
    teachers = made(capsys, [*GURU, "--uses", "35"])
    assert (principal["role"], principal["uses"], teachers["role"], teachers["uses"]) == ("ks", 1, "guru", 35)
    for link in (principal, teachers):
        assert (link["npsn"], link["school"]) == ("20100001", "SDN Contoh 1")
        assert re.fullmatch(LINK, link["link"])[1] == link["token"]
        lifetime = datetime.fromisoformat(link["expires_at"]) - datetime.now(UTC)
        assert timedelta(days=6, hours=23) < lifetime < timedelta(days=7, minutes=1)
    assert principal["token"] != teachers["token"]


def test_a_link_lasts_as_long_as_was_set_on_the_clock_of_the_world(capsys, empty_folder, monkeypatch):
    (empty_folder / "clock").write_text(str(timedelta(days=100).total_seconds()))
    monkeypatch.setenv("WORLD_CLOCK_FILE", "clock")
    monkeypatch.setenv("INVITE_DAYS", "2")
    lifetime = datetime.fromisoformat(made(capsys, KS)["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=101, hours=23) < lifetime < timedelta(days=102, minutes=1)


def test_teachers_join_a_school_that_is_known(capsys):
    assert "20100001" in refusal(capsys, GURU)


def test_the_token_is_kept_nowhere(capsys, empty_folder):
    token = made(capsys, KS)["token"]
    assert not [file for file in empty_folder.rglob("*") if token.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "command"),
        (["fly"], "fly"),
        (["invite", "ks", "--school", "X"], "--npsn"),
        (["invite", "ks", "--npsn", "2010000", "--school", "X"], "8 digits"),
        (["invite", "ks", "--npsn", "20100001", "--school", " "], "name"),
        ([*GURU, "--uses", "0"], "from 1 to 1000"),
        (["db"], "action"),
    ],
)
def test_wrong_arguments_are_refused_in_one_line(capsys, arguments, said):
    assert said in refusal(capsys, arguments)


@pytest.mark.parametrize("arguments", [["run"], KS, ["db", "upgrade"]])
def test_a_wrong_setting_stops_every_command(capsys, monkeypatch, arguments):
    monkeypatch.setenv("LOG_LEVEL", "loud")
    assert refusal(capsys, arguments).startswith("LOG_LEVEL is wrong")


@pytest.mark.parametrize("arguments", [["run"], KS])
def test_without_a_token_nobody_can_be_served_or_invited(capsys, monkeypatch, arguments):
    monkeypatch.delenv("BOT_TOKEN")
    assert refusal(capsys, arguments).startswith("BOT_TOKEN is missing")


def test_a_database_that_cannot_be_opened_is_told_in_one_line(capsys, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///no/such/folder/x.db")
    assert refusal(capsys, ["db", "upgrade"]).startswith("DATABASE_URL: the database cannot be used: ")


def test_a_server_that_is_not_there_is_told_in_one_line(capsys, monkeypatch, empty_folder, unused_tcp_port):
    monkeypatch.delenv("BOT_USERNAME")
    monkeypatch.setenv("BOT_API_URL", f"http://127.0.0.1:{unused_tcp_port}/bot")
    line = refusal(capsys, KS)
    assert line.startswith("BOT_API_URL")
    assert DEFAULT_TOKEN not in line
    assert not (empty_folder / "asisten-kinerja.db").exists()


def test_the_database_is_made_and_made_again_without_harm(empty_folder):
    assert main(["db", "upgrade"]) == 0
    assert main(["db", "upgrade"]) == 0
    with sqlite3.connect(empty_folder / "asisten-kinerja.db") as opened:
        tables = {name for (name,) in opened.execute("select name from sqlite_master where type = 'table'")}
    opened.close()
    assert {"school", "invite", "outbox"} <= tables


async def test_the_name_in_the_link_is_asked_from_the_server(empty_folder):
    async with Simulator() as server:
        environ = {"BOT_TOKEN": DEFAULT_TOKEN, "BOT_API_URL": server.base_url}
        link = await inviting.invite(load_settings(environ), Role.KS, "20100001", "SDN Contoh 1", 1)
    assert link.link.startswith("https://t.me/asisten_kinerja_bot?start=")


async def test_a_token_that_the_server_refuses_is_told_without_repeating_it():
    async with Simulator() as server:
        settings = load_settings({"BOT_TOKEN": "42:geheim-geheim", "BOT_API_URL": server.base_url})
        with pytest.raises(inviting.CommandError) as refused:
            await inviting.invite(settings, Role.KS, "20100001", "SDN Contoh 1", 1)
    assert str(refused.value) == "BOT_TOKEN is wrong: the Bot API server refuses it"


def test_the_command_runs_as_a_module(empty_folder):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "invite"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "python -m bot invite: the following arguments are required: role\n"
