"""The role and, in mode mandiri, the jenjang in which somebody uses the assistant."""

from conversations.account_state import AccountState, Place, at, stand
from conversations.facts import Facts
from conversations.navigation import LEAVE, go_home
from conversations.people_effects import SwitchRole, UpdateProfile
from conversations.person_text import marked
from conversations.roles import RoleChoice, choice_label, choice_line, present_choice, role_choices
from conversations.rules.terms import Role, SchoolLevel
from conversations.school_forms import level_screen
from conversations.screens import Button, Screen, column
from conversations.session import Move
from conversations.words import Words, say


def has_own_level(facts: Facts) -> bool:
    """Whether the person says the jenjang of the own plan, because no school does; a penilai has no plan."""
    if facts.person is None or facts.person.role is Role.APPRAISER:
        return False
    return all(member.role is Role.APPRAISER for member in facts.memberships)


def has_roles_to_switch(facts: Facts) -> bool:
    """Whether there is more than one role to choose from."""
    return len(role_choices(facts)) > 1


def roles_screen(facts: Facts) -> Screen:
    """The roles that the person has, the present one marked."""
    present = present_choice(facts)
    choices = role_choices(facts)
    lines: list[Words] = [say("<b>As whom do you use the assistant now?</b>"), ""]
    lines += [say("• {what}", what=choice_line(choice)) for choice in choices]
    if not facts.memberships:
        lines += ["", say("Without a school here you choose it yourself: your own plan follows this role.")]
    else:
        lines += ["", say("Your own plan, and what home shows first, follow this role. You lose none.")]
    buttons = [
        Button(marked(choice_label(choice), choice == present), f"role:{choice.key}") for choice in choices
    ]
    return Screen(tuple(lines), (*column(buttons), LEAVE))


def own_level_screen(facts: Facts) -> Screen:
    """Ask for the jenjang of who has no school here."""
    present = facts.person.school_level if facts.person else None
    return level_screen(facts.rules, present, ())


def press(state: AccountState, action: str, facts: Facts) -> Move | None:
    """Decide a button of these screens; None for another one."""
    kind, _, value = action.partition(":")
    if kind == "role":
        choice = next((choice for choice in role_choices(facts) if choice.key == value), None)
        return None if choice is None else _switch(choice)
    if kind == "level":
        to = at(state, Place.PROFILE)
        effect = UpdateProfile(school_level=SchoolLevel(value))
        return stand(to, say("Your school level is changed."), (effect,))
    return None


def _switch(choice: RoleChoice) -> Move:
    effect = SwitchRole(choice.role, choice.school.id if choice.school else None)
    return go_home(say("You now use the assistant as {what}.", what=choice_line(choice)), (effect,))
