"""Leaving a school, and leaving service; each is confirmed after it was said what becomes of the plan."""

from conversations.account_state import AccountState, Place, at, stand
from conversations.facts import Facts
from conversations.navigation import LEAVE, go_home
from conversations.people_effects import LeaveSchool, Retire
from conversations.plan_fates import fate_lines
from conversations.roles import RoleChoice, choice_label, choice_line, present_choice, role_choices
from conversations.rules.terms import Role
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Say, Words, say

LEAVE_YES = "leave_yes"
RETIRE_YES = "retire_yes"
_MOST_BUTTONS = 5
_GONE = say("You do not belong there any more.")


def moving_screen(facts: Facts) -> Screen:
    """How one moves, leaves or retires."""
    if facts.person is None or facts.person.is_retired:
        return Screen((say("You have retired, so there is no school to leave."),), (LEAVE,))
    lines: list[Words] = [
        say("<b>Moving or leaving</b>"),
        "",
        say(
            "<b>To another school</b>: open the link of its principal, or type the code of the school. You "
            "stay where you are until then, and a plan that is not final goes along."
        ),
    ]
    buttons = [Button(say("Type a school code"), "code")]
    choices = _leavable(facts)
    if choices:
        lines.append(say("<b>Without another school</b>: leave it here. You can go on in mode mandiri."))
    for choice in choices[:_MOST_BUTTONS]:
        buttons.append(Button(say("✕ {label}", label=choice_label(choice)), f"leave:{choice.key}"))
    lines.append(say("<b>Out of service</b>: retire. Your data stays, and you can come back."))
    buttons.append(Button(say("Retire"), f"open:{Place.RETIRING}"))
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def leaving_screen(state: AccountState, facts: Facts) -> Screen:
    """What leaving means, and the question."""
    choice = _chosen(state, facts)
    if choice is None:
        return Screen((_GONE,), (LEAVE,))
    lines: list[Words] = [say("Leave? <b>{what}</b>", what=choice_line(choice)), "", *_meaning(choice, facts)]
    return Screen(tuple(lines), (*column((Button(say("Yes, leave"), LEAVE_YES),)), LEAVE))


def retiring_screen(facts: Facts) -> Screen:
    """What retiring means, and the question."""
    if facts.person is None or facts.person.is_retired:
        return moving_screen(facts)
    lines: list[Words] = [
        say("<b>Retire?</b>"),
        "",
        say("You leave every school and every role, and nothing is asked of you any more."),
    ]
    for choice in _leavable(facts):
        lines += [say("• {what}", what=choice_line(choice)), *_meaning(choice, facts)]
    lines.append(say("Your data stays until you delete it, and you can come back to service at any time."))
    return Screen(tuple(lines), (*column((Button(say("Yes, retire"), RETIRE_YES),)), LEAVE))


def press(state: AccountState, action: str, facts: Facts) -> Move | None:
    """Decide a button of these screens; None for another one."""
    kind, _, value = action.partition(":")
    if kind == "leave":
        role, _, school_id = value.partition(":")
        to = at(state, Place.LEAVING)
        return stand(to.model_copy(update={"role": Role(role), "school_id": int(school_id) or None}))
    if action == LEAVE_YES:
        return _leave(state, facts)
    if action == RETIRE_YES:
        return go_home(say("You are marked as retired. Thank you for your service."), (Retire(),))
    return None


def _leave(state: AccountState, facts: Facts) -> Move:
    choice = _chosen(state, facts)
    if choice is None:
        return stand(at(state, Place.MOVING), _GONE)
    effect = LeaveSchool(choice.school.id if choice.school else None, choice.role)
    return go_home(say("Done: you are no longer {what}.", what=choice_line(choice)), (effect,))


def _leavable(facts: Facts) -> tuple[RoleChoice, ...]:
    """The roles that can be left; the present one first, so that each comes to be offered by a switch."""
    present = present_choice(facts)
    return (
        tuple(sorted(role_choices(facts), key=lambda choice: choice != present)) if facts.memberships else ()
    )


def _chosen(state: AccountState, facts: Facts) -> RoleChoice | None:
    for choice in _leavable(facts):
        if choice.role is state.role and (choice.school.id if choice.school else None) == state.school_id:
            return choice
    return None


def _meaning(choice: RoleChoice, facts: Facts) -> tuple[Words, ...]:
    match choice:
        case RoleChoice(role=Role.KS, school=school) if school is not None:
            return (
                say(
                    "The school is then without a principal here. Plans that wait keep waiting for the next "
                    "one, and their owners are told. Better hand over first, at Sekolah."
                ),
                *fate_lines(facts, school, Role.KS, None),
            )
        case RoleChoice(role=Role.GURU, school=school) if school is not None:
            return (_told(), *fate_lines(facts, school, Role.GURU, None))
        case _:
            return (say("You can no longer open the plans of the principals there."),)


def _told() -> Say:
    return say("The principal is told, and can no longer open your plan.")
