"""`db backup` and `db restore`, on SQLite as an operator runs them."""

import re
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings
from bot.store.sqlite_files import copy_database

DATABASE, COPY = Path("data.db"), Path("copy.db")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_file: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{DATABASE}")
    monkeypatch.chdir(tmp_path)
    shutil.copyfile(migrated_file, DATABASE)
    add_school("20100001")


def add_school(npsn: str, file: Path = DATABASE) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO school (npsn, name, led_by_plt) VALUES (?, 'SDN', 0)", [npsn])


def schools(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [npsn for (npsn,) in connection.execute("SELECT npsn FROM school ORDER BY npsn")]


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["db", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.fixture
def writer() -> Iterator[None]:
    """Somebody who writes two rows in each transaction, all the time."""
    with closing(sqlite3.connect(DATABASE)) as connection:
        connection.execute("PRAGMA journal_mode=WAL").close()
        connection.execute("CREATE TABLE pair (number INTEGER, filling BLOB)").close()
    has_begun, is_enough = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(DATABASE, timeout=30)) as connection:
            number = 0
            while not is_enough.is_set():
                with connection:
                    connection.executemany("INSERT INTO pair VALUES (?, zeroblob(3000))", [[number]] * 2)
                number += 1
                if number == 20:
                    has_begun.set()

    thread = threading.Thread(target=write)
    thread.start()
    has_begun.wait()
    yield
    is_enough.set()
    thread.join()


@pytest.mark.usefixtures("writer")
def test_a_copy_made_while_somebody_writes_is_whole_and_of_one_moment() -> None:
    counts = []
    for turn in range(3):
        assert main(["db", "backup", f"copy{turn}.db"]) == 0
        with closing(sqlite3.connect(f"copy{turn}.db")) as copy:
            pairs = copy.execute(
                "SELECT number, count(*) FROM pair GROUP BY number ORDER BY number"
            ).fetchall()
        assert pairs == [(number, 2) for number in range(len(pairs))]
        counts.append(len(pairs))
    assert sorted(counts) == counts
    assert counts[0] >= 20


def test_a_copy_is_one_file_for_its_owner_alone() -> None:
    assert main(["db", "backup", str(COPY)]) == 0
    assert stat.S_IMODE(COPY.stat().st_mode) == 0o600
    assert [file.name for file in sorted(Path().iterdir()) if file.name.startswith(("copy", ".copy"))] == [
        "copy.db"
    ]
    assert schools(COPY) == ["20100001"]


def test_a_copy_never_takes_the_place_of_another_file(capsys: pytest.CaptureFixture[str]) -> None:
    COPY.write_text("precious")
    assert "is there already" in refusal(capsys, "backup", str(COPY))
    assert "is there already" in refusal(capsys, "backup", str(DATABASE))
    assert COPY.read_text() == "precious"


def test_copies_in_a_folder_have_dates_and_only_the_newest_are_kept() -> None:
    folder = Path("copies")
    folder.mkdir()
    for day in ("20260101", "20260102", "20260103"):
        (folder / f"data-{day}-010101.db").touch()
    (folder / "data-of-last-year.db").touch()
    assert main(["db", "backup", str(folder), "--keep", "2"]) == 0
    old, newest, other = sorted(file.name for file in folder.iterdir())
    assert (old, other) == ("data-20260103-010101.db", "data-of-last-year.db")
    assert schools(folder / newest) == ["20100001"]


def test_what_cannot_be_written_leaves_nothing_behind(capsys: pytest.CaptureFixture[str]) -> None:
    assert "cannot be written" in refusal(capsys, "backup", "no/such/folder/copy.db")
    DATABASE.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    refusal(capsys, "backup", str(COPY))
    assert not list(Path().glob("*copy*"))
    assert not list(Path().glob(".*copy*"))


def test_a_copy_comes_back_and_what_was_there_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    copy_database(DATABASE, COPY)
    add_school("20100002")
    assert main(["db", "restore", str(COPY)]) == 0
    assert schools(DATABASE) == ["20100001"]
    [kept] = Path().glob("data.db.before-restore-*")
    assert schools(kept) == ["20100001", "20100002"]
    assert kept.name in capsys.readouterr().out
    assert main(["db", "upgrade"]) == 0


def test_a_copy_comes_to_a_machine_that_has_no_database_yet() -> None:
    copy_database(DATABASE, COPY)
    DATABASE.unlink()
    assert main(["db", "restore", str(COPY)]) == 0
    assert schools(DATABASE) == ["20100001"]


def test_nothing_is_restored_under_a_process_that_runs(capsys: pytest.CaptureFixture[str]) -> None:
    copy_database(DATABASE, COPY)
    with closing(sqlite3.connect(DATABASE)) as connection:
        connection.execute("PRAGMA journal_mode=WAL").close()
        connection.execute("SELECT count(*) FROM school").fetchall()
        add_school("20100002")
        assert "is in use" in refusal(capsys, "restore", str(COPY))
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert schools(DATABASE) == ["20100001", "20100002"]
    assert not list(Path().glob("*before-restore*"))


def test_what_is_no_whole_copy_of_this_version_or_an_older_one_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy_database(DATABASE, COPY)
    with closing(sqlite3.connect(COPY)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "a newer version (migration 9999" in refusal(capsys, "restore", str(COPY))

    whole = DATABASE.read_bytes()
    COPY.write_bytes(whole[: len(whole) // 2])
    assert str(COPY) in refusal(capsys, "restore", str(COPY))
    COPY.write_text("not a database")
    assert "cannot be read" in refusal(capsys, "restore", str(COPY))
    with closing(sqlite3.connect("other.db")) as connection:
        connection.execute("CREATE TABLE other (x)")
    assert "not a database of Asisten Kinerja" in refusal(capsys, "restore", "other.db")
    assert "is not there" in refusal(capsys, "restore", "gone.db")
    assert "cannot be read (Is a directory)" in refusal(capsys, "restore", ".")
    assert "the database itself" in refusal(capsys, "restore", str(DATABASE))
    assert schools(DATABASE) == ["20100001"]


@pytest.mark.parametrize(
    ("action", "tool"), [("backup", "pg_dump --format=custom"), ("restore", "pg_restore --no-owner")]
)
def test_for_postgresql_its_own_tools_are_named_without_the_password(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, action: str, tool: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://asisten:geheim@db.example:5433/kinerja?sslmode=require")
    said = refusal(capsys, action, "/var/backups/it's.dump")
    assert said.startswith("Nothing was")
    assert tool in said
    assert "postgresql://asisten@db.example:5433/kinerja" in said
    assert "sslmode=require" in said
    assert "geheim" not in said


def test_for_postgresql_a_new_file_is_named_where_a_folder_is_given(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://asisten@db.example/kinerja")
    said = refusal(capsys, "backup", str(tmp_path))
    assert re.search(rf"--file={re.escape(str(tmp_path))}/kinerja-\d{{8}}-\d{{6}}\.dump ", said)
