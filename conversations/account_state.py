"""Where somebody is in the account."""

from enum import StrEnum

from conversations import asides
from conversations.asides import AsideState
from conversations.effects import Effect
from conversations.rules.terms import Role
from conversations.session import Move
from conversations.words import Say

NAME = asides.ACCOUNT


class Place(StrEnum):
    """What of the account is shown."""

    PROFILE = "profile"
    LANGUAGE = "language"
    PRIVACY = "privacy"
    NAME = "name"
    ZONE = "zone"
    LEVEL = "level"
    JOB_LEVEL = "job_level"
    ROLES = "roles"
    MOVING = "moving"
    LEAVING = "leaving"
    RETIRING = "retiring"


class AccountState(AsideState):
    """Which part is open; `draft` is a typed name that is not confirmed yet.

    At LEAVING `role` and `school_id` say what would be left; without a school all of an appraiser's.
    """

    place: Place
    is_from_profile: bool = False
    draft: str = ""
    role: Role | None = None
    school_id: int | None = None


def stand(state: AccountState, word: Say | None = None, effects: tuple[Effect, ...] = ()) -> Move:
    """Stay in the account."""
    return Move(NAME, state.dump(), effects, word)


def at(state: AccountState, place: Place | None = None, *, draft: str = "") -> AccountState:
    """The state with a draft, or at another part; at the profile nothing is beneath it any more."""
    to = place or state.place
    is_from_profile = to is not Place.PROFILE
    return state.model_copy(update={"place": to, "draft": draft, "is_from_profile": is_from_profile})
