"""The jenjang jabatan in the profile, and from there to the angka kredit."""

from conversations import credit
from conversations.account_state import NAME, AccountState, Place, at, stand
from conversations.credit.screens import level_rows
from conversations.execution_effects import ChooseJobLevel
from conversations.facts import Facts
from conversations.navigation import LEAVE
from conversations.rules.terms import JobLevel, Role
from conversations.screens import Button, Screen
from conversations.session import Move, Session
from conversations.words import Words, say


def has_job_level(facts: Facts) -> bool:
    """Whether the person has a plan that angka kredit may come from; a penilai has none here."""
    return facts.person is not None and facts.person.role is not Role.APPRAISER


def job_level_line(facts: Facts) -> Words:
    """The line of the profile."""
    chosen = facts.person.job_level if facts.person else None
    level: Words = say("not chosen yet") if chosen is None else facts.rules.job_level(chosen).label
    return say("Jenjang jabatan: {level}", level=level)


def job_level_screen(facts: Facts) -> Screen:
    """Ask for the jenjang jabatan."""
    chosen = facts.person.job_level if facts.person else None
    lines = (
        say("Choose your jenjang jabatan. Only the angka kredit is computed with it."),
        "",
        job_level_line(facts),
    )
    compute = (Button(say("Compute angka kredit"), "credit"),)
    return Screen(lines, (*level_rows(facts.rules, chosen), compute, LEAVE))


def press(state: AccountState, action: str, version: int, facts: Facts) -> Move | None:
    """Decide a button of this screen; None for another one."""
    kind, _, value = action.partition(":")
    if kind == "job":
        effect = ChooseJobLevel(JobLevel(value))
        return stand(at(state, Place.PROFILE), say("Your jenjang jabatan is changed."), (effect,))
    if kind == "credit":
        return credit.open_credit(Session(NAME, version, state.dump()), facts)
    return None
