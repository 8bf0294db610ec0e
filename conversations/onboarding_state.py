"""Where somebody stands in onboarding: which questions are asked, and which one is next."""

from collections.abc import Mapping
from enum import StrEnum

from conversations.facts import Facts, School, Zone
from conversations.invitations import Invitation, invitation
from conversations.people_effects import RegisterPerson
from conversations.rules.terms import Role, SchoolLevel
from conversations.school_forms import SchoolAnswers
from conversations.session import DEFAULT_LANGUAGE

NAME = "onboarding"


class Place(StrEnum):
    """Questions and the explanations beside them."""

    CONSENT = "consent"
    DETAILS = "details"
    DECLINED = "declined"
    ROLE = "role"
    KS_LINK = "ks_link"
    NAME = "name"
    LEVEL = "level"
    SCHOOL = "school"
    GURU_LINK = "guru_link"
    CODE = "code"
    SCHOOL_NAME = "school_name"
    WRONG_SCHOOL = "wrong_school"
    ZONE = "zone"
    SUMMARY = "summary"


QUESTION_OF: Mapping[Place, Place] = {
    Place.DETAILS: Place.CONSENT,
    Place.DECLINED: Place.CONSENT,
    Place.KS_LINK: Place.ROLE,
    Place.GURU_LINK: Place.SCHOOL,
    Place.CODE: Place.SCHOOL,
    Place.SCHOOL_NAME: Place.SCHOOL,
    Place.WRONG_SCHOOL: Place.SCHOOL,
}


class OnboardingState(SchoolAnswers):
    """What was answered so far; of an invite only the id, never the token.

    `draft` is a typed name that is not confirmed yet, `draft_code` such a school code; with a confirmed
    `code` its school is to be asked. `is_editing` leads back to the summary.
    """

    place: Place = Place.CONSENT
    invite_id: int | None = None
    language: str = DEFAULT_LANGUAGE
    has_consented: bool = False
    role: Role | None = None
    name: str = ""
    draft: str = ""
    is_typing: bool = False
    has_confirmed_school: bool = False
    draft_code: str = ""
    code: str = ""
    is_editing: bool = False


def invited(state: OnboardingState, facts: Facts) -> Invitation | None:
    """The invite that the person came by, while it is valid."""
    found = invitation(facts)
    return found if found is not None and found.id == state.invite_id else None


def has_lost_invite(state: OnboardingState, facts: Facts) -> bool:
    """Whether the invite that the person came by is no longer valid."""
    return state.invite_id is not None and invited(state, facts) is None


def asked_school(state: OnboardingState, facts: Facts) -> School | None:
    """The school whose KS is to be asked, while its code is valid."""
    return facts.found_school if state.code and not state.draft_code else None


def level_of(state: OnboardingState, facts: Facts) -> SchoolLevel | None:
    """The level that counts: a guru has that of the school once its KS confirmed it.

    An appraiser is not asked, because what depends on the level is not theirs to choose.
    """
    invite = invited(state, facts)
    if invite is not None and invite.role is Role.APPRAISER:
        return invite.school.level or SchoolLevel.SD
    if invite is not None and invite.role is Role.GURU and invite.school.level is not None:
        return invite.school.level
    return state.level


def zone_of(state: OnboardingState, facts: Facts) -> Zone | None:
    """The zone that counts: a guru has that of the school once its KS confirmed it."""
    invite = invited(state, facts)
    if invite is not None and invite.role is Role.GURU and invite.school.zone is not None:
        return invite.school.zone
    return state.zone


def steps(state: OnboardingState, facts: Facts) -> tuple[Place, ...]:
    """The questions for this person in order, the summary last."""
    invite = invited(state, facts)
    first = (Place.CONSENT, Place.NAME) if invite else (Place.CONSENT, Place.ROLE, Place.NAME)
    if invite is not None and invite.role is Role.KS:
        return (*first, Place.SCHOOL, Place.LEVEL, Place.ZONE, Place.SUMMARY)
    if invite is not None and invite.role is Role.APPRAISER:
        return (*first, Place.SCHOOL, Place.ZONE, Place.SUMMARY)
    level = () if invite is not None and invite.school.level is not None else (Place.LEVEL,)
    zone = () if invite is not None and invite.school.zone is not None else (Place.ZONE,)
    return (*first, *level, Place.SCHOOL, *zone, Place.SUMMARY)


