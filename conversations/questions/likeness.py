"""Which questions are alike: by the pieces of their words, whatever the order, typing and politeness.

A question has a few bands. Two questions that are alike share at least one of them almost always, so that
the like ones are found by looking bands up instead of comparing with all that are kept.
"""

import re
import unicodedata
from itertools import groupby

# How much of their pieces two questions share to be counted together.
ALIKE = 0.6
_BANDS = 12
_PRIME = (1 << 61) - 1
_MARK = re.compile(r"\[[a-z]+\]")
_WORD = re.compile(r"[a-z0-9]+")
# Words that say nothing about what is asked.
_FILLER_TEXT = (
    "yang yg ya yaa dong sih min admin pak bapak bu ibu kak mas mbak mohon tolong maaf permisi izin "
    "ijin tanya bertanya mau saya aku kami kita nya itu ini di ke dan untuk utk dengan dg "
    "assalamualaikum wr wb halo hai selamat pagi siang sore malam terima kasih makasih trims info kok "
    "deh nih bang apakah apa the is a an of to i my please thanks hello hi"
)
_FILLERS = frozenset(_FILLER_TEXT.split())
_SHORT_FORMS = {
    "gmn": "bagaimana",
    "gmana": "bagaimana",
    "gimana": "bagaimana",
    "bgmn": "bagaimana",
    "kpn": "kapan",
    "knp": "kenapa",
    "mengapa": "kenapa",
    "tdk": "tidak",
    "gak": "tidak",
    "ga": "tidak",
    "nggak": "tidak",
    "ngga": "tidak",
    "tak": "tidak",
    "bs": "bisa",
    "blm": "belum",
    "sdh": "sudah",
    "udah": "sudah",
    "klo": "kalau",
    "kalo": "kalau",
    "jd": "jadi",
    "dpt": "dapat",
    "brp": "berapa",
    "dmn": "dimana",
    "sertif": "sertifikasi",
    "kepsek": "kepala sekolah",
    "smster": "semester",
    "smt": "semester",
}


def pieces(question: str) -> frozenset[str]:
    """The three-letter pieces of the words that say something; of all words where none does."""
    words = _words(question)
    telling = [word for word in words if word not in _FILLERS] or words
    found = set()
    for word in telling:
        bounded = f" {word} "
        found |= {bounded[start : start + 3] for start in range(len(bounded) - 2)}
    return frozenset(found)


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of pieces that two questions have in common, from 0 to 1; two without any are the same."""
    either = one | other
    return len(one & other) / len(either) if either else 1.0


def bands(question: frozenset[str]) -> tuple[int, ...]:
    """Numbers of 61 bits to look like questions up by; the same for the same pieces, on every machine."""
    numbers = [_number(piece) for piece in sorted(question)] or [0]
    least = [min((by * number + add) % _PRIME for number in numbers) for by, add in _STEPS]
    return tuple(_mix(band, _mix(least[2 * band], least[2 * band + 1])) for band in range(_BANDS))


def _words(question: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", _MARK.sub(" ", question.lower()))
    unmarked = "".join(sign for sign in plain if not unicodedata.combining(sign))
    found = _WORD.findall(unmarked) or unmarked.split()
    single = ["".join(sign for sign, _ in groupby(word)) if not word.isdigit() else word for word in found]
    return " ".join(_SHORT_FORMS.get(word, word) for word in single).split()


def _number(piece: str) -> int:
    number = 0
    for sign in piece:
        number = _mix(number, ord(sign))
    return number


def _mix(number: int, other: int) -> int:
    return ((number + 1) * 1_000_003 * 1_000_033 + other) % _PRIME


# Fixed factors, so that what is stored today is found tomorrow.
_STEPS = tuple((pow(7, 31 * step + 5, _PRIME), pow(11, 37 * step + 3, _PRIME)) for step in range(2 * _BANDS))
