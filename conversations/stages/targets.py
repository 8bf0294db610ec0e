"""Target perilaku: ticked by the owner, and how each was seen by who appraises."""

from conversations.events import Text
from conversations.execution_effects import ChooseTarget, RateTarget
from conversations.flow import Input
from conversations.navigation import LEAVE
from conversations.numbers import parse_number
from conversations.person_text import marked
from conversations.rules.terms import ObservationRating, StageId
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.stages.forms import (
    TARGETS,
    example_lines,
    field_of,
    label_of,
    practice_of,
    seen,
    target_behaviors,
    target_words,
)
from conversations.stages.reading import rating_words
from conversations.stages.stage_screen import head_lines
from conversations.stages.state import Place, StagesState, go
from conversations.stages.subject import Subject
from conversations.texts import clean_lines, shortened, text_length
from conversations.words import Words, rule_text, say

MOST_NOTE_CHARS = 500
_LABEL_CHARS = 24
# All target perilaku of a guru begin with it.
_PREFIX = "Guru "
_RATINGS = {rating.value: rating for rating in ObservationRating}


def show_targets(state: StagesState, subject: Subject) -> Screen:
    """Let the owner tick what is to be seen."""
    practice, field = practice_of(subject), field_of(subject, StageId.A, TARGETS)
    behaviors = target_behaviors(subject)
    lines: list[Words] = [
        *head_lines(subject, StageId.A),
        "",
        *((say("<b>{label}</b>", label=label_of(field)), rule_text(field.note)) if field else ()),
        *(() if practice is None else (say("Sub-indikator: {name}", name=practice.name),)),
        "",
        *(_line(subject, number) for number in range(len(behaviors))),
        *(("", *example_lines(subject)) if example_lines(subject) else ()),
    ]
    ticks = (_tick_button(subject, number) for number in range(len(behaviors)))
    done = Button(say("Done, back to the form"), "form")
    return Screen(tuple(lines), (*column((*ticks, done)), LEAVE))


def step_in_targets(state: StagesState, event: Input, subject: Subject) -> Move:
    """Tick one, or take the tick away, until the observation is done; it is kept at once."""
    verb, _, rest = getattr(event, "action", "").partition(":")
    if verb != "tick":
        return go(state.at(Place.STAGE))
    if subject.done(StageId.B) is not None:
        return go(state, say("The observation is done, so the ticks stay as they are."))
    number = int(rest)
    ticked = seen(subject, number)
    if ticked is not None and (ticked.rating is not None or ticked.note):
        return go(state, say("This target perilaku was observed already, so its tick stays."))
    return go(state, None, ChooseTarget(subject.plan.id, number, ticked is None))


def show_rate(state: StagesState, subject: Subject) -> Screen:
    """Draw the ticked target perilaku with what was seen of each."""
    ticked = subject.execution.targets
    lines: list[Words] = [
        *head_lines(subject, StageId.B),
        "",
        say("What did you see of each target perilaku?"),
        *(
            say(
                "{number}. {item}: <b>{rating}</b>",
                number=number,
                item=target_words(subject, each.target),
                rating=rating_words(subject, each.target),
            )
            for number, each in enumerate(ticked, start=1)
        ),
        *(() if ticked else (say("None was ticked here, so only the texts are recorded."),)),
    ]
    buttons = (
        Button(marked(_label(subject, number, each.target), each.rating is not None), f"one:{each.target}")
        for number, each in enumerate(ticked, start=1)
    )
    done = Button(say("Done, back to the form"), "form")
    return Screen(tuple(lines), (*column((*buttons, done)), LEAVE))


def step_in_rate(state: StagesState, event: Input, subject: Subject) -> Move:
    """Open one of them."""
    verb, _, rest = getattr(event, "action", "").partition(":")
    if verb == "one":
        return go(state.at(Place.RATE_ONE, target=int(rest)))
    return go(state.at(Place.STAGE))


