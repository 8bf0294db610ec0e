"""What the owner handed in and the appraiser recorded in the half-year, read while rating."""

from collections.abc import Iterator

from conversations.execution_facts import TargetBehaviorSeen, who_fills_in
from conversations.navigation import LEAVE, page_buttons
from conversations.paging import Block, page_of, paginate
from conversations.rating.state import Desk, RatingState
from conversations.rules.terms import Capacity, FieldKind, StageId
from conversations.screens import Screen
from conversations.texts import shortened
from conversations.words import Say, Words, rule_text, say

_STAGES = (StageId.A, StageId.B, StageId.C, StageId.D, StageId.E)
_IN_BRIEF = (StageId.C, StageId.D, StageId.E)
_BRIEF_CHARS = 160
_NOTHING = say("Nothing was handed in here in the stages yet.")


def show_forms(state: RatingState, desk: Desk) -> Screen:
    """Everything that was written in the stages, on pages."""
    blocks = list(_blocks(desk))
    head: Block = (say("<b>Stages: {name}</b>", name=desk.plan.owner_name),)
    pages = paginate([head, *blocks] if blocks else [head, ("", _NOTHING)])
    page, lines = page_of(pages, state.page)
    turn = page_buttons(page, len(pages))
    return Screen(lines, ((turn,) if turn else ()) + (LEAVE,))


def brief_lines(desk: Desk) -> tuple[Words, ...]:
    """The beginnings of what the owner wrote in C, D and E, to have at hand."""
    lines = [
        say(
            "<b>{stage}</b>, {field}: <i>{text}</i>",
            stage=stage,
            field=label,
            text=shortened(text, _BRIEF_CHARS),
        )
        for stage, label, text in _answers(desk)
        if stage in _IN_BRIEF
    ]
    return (*lines, "") if lines else (_NOTHING, "")


def has_forms(desk: Desk) -> bool:
    """Whether anything was written."""
    return any(True for _ in _blocks(desk))


def _blocks(desk: Desk) -> Iterator[Block]:
    named: StageId | None = None
    for stage, label, text in _answers(desk):
        head: Block = () if stage is named else ("", _stage_head(desk, stage))
        named = stage
        yield (*head, say("{field}:", field=label), say("<i>{text}</i>", text=text))
    if desk.execution.targets and _is_readable(desk, StageId.A):
        yield ("", say("<b>Target perilaku, as observed</b>"))
        yield from ((_target_line(desk, seen),) for seen in desk.execution.targets)


def _answers(desk: Desk) -> Iterator[tuple[StageId, Words, str]]:
    """What was written, in the order of the stages and their forms; drafts are nobody else's business."""
    answers = desk.execution.answers
    for stage in (stage for stage in _STAGES if _is_readable(desk, stage)):
        form = desk.rules.stage(stage).form_for(desk.plan.role)
        for field in () if form is None else form.fields:
            text = answers.get((stage, field.id), "")
            if field.kind is not FieldKind.INFO and text:
                yield stage, rule_text(field.label), text


def _is_readable(desk: Desk, stage: StageId) -> bool:
    by = who_fills_in(stage)
    return by is Capacity.APPRAISER or (stage, by) in desk.execution.done


def _stage_head(desk: Desk, stage: StageId) -> Say:
    return say("<b>{stage}. {name}</b>", stage=stage, name=desk.rules.stage(stage).name)


def _target_line(desk: Desk, seen: TargetBehaviorSeen) -> Say:
    practice = desk.plan.content.practice
    targets = () if practice is None else desk.rules.sub_indicator(practice).target_behaviors
    text: Words = rule_text(targets[seen.target].text) if seen.target < len(targets) else "–"
    how: Words = (
        say("not observed yet") if seen.rating is None else desk.rules.observation_rating(seen.rating).label
    )
    if not seen.note:
        return say("• {target}: <b>{rating}</b>", target=text, rating=how)
    return say("• {target}: <b>{rating}</b>. <i>{note}</i>", target=text, rating=how, note=seen.note)
