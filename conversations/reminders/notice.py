"""The message that reminds somebody: each stage, until when, what is missing, and the one next step."""

from collections.abc import Sequence

from conversations.facts import Facts
from conversations.plan_text import next_step_label
from conversations.reminder_dues import Dues
from conversations.reminders.buttons import AGAIN, DONE, GO, MUTE, QUEUE, reminder_button
from conversations.reminders.due_text import digest_lines, stage_lines
from conversations.rules.reminder_policy import DIGEST
from conversations.rules.terms import Capacity, StageId
from conversations.screens import Button, Rows, Screen, column
from conversations.words import Say, Words, say

_Block = tuple[Words, ...]


def reminder_screen(facts: Facts, dues: Dues) -> Screen | None:
    """Draw what is due for the person of the facts; None where nothing is left of it."""
    person = facts.person
    if person is None or dues.is_empty:
        return None
    lines: list[Words] = [say("🔔 Reminder for <b>{name}</b>", name=person.name)]
    for block in _blocks(facts, dues):
        lines += ["", *block]
    lines += ["", say("Hour and kinds of reminders: /pengingat")]
    return Screen(tuple(lines), _rows(facts, dues))


def _blocks(facts: Facts, dues: Dues) -> Sequence[_Block]:
    """The person's own part first; where there are two parts, each has a heading."""
    own: list[_Block] = [
        stage_lines(due, dues, facts) for due in dues.stages if due.capacity is Capacity.OWNER
    ]
    others: list[_Block] = [
        stage_lines(due, dues, facts) for due in dues.stages if due.capacity is Capacity.APPRAISER
    ]
    if _has_digest(dues):
        others.insert(0, digest_lines(dues))
    if not own or not others:
        return own + others
    return [
        (say("<b>For your own plan</b>"),),
        *own,
        (say("<b>For the plans that you decide on</b>"),),
        *others,
    ]


def _rows(facts: Facts, dues: Dues) -> Rows:
    subjects = [due.stage for due in dues.stages]
    buttons = _next_steps(facts, dues)
    if dues.can_wait:
        again = [*subjects, DIGEST] if _has_digest(dues) else subjects
        buttons.append(_button(facts, say("Remind me tomorrow"), AGAIN, again))
    # That a plan is submitted or agreed to can be seen without anybody saying so.
    by_hand = [stage for stage in subjects if stage is not StageId.SKP]
    if by_hand:
        done = say("Already done") if len(by_hand) == 1 else say("Already done …")
        buttons.append(_button(facts, done, DONE, by_hand))
    if subjects:
        mute = say("Do not remind of this stage") if len(subjects) == 1 else say("Do not remind of …")
        buttons.append(_button(facts, mute, MUTE, subjects))
    else:
        buttons.append(_button(facts, say("No weekly digest"), MUTE, [DIGEST]))
    return column(buttons)


def _next_steps(facts: Facts, dues: Dues) -> list[Button]:
    """What leads right into it; stages without screens of their own lead to the schedule."""
    buttons = []
    if _has_digest(dues):
        buttons.append(_button(facts, say("Open the plans that wait"), QUEUE, [DIGEST]))
    stages = [due.stage for due in dues.stages]
    if StageId.SKP in stages:
        buttons.append(_button(facts, next_step_label(facts.own_plan), GO, [StageId.SKP]))
    others = [stage for stage in stages if stage is not StageId.SKP]
    if others:
        buttons.append(_button(facts, say("What is to be done"), GO, others))
    return buttons


def _button(facts: Facts, label: Say, action: str, subjects: Sequence[str]) -> Button:
    return Button(label, reminder_button(action, facts.period, subjects))


def _has_digest(dues: Dues) -> bool:
    return dues.has_digest and bool(dues.waiting or dues.asking)
