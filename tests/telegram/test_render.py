import json

import pytest

from bot.drawn import Attachment, Drawn, DrawnButton
from bot.simulator.person import Person
from bot.telegram.api import TelegramApi
from bot.telegram.calls import send_screen
from bot.telegram.render import (
    Limits,
    file_arguments,
    fit_text,
    keyboard,
    message_fields,
    shorten,
    visible_length,
)


def button(label: str, data: str | None = "p:1:next", url: str | None = None) -> DrawnButton:
    return DrawnButton(label, data, url)


def test_a_screen_becomes_html_without_previews() -> None:
    fields = message_fields(
        Drawn("<b>Halo</b>", ((button("Lanjut"), button("Buka", None, "https://t.me/x")),))
    )

    assert (fields["text"], fields["parse_mode"]) == ("<b>Halo</b>", "HTML")
    assert json.loads(fields["link_preview_options"]) == {"is_disabled": True}
    assert json.loads(fields["reply_markup"]) == {
        "inline_keyboard": [
            [{"text": "Lanjut", "callback_data": "p:1:next"}, {"text": "Buka", "url": "https://t.me/x"}]
        ]
    }


def test_a_screen_without_buttons_has_no_keyboard() -> None:
    assert keyboard(Drawn("Halo", ((),))) is None
    assert "reply_markup" not in message_fields(Drawn("Halo", ((),)))


def test_a_link_is_a_link() -> None:
    made = keyboard(Drawn("Halo", ((button("Buka", None, "https://t.me/x"),),)))

    assert made is not None
    assert (made.inline_keyboard[0][0].url, made.inline_keyboard[0][0].callback_data) == (
        "https://t.me/x",
        None,
    )


def test_long_labels_end_in_an_ellipsis() -> None:
    made = keyboard(Drawn("Halo", ((button("kata " * 40),),)))

    assert made is not None
    label = made.inline_keyboard[0][0].text
    assert len(label) <= 60
    assert label.endswith("kata\u2026")
    assert shorten("pendek", 6) == "pendek"


@pytest.mark.parametrize("wrong", [button("x", "a" * 65), button("x", ""), button("x", None), button(" ")])
def test_one_wrong_button_does_not_spoil_the_message(wrong: DrawnButton) -> None:
    made = keyboard(Drawn("Halo", ((wrong, button("Lanjut")), (wrong,))))

    assert made is not None
    assert [[key.text for key in row] for row in made.inline_keyboard] == [["Lanjut"]]


def test_rows_that_are_too_long_are_broken() -> None:
    made = keyboard(Drawn("Halo", (tuple(button(str(n)) for n in range(10)),)))

    assert made is not None
    assert [len(row) for row in made.inline_keyboard] == [8, 2]


def test_a_channel_with_other_limits_gets_its_own() -> None:
    narrow = Limits(buttons_per_row=1, label_chars=5, callback_bytes=10)
    made = keyboard(Drawn("Halo", ((button("satu dua"), button("tiga", "x" * 11)),)), narrow)

    assert made is not None
    assert [[key.text for key in row] for row in made.inline_keyboard] == [["satu\u2026"]]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("abc", 3),
        ("<b>a</b>&amp;<i>b</i>", 3),
        ("&lt;b&gt;", 3),
        ("&#x1F600;", 2),
        ("\U0001f600", 2),
        ("a\nb", 3),
        ('<a href="https://x.id/?a=1&amp;b=2">x</a>', 1),
    ],
)
def test_the_visible_length_is_what_telegram_counts(text: str, length: int) -> None:
    assert visible_length(text) == length


def test_a_text_that_fits_is_left_alone() -> None:
    text = "<b>" + "x" * 4096 + "</b>"
    assert fit_text(text, 4096) == text


def test_a_long_text_ends_after_a_whole_line_with_its_tags_closed() -> None:
    text = "<b>Judul\n" + "".join(f"<i>baris &amp; {n:04}</i>\n" for n in range(1000)) + "</b>"
    cut = fit_text(text, 4096)

    assert visible_length(cut) <= 4096
    assert cut.endswith("</i></b>\n\u2026")
    assert text.startswith(cut.removesuffix("</b>\n\u2026"))


def test_one_endless_line_is_cut_between_characters() -> None:
    cut = fit_text("Judul\n<b>" + "&amp;" * 5000 + "</b>", 4096)

    assert 4000 < visible_length(cut) <= 4096
    assert cut.endswith("&amp;</b>\n\u2026")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 4097,
        "<b>" + "baris\n" * 1000 + "</b>",
        "<b><i>" + "&lt;" * 9000 + "</i></b>",
        "\U0001f600" * 3000,
        "\n" * 10 + "x \n" * 4000,
    ],
)
async def test_telegram_takes_every_text_that_was_cut(
    api: TelegramApi, ani: Person, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    await send_screen(api.bot, ani.id, Drawn(text, ((button("Lanjut"),),)))

    assert (await ani.last()).text.endswith("\u2026")
    assert "was cut" in caplog.text
    assert "baris" not in caplog.text


def test_a_file_has_its_text_as_a_caption_that_is_shorter_than_a_message() -> None:
    file = Attachment("data.json", b"{}")
    arguments = file_arguments(Drawn("<b>Data</b> " + "a" * 2000, (), file), file)

    assert arguments["filename"] == "data.json"
    assert arguments["caption"].startswith("<b>Data</b>")
    assert visible_length(arguments["caption"]) <= 1024
    assert arguments["reply_markup"] is None
