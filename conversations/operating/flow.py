"""The operating flow: places, their screens, buttons and texts."""

from collections.abc import Callable, Mapping
from typing import Any

from conversations import broadcasting, onboarding, questions, school
from conversations.events import Text
from conversations.facts import Facts, Needs
from conversations.flow import Input
from conversations.navigation import HOME_BUTTON, go_home
from conversations.needs import NOTHING_MORE
from conversations.operating import appraisers, desk, registering, relinking, reports
from conversations.operating.state import NAME, NOT_AN_OPERATOR, OperatingState, Place, go
from conversations.rules.terms import Role
from conversations.screens import Screen
from conversations.session import Move
from conversations.words import Say, say

Show = Callable[[OperatingState, Facts], Screen]
Take = Callable[[OperatingState, str, Facts], Move]

_SCREENS: Mapping[Place, Show] = {
    Place.MENU: desk.show_menu,
    Place.NPSN: registering.show_npsn,
    Place.SCHOOL: registering.show_school,
    Place.INVITED: registering.show_invited,
    Place.APPRAISER: appraisers.show_appraiser,
    Place.APPRAISER_CHECK: appraisers.show_check,
    Place.APPRAISED: appraisers.show_appraised,
    Place.LOST: relinking.show_lost,
    Place.PEOPLE: relinking.show_people,
    Place.RELINK: relinking.show_relink,
    Place.RELINKED: relinking.show_relinked,
    Place.REPORTS: reports.show_reports,
    Place.REPORT: reports.show_report,
    Place.ANSWER: reports.show_answer,
    Place.ANSWER_CHECK: reports.show_answer_check,
    Place.STATUS: desk.show_status,
}
_TEXTS: Mapping[Place, Take] = {
    Place.NPSN: registering.type_npsn,
    Place.SCHOOL: registering.type_school_name,
    Place.APPRAISER: appraisers.type_npsns,
    Place.LOST: relinking.type_lost,
    Place.ANSWER: reports.type_answer,
}
_PRESSES: Mapping[Place, Take] = {
    Place.SCHOOL: registering.press_school,
    Place.INVITED: registering.press_invited,
    Place.APPRAISER_CHECK: appraisers.press_check,
    Place.APPRAISED: appraisers.press_appraised,
    Place.PEOPLE: relinking.press_people,
    Place.RELINK: relinking.press_relink,
    Place.RELINKED: relinking.press_relinked,
    Place.REPORTS: reports.press_reports,
    Place.REPORT: reports.press_report,
    Place.ANSWER: reports.press_report,
    Place.ANSWER_CHECK: reports.press_answer_check,
}
_PARENTS: Mapping[Place, Place] = {
    Place.SCHOOL: Place.NPSN,
    Place.INVITED: Place.SCHOOL,
    Place.APPRAISER_CHECK: Place.APPRAISER,
    Place.APPRAISED: Place.APPRAISER,
    Place.PEOPLE: Place.LOST,
    Place.RELINK: Place.PEOPLE,
    Place.RELINKED: Place.RELINK,
    Place.REPORT: Place.REPORTS,
    Place.ANSWER: Place.REPORT,
    Place.ANSWER_CHECK: Place.ANSWER,
}


def start(language: str = "") -> Move:
    """The operator's menu; the language is that of an operator who is not registered."""
    return go(OperatingState(language=language))


def open_at(place: Place, language: str = "") -> Move:
    """A place that a command leads to."""
    return go(OperatingState(place=place, language=language))


def from_notice(report_id: int, facts: Facts) -> Move:
    """Open the report that a message told of."""
    if not facts.is_operator:
        return go_home(NOT_AN_OPERATOR)
    return go(OperatingState(place=Place.REPORT, report_id=report_id))


class OperatingFlow:
    """What operators do."""

    name = NAME
    code = "q"
    version = 1
    state = OperatingState

    def handle(self, state: OperatingState, event: Input, facts: Facts) -> Move:
        """Decide what an event leads to; only for an operator."""
        if not facts.is_operator:
            return go_home(NOT_AN_OPERATOR)
        if isinstance(event, Text):
            take = _TEXTS.get(state.place)
            return go(state) if take is None else take(state, event.text, facts)
        if state.place is Place.MENU:
            return _press_menu(state, event.action, facts)
        press = _PRESSES.get(state.place)
        return go(state) if press is None else press(state, event.action, facts)

    def show(self, state: OperatingState, facts: Facts) -> Screen:
        """Draw the place; only for an operator."""
        if not facts.is_operator:
            return Screen((NOT_AN_OPERATOR,), ((HOME_BUTTON,),))
        return _SCREENS[state.place](state, facts)

    def back(self, state: OperatingState, facts: Facts) -> Move:
        """One step back, from the menu home."""
        if state.place is Place.MENU:
            return go_home() if facts.person else go(state)
        if state.place is Place.SCHOOL and state.name and facts.school_card is None:
            return go(state.at(Place.SCHOOL, name=""))
        parent = _PARENTS.get(state.place)
        return go(state.fresh(Place.MENU) if parent is None else state.at(parent))

    def needs(self, state: OperatingState) -> Needs:
        """What the place shows and what is decided there."""
        match state.place:
            case Place.MENU | Place.STATUS:
                return Needs(health=True)
            case Place.SCHOOL | Place.INVITED:
                return Needs(npsn=state.npsn, made_for=(state.npsn, Role.KS))
            case Place.APPRAISER_CHECK | Place.APPRAISED:
                return Needs(npsns=state.npsns, made_for=(state.npsns[0], Role.APPRAISER))
            case Place.PEOPLE | Place.RELINK:
                return Needs(npsn=state.npsn or None, person_name=state.name or None)
            case Place.RELINKED:
                return Needs(relink_for=state.person_id)
            case Place.REPORTS:
                return Needs(reports=True)
            case Place.REPORT | Place.ANSWER | Place.ANSWER_CHECK:
                return Needs(report_id=state.report_id)
            case _:
                return NOTHING_MORE

    def help(self, state: OperatingState) -> Say:
        """What an operator can do."""
        return say(
            "Operators register schools with a link for the principal, invite penilai, recover lost "
            "accounts, answer reports and read questions that found no answer. Every link works once and is "
            "only for whom it is made."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _press_menu(state: OperatingState, action: str, facts: Facts) -> Move:
    verb, _, place = action.partition(":")
    match verb:
        case "go":
            return go(state.fresh(Place(place)))
        case "broadcast":
            return broadcasting.enter(facts)
        case "questions":
            return questions.enter(state.language)
        case "register" if facts.person is None:
            return onboarding.start(state.language or None)
        case "school" if facts.is_ks:
            return school.enter_invite(facts)
        case _:
            return go(state)
