"""A question in a group: the same answers, without anything personal and without buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.answers.asking import keep, questions_of
from conversations.answers.book import AnswerBook
from conversations.answers.effects import KeepQuestion, Why
from conversations.answers.entries import Entry
from conversations.answers.screens import answer_lines, source_lines
from conversations.paging import weight
from conversations.rules.regulation import RuleSet
from conversations.search.found import Kind
from conversations.words import Words, say

_MOST_CHARS = 3500


@dataclass(frozen=True, slots=True)
class GroupReply:
    """Ids of the entries that answer, and of those worth offering where none does; `language` is theirs.

    `is_partial`: a part of the message has no answer.
    """

    language: str
    entries: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    is_partial: bool = False


def reply_to(
    text: str, language: str, book: AnswerBook
) -> tuple[GroupReply | None, tuple[KeepQuestion, ...]]:
    """What answers a question, and what is kept of it; no reply to what asks nothing."""
    found = book.find(text, language)
    if not text.strip() or found.kind is not Kind.QUESTION:
        return None, ()
    questions = questions_of(found)
    entries = tuple(one.id for one in questions if one.id is not None)
    candidates = () if entries else next((one.candidates for one in questions if one.is_doubtful), ())
    unanswered = [one for one in questions if one.id is None]
    # Nobody can choose here, so what is in doubt has no answer either.
    kept = tuple(
        keep(one.question, one.language, next(iter(one.candidates), None), Why.UNANSWERED)
        for one in unanswered
    )
    return GroupReply(found.language, entries, candidates, bool(entries and unanswered)), kept


def reply_lines(reply: GroupReply, book: AnswerBook, rules: RuleSet, username: str) -> tuple[Words, ...]:
    """The answers, or what else may help."""
    entries = _entries(reply.entries, reply, book)
    if not entries:
        return _without_answer(_entries(reply.candidates, reply, book), username)
    lines: list[Words] = []
    for entry in entries:
        lines += ["", *answer_lines(entry, rules, reply.language), *source_lines(entry)]
    if sum(weight(line) + 1 for line in lines) > _MOST_CHARS:
        lines = ["", say("This is much at once. Please ask one by one:"), *_titles(entries)]
    if reply.is_partial:
        lines += ["", say("To the rest I have no reliable answer; please ask it in other words.")]
    return tuple(lines[1:])


def _without_answer(offered: Sequence[Entry], username: str) -> tuple[Words, ...]:
    if not offered:
        return (
            say("I am sorry: I have no reliable answer to this, and I do not want to guess."),
            say("Please ask your principal, or the Pusat Informasi (ULT) of the ministry."),
        )
    return (
        say("I am not sure that I understand this. It may be one of these; please ask so:"),
        *_titles(offered),
        "",
        say("In the private chat you can choose: t.me/{username}", username=username),
    )


def _titles(entries: Sequence[Entry]) -> tuple[Words, ...]:
    return tuple(say("• /tanya {title}", title=entry.title) for entry in entries)


def _entries(names: Sequence[str], reply: GroupReply, book: AnswerBook) -> tuple[Entry, ...]:
    found = (book.entry(name, reply.language) for name in names)
    return tuple(entry for entry in found if entry is not None)