def open_step(state: OnboardingState, facts: Facts) -> Place:
    """The first question without an answer; the summary when there is none."""
    return next(step for step in steps(state, facts) if not _is_answered(step, state, facts))


def standing(state: OnboardingState, facts: Facts) -> Place:
    """Where the person really stands: never beyond a question without an answer."""
    ordered = steps(state, facts)
    first_open = open_step(state, facts)
    reached = ordered[: ordered.index(first_open) + 1]
    return state.place if QUESTION_OF.get(state.place, state.place) in reached else first_open


def settled(state: OnboardingState, facts: Facts) -> OnboardingState:
    """The state where the person really stands."""
    return state.model_copy(update={"place": standing(state, facts)})


def go(state: OnboardingState, place: Place) -> OnboardingState:
    """The state at another place; the summary ends a correction."""
    is_editing = state.is_editing and place is not Place.SUMMARY
    update = {"place": place, "is_typing": False, "is_editing": is_editing, "draft_code": ""}
    return state.model_copy(update=update)


def following(state: OnboardingState, facts: Facts) -> OnboardingState:
    """The state after an answer: at the next question, or back at the summary after a correction."""
    first_open = open_step(state, facts)
    ordered = steps(state, facts)
    here = QUESTION_OF.get(state.place, state.place)
    if state.is_editing or here not in ordered[:-1]:
        return go(state, first_open)
    return go(state, standing(go(state, ordered[ordered.index(here) + 1]), facts))


def preceding(state: OnboardingState, facts: Facts) -> OnboardingState:
    """The state one step back; everything entered stays."""
    here = standing(state, facts)
    if here in QUESTION_OF:
        return go(state, QUESTION_OF[here])
    if state.is_editing:
        return go(state, open_step(state, facts))
    ordered = steps(state, facts)
    return go(state, ordered[max(0, ordered.index(here) - 1)])


def without_invite(state: OnboardingState) -> OnboardingState:
    """The state without its invite, and without what only an invite can bring."""
    return state.model_copy(
        update={
            "invite_id": None,
            "role": Role.GURU if state.role is Role.GURU else None,
            "has_confirmed_school": False,
            "code": "",
            "draft_code": "",
            "school_name": "",
            "is_plt": None,
            "is_editing": False,
        }
    )


def registration(state: OnboardingState, facts: Facts) -> RegisterPerson | None:
    """What the answers amount to; None while one is missing or the invite is lost."""
    invite = invited(state, facts)
    role, level, zone = state.role, level_of(state, facts), zone_of(state, facts)
    if has_lost_invite(state, facts) or open_step(state, facts) is not Place.SUMMARY:
        return None
    if role is None or level is None or zone is None:
        return None
    leads = invite is not None and role is Role.KS
    asked = asked_school(state, facts)
    return RegisterPerson(
        name=state.name,
        language=state.language,
        zone=zone,
        role=role,
        school_level=level,
        invite_id=state.invite_id,
        school_name=state.school_name or invite.school.name if invite and leads else "",
        is_plt=leads and state.is_plt is True,
        request_school_id=asked.id if asked else None,
    )


def _is_answered(step: Place, state: OnboardingState, facts: Facts) -> bool:
    match step:
        case Place.CONSENT:
            return state.has_consented
        case Place.ROLE:
            return state.role is not None
        case Place.NAME:
            return state.name != ""
        case Place.LEVEL:
            return level_of(state, facts) is not None
        case Place.SCHOOL:
            return _is_school_answered(state, facts)
        case Place.ZONE:
            return zone_of(state, facts) is not None
        case _:
            return False


def _is_school_answered(state: OnboardingState, facts: Facts) -> bool:
    invite = invited(state, facts)
    if invite is None:
        return state.has_confirmed_school and (not state.code or facts.found_school is not None)
    return state.has_confirmed_school and (invite.role is not Role.KS or state.is_plt is not None)
