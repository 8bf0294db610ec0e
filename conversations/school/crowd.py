"""Whose progress is looked at: the teachers of a school, or the principals whom a penilai appraises."""

from collections.abc import Sequence

from conversations.execution_facts import Progress
from conversations.facts import Facts
from conversations.rules.terms import Role, StageId
from conversations.school.standing import Moment, is_done, is_final, late_stages
from conversations.school.state import PeopleFilter, Place, SchoolState

# The place of everybody whom the reader appraises as penilai.
PRINCIPALS = 0
PROGRESS_PLACES = frozenset({Place.PROGRESS, Place.TASKS, Place.PEOPLE, Place.FILTERS, Place.PERSON})
WITHOUT = {
    PeopleFilter.WITHOUT_A: StageId.A,
    PeopleFilter.WITHOUT_B: StageId.B,
    PeopleFilter.WITHOUT_C: StageId.C,
    PeopleFilter.WITHOUT_D: StageId.D,
    PeopleFilter.WITHOUT_E: StageId.E,
    PeopleFilter.WITHOUT_F_G: StageId.F_G,
}

People = Sequence[Progress]


def is_appraiser(facts: Facts) -> bool:
    """Whether the person is the penilai of any school."""
    return any(member.role is Role.APPRAISER for member in facts.memberships)


def people_of(state: SchoolState, facts: Facts) -> People | None:
    """Everybody whom the place is about; None for who may not see them."""
    is_allowed = is_appraiser(facts) if state.school_id == PRINCIPALS else facts.is_ks_of(state.school_id)
    if facts.progress is None or not is_allowed:
        return None
    if state.school_id == PRINCIPALS:
        return [one for one in facts.progress.people if one.role is Role.KS]
    here = (Role.GURU, state.school_id)
    return [one for one in facts.progress.people if (one.role, one.school_id) == here]


def chosen(wanted: PeopleFilter, people: People, moment: Moment) -> People:
    """Those whom a filter finds; what comes after the plan is missing only of final plans."""
    match wanted:
        case PeopleFilter.EVERYBODY:
            return people
        case PeopleFilter.LATE:
            return [one for one in people if late_stages(one, moment)]
        case PeopleFilter.NO_FINAL_PLAN:
            return [one for one in people if not is_final(one) and not one.is_elsewhere]
        case _:
            stage = WITHOUT[wanted]
            return [one for one in people if is_final(one) and not is_done(one, stage)]


def find(person_id: int, people: People) -> Progress | None:
    """The person with that id."""
    return next((one for one in people if one.person_id == person_id), None)


def settle_person(state: SchoolState, people: People) -> SchoolState:
    """Where the facts let the reader stand: at the list where the person is gone."""
    is_gone = state.place is Place.PERSON and find(state.person_id, people) is None
    return state.at(Place.PEOPLE) if is_gone else state
