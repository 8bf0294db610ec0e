"""Questions asked on the command line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from conversations.answers.book import AnswerBook
from conversations.search.found import Found

Answered = dict[str, Any]


def answers_of(lines: Iterable[bytes], book: AnswerBook, language: str) -> Iterator[tuple[str, str]]:
    """A line of JSON for each question, in order, and what is wrong with its line, else nothing.

    A line that is no question gets the answer of a refused one, with its `error`. Empty lines are passed
    over.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = _question(line)
        except ValueError as error:
            trouble = f"line {number}: {error}"
            yield json.dumps({**_refused(), "error": trouble}), trouble
            continue
        yield json.dumps(_told(book.find(question, language))), ""


def _question(line: bytes) -> str:
    try:
        asked = json.loads(line)
    except UnicodeDecodeError:
        raise ValueError("not UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from None
    question = asked.get("q") if isinstance(asked, dict) else None
    if not isinstance(question, str):
        raise ValueError('not an object such as {"q": "..."}')
    return question


def _told(found: Found) -> Answered:
    return {
        "id": found.id,
        "score": round(found.score, 6),
        "candidates": list(found.candidates),
        "parts": [_told(part) for part in found.parts],
    }


def _refused() -> Answered:
    return {"id": None, "score": 0.0, "candidates": [], "parts": []}
