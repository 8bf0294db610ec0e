"""How topics, answers, offers in doubt and an honest no are shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from conversations import planning
from conversations.answers.entries import Entry, Lead, Topic
from conversations.answers.fields import is_no_entry
from conversations.answers.figures import filled
from conversations.answers.leaving import leave_row
from conversations.answers.personal import audience_lines, lead_button, personal_lines
from conversations.answers.state import AnswersState, Part, Place
from conversations.facts import Facts
from conversations.navigation import page_buttons
from conversations.paging import weight
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import Role
from conversations.screens import Button, Rows, Screen, column
from conversations.texts import shortened
from conversations.words import Link, Say, Words, say

TITLE_CHARS = 28
PAGE_ROWS = 6
_PARTS_CHARS = 3500
ALL_TOPICS = Button(say("All topics"), "topics")
HELPFUL = (Button(say("Helpful"), "yes"), Button(say("Not helpful"), "no"))
NONE_OF_THESE = Button(say("None of these"), "none")
AS_VALUE = Button(say("Use it as my entry"), "value")
AS_QUESTION = Button(say("It is a question"), "ask")
_PERHAPS_QUESTION = say("This reads like a question. Shall it be your entry here, or shall I answer it?")
_PERHAPS_NO_ENTRY = say(
    "This does not read like an entry, so I have kept nothing of it yet. Shall it be your entry here? If "
    "not, press Back: nothing changes, and questions can be typed there too."
)


def draw(state: AnswersState, facts: Facts) -> Screen:
    """Draw a settled state, in the language of its catalogue."""
    lines, rows = _SCREENS[state.place](state, facts)
    screen_rows = (*rows, leave_row(state, facts))
    return Screen(lines, screen_rows, expects_text=state.place is Place.FIELD, language=state.language)


def whom_to_ask(facts: Facts) -> Say:
    """Who knows what the assistant does not."""
    if facts.person is not None and facts.person.role is not Role.GURU:
        return say("Please ask the dinas pendidikan, or the Pusat Informasi (ULT) of the ministry.")
    return say("Please ask your principal, or the Pusat Informasi (ULT) of the ministry.")


def answer_lines(entry: Entry, rules: RuleSet, language: str) -> tuple[Words, ...]:
    """The title and the answer with its figures."""
    return (
        say("<b>{title}</b>", title=entry.title),
        "",
        *filled(entry.answer.strip(), rules, language).splitlines(),
    )


def source_lines(entry: Entry) -> tuple[Words, ...]:
    """Where the answer comes from; what is public can be opened."""
    sources = [
        say("• {source}", source=Link(source.title, source.url) if source.url else source.title)
        for source in entry.sources
    ]
    return ("", say("Source:"), *sources) if sources else ()


def cut(title: str) -> str:
    """A title that fits a button; the whole one is in the text above."""
    return shortened(title, TITLE_CHARS)


def page_of(state: AnswersState, count: int) -> tuple[int, int]:
    """The page that is shown, and how many there are."""
    pages = max(1, -(-count // PAGE_ROWS))
    return min(state.page, pages - 1), pages


Titled = Entry | Topic
_Drawn = tuple[tuple[Words, ...], Rows]


def _topics(state: AnswersState, facts: Facts) -> _Drawn:
    topics = facts.answers.topics(state.language)
    page, pages = page_of(state, len(topics))
    shown = topics[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
    lines: tuple[Words, ...] = (
        say("<b>Questions and answers</b>"),
        say("Just type your question in your own words, here or anywhere, at any time."),
    )
    if topics:
        lines += ("", say("Or choose a topic:"), *_numbered(shown))
    buttons = column(Button(cut(topic.title), f"topic:{topic.id}") for topic in shown)
    return lines, (*buttons, *_turning(page, pages))


def _topic(state: AnswersState, facts: Facts) -> _Drawn:
    book = facts.answers
    title = next(topic.title for topic in book.topics(state.language) if topic.id == state.topic)
    entries = book.of_topic(state.topic, state.language)
    page, pages = page_of(state, len(entries))
    shown = entries[page * PAGE_ROWS : (page + 1) * PAGE_ROWS]
    lines = (say("<b>{title}</b>", title=title), say("Choose a question:"), *_numbered(shown))
    return lines, (*_entry_buttons(shown), *_turning(page, pages))


def _entry(state: AnswersState, facts: Facts) -> _Drawn:
    book, language = facts.answers, state.language
    entry = book.entry(state.entry, language)
    if entry is None:
        return _topics(state, facts)
    lines = list(answer_lines(entry, facts.rules, language))
    whom = (whom_to_ask(facts),) if entry.is_open else ()
    for more in (whom, audience_lines(entry, facts), personal_lines(entry, facts)):
        lines += ["", *more] if more else []
    lines += source_lines(entry)
    near = _entries(entry.near, state, facts)
    lines += _listed(say("See also:"), near)
    # In the middle of the plan the way back to it is there already.
    is_back = entry.leads_to is Lead.PLAN and state.back_flow == planning.NAME
    lead = None if is_back else lead_button(entry, facts)
    rows: Rows = (*_entry_buttons(near), *(((lead,),) if lead else ()))
    rated: Rows = () if state.is_rated else (HELPFUL,)
    return tuple(lines), (*rows, *rated, (ALL_TOPICS,))


def _doubt(state: AnswersState, facts: Facts) -> _Drawn:
    offered = _entries(state.candidates, state, facts)
    lines = (
        say("I am not sure that I understand this. Is it one of these?"),
        *_numbered(offered),
    )
    return lines, (*_entry_buttons(offered), (NONE_OF_THESE,))


def _unknown(state: AnswersState, facts: Facts) -> _Drawn:
    near = {entry.topic for entry in _entries(state.nearest, state, facts)}
    topics = [topic for topic in facts.answers.topics(state.language) if topic.id in near]
    lines: list[Words] = [
        say("I am sorry: I have no reliable answer to this, and I do not want to guess."),
        whom_to_ask(facts),
        "",
        say("The question is kept without your name, so that an answer can be added."),
    ]
    lines += _listed(say("These topics come nearest:"), topics)
    buttons = column(Button(cut(topic.title), f"topic:{topic.id}") for topic in topics)
    return tuple(lines), (*buttons, (ALL_TOPICS,))


def _parts(state: AnswersState, facts: Facts) -> _Drawn:
    """Every answer at once where they fit one message, else a list of them."""
    head: list[Words] = [say("<b>You ask several things.</b>")]
    if state.has_more_parts:
        count = len(state.parts)
        head.append(say("These are the first {count}; please ask the others once more.", count=count))
    blocks = [_part_lines(part, state, facts) for part in state.parts]
    if sum(weight(line) + 1 for block in blocks for line in block) > _PARTS_CHARS:
        blocks = [_part_head(number, part, state, facts) for number, part in enumerate(state.parts, start=1)]
    lines = (*head, *(line for block in blocks for line in ("", *block)))
    buttons = (
        Button(cut(_part_title(part, state, facts)), f"part:{number}")
        for number, part in enumerate(state.parts)
    )
    return lines, column(buttons)


def _part_lines(part: Part, state: AnswersState, facts: Facts) -> tuple[Words, ...]:
    entry = facts.answers.entry(part.entry, state.language)
    asked = say("<i>{question}</i>", question=part.question)
    if entry is None:
        return (asked, _no_answer(part, facts))
    return (asked, *answer_lines(entry, facts.rules, state.language), *source_lines(entry))


def _part_head(number: int, part: Part, state: AnswersState, facts: Facts) -> tuple[Words, ...]:
    entry = facts.answers.entry(part.entry, state.language)
    asked = say("{number}. <i>{question}</i>", number=number, question=part.question)
    return (asked, _no_answer(part, facts) if entry is None else say("<b>{title}</b>", title=entry.title))


def _no_answer(part: Part, facts: Facts) -> Say:
    if part.candidates:
        return say("I am not sure what is meant; the button below offers what may be.")
    return say("To this I have no reliable answer. {whom}", whom=whom_to_ask(facts))


def _part_title(part: Part, state: AnswersState, facts: Facts) -> str:
    entry = facts.answers.entry(part.entry, state.language)
    return part.question if entry is None else entry.title


def _field(state: AnswersState, facts: Facts) -> _Drawn:
    typed = (say("You typed:"), say("<i>{text}</i>", text=state.question), "")
    if is_no_entry(state.question):
        return (*typed, _PERHAPS_NO_ENTRY), column((AS_VALUE,))
    return (*typed, _PERHAPS_QUESTION), column((AS_VALUE, AS_QUESTION))


def _entries(names: Iterable[str], state: AnswersState, facts: Facts) -> tuple[Entry, ...]:
    found = (facts.answers.entry(name, state.language) for name in names)
    return tuple(entry for entry in found if entry is not None)


def _entry_buttons(entries: Iterable[Entry]) -> Rows:
    return column(Button(cut(entry.title), f"entry:{entry.id}") for entry in entries)


def _numbered(titled: Iterable[Titled]) -> tuple[Words, ...]:
    """Titles that do not fit their buttons are written out, in the order of the buttons."""
    titles = [one.title for one in titled]
    if all(cut(title) == title for title in titles):
        return ()
    return tuple(
        say("{number}. {title}", number=number, title=title) for number, title in enumerate(titles, start=1)
    )


def _listed(head: Say, titled: Sequence[Titled]) -> tuple[Words, ...]:
    return ("", head, *_numbered(titled)) if titled else ()


def _turning(page: int, pages: int) -> Rows:
    buttons = page_buttons(page, pages)
    return (buttons,) if buttons else ()


_SCREENS: Mapping[Place, Callable[[AnswersState, Facts], _Drawn]] = {
    Place.TOPICS: _topics,
    Place.TOPIC: _topic,
    Place.ENTRY: _entry,
    Place.DOUBT: _doubt,
    Place.UNKNOWN: _unknown,
    Place.PARTS: _parts,
    Place.FIELD: _field,
}
