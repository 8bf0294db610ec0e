"""`python -m bot remind`: who would get what at an instant, and why."""

import asyncio
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli import main
from bot.store.database import Database
from conversations.facts import Zone
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus, Role
from tests.schedule.people import People, local


@pytest.fixture
def file(tmp_path: Path, migrated_file: Path, rule_sets: Mapping[str, RuleSet], monkeypatch) -> Path:
    """A school with a principal whose teachers wait for the observation."""
    file = tmp_path / "school.db"
    shutil.copyfile(migrated_file, file)

    async def fill() -> None:
        people = People(Database.open(f"sqlite:///{file}"), rule_sets)
        await people.school("SDN 1", Zone.WITA)
        await people.join("Budi", Role.KS, "SDN 1")
        await people.join("Ani", Role.GURU, "SDN 1")
        people.now = local("2026-01-10")
        await people.plan("Ani", PlanStatus.DISEPAKATI, at="SDN 1")
        await people.database.close()

    asyncio.run(fill())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    monkeypatch.setenv("BOT_TOKEN", "77:abc")
    return file


def rows(file: Path, rule_sets: Mapping[str, RuleSet]) -> list[object]:
    async def read() -> list[object]:
        people = People(Database.open(f"sqlite:///{file}"), rule_sets)
        found = [row["payload"]["person_id"] for row in await people.enqueued()]
        await people.database.close()
        return found

    return asyncio.run(read())


def test_a_dry_run_tells_who_would_get_what_and_why_and_writes_nothing(file, rule_sets, capsys):
    assert main(["remind", "--at", "2026-03-28T08:00+08:00", "--dry-run", "--jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["name"], line["stage"], line["occasion"], line["at"]) for line in lines] == [
        ("Budi", "SKP", "overdue", "2026-03-28T08:00:00+08:00"),
        ("Budi", "B", "days_3", "2026-03-28T08:00:00+08:00"),
        ("Ani", "A", "overdue", "2026-03-28T08:00:00+08:00"),
        ("Ani", "C", "days_3", "2026-03-28T08:00:00+08:00"),
    ]
    assert lines[0].keys() == {"person", "name", "stage", "occasion", "at", "why"}
    assert lines[1]["why"] == (
        "Tahap berakhir tiga hari lagi; ada rencana yang sudah final dan tahap ini belum dikerjakan untuk "
        "pemiliknya"
    )
    assert rows(file, rule_sets) == []


def test_without_dry_run_it_enqueues_what_it_tells_and_the_next_time_nothing(file, rule_sets, capsys):
    order = ["remind", "--at", "2026-03-28T08:00+08:00"]
    assert main(order) == 0
    assert (
        capsys.readouterr()
        .out.splitlines()[3]
        .startswith("2026-03-28T08:00:00+08:00  2 Ani  C days_3  Tahap berakhir tiga hari lagi;")
    )
    assert rows(file, rule_sets) == [1, 2]
    assert main(order) == 0
    assert capsys.readouterr().out == ""


def test_on_a_sunday_nobody_gets_anything(file, capsys):
    assert main(["remind", "--at", "2026-03-29T08:00+08:00", "--dry-run"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("at", ["besok", "2026-03-28T08:00"])
def test_an_instant_needs_its_zone(file, capsys, at):
    assert main(["remind", "--at", at]) == 2
    assert at in capsys.readouterr().err


def test_posts_for_groups_are_told_too_and_marked(file, rule_sets, capsys):
    async def link() -> None:
        people = People(Database.open(f"sqlite:///{file}"), rule_sets)
        people.now = local("2026-01-10")
        people.schools["SDN 1"] = 1
        await people.link_group("SDN 1", -5)
        await people.database.close()

    asyncio.run(link())
    order = ["remind", "--at", "2026-03-28T08:00+08:00"]
    assert main([*order, "--dry-run", "--jsonl"]) == 0
    posts = [
        line for text in capsys.readouterr().out.splitlines() if "group_of" in (line := json.loads(text))
    ]
    assert [(line["group_of"], line["stage"], line["occasion"]) for line in posts] == [
        (1, "B", "days_3"),
        (1, "C", "days_3"),
    ]
    assert main(order) == 0
    assert "  [group] 1 SDN 1 (" in capsys.readouterr().out
    assert main(order) == 0
    assert capsys.readouterr().out == ""
