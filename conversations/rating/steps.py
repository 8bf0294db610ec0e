"""What presses and texts lead to while one plan is rated."""

from conversations import evidence
from conversations.effects import Effect, NoticeKind, NotifyOwner
from conversations.events import Press, Text
from conversations.execution_effects import ReleaseRating, SaveRating
from conversations.flow import Input
from conversations.person_text import known_name
from conversations.rating.item_screens import MOST_NOTE_CHARS
from conversations.rating.sheet import (
    BEHAVIOR,
    OVERALL,
    WORK_BEHAVIOR,
    WORK_RESULT,
    Sheet,
    behavior_items,
    next_open,
)
from conversations.rating.state import CORRECTED, NAME, Desk, Place, RatingState, go
from conversations.rules.terms import Rating
from conversations.session import Move
from conversations.texts import clean_lines
from conversations.words import Say, say

EMPTY_NOTE = say("There is nothing in that note. Please type it, or go on without one.")
DISCARDED = say("The changes are discarded. The rating stays as it was.")


def step(state: RatingState, event: Input, desk: Desk) -> Move:
    """Decide one event at a plan."""
    match event:
        case Text(text) if state.place is Place.NOTE:
            return _take_note(state, text, desk)
        case Press(action=action):
            return _press(state, action, desk)
        case _:
            return go(state)


def _press(state: RatingState, action: str, desk: Desk) -> Move:
    verb, _, rest = action.partition(":")
    match verb:
        case "continue":
            return _to_item(state, next_open(desk.rules, desk.sheet, ""))
        case "part":
            return go(state.at(Place.PART, item=rest))
        case "item":
            return go(state.at(Place.ITEM, item=rest))
        case "rate":
            return _rate(state, Rating(rest), desk)
        case "skip":
            return _to_item(state, next_open(desk.rules, desk.sheet, state.item))
        case "note":
            return go(state.at(Place.NOTE))
        case "no_note":
            return _keep(state, desk.sheet.noted(""), desk, _after_note(state, desk.sheet.noted(""), desk))
        case "keep_note":
            return go(_after_note(state, desk.sheet, desk))
        case "forms":
            return go(state.at(Place.FORMS))
        case "evidence":
            return evidence.open_plan(desk.plan.id)
        case "page":
            return go(state.model_copy(update={"page": int(rest)}))
        case "discard":
            return go(state.at_person(state.plan_id), DISCARDED)
        case "next":
            return go(state.at_person(int(rest)), DISCARDED if desk.is_changed else None)
        case "confirm":
            return go(state.at(Place.CONFIRM, version=desk.version or 0))
        case "yes":
            return _confirm(state, desk)
        case _:
            return go(state)


def _rate(state: RatingState, rating: Rating, desk: Desk) -> Move:
    sheet = desk.sheet.rated(state.item, rating)
    return _keep(state, sheet, desk, _after_item(state, sheet, desk))


def _after_item(state: RatingState, sheet: Sheet, desk: Desk) -> RatingState:
    """The next item that is open; the note is asked for once, when all perilaku are rated."""
    if desk.is_own:
        left = [item for item in (WORK_RESULT, WORK_BEHAVIOR) if sheet.rating(item) is None]
        return _at_item(state, left[0] if left and state.item.startswith(OVERALL) else None)
    behaviors = behavior_items(desk.rules)
    was_last = desk.sheet.rating(state.item) is None and all(sheet.rating(item) for item in behaviors)
    if state.item.startswith(BEHAVIOR) and was_last and not sheet.note:
        return state.at(Place.NOTE)
    return _at_item(state, next_open(desk.rules, sheet, state.item))


def _after_note(state: RatingState, sheet: Sheet, desk: Desk) -> RatingState:
    if desk.is_own:
        return state.at(Place.PERSON)
    begun = any(sheet.rating(item) is not None for item in behavior_items(desk.rules))
    return _at_item(state, next_open(desk.rules, sheet, "") if begun else None)


def _take_note(state: RatingState, text: str, desk: Desk) -> Move:
    note = clean_lines(text)
    if not note:
        return go(state, EMPTY_NOTE)
    if len(note) > MOST_NOTE_CHARS:
        too_long = say(
            "That is {count} characters; at most {most} fit. Please shorten it.",
            count=len(note),
            most=MOST_NOTE_CHARS,
        )
        return go(state, too_long)
    sheet = desk.sheet.noted(note)
    return _keep(state, sheet, desk, _after_note(state, sheet, desk))


def _keep(state: RatingState, sheet: Sheet, desk: Desk, then: RatingState) -> Move:
    """Save at once what nobody sees yet; what the owner has seen is only prepared."""
    if desk.is_prepared:
        return go(then.model_copy(update={"draft": sheet}))
    if sheet == desk.base and desk.kept is not None:
        return go(then)
    return Move(NAME, then.dump(), (_saving(desk, sheet),))


def _saving(desk: Desk, sheet: Sheet) -> SaveRating:
    return SaveRating(
        plan_id=desk.plan.id,
        version=desk.version,
        source=desk.source,
        aspects=dict(sheet.aspects),
        behaviors=dict(sheet.behaviors),
        work_result=sheet.work_result,
        work_behavior=sheet.work_behavior,
        note=sheet.note,
    )


def _confirm(state: RatingState, desk: Desk) -> Move:
    """Release, correct or keep what the screen showed; where it changed meanwhile, show it once more."""
    version = desk.version or 0
    if state.version != version:
        return go(state.model_copy(update={"version": version}), _changed(desk))
    if desk.is_own:
        kept = state.at(Place.RESULT, draft=None)
        return Move(NAME, kept.dump(), (_saving(desk, desk.sheet),), say("Your rating from PMM is kept."))
    is_correction = desk.is_prepared and desk.base.work_result is not None
    occasion = f"{version + 1}{CORRECTED}" if is_correction else str(version + 1)
    told = NotifyOwner(NoticeKind.RATED, desk.plan.id, desk.plan.version, occasion=occasion)
    if desk.is_prepared:
        effects: tuple[Effect, ...] = (_saving(desk, desk.sheet), told)
        word = say("The rating is corrected; {name} is told.", name=desk.plan.owner_name)
    else:
        effects = (ReleaseRating(desk.plan.id, version), told)
        word = say("The rating is released; {name} is told.", name=desk.plan.owner_name)
    return Move(NAME, state.at_person(state.plan_id).dump(), effects, _told(desk, word))


def _told(desk: Desk, word: Say) -> Say:
    if desk.plan.is_owner_reachable:
        return word
    return say(
        "It is done. {name} cannot be told here, because the assistant is blocked there: please tell them "
        "directly.",
        name=desk.plan.owner_name,
    )


def _changed(desk: Desk) -> Say:
    return say(
        "The rating was changed meanwhile by {name}, so nothing was done. Please check it, then press once "
        "more.",
        name=known_name(desk.kept.rated_by if desk.kept else ""),
    )


def _to_item(state: RatingState, item: str | None) -> Move:
    return go(_at_item(state, item))


def _at_item(state: RatingState, item: str | None) -> RatingState:
    return state.at(Place.PERSON) if item is None else state.at(Place.ITEM, item=item)