def show_rate_one(state: StagesState, subject: Subject) -> Screen:
    """Draw the three levels and the note of one target perilaku."""
    here = seen(subject, state.target)
    levels = subject.rules.observation_ratings
    lines: list[Words] = [
        *head_lines(subject, StageId.B),
        "",
        say("<b>{item}</b>", item=target_words(subject, state.target)),
        "",
        *(
            say(
                "{number}. {label}: {meaning}",
                number=number,
                label=level.label,
                meaning=rule_text(level.meaning),
            )
            for number, level in enumerate(levels, start=1)
        ),
        "",
        say("Note: <i>{note}</i>", note=here.note)
        if here is not None and here.note
        else say("A note on what you saw can be typed, at most {most} characters.", most=MOST_NOTE_CHARS),
    ]
    chosen = None if here is None else here.rating
    buttons = [Button(marked(level.label, level.id is chosen), f"level:{level.id}") for level in levels]
    if here is not None and here.note:
        buttons.append(Button(say("Clear the note"), "clear"))
    if _after(subject, state.target) is not None:
        buttons.append(Button(say("Next target perilaku"), "next"))
    return Screen(tuple(lines), (*column(buttons), LEAVE), expects_text=True)


def step_in_rate_one(state: StagesState, event: Input, subject: Subject) -> Move:
    """Record a level, and go on to the next one without, or a note."""
    plan_id, following = subject.plan.id, _after(subject, state.target)
    if isinstance(event, Text):
        return _typed(state, event.text, subject)
    verb, _, rest = event.action.partition(":")
    if verb == "level":
        return _rated(state, subject, _RATINGS[rest])
    if verb == "clear":
        return go(state, say("The note is removed."), RateTarget(plan_id, state.target, note=""))
    if verb == "next" and following is not None:
        return go(state.at(Place.RATE_ONE, target=following))
    return go(state.at(Place.RATE))


def _typed(state: StagesState, typed: str, subject: Subject) -> Move:
    """A number picks a level; anything else is the note."""
    number, levels = parse_number(typed), subject.rules.observation_ratings
    if number is not None and 1 <= number <= len(levels):
        return _rated(state, subject, levels[number - 1].id)
    note = clean_lines(typed)
    count = text_length(note)
    if not 1 <= count <= MOST_NOTE_CHARS:
        return go(
            state,
            say(
                "A note has 1 to {most} characters; this was {count}. Your message stays in this chat: "
                "please shorten it and send it again.",
                most=MOST_NOTE_CHARS,
                count=count,
            ),
        )
    return go(state, say("The note is kept."), RateTarget(subject.plan.id, state.target, note=note))


def _rated(state: StagesState, subject: Subject, rating: ObservationRating) -> Move:
    """Stay, so that a note can be typed; the next one is a press away."""
    word = say("Kept: {label}", label=subject.rules.observation_rating(rating).label)
    return go(state, word, RateTarget(subject.plan.id, state.target, rating=rating))


def _after(subject: Subject, target: int) -> int | None:
    later = (each.target for each in subject.execution.targets if each.target > target)
    return next(later, None)


def _line(subject: Subject, number: int) -> Words:
    text, entry = target_words(subject, number), target_behaviors(subject)[number]
    item = say("{number}. {text}", number=number + 1, text=text)
    if seen(subject, number) is not None:
        item = say("✓ {number}. <b>{text}</b>", number=number + 1, text=text)
    if entry.is_official:
        return item
    return say("{item} <i>(theme, not the official wording)</i>", item=item)


def _tick_button(subject: Subject, number: int) -> Button:
    is_ticked = seen(subject, number) is not None
    return Button(marked(_label(subject, number + 1, number), is_ticked), f"tick:{number}")


def _label(subject: Subject, shown: int, target: int) -> Words:
    """The beginning of an official text; ours is translated when it is drawn, so only its number fits."""
    text = target_words(subject, target)
    if isinstance(text, str):
        return say("{number}. {text}", number=shown, text=shortened(text.removeprefix(_PREFIX), _LABEL_CHARS))
    return say("Target perilaku {number}", number=shown)
