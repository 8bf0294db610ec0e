"""Who may come into which school by an invite, and what a person gives up by it."""

from conversations.facts import Facts, School
from conversations.invitations import Invitation, invite_trouble
from conversations.person_text import school_line
from conversations.roles import RoleChoice, role_choices
from conversations.rules.terms import Role
from conversations.words import Say, say


def trouble(invite: Invitation | None, facts: Facts) -> Say | None:
    """Why the person cannot join with this invite; None when it can be."""
    if invite is None:
        return invite_trouble(facts)
    if all(_has(facts, school, invite.role) for school in invite.schools):
        return say("You already belong to {school}.", school=school_line(invite.school))
    if invite.role is Role.GURU and facts.is_ks_of(invite.school.id):
        return say("You lead {school}; one cannot be its guru as well.", school=school_line(invite.school))
    return None


def left_school(invite: Invitation, facts: Facts) -> School | None:
    """The school that a guru leaves by this invite (mutasi)."""
    if invite.role is not Role.GURU:
        return None
    elsewhere = (m.school for m in facts.memberships if m.role is Role.GURU)
    return next((school for school in elsewhere if school.id != invite.school.id), None)


def kept_choices(invite: Invitation, facts: Facts) -> tuple[RoleChoice, ...]:
    """The roles that the person keeps beside the new one."""
    left = left_school(invite, facts)
    gone = {invite.school.id} if left is None else {invite.school.id, left.id}
    choices = role_choices(facts) if facts.memberships else ()
    return tuple(
        choice
        for choice in choices
        if choice.school is None or choice.role is not Role.GURU or choice.school.id not in gone
    )


def _has(facts: Facts, school: School, role: Role) -> bool:
    return any(m.school.id == school.id and m.role is role for m in facts.memberships)
