"""Invites as conversations see them: good, or with a sentence that says whom to ask."""

from dataclasses import dataclass

from conversations.facts import Facts, Invite, InviteState, School
from conversations.rules.terms import Role
from conversations.words import Say, say


@dataclass(frozen=True, slots=True)
class Invitation:
    """A valid invite: into which school and in which role.

    `leader_name` is who leads the school now, `more_schools` are the further ones of an appraiser.
    """

    id: int
    role: Role
    school: School
    leader_name: str = ""
    more_schools: tuple[School, ...] = ()

    @property
    def schools(self) -> tuple[School, ...]:
        """All schools that the invite is for."""
        return (self.school, *self.more_schools)


def invitation(facts: Facts) -> Invitation | None:
    """The invite of the facts when it is valid now."""
    match facts.invite:
        case Invite(
            state=InviteState.VALID, id=int() as invite_id, role=Role() as role, school=School() as at
        ):
            return Invitation(invite_id, role, at, facts.invite.leader_name, facts.invite.more_schools)
        case _:
            return None


def invite_trouble(facts: Facts) -> Say:
    """Why the invite of the facts cannot be used, and whom to ask."""
    found = facts.invite or Invite(InviteState.UNKNOWN)
    match found.state:
        case InviteState.EXPIRED:
            return say("This link has expired. {whom}", whom=_whom(found.role))
        case InviteState.USED_UP:
            return say("This link has already been used. {whom}", whom=_whom(found.role))
        case InviteState.REVOKED:
            return say("This link is no longer valid; it was ended. {whom}", whom=_whom(found.role))
        case _:
            return say(
                "I do not know this link; perhaps a part of it was lost. {whom}", whom=_whom(found.role)
            )


def _whom(role: Role | None) -> Say:
    match role:
        case Role.GURU:
            return say("Please ask your principal for a new one.")
        case Role.KS:
            return say("Please ask the operator for a new activation link.")
        case Role.APPRAISER:
            return say("Please ask the operator for a new activation link.")
        case None:
            return say("Please ask for a new one: a guru the principal, a principal the operator.")
