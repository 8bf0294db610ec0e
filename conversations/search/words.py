"""A text as the words that are meant: one spelling, no abbreviations, no courtesies."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from conversations.search.lists import listed
from conversations.search.slang import SLANG

# Longer texts are looked at from both ends: people greet first and ask last.
MOST_CHARS = 1200
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_LINK = re.compile(r"https?://\S+|www\.\S+")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*|\d+(?:[.,]\d+)*")
_REPEATED = re.compile(r"([a-z])\1{2,}")
_DOUBLED_END = re.compile(r"([a-z])\1+$")
# In small letters it is how a man is addressed.
_CREDIT_DECISION = re.compile(r"\bPAK\b")
_TWICE = re.compile(r"\b([a-z]{2,})2\b")
_COURTESIES = listed("""
    assalamualaikum assalamu alaikum warahmatullahi wabarakatuh wabarokatuh warohmatullahi wr wb ass asslm
    salam selamat pagi siang sore malam bismillah permisi punten nuwun sewu kulonuwun halo hallo hai hi hello
    mohon ijin izin bertanya tanya nanya mau maaf sebelumnya pencerahan pencerahannya penjelasan penjelasannya
    admin min mimin kak kakak pak bapak bu ibu bapa mas mbak om bang bro sis gan
    terima kasih terimakasih makasih mksh trims trimakasih matur suwun nuhun thanks thx tks
    ya yaa iya nih dong deh sih kok lho loh kah nya tuh lah to toh yo mah atuh euy ta
    """)


def is_link(text: str) -> bool:
    """Whether there is an address in it."""
    return _LINK.search(text) is not None


def plain(text: str) -> str:
    """Small Latin letters and figures as they are typed, without tags, links and invisible signs."""
    if len(text) > MOST_CHARS:
        text = text[: MOST_CHARS // 2] + " " + text[-MOST_CHARS // 2 :]
    text = _LINK.sub(" ", _TAG.sub(" ", text))
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if char.isascii() or not _is_invisible(char))
    return text.casefold()


def unstretched(plain_text: str) -> str:
    """A plain text with every letter that is held down typed once."""
    return _REPEATED.sub(r"\1", plain_text)


def spoken(plain_text: str) -> list[str]:
    """The words of a plain text as they are typed."""
    return _WORD.findall(plain_text)


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """The words that are meant."""
    if not text.isupper():
        text = _CREDIT_DECISION.sub("penetapan angka kredit", text)
    return tuple(word for word in _all_words(plain(text)) if word not in _COURTESIES)


def _all_words(text: str) -> Iterator[str]:
    text = _TWICE.sub(r"\1", unstretched(text))
    for match in _WORD.finditer(text):
        yield from _meant(match.group())


def _meant(word: str) -> Iterator[str]:
    first, _, rest = word.partition("-")
    if word in SLANG:
        yield from SLANG[word]
    elif rest and first == rest:
        yield from SLANG.get(first, (first,))
    elif rest:
        for part in word.split("-"):
            yield from SLANG.get(part, (part,))
    else:
        short = _DOUBLED_END.sub(r"\1", word)
        yield from SLANG.get(short, (word if word.isdigit() else short,))


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Cf", "Cc")
