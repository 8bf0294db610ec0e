"""As whom somebody can use the assistant."""

from dataclasses import dataclass

from conversations.facts import Facts, School
from conversations.person_text import leadership_name, role_name
from conversations.rules.terms import Role
from conversations.texts import shortened
from conversations.words import Say, Words, say, say_n

LABEL_CHARS = 24


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role at a school; without one for an appraiser, who has `count` schools, or in mode mandiri."""

    role: Role
    school: School | None = None
    count: int = 0

    @property
    def key(self) -> str:
        """The choice as part of an action."""
        return f"{self.role}:{self.school.id if self.school else 0}"


def role_choices(facts: Facts) -> tuple[RoleChoice, ...]:
    """Each school where the person is KS or guru, and one entry for all schools of an appraiser."""
    own = [RoleChoice(m.role, m.school) for m in facts.memberships if m.role is not Role.APPRAISER]
    count = sum(m.role is Role.APPRAISER for m in facts.memberships)
    appraiser = [RoleChoice(Role.APPRAISER, count=count)] if count else []
    if not own and not appraiser:
        return (RoleChoice(Role.GURU), RoleChoice(Role.KS))
    return (*sorted(own, key=lambda choice: choice.key), *appraiser)


def present_choice(facts: Facts) -> RoleChoice | None:
    """The choice in which the assistant is used now."""
    role = facts.person.role if facts.person else None
    here = next((m.school.id for m in facts.memberships if m.role is role), None)
    for choice in role_choices(facts):
        if choice.role is role and (choice.school is None or choice.school.id == here):
            return choice
    return None


def choice_line(choice: RoleChoice) -> Words:
    """The choice in full."""
    if choice.role is Role.APPRAISER:
        return _appraiser(choice)
    if choice.school is None:
        return role_name(choice.role)
    return say("{role} of {school}", role=_role_there(choice, choice.school), school=choice.school.name)


def choice_label(choice: RoleChoice) -> Words:
    """The choice on a button: the name of a school is shortened."""
    if choice.role is Role.APPRAISER:
        return _appraiser(choice)
    if choice.school is None:
        return role_name(choice.role)
    short = shortened(choice.school.name, LABEL_CHARS - 5)
    if choice.role is Role.GURU:
        return say("Guru: {school}", school=short)
    return (
        say("Plt.: {school}", school=short) if choice.school.led_by_plt else say("KS: {school}", school=short)
    )


def _appraiser(choice: RoleChoice) -> Say:
    return say_n("Penilai ({count} school)", "Penilai ({count} schools)", choice.count)


def _role_there(choice: RoleChoice, school: School) -> Say:
    is_plt = choice.role is Role.KS and school.led_by_plt
    return leadership_name(True) if is_plt else role_name(choice.role)
