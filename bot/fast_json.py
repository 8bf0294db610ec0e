"""JSON many times a second."""

import json
from typing import Any

import msgspec

_decoder = msgspec.json.Decoder()
_encoder = msgspec.json.Encoder()


def loads(text: str | bytes) -> Any:
    """What the JSON says; ValueError or RecursionError where it is none.

    What is unusual, such as half a surrogate pair or NaN, is left to the standard library, which takes it.
    """
    try:
        return _decoder.decode(text)
    except (msgspec.DecodeError, UnicodeError):
        return json.loads(text)


def dumps(value: Any) -> bytes:
    """The value as JSON in UTF-8; half a surrogate pair is escaped."""
    try:
        return _encoder.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value).encode()
