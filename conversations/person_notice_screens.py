"""What a notice about people and schools says, drawn when it is sent: None where it is no longer true."""

from collections.abc import Callable, Mapping

from conversations.facts import Facts, Needs
from conversations.groups import notices as group_notices
from conversations.needs import NOTHING_MORE
from conversations.people_effects import PersonNoticeKind
from conversations.person_text import school_line
from conversations.relinking import lost_account_screen
from conversations.reporting import answered_screen, reported_screen
from conversations.request_notices import accepted_screen, refused_screen
from conversations.school import notices_school
from conversations.screens import Screen
from conversations.words import Words, say

Draw = Callable[[Facts, int], Screen | None]


def person_notice_needs(kind: PersonNoticeKind, subject_id: int) -> Needs:
    """Which facts the notice is drawn from."""
    match kind:
        case PersonNoticeKind.JOIN_REQUESTED | PersonNoticeKind.JOIN_ACCEPTED | PersonNoticeKind.JOIN_REFUSED:
            return Needs(request_id=subject_id)
        case PersonNoticeKind.PROBLEM_REPORTED | PersonNoticeKind.REPORT_ANSWERED:
            return Needs(report_id=subject_id)
        case PersonNoticeKind.MEMBER_LEFT:
            return Needs(departed_id=subject_id)
        case PersonNoticeKind.MEMBER_REMOVED | PersonNoticeKind.SUCCEEDED:
            return Needs(former_school_id=subject_id)
        case PersonNoticeKind.GROUP_PROPOSED:
            return Needs(group_proposal_id=subject_id)
        case PersonNoticeKind.GROUP_LINKED | PersonNoticeKind.GROUP_LOST:
            return Needs(group_of=subject_id)
        case PersonNoticeKind.NUDGE:
            return Needs(leader_of=subject_id)
        case _:
            return NOTHING_MORE


def person_notice_screen(kind: PersonNoticeKind, facts: Facts, subject_id: int) -> Screen | None:
    """Draw a notice; `subject_id` as PersonNoticeKind says. An operator need not be a person."""
    draw = _DRAW.get(kind)
    return None if draw is None else draw(facts, subject_id)


def _member_left(facts: Facts, person_id: int) -> Screen | None:
    gone = facts.departed
    if gone is None or not facts.is_ks_of(gone.school.id):
        return None
    who: Words = (
        say("<b>{name}</b> no longer belongs to {school}.", name=gone.name, school=school_line(gone.school))
        if gone.name
        else say("Somebody no longer belongs to {school}.", school=school_line(gone.school))
    )
    return Screen((who, say("Their plans are no longer among those that you decide on.")))


def _member_removed(facts: Facts, school_id: int) -> Screen | None:
    school = facts.former_school
    if facts.person is None or school is None or facts.is_guru_of(school_id):
        return None
    return Screen(
        (
            say("The principal has noted that you no longer belong to {school}.", school=school_line(school)),
            say("A plan that was not final yet is with you again as a draft; what is final stays final."),
            say("Is this a mistake? Please speak with the principal, or open the new school's link."),
        )
    )


def _succeeded(facts: Facts, school_id: int) -> Screen | None:
    school = facts.former_school
    if facts.person is None or school is None or facts.is_ks_of(school_id):
        return None
    return Screen(
        (
            say("{school} is led by somebody else from now on.", school=school_line(school)),
            say("You can no longer open its plans. Your own data and the history of decisions stay."),
        )
    )


# Other kinds are drawn in modules of their own and added here.
_DRAW: Mapping[PersonNoticeKind, Draw] = {
    PersonNoticeKind.MEMBER_LEFT: _member_left,
    PersonNoticeKind.MEMBER_REMOVED: _member_removed,
    PersonNoticeKind.SUCCEEDED: _succeeded,
    PersonNoticeKind.PROBLEM_REPORTED: reported_screen,
    PersonNoticeKind.REPORT_ANSWERED: answered_screen,
    PersonNoticeKind.JOIN_REQUESTED: notices_school.draw_join_requested,
    PersonNoticeKind.JOIN_ACCEPTED: accepted_screen,
    PersonNoticeKind.JOIN_REFUSED: refused_screen,
    PersonNoticeKind.RELINKED: lost_account_screen,
    PersonNoticeKind.NUDGE: notices_school.draw_nudge,
    PersonNoticeKind.GROUP_PROPOSED: group_notices.draw_proposed,
    PersonNoticeKind.GROUP_LINKED: group_notices.draw_linked,
    PersonNoticeKind.GROUP_LOST: group_notices.draw_lost,
}
