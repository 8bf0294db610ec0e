import json
import math

import pytest

from bot.fast_json import dumps, loads

HALF = "\ud800"


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":2}',
        b'"\\ud83d"',
        b'"\xed\xa0\x80"',
        f'"{HALF}"',
        b"NaN",
        b'{"x":-Infinity}',
        b"1e400",
        b"12345678901234567890123",
        '{"a":1}'.encode("utf-16"),
        b'{"b":"\\u00e9\xc3\xa9"}',
    ],
)
def test_it_reads_what_the_standard_library_reads(text):
    assert repr(loads(text)) == repr(json.loads(text))


@pytest.mark.parametrize("text", [b"", b"[1,]", b'{"a":1} x', b'"\xff"', b"nul"])
def test_what_is_no_json_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"."):
        loads(text)


@pytest.mark.parametrize("value", [{"a": [1, "é<&>", None, True]}, HALF, {"b": HALF}, 2**60, math.pi])
def test_what_is_written_reads_the_same(value):
    assert json.loads(dumps(value)) == value
