"""The list of kept questions, and one of them with the ways in which it was asked."""

from conversations.answers.effects import Why
from conversations.facts import Facts, KeptQuestion
from conversations.navigation import LEAVE, page_buttons
from conversations.paging import PAGE_CHARS, weight
from conversations.questions.state import QuestionsState
from conversations.screens import Button, Screen, column
from conversations.session import DEFAULT_LANGUAGE
from conversations.texts import shortened
from conversations.words import Say, Words, say, say_n

TITLE = say("<b>Questions without a good answer</b>")
GONE = say("This question is no longer kept.")
DONE = say("Done. It comes back here when somebody asks it again.")
_LINE_CHARS = 120
_LABEL_CHARS = 25


def show_list(state: QuestionsState, facts: Facts) -> Screen:
    """Those that nobody is done with, most asked first."""
    kept = facts.questions
    if kept is None or not kept.questions:
        return Screen(
            (TITLE, "", say("Nothing waits here. What I cannot answer well appears here.")), (LEAVE,)
        )
    lines: list[Words] = [TITLE, say("Most asked first. Nobody's name is kept with them.")]
    for number, question in enumerate(kept.questions, start=1):
        lines += ["", _line(number, question), _how_often(question), _why(question, facts)]
    if kept.pages > 1:
        lines += ["", say("Page {page} of {pages}.", page=kept.page + 1, pages=kept.pages)]
    buttons = (
        Button(
            say("{number}. {name}", number=number, name=shortened(question.text, _LABEL_CHARS)),
            f"question:{question.id}",
        )
        for number, question in enumerate(kept.questions, start=1)
    )
    turn = page_buttons(kept.page, kept.pages)
    return Screen(tuple(lines), (*column(buttons), *((turn,) if turn else ()), LEAVE))


def show_question(state: QuestionsState, facts: Facts) -> Screen:
    """One question: how often, why it is kept, in which words."""
    question = facts.question
    if question is None:
        return Screen((GONE,), (LEAVE,))
    lines: list[Words] = [
        say("<b>Question</b>"),
        say("<i>{question}</i>", question=question.text),
        "",
        _how_often(question),
        _why(question, facts),
        *_other_wordings(question),
    ]
    if question.is_done:
        return Screen((*lines, "", DONE), (LEAVE,))
    return Screen(
        tuple(lines),
        (
            *column([Button(say("Selesai"), "done"), Button(say("As a file for the catalogue"), "file")]),
            LEAVE,
        ),
    )


def _line(number: int, question: KeptQuestion) -> Say:
    return say("{number}. {name}", number=number, name=shortened(question.text, _LINE_CHARS))


def _how_often(question: KeptQuestion) -> Say:
    return say_n(
        "Asked once, on {day}.", "Asked {count} times, last on {day}.", question.asked, day=question.last_day
    )


def _why(question: KeptQuestion, facts: Facts) -> Say:
    if question.nearest is None:
        return say("Nothing answered it.")
    entry = _entry_name(question.nearest, facts)
    if question.why == Why.UNHELPFUL:
        return say("Of no help: {entry}", entry=entry)
    return say("Nothing answered it. Nearest: {entry}", entry=entry)


def _entry_name(entry_id: str, facts: Facts) -> str:
    """The title of an entry; its id where the catalogue has it no more."""
    language = facts.person.language if facts.person else DEFAULT_LANGUAGE
    entry = facts.answers.entry(entry_id, language)
    return entry_id if entry is None else f"{entry.title} ({entry_id})"


def _other_wordings(question: KeptQuestion) -> list[Words]:
    """In which other words it was asked, as many as fit a message."""
    others = [(text, asked) for text, asked in question.wordings if text != question.text]
    if not others:
        return []
    lines: list[Words] = ["", say("Also asked like this:")]
    room = PAGE_CHARS - weight(question.text)
    for text, asked in others:
        room -= weight(text) + 10
        if room < 0:
            break
        lines.append(say("• {question} ({count})", question=text, count=asked))
    return lines
