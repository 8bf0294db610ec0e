"""What is typed into a field is the value; whether it may have been meant as a question."""

from conversations.answers.book import AnswerBook
from conversations.answers.state import QUESTION_CHARS
from conversations.numbers import parse_number

_LEAST_WORDS = 3
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
        "can",
        "could",
        "does",
        "do",
        "is",
        "are",
        "should",
        "may",
        "must",
    }
)


def looks_like_question(text: str, language: str, book: AnswerBook) -> bool:
    """Whether to ask: it ends or begins as questions do, or the catalogue answers it.

    What is longer than a question that is kept, or has several lines, was written for the field.
    """
    typed = text.strip()
    words = typed.casefold().split()
    if len(typed) > QUESTION_CHARS or "\n" in typed or parse_number(typed) is not None:
        return False
    if typed.endswith("?") and any(sign.isalpha() for sign in typed):
        return True
    if len(words) < _LEAST_WORDS:
        return False
    return words[0] in _QUESTION_WORDS or book.find(typed, language).id is not None
