"""What is typed into a field is the value; whether it may have been meant as a question."""

from conversations.answers.book import AnswerBook
from conversations.answers.effects import QUESTION_CHARS
from conversations.search.lists import listed
from conversations.search.words import plain, spoken, words

_LEAST_WORDS = 3
# Notes and reports say much that comes near a question; what does not ask by its form must be a known way.
_MOST_WORDS = 12
_SHORT = 2
_KNOWN = 0.999
_AT_A_LOSS = listed("ngerti mengerti paham tahu tau bingung batal batalkan nanti cancel skip later")
_BESIDE = listed("saya tidak belum kurang masih sangat saja dulu ini itu aku i don't not")
_POINTING = listed("ini itu sih ya saja aja dong")
# Not those that begin names too, such as May, Do and Can.
_QUESTION_WORDS = frozenset(
    {
        "apa",
        "apakah",
        "apaan",
        "bagaimana",
        "bagaimanakah",
        "gimana",
        "gmn",
        "gmana",
        "kapan",
        "kapankah",
        "siapa",
        "siapakah",
        "mengapa",
        "kenapa",
        "knp",
        "berapa",
        "brp",
        "mana",
        "manakah",
        "bolehkah",
        "bisakah",
        "haruskah",
        "wajibkah",
        "adakah",
        "what",
        "how",
        "when",
        "who",
        "why",
        "where",
        "which",
    }
)


def looks_like_question(text: str, language: str, book: AnswerBook) -> bool:
    """Whether to ask: it ends or begins as questions do, is a way of asking in the catalogue, or no entry.

    A sentence with its full stop, what is longer than a question that is kept, and what has several lines
    was written for the field.
    """
    typed = text.strip()
    parts = typed.casefold().split()
    if len(typed) > QUESTION_CHARS or "\n" in typed or typed.endswith((".", "!")) or not spoken(plain(typed)):
        return False
    if typed.endswith("?") or is_no_entry(typed):
        return True
    if parts[0] in _QUESTION_WORDS and (len(parts) >= _LEAST_WORDS or parts[-1] in _POINTING):
        return True
    if not _LEAST_WORDS <= len(parts) <= _MOST_WORDS:
        return len(parts) == _SHORT and parts[-1] in _QUESTION_WORDS
    found = book.find(typed, language)
    return found.id is not None and found.score >= _KNOWN


def is_no_entry(text: str) -> bool:
    """Whether a few words say that somebody is at a loss, or wants to stop, and nothing else."""
    said = frozenset(words(text))
    return bool(said & _AT_A_LOSS) and said <= _AT_A_LOSS | _BESIDE
