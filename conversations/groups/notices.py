"""What principals are told in private of the group of their school; None where it is no longer true."""

from conversations.facts import Facts, RequestState
from conversations.groups.places import COUNTS_ONLY
from conversations.groups.state import LEAVE_IT, LINK_IT, led_schools
from conversations.notices import NO_VERSION, notice_button
from conversations.person_text import school_line
from conversations.screens import Button, Screen, column
from conversations.words import Words, say


def draw_proposed(facts: Facts, proposal_id: int) -> Screen | None:
    """Whether a group is to be the school's, with the answers."""
    proposal, led = facts.group_proposal, led_schools(facts)
    if proposal is None or proposal.state is not RequestState.PENDING or not led:
        return None
    school = proposal.school or (led[0] if len(led) == 1 else None)
    if school is not None and not facts.is_ks_of(school.id):
        return None
    lines: list[Words] = [
        say("Shall the group <b>{group}</b> belong to your school?", group=proposal.title)
        if school is not None
        else say("Shall the group <b>{group}</b> belong to one of your schools?", group=proposal.title)
    ]
    if school is not None:
        lines.append(school_line(school))
    if facts.school_group is not None:
        lines.append(say("It takes the place of the group {group}.", group=facts.school_group.title))
    lines += ["", say("Everybody in the group will see how far the school is."), COUNTS_ONLY]
    lines.append(say("If it was not you who asked for this, press Tidak."))
    yes = Button(say("Ya, hubungkan"), notice_button(LINK_IT, proposal_id, NO_VERSION))
    no = Button(say("Tidak"), notice_button(LEAVE_IT, proposal_id, NO_VERSION))
    return Screen(tuple(lines), column((yes, no)))


def draw_linked(facts: Facts, school_id: int) -> Screen | None:
    """The link of the principal was opened in a group, which is the school's now."""
    group, school = facts.school_group, _led(facts, school_id)
    if group is None or school is None:
        return None
    return Screen((say("The group {group} now belongs to {school}.", group=group.title, school=school),))


def draw_lost(facts: Facts, school_id: int) -> Screen | None:
    """The assistant was taken out of the group of the school, or may not write there."""
    group, school = facts.school_group, _led(facts, school_id)
    if group is None or school is None or group.is_inside:
        return None
    return Screen(
        (
            say(
                "The assistant cannot write to the group {group} of {school} any more.",
                group=group.title,
                school=school,
            ),
            say("It was taken out, or the group does not let it write. The link is kept."),
            say("Under /sekolah, Grup sekolah, you can try again, let the group go or choose another."),
        )
    )


def _led(facts: Facts, school_id: int) -> str | None:
    return next((school.name for school in led_schools(facts) if school.id == school_id), None)
