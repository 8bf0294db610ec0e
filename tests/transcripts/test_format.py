"""The written form of dialogues: what is read is what was written, and what is wrong has its line."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transcript.actions import read_action, write_action
from bot.transcript.model import (
    Act,
    Advance,
    Block,
    Change,
    Kill,
    Pressed,
    Registered,
    Revive,
    Scene,
    SetClock,
    Sight,
    Typed,
)
from bot.transcript.reading import TranscriptError, read, read_turn
from bot.transcript.times import read_moment, read_span, write_moment, write_span
from bot.transcript.writing import write, write_turn
from conversations.facts import Zone
from conversations.rules.terms import Role, SchoolLevel

HEAD = """\
# Judul

mulai: 2026-07-06 08.00 WIB
tautan: KS = ks, 20100001, SDN Contoh 1, Kota
tautan: guru = guru, 20100001
orang: Budi, 7000001, id
orang: Ani, 7000002, en
terdaftar: Budi, lewat KS, Plt., smp, WITA = Budi Santoso, S.Pd., M.M.
lengkap: Budi
terbesar: Ani
diajukan: Ani, Budi
"""
DIALOGUE = """
# Sebuah catatan.
# Dan satu lagi.
Ani> /rencana
  Ani (sekilas): Sebentar
  Ani (diubah):
  | Satu
  |
  | # bukan catatan
  | [bukan tombol]
  [1. Satu] [Dua]
  [Kembali]
  Budi (baru):
  | Halo

Budi> ^^[Setujui] #2 x2

:maju 3 hari

:jam 2026-07-20 09.30 WIB

:matikan

:hidupkan

:matikan di tengah

:blokir Ani

:buka-blokir Ani
"""


def test_a_dialogue_is_written_as_it_was_read() -> None:
    text = HEAD + DIALOGUE
    assert write(read(text)) == text


def test_the_opening_names_links_people_and_their_plans() -> None:
    opening = read(HEAD).opening
    assert [(link.name, link.role, link.school) for link in opening.links] == [
        ("KS", Role.KS, "SDN Contoh 1, Kota"),
        ("guru", Role.GURU, ""),
    ]
    known = Registered("Budi Santoso, S.Pd., M.M.", "KS", True, SchoolLevel.SMP, Zone.WITA)
    assert [someone.registered for someone in opening.people] == [known, None]
    assert (opening.completed, opening.largest, opening.submitted) == (("Budi",), ("Ani",), ("Ani", "Budi"))


def test_scenes_hold_turn_sights_remarks_and_line() -> None:
    scenes = read(HEAD + DIALOGUE).scenes
    assert scenes[0] == Scene(
        Act("Ani", Typed("/rencana")),
        (
            Sight("Ani", Change.TOAST, "Sebentar"),
            Sight(
                "Ani",
                Change.CHANGED,
                "Satu\n\n# bukan catatan\n[bukan tombol]",
                (("1. Satu", "Dua"), ("Kembali",)),
            ),
            Sight("Budi", Change.NEW, "Halo"),
        ),
        ("Sebuah catatan.", "Dan satu lagi."),
        15,
    )
    assert [scene.turn for scene in scenes[1:]] == [
        Act("Budi", Pressed("Setujui", older=2, nth=2, times=2)),
        Advance(timedelta(days=3)),
        SetClock(read_moment("2026-07-20 09.30")),
        Kill(),
        Revive(),
        Kill(is_midway=True),
        Block("Ani", is_blocked=True),
        Block("Ani", is_blocked=False),
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1))
def test_any_typed_text_survives_writing_and_reading(text: str) -> None:
    assert read_action(write_action(Typed(text))) == Typed(text)
    assert "\n" not in write_action(Typed(text))


@given(
    st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1), st.integers(0, 3), st.integers(1, 9)
)
def test_any_press_survives_writing_and_reading(label: str, older: int, number: int) -> None:
    press = Pressed(label, older, number, number)
    assert read_turn(write_turn(Act("Ani", press))) == Act("Ani", press)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("1 hari", timedelta(days=1)),
        ("+3d", timedelta(days=3)),
        ("2 minggu", timedelta(weeks=2)),
        ("1 week", timedelta(weeks=1)),
        ("5 jam", timedelta(hours=5)),
        ("90 menit", timedelta(minutes=90)),
    ],
)
def test_spans_are_read_in_both_languages(text: str, span: timedelta) -> None:
    assert read_span(text) == span
    assert read_span(write_span(span)) == span


@pytest.mark.parametrize("text", ["", "hari", "3", "3 abad", "-1 hari", "1,5 hari"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a span"):
        read_span(text)


def test_a_date_alone_is_eight_in_the_morning() -> None:
    assert write_moment(read_moment("2026-07-06")) == "2026-07-06 08.00 WIB"


@pytest.mark.parametrize("text", ["", "6 Juli 2026", "2026-13-01", "2026-07-06 25.00", "2026-07-06 8.00"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_moment(text)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("tidak ada awalnya\n", "opening"),
        (HEAD + "\nDewi> halo\n", "nobody is called Dewi"),
        (HEAD + "\nAni> halo\n  entah apa\n", "not a message"),
        (HEAD + "\n:lompat\n", "not a turn"),
        (HEAD + "\n:blokir Dewi\n", "nobody is called Dewi"),
        (HEAD + "\n:maju selamanya\n", "not a span"),
        (HEAD + "diajukan: Dewi\n", "nobody is called Dewi"),
        (HEAD.replace("2026-07-06", "kemarin"), "not a moment"),
        (HEAD + "tautan: KS = presiden, 1\n", "not a link"),
        (HEAD + "terdaftar: Ani = Ani Lestari\n", "not a registration"),
    ],
)
def test_a_wrong_line_is_named(wrong: str, reason: str) -> None:
    with pytest.raises(TranscriptError, match=rf"^line \d+: .*{reason}"):
        read(wrong)
