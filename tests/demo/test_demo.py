"""The demo as a newcomer and a script start it: with its page, and in the terminal."""

import signal
import socket
import urllib.request
from typing import Any

import pytest

from bot.transcript.reading import read
from bot.transcript.writing import write_turn

pytestmark = pytest.mark.xdist_group("demo")

PLAN = (
    *("/rencana", "1", "1"),
    # The first group, its first RHK, twice, done; then the same in the third group.
    *("1", "1", ":type 2", "4"),
    *("3", "1", ":type 2", "4"),
    # No duty, the first focus for each of the 7 aspects.
    *("[Next ▶]", "[Next ▶]", "1", *("1",) * 7, "[Next ▶]"),
    *("[Ajukan]", "1"),
)


def test_a_session_from_the_plan_to_the_agreement_is_kept(demos: Any) -> None:
    file = demos.folder / "kept.txt"
    demo = demos.start("--terminal", "--language", "en", "--save", str(file))
    demo.write(*PLAN)
    demo.write(
        ":who", ":as Budi", "[Setujui]", ":as Bu Ani", ":kill", "[Sepakati]", ":revive", ":forward 1 day"
    )
    assert demo.end() == 0
    assert demo.traces() == []
    assert "✉ Pak Budi: Ani Lestari, S.Pd." in demo.text
    assert "Pak Budi (Kepala Sekolah)  ✉ 1" in demo.text
    assert "Status: Disepakati" in demo.text
    assert demo.text.rstrip().endswith("Ani>")
    kept = read(file.read_text(encoding="utf-8"))
    turns = [write_turn(scene.turn) for scene in kept.scenes]
    assert turns[: len(PLAN)][-1] == "Ani> [Yes, Ajukan]"
    assert turns[len(PLAN) :] == [
        "Budi> [Setujui]",
        ":matikan",
        "Ani> [Sepakati]",
        ":hidupkan",
        ":maju 1 hari",
    ]
    assert any("Status: Disepakati" in sight.text for scene in kept.scenes for sight in scene.sights)


def test_who_is_new_begins_with_a_link_and_orders_that_cannot_be_obeyed_say_what_they_take(
    demos: Any,
) -> None:
    folder = demos.folder / "data"
    folder.mkdir()
    (folder / "demo.db").write_text("of an earlier demo", encoding="utf-8")
    demo = demos.start("--terminal", "--fresh", "--language", "en", "--data", str(folder))
    demo.write(
        *("1", "[Ajukan]", ":fly", ":as Dewi", ":open x", ":forward far", ":clock soon"),
        *(":type", ":revive", ":save /no/such/folder/file", ""),
        *(":links", ":open guru", "[English]", ":clock 2026-07-20 09.30", ":quit"),
    )
    assert demo.end() == 0
    for answer in (
        "no such button",
        "order is not known",
        "Be one of: Budi, Ani, Made, Siti, Rina",
        "Open one of: KS, guru",
        "a span such as",
        "a moment such as",
        "add what is to be sent",
        "on already",
        "file that can be written",
        "It is Monday, 20 July 2026 at 09:30 WIB.",
        "https://t.me/asisten_kinerja_bot?start=",
        "SDN Contoh 1, NPSN 20100001",
    ):
        assert answer in demo.text
    assert {"demo.db", "product.log"} <= {file.name for file in folder.iterdir()}
    assert demo.traces() == []


def test_without_a_terminal_it_serves_the_page_until_a_signal_comes(demos: Any) -> None:
    demo = demos.start("--fresh", "--language", "en")
    demo.write("/start", ":quit")
    url = demo.until("/\n").split()[-1]
    with urllib.request.urlopen(url) as answer:
        assert b"<html" in answer.read()
    assert len(demo.processes()) == 1
    demo.signal(signal.SIGTERM)
    assert demo.end() == 0
    assert demo.traces() == []


def test_a_product_that_dies_by_itself_is_started_again_and_ctrl_c_leaves_no_trace(demos: Any) -> None:
    demo = demos.start("--terminal", "--fresh", "--language", "en")
    demo.until("Ani> ")
    (product,) = demo.processes()
    demo.kill(product)
    assert "stopped by itself" in demo.until("is back")
    demo.write("/start")
    demo.until("Setuju dan lanjutkan")
    demo.signal(signal.SIGINT)
    assert demo.end() == 0
    assert demo.traces() == []


def test_a_port_that_is_taken_is_one_line(demos: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        demo = demos.start("--port", port)
        assert demo.end() == 2
    assert f"--port {port}: " in demo.text
    assert "Traceback" not in demo.text
    assert demo.traces() == []
