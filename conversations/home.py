"""Home: what is due now, and one next step."""

from collections.abc import Mapping
from typing import Any

from conversations import (
    account,
    broadcasting,
    checklist,
    evidence,
    guide,
    joining_by_code,
    operating,
    planning,
    rating,
    reminders,
    review,
    schedule,
    school,
    stages,
    suggesting,
)
from conversations.answers import asking
from conversations.facts import Facts, Needs
from conversations.flow import Input, State
from conversations.home_lines import home_lines
from conversations.home_rows import enters_own_rating, home_rows
from conversations.navigation import go_home
from conversations.people_effects import ReturnToService
from conversations.screens import Screen
from conversations.session import Move, Session
from conversations.words import Say, say

NAME = "home"
ERA_TOPIC = "perubahan-2025"


class HomeState(State):
    """Home has nothing to remember."""


def start() -> Move:
    """Go home."""
    return go_home()


class HomeFlow:
    """The screen that every way leads back to."""

    name = NAME
    code = "h"
    version = 1
    state = HomeState

    def handle(self, state: HomeState, event: Input, facts: Facts) -> Move:
        """Open what was chosen."""
        here = Session(NAME, self.version, state.dump())
        match getattr(event, "action", ""):
            case "plan":
                return planning.enter(facts)
            case "suggest":
                return suggesting.enter(facts)
            case "earlier":
                return planning.enter_earlier(facts)
            case "queue":
                return review.enter(facts)
            case "code":
                return joining_by_code.enter(facts)
            case "school":
                return school.enter(facts)
            case "stages":
                return stages.open_present(facts)
            case "evidence":
                return evidence.enter()
            case "checklist":
                return checklist.open_checklist()
            case "rate":
                return rating.enter(facts)
            case "rating" if _own_rating(facts) is None and enters_own_rating(facts):
                return rating.enter_entry()
            case "rating":
                return rating.enter_own(_own_rating(facts))
            case "principals":
                return school.enter_principals(facts)
            case "broadcast":
                return broadcasting.enter(facts)
            case "roles":
                return account.open_roles(here)
            case "return" if facts.person is not None and facts.person.is_retired:
                return go_home(say("Welcome back to service."), (ReturnToService(),))
            case "profile":
                return account.open_profile(here)
            case "schedule":
                return schedule.open_schedule(here)
            case "reminders":
                return reminders.open_reminders(here)
            case "ask":
                return asking.open_topics(here, facts)
            case "operating" if facts.is_operator:
                return operating.start()
            case "era":
                return guide.open_topic(NAME, state.dump(), ERA_TOPIC)
            case _:
                return start()

    def back(self, state: HomeState, facts: Facts) -> Move:
        """Home is where back ends."""
        return start()

    def show(self, state: HomeState, facts: Facts) -> Screen:
        """Draw what is due and the next step."""
        person = facts.person
        if person is None:
            return Screen((say("Welcome."),))
        return Screen(home_lines(facts, person), home_rows(facts, person))

    def needs(self, state: HomeState) -> Needs:
        """Beside what is always loaded, how many ask to be let in, and what ratings are due or there."""
        return Needs(request_count=True, ratings=True, checklist=True)

    def help(self, state: HomeState) -> Say:
        """Explain home."""
        return say(
            "Home shows what is due now. The first button is the next step; everything you chose is saved "
            "at once, so you can leave and come back at any time."
        )

    def upgrade(self, version: int, data: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """There is no older version."""
        return None


def _own_rating(facts: Facts) -> int | None:
    return None if facts.rating_hint is None else facts.rating_hint.own_plan_id
