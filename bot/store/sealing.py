"""Encryption of what people typed, in the columns that hold it: AES-GCM with keys that only the setting has.

A sealed text begins with a sign that nobody can type, and names its key; everything else is plain. Which
texts are sealed follows from the keys of the database that is asked: without keys nothing changes at all.
"""

import base64
import hashlib
import os
import re
from binascii import a2b_base64, b2a_base64
from collections.abc import Sequence

from sqlalchemy import Dialect

from bot.errors import CommandError

KEY_BYTES = 32
_NONCE_BYTES = 12
_SIGN = "\x02"
_KEY_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
_BEGINNING = 18
_LEAST_CHARS = 58
# The form for addresses is as good.
_STANDARD = str.maketrans("-_", "+/")
_PURPOSE = b"asisten-kinerja/encryption-key-id/1"
# Where a dialect, which belongs to one database alone, keeps its keys: each statement asks for them.
_RING = "asisten_keyring"


class KeysError(CommandError):
    """ENCRYPTION_KEYS does not fit the database."""


class Keyring:
    """The first key seals, all of them open; with `seals` False what is written becomes plain."""

    def __init__(self, keys: Sequence[bytes], *, seals: bool = True) -> None:
        # Only who encrypts pays for loading it.
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self._not_genuine = InvalidTag
        ids = [key_id(key) for key in keys]
        self.current = ids[0]
        self.seals = seals
        self._ciphers = {name: AESGCM(key) for name, key in zip(ids, keys, strict=True)}

    def __contains__(self, name: str) -> bool:
        return name in self._ciphers

    def seal(self, text: str, place: str) -> str:
        """The text for that column; an empty one stays, so that it can be asked for."""
        if not (text and self.seals):
            return text
        nonce = os.urandom(_NONCE_BYTES)
        # What is bound to its column cannot be moved to another one.
        sealed = self._ciphers[self.current].encrypt(nonce, text.encode(), place.encode())
        return f"{_SIGN}{self.current}.{b2a_base64(nonce + sealed, newline=False).decode('ascii')}"

    def open(self, stored: str, place: str) -> str:
        """What was sealed, or the plain text; a KeysError where its key is missing or it was changed."""
        name = _key_of(stored)
        if name is None:
            return stored
        cipher = self._ciphers.get(name)
        if cipher is None:
            raise KeysError(f"ENCRYPTION_KEYS lacks the key {name}")
        try:
            raw = a2b_base64(stored[_BEGINNING:], strict_mode=True)
            return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode()).decode()
        except (self._not_genuine, ValueError):
            raise KeysError(f"a text of {place} was changed after it was encrypted") from None

    def is_as_wanted(self, stored: str) -> bool:
        """Whether writing it anew would change nothing but its salt."""
        name = _key_of(stored)
        return not stored or name == (self.current if self.seals else None)


def new_key() -> str:
    """A fresh key for ENCRYPTION_KEYS."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def parse_keys(text: str) -> tuple[bytes, ...]:
    """The keys of a list with commas; a ValueError that repeats none of them."""
    keys = []
    for number, part in enumerate(text.split(","), start=1):
        try:
            key = base64.b64decode(part.strip().translate(_STANDARD), validate=True)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise ValueError(f"key {number} is not base64 of {KEY_BYTES} bytes")
        keys.append(key)
    if len(set(keys)) < len(keys):
        raise ValueError("a key is there twice")
    return tuple(keys)


def _key_of(stored: str) -> str | None:
    """The name of the key that a text is sealed with, None for a plain one."""
    if not stored.startswith(_SIGN) or len(stored) < _LEAST_CHARS or stored[_BEGINNING - 1] != ".":
        return None
    found = _KEY_ID.fullmatch(stored, 1, _BEGINNING - 1)
    return None if found is None else found[0]


def key_id(key: bytes) -> str:
    """What a key is called where it must not be told."""
    return hashlib.sha256(_PURPOSE + key).hexdigest()[:16]


def use_keyring(dialect: Dialect, keyring: Keyring | None) -> None:
    """Seal and open with these keys; before the first statement."""
    setattr(dialect, _RING, keyring)


def keyring_of(dialect: Dialect) -> Keyring | None:
    """The keys of a database, if it has any."""
    return getattr(dialect, _RING, None)
