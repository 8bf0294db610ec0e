"""What is shown before somebody known joins a school."""

from conversations.facts import Facts
from conversations.invitations import Invitation
from conversations.joining_rights import kept_choices, left_school
from conversations.navigation import LEAVE
from conversations.person_text import leadership_name, level_name, role_name, school_line, zone_name
from conversations.plan_fates import fate_lines
from conversations.roles import choice_line
from conversations.rules.terms import Role
from conversations.school_forms import Head, SchoolAnswers
from conversations.screens import Button, Screen, column
from conversations.words import Words, say

JOIN = "join"
MOVE = "move"
SAVE = "save"
_MOST_LISTED = 10


def school_screen(answers: SchoolAnswers, invite: Invitation, facts: Facts) -> Screen:
    """The school of the invite, what joining it changes, and the question whether to join."""
    match invite.role:
        case Role.KS:
            return _lead(answers, invite, facts)
        case Role.APPRAISER:
            return _appraise(invite, facts)
        case _:
            return _teach(invite, facts)


def summary_screen(answers: SchoolAnswers, head: Head, invite: Invitation, facts: Facts) -> Screen:
    """Everything that a KS has confirmed."""
    lines: list[Words] = [*head, say("<b>Is everything right?</b>")]
    if answers.level is not None:
        lines.append(say("School level: {level}", level=level_name(facts.rules, answers.level)))
    if answers.is_plt is not None:
        lines.append(say("You lead it as: {leadership}", leadership=leadership_name(answers.is_plt)))
    if answers.zone is not None:
        lines.append(say("Time zone: {zone}", zone=zone_name(answers.zone)))
    lines += _succession_lines(invite)
    if answers.is_plt and invite.school.has_ks:
        lines.append(say("Plans that wait there are then approved by the system, as the rules say."))
    return Screen(tuple(lines), (*column((Button(say("Save"), SAVE),)), LEAVE))


def _head(invite: Invitation, name: str = "") -> list[Words]:
    return [
        say("This link is for:"),
        school_line(invite.school, name),
        say("Role: {role}", role=role_name(invite.role)),
    ]


def _teach(invite: Invitation, facts: Facts) -> Screen:
    school, left = invite.school, left_school(invite, facts)
    lines = _head(invite)
    if left is None:
        button = Button(say("Join this school"), JOIN)
        lines += ["", say("Its principal will see your plan once you submit it.")]
    else:
        button = Button(say("Move to this school"), MOVE)
        lines += [
            "",
            say("You belong to {school}. If you move here, you leave it.", school=school_line(left)),
            say("Its principal is told, and can no longer open your plan."),
            *fate_lines(facts, left, Role.GURU, school),
        ]
    if school.led_by_plt:
        lines.append(say("It is led by a Plt.: plans are approved automatically on submission."))
    return Screen((*lines, *_kept_lines(invite, facts)), (*column((button,)), LEAVE))


def _lead(answers: SchoolAnswers, invite: Invitation, facts: Facts) -> Screen:
    lines = _head(invite, answers.school_name)
    lines += _succession_lines(invite)
    if any(m.role is Role.GURU and m.school.id == invite.school.id for m in facts.memberships):
        lines += [
            "",
            say("You are guru there now. As its principal you are its guru no more."),
            *fate_lines(facts, invite.school, Role.GURU, None),
        ]
    buttons = (
        Button(say("Yes, this is my school"), "school:yes"),
        Button(say("Correct its name"), "school:rename"),
    )
    return Screen((*lines, *_kept_lines(invite, facts)), (*column(buttons), LEAVE))


def _appraise(invite: Invitation, facts: Facts) -> Screen:
    listed = invite.schools[:_MOST_LISTED]
    lines: list[Words] = [
        say("This link makes you penilai of the principals of:"),
        *(school_line(school) for school in listed),
    ]
    if len(invite.schools) > len(listed):
        lines.append(say("and {count} more schools.", count=len(invite.schools) - len(listed)))
    lines += ["", say("You will see their plans once they submit them, and decide on them.")]
    button = Button(say("Become their penilai"), JOIN)
    return Screen((*lines, *_kept_lines(invite, facts)), (*column((button,)), LEAVE))


def _succession_lines(invite: Invitation) -> list[Words]:
    if not invite.leader_name:
        return []
    return [
        "",
        say("<b>{name}</b> leads this school here now.", name=invite.leader_name),
        say(
            "Once you save, you lead it instead: {name} is told and loses every right there. Plans that wait "
            "stay, and you decide on them.",
            name=invite.leader_name,
        ),
    ]


def _kept_lines(invite: Invitation, facts: Facts) -> list[Words]:
    choices = kept_choices(invite, facts)
    if not choices:
        return []
    lines: list[Words] = ["", say("This stays yours:")]
    lines += [say("• {what}", what=choice_line(choice)) for choice in choices]
    return [*lines, say("You can switch between your roles at Home.")]
