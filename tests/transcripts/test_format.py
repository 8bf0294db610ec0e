"""The written form of dialogues: what is read is what was written, and what is wrong has its line."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.transcript.actions import read_action, write_action
from bot.transcript.model import (
    Act,
    Advance,
    Arrive,
    Block,
    Calm,
    Change,
    Gathering,
    Kill,
    Kind,
    Link,
    Odd,
    Offer,
    Pressed,
    Registered,
    Repeat,
    Revive,
    Scene,
    Sent,
    SetClock,
    Sight,
    Someone,
    Trouble,
    Typed,
)
from bot.transcript.reading import TranscriptError, read, read_turn
from bot.transcript.times import read_moment, read_span, write_moment, write_span
from bot.transcript.writing import write, write_turn
from conversations.facts import Zone
from conversations.rules.terms import Role, SchoolLevel

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1)
LABELS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1)
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
operator: Budi
grup: Grup Guru (SDN Contoh 1) = Budi, Ani
grup tanpa bot: Arisan = Ani
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

Ani @ Grup Guru (SDN Contoh 1)> /ringkasan
  Grup Guru (SDN Contoh 1) (baru):
  | Halo semua

Ani> ^[Ajukan] lama #2 x2

Ani> (dokumen bukti (1\\), akhir.pdf, 12 kB) Ini buktinya, Pak
  Ani (dihapus):
  | Halo

Ani> (foto foto.jpg, 3001 B)

Ani> (suara)

Ani> (balas) (suara)

Ani> \\(suara)

:gangguan 429

:gangguan hangup_after sendMessage x3

:gangguan selesai

:gangguan selesai hangup_after sendMessage

:gangguan selesai 429

:ulangi

:tautan guru2 = guru, 20100002

:tautan KS2 = ks, 20100002, SDN Contoh 2

:orang Dewi, 7000009, id

Dewi> /start <tautan guru2>
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
    assert opening.operators == ("Budi",)
    assert opening.groups == (
        Gathering("Grup Guru (SDN Contoh 1)", ("Budi", "Ani")),
        Gathering("Arisan", ("Ani",), has_bot=False),
    )


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
        18,
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
        Act("Ani", Typed("/ringkasan"), "Grup Guru (SDN Contoh 1)"),
        Act("Ani", Pressed("Ajukan", older=1, nth=2, times=2, was=True)),
        Act("Ani", Sent("bukti (1), akhir.pdf", 12_000, caption="Ini buktinya, Pak")),
        Act("Ani", Sent("foto.jpg", 3001, is_photo=True)),
        Act("Ani", Odd(Kind.VOICE)),
        Act("Ani", Typed("(suara)", is_reply=True)),
        Act("Ani", Typed("(suara)")),
        Trouble("429"),
        Trouble("hangup_after", "sendMessage", 3),
        Calm(),
        Calm("hangup_after", "sendMessage"),
        Calm("429"),
        Repeat(),
        Offer(Link("guru2", Role.GURU, "20100002")),
        Offer(Link("KS2", Role.KS, "20100002", "SDN Contoh 2")),
        Arrive(Someone("Dewi", 7000009, "id")),
        Act("Dewi", Typed("/start <tautan guru2>")),
    ]
    assert scenes[9].sights == (Sight("Grup Guru (SDN Contoh 1)", Change.NEW, "Halo semua"),)


@given(TEXTS, st.booleans())
def test_any_typed_text_survives_writing_and_reading(text: str, is_reply: bool) -> None:
    typed = Typed(text, is_reply)
    assert read_action(write_action(typed)) == typed
    assert "\n" not in write_action(typed)


@given(LABELS, st.integers(0, 3), st.integers(1, 9), st.booleans())
def test_any_press_survives_writing_and_reading(label: str, older: int, number: int, was: bool) -> None:
    press = Pressed(label, older, number, number, was)
    for group in (None, "Grup Guru"):
        assert read_turn(write_turn(Act("Ani", press, group))) == Act("Ani", press, group)


@given(TEXTS, st.integers(1, 10**8), st.booleans(), st.just("") | TEXTS, st.sampled_from(["", "mf3k1"]))
def test_any_file_survives_writing_and_reading(
    name: str, size: int, is_photo: bool, caption: str, album: str
) -> None:
    sent = Sent(name, size, is_photo, caption, album=album)
    assert read_turn(write_turn(Act("Ani", sent))) == Act("Ani", sent)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_message_survives_writing_and_reading(kind: Kind) -> None:
    assert read_action(write_action(Odd(kind))) == Odd(kind)
    assert read_action(write_action(Typed(write_action(Odd(kind))))) == Typed(write_action(Odd(kind)))


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
        (HEAD + "\nAni @ Grup Lain> halo\n", "no group is called Grup Lain"),
        (HEAD + "\n:gangguan hujan\n", "not a turn"),
        (HEAD + "grup: Grup Lain = Dewi\n", "nobody is called Dewi"),
        (HEAD + "grup: Grup Lain\n", "not a group"),
        (HEAD + "grup: Ani = Ani\n", "a person and a group are called Ani"),
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
