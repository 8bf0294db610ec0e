from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.drawing import draw_screen
from bot.i18n import CatalogueError, Language, Languages, load_languages
from conversations.facts import Zone
from conversations.screens import Button, Screen
from conversations.words import Link, Say, dump_say, say, say_n

MONDAY = datetime(2025, 8, 3, 23, 0, tzinfo=UTC)
ID_HEADER = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
)
EN_HEADER = ID_HEADER.replace("nplurals=1; plural=0;", "nplurals=2; plural=(n != 1);")


@pytest.fixture
def languages(tmp_path):
    catalogues = {
        "id": ID_HEADER
        + 'msgid "Good day, <b>{name}</b> & all"\nmsgstr "Selamat siang, <b>{name}</b> & semua"\n\n'
        + 'msgid "{count} plan"\nmsgid_plural "{count} plans"\nmsgstr[0] "{count} rencana"\n\n'
        + 'msgid "Status: {status}"\nmsgstr "Keadaan: {status}"\n\nmsgid "waiting"\nmsgstr "menunggu"\n',
        "en": EN_HEADER + 'msgid "{count} plan"\nmsgid_plural "{count} plans"\n'
        'msgstr[0] "{count} plan"\nmsgstr[1] "{count} plans"\n',
    }
    for code, text in catalogues.items():
        file = tmp_path / code / "LC_MESSAGES" / "messages.po"
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
    return load_languages(tmp_path)


@pytest.fixture
def indonesian(languages: Languages) -> Language:
    return languages["id"]


@pytest.fixture
def english(languages: Languages) -> Language:
    return languages["en"]


def test_what_a_person_typed_is_escaped_and_markup_of_the_catalogue_is_kept(indonesian):
    greeting = say("Good day, <b>{name}</b> & all", name='<i>Ani</i> & {x} "B"')
    assert indonesian.draw(greeting, Zone.WIB) == (
        'Selamat siang, <b>&lt;i&gt;Ani&lt;/i&gt; &amp; {x} "B"</b> &amp; semua'
    )


def test_plain_text_has_no_markup_but_keeps_what_looks_like_it_in_values(indonesian):
    greeting = say("Good day, <b>{name}</b> & all", name="<b>Ani</b>")
    assert indonesian.translate(greeting, Zone.WIB) == "Selamat siang, <b>Ani</b> & semua"


def test_a_link_is_marked_up_where_that_is_shown_and_its_address_written_out_elsewhere(indonesian):
    said = say("• {source}", source=Link('Laman <b> & "x"', "https://a.id/?x=1&y='<"))
    linked = '<a href="https://a.id/?x=1&amp;y=&#x27;&lt;">Laman &lt;b&gt; &amp; "x"</a>'
    assert indonesian.draw(said, Zone.WIB) == f"• {linked}"
    assert indonesian.translate(said, Zone.WIB) == '• Laman <b> & "x" (https://a.id/?x=1&y=\'<)'
    with pytest.raises(ValueError, match="not kept"):
        dump_say(said)


def test_a_string_is_shown_as_it_is(indonesian):
    assert indonesian.draw("<b>1 < 2 & {name}", Zone.WIB) == "&lt;b&gt;1 &lt; 2 &amp; {name}"
    assert indonesian.translate("<b>{name}", Zone.WIB) == "<b>{name}"


def test_a_sentence_inside_a_sentence_is_in_the_same_language(indonesian, english):
    nested = say("Status: {status}", status=say("waiting"))
    assert indonesian.draw(nested, Zone.WIB) == "Keadaan: menunggu"
    assert english.draw(nested, Zone.WIB) == "Status: waiting"


@pytest.mark.parametrize(("count", "words"), [(0, "0 plans"), (1, "1 plan"), (2, "2 plans")])
def test_english_has_a_plural_and_indonesian_has_none(indonesian, english, count, words):
    said = say_n("{count} plan", "{count} plans", count)
    assert english.draw(said, Zone.WIB) == words
    assert indonesian.draw(said, Zone.WIB) == f"{count} rencana"


@pytest.mark.parametrize(
    ("zone", "indonesian_words", "english_words"),
    [
        (Zone.WIB, "Senin, 4 Agustus 2025 pukul 06.00 WIB", "Monday, 4 August 2025 at 06:00 WIB"),
        (Zone.WITA, "Senin, 4 Agustus 2025 pukul 07.00 WITA", "Monday, 4 August 2025 at 07:00 WITA"),
        (Zone.WIT, "Senin, 4 Agustus 2025 pukul 08.00 WIT", "Monday, 4 August 2025 at 08:00 WIT"),
    ],
)
def test_an_instant_is_told_in_the_readers_zone(indonesian, english, zone, indonesian_words, english_words):
    said = Say("{at}", (("at", MONDAY),))
    assert indonesian.draw(said, zone) == indonesian_words
    assert english.draw(said, zone) == english_words


def test_an_instant_without_a_zone_is_refused(indonesian):
    with pytest.raises(ValueError, match="without a zone"):
        indonesian.draw(Say("{at}", (("at", datetime(2025, 8, 4, 8, 0)),)), Zone.WIB)


@pytest.mark.parametrize(
    ("value", "indonesian_words", "english_words"),
    [
        (date(2025, 8, 4), "4 Agustus 2025", "4 August 2025"),
        (Decimal("9.375"), "9,375", "9.375"),
        (Decimal("37.50"), "37,50", "37.50"),
        (Decimal("1234567.0001"), "1.234.567,0001", "1,234,567.0001"),
        (Decimal("1E+2"), "100", "100"),
        (32, "32", "32"),
        (2025, "2025", "2025"),
        (-12345, "-12.345", "-12,345"),
    ],
)
def test_numbers_and_dates_read_as_in_the_language(
    indonesian, english, value, indonesian_words, english_words
):
    said = Say("{value}", (("value", value),))
    assert indonesian.draw(said, Zone.WIB) == indonesian_words
    assert english.draw(said, Zone.WIB) == english_words


def test_nothing_said_is_nothing_shown(indonesian):
    assert indonesian.draw(say(""), Zone.WIB) == ""


def test_a_tag_of_telegram_finds_its_language(languages):
    assert [languages.of(tag).code for tag in ("id", "en-US", "EN", "ar", "", None)] == [
        "id",
        "en",
        "en",
        "id",
        "id",
        "id",
    ]


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(CatalogueError, match=r"id.LC_MESSAGES.messages\.po: this catalogue is missing"):
        load_languages(tmp_path)


def test_a_broken_catalogue_is_named(tmp_path):
    file = tmp_path / "id" / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "a"\nmsgstr "b\nwhat', encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"id.LC_MESSAGES.messages\.po: not a catalogue"):
        load_languages(tmp_path)


def test_the_catalogues_of_the_product_load():
    assert load_languages().of("en").code == "en"


def test_a_screen_becomes_lines_and_stamped_buttons(indonesian):
    rows = (
        (Button(say("waiting"), "add:3"), Button("<Ani>", url="https://example.org/?a=1&b=2")),
        (Button("Setujui", "n:3:approve:12"),),
    )
    drawn = draw_screen(Screen(("<one>", "", say("waiting")), rows), indonesian, Zone.WIB, "p", 31)
    assert drawn.html == "&lt;one&gt;\n\nmenunggu"
    assert [[(b.label, b.data, b.url) for b in row] for row in drawn.rows] == [
        [("menunggu", "p:1f:add:3", None), ("<Ani>", None, "https://example.org/?a=1&b=2")],
        [("Setujui", "n:3:approve:12", None)],
    ]
