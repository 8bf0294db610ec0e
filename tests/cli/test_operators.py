"""What an operator does at the server: penilai, lost accounts, and how the whole product does."""

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.cli import main
from bot.settings import Settings
from bot.simulator.settings import DEFAULT_TOKEN
from bot.store.actor import Actor
from bot.store.database import Database
from bot.store.effects import apply_effects
from bot.store.invites import load_invite
from bot.store.relinks import load_relinking
from bot.store.tables import audit_event
from bot.store.world import World
from conversations.facts import InviteState, Zone
from conversations.people_effects import RegisterPerson
from conversations.rules.cycle import RuleCalendar, parse_rule_set_map
from conversations.rules.terms import Role, SchoolLevel

LINK = r"https://t\.me/contoh_bot\?start=([A-Za-z0-9_-]{22})"
CALENDAR = RuleCalendar(parse_rule_set_map("*=pmm_2024"))
NPSN = "20100001"


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("BOT_USERNAME", "contoh_bot")
    monkeypatch.setenv("BOT_TOKEN", DEFAULT_TOKEN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(capsys, *arguments):
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def refusal(capsys, *arguments):
    assert main(list(arguments)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line


def in_database(work):
    async def run():
        database = Database.open("sqlite:///asisten-kinerja.db")
        try:
            return await database.transact(work)
        finally:
            await database.close()

    return asyncio.run(run())


@pytest.fixture
def school(capsys):
    """Teachers of a school, two of one name; and somebody without a school. Gives their numbers."""
    told(capsys, "invite", "ks", "--npsn", NPSN, "--school", "SDN Contoh 1")
    link = json.loads(told(capsys, "invite", "guru", "--npsn", NPSN, "--json"))
    world = World(datetime.now(UTC), {}, CALENDAR)
    names = ("Ani Lestari, S.Pd.", "Sari Dewi", "Sari Dewi", "Eko Wahyudi")

    def enroll(conn):
        invite_id = load_invite(conn, world.now, token=link["token"], invite_id=None).id
        for number, name in enumerate(names, start=1):
            joins = None if name.startswith("Eko") else invite_id
            wish = RegisterPerson(name, "id", Zone.WIB, Role.GURU, SchoolLevel.SD, invite_id=joins)
            apply_effects(conn, (wish,), Actor(1, str(number), number), world)

    in_database(enroll)
    listed = json.loads(told(capsys, "relink", "--npsn", NPSN, "--list", "--json"))
    return {person["name"]: person["person_id"] for person in listed}


def test_a_penilai_is_invited_for_several_schools(capsys, school):
    told(capsys, "invite", "ks", "--npsn", "20100002", "--school", "SDN Contoh 2")
    schools = ("--npsn", NPSN, "--npsn", "20100002")
    made = json.loads(told(capsys, "invite", "penilai", *schools, "--json"))
    assert (made["role"], made["uses"], made["npsn"]) == ("appraiser", 1, NPSN)
    found = in_database(
        lambda conn: load_invite(conn, datetime.now(UTC), token=made["token"], invite_id=None)
    )
    assert (found.state, found.role) == (InviteState.VALID, Role.APPRAISER)
    assert [one.npsn for one in found.more_schools] == ["20100002"]
    assert re.search(LINK, told(capsys, "invite", "penilai", "--npsn", NPSN))


def test_each_link_leaves_a_row_in_the_audit(capsys, school):
    told(capsys, "invite", "penilai", "--npsn", NPSN)
    told(capsys, "relink", "--npsn", NPSN, "--name", "Ani Lestari")
    kinds = select(audit_event.c.kind).where(audit_event.c.by_operator).order_by(audit_event.c.id)
    assert in_database(lambda conn: conn.execute(kinds).scalars().all()) == [
        "invite_made_ks",
        "invite_made_guru",
        "invite_made_appraiser",
        "relink_made",
    ]


@pytest.mark.parametrize("role", ["ks", "guru"])
def test_others_are_invited_to_one_school(capsys, role):
    given = ("--school", "X") if role == "ks" else ()
    assert "one --npsn" in refusal(capsys, "invite", role, *given, "--npsn", NPSN, "--npsn", "20100002")


def test_a_penilai_is_for_registered_schools(capsys, school):
    assert "20109999" in refusal(capsys, "invite", "penilai", "--npsn", NPSN, "--npsn", "20109999")


@pytest.mark.parametrize("name", ["Ani Lestari", "ani lestari, s.pd.", "  Ani   Lestari "])
def test_a_lost_account_gets_a_link_by_name(capsys, school, name):
    made = json.loads(told(capsys, "relink", "--npsn", NPSN, "--name", name, "--json"))
    token = re.fullmatch(LINK, made["link"])[1]
    assert (made["name"], made["person_id"]) == ("Ani Lestari, S.Pd.", school["Ani Lestari, S.Pd."])
    lifetime = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < lifetime < timedelta(days=7, minutes=1)
    world = World(datetime.now(UTC), {}, CALENDAR)
    found = in_database(lambda conn: load_relinking(conn, world, token=token, relink_id=None))
    assert (found.state, found.person_id) == (InviteState.VALID, made["person_id"])


def test_the_link_is_told_in_indonesian_words(capsys, school):
    said = told(capsys, "relink", "--npsn", NPSN, "--name", "Ani Lestari")
    assert re.search(LINK, said)
    assert "Tautan pemulihan untuk Ani Lestari, S.Pd." in said
    assert "Pastikan dahulu siapa yang meminta" in said


def test_somebody_without_a_school_is_found_without_npsn(capsys, school):
    assert "Eko Wahyudi" in told(capsys, "relink", "--name", "Eko Wahyudi")
    assert "nobody called 'Ani Lestari" in refusal(capsys, "relink", "--name", "Ani Lestari, S.Pd.")


def test_the_people_of_a_school_are_listed(capsys, school):
    lines = told(capsys, "relink", "--npsn", NPSN, "--list").splitlines()
    assert [line.split("\t")[1:] for line in lines] == [
        ["Ani Lestari, S.Pd.", "guru"],
        ["Sari Dewi", "guru"],
        ["Sari Dewi", "guru"],
    ]


def test_a_name_that_two_have_is_chosen_by_number(capsys, school):
    line = refusal(capsys, "relink", "--npsn", NPSN, "--name", "Sari Dewi")
    assert line.startswith("2 people called 'Sari Dewi'")
    number = str(school["Sari Dewi"])
    assert number in line
    assert "Sari Dewi" in told(capsys, "relink", "--npsn", NPSN, "--person", number)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--npsn", NPSN, "--name", "Ani"], "nobody called 'Ani' is at the school with NPSN 20100001"),
        (["--npsn", NPSN, "--person", "999"], "nobody called number 999"),
        (["--npsn", "20109999", "--name", "Ani"], "no school with NPSN 20109999 is registered"),
        (["--npsn", "20109999", "--list"], "no school with NPSN 20109999 is registered"),
        (["--npsn", NPSN], "one of the arguments"),
        (["--npsn", NPSN, "--name", "Ani", "--list"], "not allowed with"),
        (["--npsn", "2010", "--list"], "8 digits"),
        (["--npsn", NPSN, "--person", "x"], "a number"),
        (["--list"], "need --npsn"),
        (["--person", "1"], "need --npsn"),
    ],
)
def test_what_cannot_be_relinked_is_told_in_one_line(capsys, school, arguments, said):
    assert said in refusal(capsys, "relink", *arguments)


def test_the_state_is_told_in_words_and_for_machines(capsys, school):
    counts = json.loads(told(capsys, "status", "--json"))
    assert (counts["people"], counts["schools"], counts["schools_without_ks"]) == (4, 1, 1)
    assert counts["plans"]["menunggu_persetujuan"] == 0
    said = told(capsys, "status")
    assert "Pengguna: 4" in said
    assert "<b>" not in said


def test_the_state_needs_no_token(capsys, monkeypatch):
    monkeypatch.delenv("BOT_TOKEN")
    assert json.loads(told(capsys, "status", "--json"))["people"] == 0
