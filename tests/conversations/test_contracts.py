"""Words, presses, numbers and pages: what every conversation stands on."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.events import MAX_BUTTON_BYTES, Press, UnknownPress, parse_press, press_data
from conversations.numbers import parse_count, parse_number
from conversations.paging import PAGE_CHARS, page_of, paginate, weight
from conversations.session import Session, dump_session, load_session
from conversations.texts import clean_text
from conversations.words import dump_say, load_say, say, say_n

values = st.one_of(
    st.text(),
    st.integers(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(timezones=st.just(UTC)),
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), values, max_size=4))
def test_words_survive_json_with_every_kind_of_value(given_values):
    inner = say("inner", **given_values)
    said = say_n("{count} one", "{count} many", 3, inner=inner)
    assert load_say(dump_say(said)) == said


def test_a_session_survives_json():
    session = Session("home", 1, {"place": "x"}, say("A {day}", day=date(2026, 7, 6)), 7, "en")
    assert load_session(dump_session(session), 7) == session


def test_a_decimal_keeps_its_digits():
    assert load_say(dump_say(say("x", n=Decimal("28.125")))).values == (("n", Decimal("28.125")),)


def test_an_instant_keeps_its_zone():
    at = datetime(2026, 7, 6, 1, tzinfo=UTC)
    assert load_say(dump_say(say("x", at=at))).values == (("at", at),)


@given(
    st.sampled_from("aghjopr"),
    st.integers(0, 0xFFFFFFFF),
    st.from_regex(r"[a-z0-9_.:\-]{1,50}", fullmatch=True),
)
def test_button_data_comes_back_as_it_was_and_fits(flow, number, action):
    data = press_data(flow, number, action)
    assert len(data.encode()) <= MAX_BUTTON_BYTES
    assert parse_press(data) == Press(flow, number, action)


@given(st.text())
def test_foreign_button_data_is_unknown_or_well_formed(data):
    pressed = parse_press(data)
    assert isinstance(pressed, UnknownPress) or press_data(pressed.flow, pressed.number, pressed.action)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        (" 12. ", 12),
        ("4)", 4),
        ("0", 0),
        ("tiga", None),
        ("3 kali", None),
        ("-1", None),
        ("1" * 10, None),
    ],
)
def test_numbers_as_people_type_them(text, number):
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Wali \n kelas ", "Wali kelas"), ("a\u202eb", "ab"), ("e\u0301", "é"), ("\u200b", "")],
)
def test_text_is_kept_on_one_line_without_hidden_marks(typed, kept):
    assert clean_text(typed) == kept


@given(st.lists(st.text(max_size=900), max_size=12))
def test_pages_keep_every_block_in_order_and_fit(texts):
    pages = paginate([(text,) for text in texts])
    assert [line for page in pages for line in page] == texts
    assert all(sum(weight(line) + 1 for line in page) <= PAGE_CHARS for page in pages)


def test_a_page_beyond_the_end_is_the_last_one():
    assert page_of((("a",), ("b",)), 9) == (1, ("b",))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(
            ("4", 4),
            ("4x", 4),
            ("4 X", 4),
            ("2 kali", 2),
            ("empat", 4),
            ("Dua kali", 2),
            ("tiga kegiatan.", 3),
        ),
        *(("sepuluh", 10), ("sekali", 1), ("0", 0), ("banyak", None), ("4 5", None), ("kali", None)),
        *(("", None), ("-1", None), ("2 kali lipat", None), ("two times", 2)),
    ],
)
def test_how_many_is_read_in_figures_and_in_words(text, number):
    assert parse_count(text) == number
