"""What is typed into a field is the value; whether it may have been meant as a question."""

from conversations.answers.book import AnswerBook
from conversations.answers.effects import QUESTION_CHARS

_LEAST_WORDS = 3
# Notes and reports say much that comes near a question; what does not ask by its form must be a known way.
_MOST_WORDS = 12
_SURE, _KNOWN = 0.8, 0.999
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
    """Whether to ask: it ends or begins as questions do, or is one of the ways of asking in the catalogue.

    A sentence with its full stop, what is longer than a question that is kept, and what has several lines
    was written for the field.
    """
    typed = text.strip()
    words = typed.casefold().split()
    if len(typed) > QUESTION_CHARS or "\n" in typed or typed.endswith((".", "!")):
        return False
    is_marked = typed.endswith("?")
    if len(words) >= _LEAST_WORDS and (is_marked or words[0] in _QUESTION_WORDS):
        return True
    if not is_marked and not _LEAST_WORDS <= len(words) <= _MOST_WORDS:
        return False
    found = book.find(typed, language)
    return found.id is not None and found.score >= (_SURE if is_marked else _KNOWN)
