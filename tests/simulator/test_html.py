"""The HTML parse mode, checked as a table and by properties."""

from __future__ import annotations

import html
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.simulator.entities import parse_html
from bot.simulator.errors import ApiError
from bot.simulator.text import escape, to_html, trimmed, utf16_length

GOOD: list[tuple[str, str, list[tuple[str, int, int]]]] = [
    ("polos", "polos", []),
    ("<b>a</b>", "a", [("bold", 0, 1)]),
    ("<strong>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
    ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
    (
        "<s>a</s><strike>b</strike><del>c</del>",
        "abc",
        [("strikethrough", 0, 1), ("strikethrough", 1, 1), ("strikethrough", 2, 1)],
    ),
    ("<tg-spoiler>a</tg-spoiler>", "a", [("spoiler", 0, 1)]),
    ('<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("😀<b>😀</b>", "😀😀", [("bold", 2, 2)]),
    ("<B>a</b>", "a", [("bold", 0, 1)]),
    ("<b>a</>", "a", [("bold", 0, 1)]),
    ("<b></b>x", "x", []),
    ("<code>a</code>", "a", [("code", 0, 1)]),
    ("<pre>a</pre>", "a", [("pre", 0, 1)]),
    ('<pre><code class="language-python">a</code></pre>', "a", [("pre", 0, 1)]),
    ("<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
    ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ('<a href="https://example.com/?a=1&amp;b=2">a</a>', "a", [("text_link", 0, 1)]),
    ("<a href='https://example.com'>a</a>", "a", [("text_link", 0, 1)]),
    ("<a href=example.com>a</a>", "a", [("text_link", 0, 1)]),
    ('<a href="nowhere">a</a>', "a", []),
    ('<a href="tg://user?id=7">a</a>', "a", [("text_mention", 0, 1)]),
    ('<a href="tg://user?id=8">a</a>', "a", []),
    ("&lt;b&gt; &amp; &quot; &#65;&#x42; &copy; & &amp", '<b> & " AB &copy; & &', []),
    ("a > b", "a > b", []),
]

BAD = [
    ("ab <x>", 'Unsupported start tag "x" at byte offset 3'),
    ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
    ("1 < 2 >", 'Unsupported start tag "" at byte offset 2'),
    ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
    ("a <", "Unclosed start tag at byte offset 2"),
    ("a <b", "Unclosed start tag at byte offset 2"),
    ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a</b>", "Unexpected end tag at byte offset 1"),
    ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
    ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    ("<b>a</b", "Unclosed end tag at byte offset 4"),
    ("<a href>a</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
    ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    ('<a href="x', "Unclosed start tag at byte offset 0"),
    ("<a href=a/b>x</a>", "Unexpected end of name token at byte offset 8"),
    ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
]


def known(user_id: int) -> dict[str, object] | None:
    return {"id": 7, "is_bot": False, "first_name": "Ani"} if user_id == 7 else None


@pytest.mark.parametrize(("source", "text", "entities"), GOOD)
def test_html_is_read(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    found, marks = parse_html(source, known)
    assert found == text
    assert [(e["type"], e["offset"], e["length"]) for e in marks] == entities


@pytest.mark.parametrize(("source", "complaint"), BAD)
def test_bad_html_is_refused_at_the_byte(source: str, complaint: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {complaint}"


def test_details_of_entities() -> None:
    _, (code,) = parse_html('<pre><code class="language-python">a</code></pre>')
    assert code["language"] == "python"
    _, (link,) = parse_html('<a href="https://example.com/?a=1&amp;b=2">a</a>')
    assert link["url"] == "https://example.com/?a=1&b=2"
    _, (mention,) = parse_html('<a href="tg://user?id=7">a</a>', known)
    assert mention["user"]["first_name"] == "Ani"


anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(anything)
def test_an_escaped_text_comes_back(text: str) -> None:
    assert parse_html(escape(text)) == (text, [])
    assert parse_html(html.escape(text, quote=True).replace("&#x27;", "'"))[0] == text


@given(anything, anything, anything)
def test_a_bold_part_lies_where_it_was_put(before: str, bold: str, after: str) -> None:
    text, entities = parse_html(f"{escape(before)}<b>{escape(bold)}</b>{escape(after)}")
    assert text == before + bold + after
    expected = {"type": "bold", "offset": utf16_length(before), "length": utf16_length(bold)}
    assert entities == ([expected] if bold else [])


@given(anything, anything)
def test_drawn_html_reads_back_the_same(one: str, two: str) -> None:
    parsed = parse_html(f"{escape(one)}<b>x{escape(two)}<i>y{escape(one)}</i></b>")
    assert parse_html(to_html(*parsed)) == parsed


@given(st.text(st.sampled_from("<>/&;\"'= ab" + string.ascii_lowercase[:4] + "é😀")))
def test_any_input_is_read_or_refused(source: str) -> None:
    try:
        text, entities = parse_html(source)
    except ApiError:
        return
    size = utf16_length(text)
    assert all(0 <= e["offset"] < e["offset"] + e["length"] <= size for e in entities)


@given(anything)
def test_trimming_never_leaves_an_entity_outside(text: str) -> None:
    size = utf16_length(text)
    whole = [{"type": "bold", "offset": 0, "length": size}] if size else []
    core, entities = trimmed(text, whole)
    assert [(e["offset"], e["length"]) for e in entities] == ([(0, utf16_length(core))] if core else [])
