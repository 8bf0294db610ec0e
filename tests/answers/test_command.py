import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.answering.asking import answers_of
from bot.answering.loading import read_answers
from bot.cli import main
from bot.settings import Settings
from conversations.answers.book import AnswerBook

ROOT = Path(__file__).parents[2]
KEYS = ["id", "score", "candidates", "parts"]


@pytest.fixture(scope="module")
def book(rule_sets):
    return read_answers({}, tuple(rule_sets.values()))


@pytest.fixture(autouse=True)
def empty_folder(tmp_path, monkeypatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(book, *lines):
    found = list(answers_of(lines, book, "id"))
    return [json.loads(answer) for answer, _ in found], [trouble for _, trouble in found]


def test_every_question_is_answered_in_order_in_a_line(book):
    answers, troubles = asked(
        book,
        b'{"q": "mengajar di dua sekolah"}\n',
        b"\n",
        b'{"q": "qwerty zxcvb", "more": 1}\r\n',
        '{"q": "🙂"}'.encode(),
    )
    assert [list(answer) for answer in answers] == [KEYS] * 3
    assert [answer["id"] for answer in answers] == ["dua-sekolah", None, None]
    assert answers[0]["candidates"][0] == "dua-sekolah"
    assert all(0 <= answer["score"] <= 1 for answer in answers)
    assert troubles == ["", "", ""]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"berapa poin", "line 2: not JSON: "),
        (b"[" * 100_000, "line 2: not JSON: "),
        (b'{"q": 3}', 'line 2: not an object such as {"q": "..."}'),
        (b'"q"', 'line 2: not an object such as {"q": "..."}'),
        (b'{"q": "\xff"}', "line 2: not UTF-8 text"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(book, line, told):
    good = b'{"q": "mengajar di dua sekolah"}'
    answers, troubles = asked(book, good, line, good)
    assert [answer["id"] for answer in answers] == ["dua-sekolah", None, "dua-sekolah"]
    assert list(answers[1]) == [*KEYS, "error"]
    assert answers[1]["error"] == troubles[1]
    assert troubles[1].startswith(told)
    assert (troubles[0], troubles[2]) == ("", "")


@pytest.mark.parametrize(
    "question", ["", " ", "a" * 4000, "<b>&</b>", "'; DROP TABLE person; --", "\ud800", "👍👍"]
)
def test_anything_may_be_asked(book, capsys, question):
    answers, troubles = asked(book, json.dumps({"q": question}).encode())
    assert (len(answers), troubles) == (1, [""])


def test_an_empty_book_refuses():
    answers, _ = asked(AnswerBook(), b'{"q": "berapa poin"}')
    assert answers == [{"id": None, "score": 0.0, "candidates": [], "parts": []}]


def test_an_answer_is_printed_as_it_is_seen(capsys):
    assert main(["answer", "mengajar di dua sekolah"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Mengajar di dua sekolah\n\nCukup isi satu kali")
    assert "Pusat Informasi PMM: perencanaan" in printed
    assert "[Mutasi di tengah periode]" in printed
    assert "<" not in printed


def test_english_is_printed_in_english(capsys):
    assert main(["answer", "--language", "en", "teaching at two schools"]) == 0
    assert "Fill it in once only" in capsys.readouterr().out


def test_the_code_tells_of_bad_lines(monkeypatch, capsys):
    stdin = io.TextIOWrapper(io.BytesIO(b'{"q": "halo"}\nhalo\n'))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert main(["answer", "--jsonl"]) == 2
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 2
    assert captured.err.startswith("line 2: not JSON")


@pytest.mark.parametrize("arguments", [["answer"], ["answer", "halo", "--jsonl"]])
def test_either_a_question_or_lines(capsys, arguments):
    assert main(arguments) == 2
    assert "either a" in capsys.readouterr().err


def test_without_any_setting_answers_come_one_by_one(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "answer", "--jsonl"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asking:
        for question in ("mengajar di dua sekolah", "poin minimal per semester"):
            asking.stdin.write(json.dumps({"q": question}).encode() + b"\n")
            asking.stdin.flush()
            assert json.loads(asking.stdout.readline())["id"]
        asking.stdin.close()
        assert asking.wait(timeout=30) == 0
        assert asking.stderr.read() == b""


def test_a_reader_that_has_enough_is_no_trouble():
    command = [sys.executable, "-m", "bot", "answer", "berapa poin minimal"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as asking:
        assert asking.stdout is not None
        asking.stdout.close()
        assert asking.stderr is not None
        assert asking.stderr.read() == b""
    assert asking.returncode == 141
