"""What people, phones and attackers may type: all of it is a Python string as JSON would give it."""

import random

from conversations.own_data import PASSWORD

LONGEST = 4096
_NEAR_LIMITS = ("0", "-1", "1e309", "NaN", str(2**31), str(2**52 - 1), str(2**63), "9" * 400, "٣", "½", "²")
_MARKUP = (
    "<b>tebal</b>",
    "<u>garis</u>",
    '<a href="tg://user?id=1">tekan</a>',
    "</b></i></code>",
    "<script>alert(1)</script>",
    "&lt;&amp;&#0;&#x110000;",
    "<tg-spoiler>",
    "<b",
    "{name} {points} %s %(x)d {0} {",
    "'; DROP TABLE person; --",
    "\\u0000 \\x00 \\",
    "[x](tg://user?id=1) *_`~",
)
_MARKS = (
    "\u202e" + "terbalik",
    "\u2066a\u2069\u200f\u200e",
    "a\u200b\u200c\u200d\u2060\ufeffb",
    "\ud800",
    "\udfff\ud83d",
    "NUL \x00 di tengah",
    "\x01\x02\x1b[31m\x7f\x85",
    "e\u0301" * 5 + "\u0336" * 300,
    "👩🏽‍🏫🏳️‍🌈🇮🇩",
    "\U0010ffff\ue000\ufdd0\ufffe",
    "\u2028\u2029\r\n\v\f",
    "ﷺ﷽",
    "İıſß",
)
_SENSIBLE = (
    *(
        "1",
        "2",
        "3",
        "4",
        "7",
        "12",
        "20100001",
        "20100002",
        "00000000",
        "16",
        "ya",
        "Guru",
        "Tolong diperbaiki",
    ),
    *("Ani Lestari, S.Pd.", "Siti Nur'aini", "SDN Baru", "07-09-2026 08.00", "2026-09-07 08:00", "besok"),
    *("Berapa poin minimal?", "kapan batas waktunya", "How do I submit my plan?", "halo", "terima kasih"),
    *("Pembina pramuka", "Mencoba hal baru di kelas", "https://example.org/bukti?a=1&b=2"),
)


class Tongue:
    """Makes texts from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def text(self) -> str:
        """Something typed, never longer than a message."""
        chance = self._chance
        match chance.randrange(16):
            case 0 | 1 | 2 | 3 | 4 | 5:
                return chance.choice(_SENSIBLE)
            case 6 | 7:
                return chance.choice(_MARKUP)
            case 8 | 9:
                return chance.choice(_MARKS)
            case 10:
                return chance.choice(_NEAR_LIMITS)
            case 11:
                return self.any_signs(chance.randrange(1, 60))
            case 12:
                return " ".join(
                    chance.choice((*_MARKUP, *_MARKS, *_SENSIBLE)) for _ in range(chance.randrange(2, 12))
                )
            case 13:
                return self.long()
            case 14:
                return chance.choice(
                    ("", " ", "/", "//", "/ start", "/" + "a" * 80, "/start\n", "@", PASSWORD)
                )
            case _:
                return chance.choice(_MARKUP) + chance.choice(_MARKS) + str(chance.randrange(10**6))

    def any_signs(self, count: int) -> str:
        """Any code points, halves of pairs among them."""
        return "".join(chr(self._chance.randrange(0x110000)) for _ in range(count))

    def long(self) -> str:
        """As long as a message can be, often of what takes most room when it is drawn."""
        piece = self._chance.choice(("a", "&", "<", "Rapat. ", "😀", "\n", "e\u0301", "\u200b", *_MARKS))
        return (piece * LONGEST)[: LONGEST // (2 if piece == "😀" else 1)]
