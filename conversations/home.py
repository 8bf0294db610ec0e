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
from conversations.facts import Facts, JoinRequest, Needs, Person, Plan
from conversations.flow import Input, State
from conversations.navigation import HELP_BUTTON, go_home
from conversations.people_effects import ReturnToService
from conversations.person_text import school_line
from conversations.plan_text import era_lines, next_step_label, period_name, points_line, status_label
from conversations.roles import choice_line, present_choice
from conversations.rules.cycle import current_stages, is_late
from conversations.rules.terms import PlanStatus, Role, StageId
from conversations.screens import Button, Rows, Screen, column
from conversations.session import Move, Session
from conversations.words import Say, Words, rule_text, say

NAME = "home"
ERA_TOPIC = "perubahan-2025"
# With those of the profile and the schedule eight.
_MOST_ROWS = 6
_OF_SCHOOL = frozenset({"queue", "rate", "school"})
_NO_ROLE = say("You are Penilai of no school here now. For a plan of your own, press Ganti peran.")
_ASK = say("A question? Just type it here, at any time.")
_RETIRED: tuple[Words, ...] = (
    say("You are marked as <b>retired</b>, so no plan is asked of you and nothing is due."),
    say("Your data stays until you delete it. If you serve again, press Return to service."),
)


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
        lines: list[Words] = [say("Hello, <b>{name}</b>", name=person.name), _where(facts), ""]
        if person.is_retired:
            return Screen((*lines, *_RETIRED, "", _ASK), _retired_rows(facts))
        lines += _due(facts)
        if facts.is_supervisor:
            lines += ["", _queue_line(facts)]
        if facts.request_count:
            lines.append(say("Requests to join your school: <b>{count}</b>", count=facts.request_count))
        lines += ["", *_own_lines(facts)]
        if facts.earlier_plan is not None:
            lines += ["", _earlier_line(facts, facts.earlier_plan)]
        if facts.own_request is not None:
            lines += ["", _request_line(facts.own_request)]
        era = era_lines(facts.rules, facts.period)
        if era:
            lines += ["", *era]
        lines += ["", _ASK]
        rows = _with_evidence(column(_buttons(facts, person, bool(era))), facts)
        return Screen(tuple(lines), (*_fitted(rows), *_last_rows(facts)))

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


def _where(facts: Facts) -> Say:
    period = period_name(facts.period)
    present = present_choice(facts)
    if len(facts.memberships) == 1:
        return say("{school}, {period}", school=facts.memberships[0].school.name, period=period)
    if not facts.memberships or present is None:
        return say("Mode mandiri, {period}", period=period)
    return say("<b>{role}</b>, {period}", role=choice_line(present), period=period)


def _due(facts: Facts) -> list[Words]:
    stages = current_stages(facts.rules, facts.period, facts.today)
    lines: list[Words] = [
        say("Recommended this month: <b>{stage}</b>, done ✓", stage=rule_text(stage.name))
        if stage.id in facts.own_done
        else say("Recommended this month: <b>{stage}</b>", stage=rule_text(stage.name))
        for stage in stages
    ]
    return lines


def _queue_line(facts: Facts) -> Say:
    if facts.waiting_count == 0:
        return say("No plan is waiting for your approval.")
    return say("Plans waiting for your approval: <b>{count}</b>", count=facts.waiting_count)


def _school_label(facts: Facts) -> Say:
    return say("Sekolah ({count})", count=facts.request_count) if facts.request_count else say("Sekolah")


def _own_lines(facts: Facts) -> list[Words]:
    if planning.has_own_plan(facts):
        return _plan_lines(facts)
    return [planning.NO_OWN_PLAN if facts.memberships else _NO_ROLE]


def _plan_lines(facts: Facts) -> list[Words]:
    plan = facts.own_plan
    if plan is None:
        lines: list[Words] = [say("Your plan for this half-year has not been started.")]
    else:
        rules = facts.rules_of(plan)
        lines = [
            say("Your plan: <b>{status}</b>", status=status_label(rules, plan.status)),
            points_line(rules, plan.content),
        ]
    return lines + _late_lines(facts)


def _earlier_line(facts: Facts, plan: Plan) -> Say:
    return say(
        "Your plan for {period}: <b>{status}</b>",
        period=period_name(plan.period),
        status=status_label(facts.rules_of(plan), plan.status),
    )


def _request_line(request: JoinRequest) -> Say:
    return say("Your request to {school} waits for its principal.", school=school_line(request.school))


def _late_lines(facts: Facts) -> list[Words]:
    if not planning.is_editable(facts) or not is_late(facts.rules, facts.period, StageId.SKP, facts.today):
        return []
    return [
        say(
            "The recommended month for planning is over. You can still submit until {final_date}.",
            final_date=facts.final_date,
        )
        if facts.today <= facts.final_date
        else say("The final date for submitting was {final_date}.", final_date=facts.final_date)
    ]


def _buttons(facts: Facts, person: Person, has_era_notice: bool) -> list[Button]:
    queue = [Button(say("Persetujuan ({count})", count=facts.waiting_count), "queue")]
    buttons: list[Button] = []
    if facts.is_supervisor and facts.waiting_count:
        buttons += queue
    if planning.has_own_plan(facts):
        buttons.append(Button(next_step_label(facts.own_plan), "plan"))
    if planning.has_own_plan(facts) and planning.is_editable(facts) and planning.is_empty(facts):
        buttons.append(Button(say("Suggest a set for me"), "suggest"))
    if facts.is_supervisor and not facts.waiting_count:
        buttons += queue
    buttons += [*_stage_buttons(facts), *_checklist_buttons(facts), *_rating_buttons(facts)]
    if facts.is_ks:
        buttons.append(Button(_school_label(facts), "school"))
    elif facts.is_supervisor:
        buttons.append(Button(say("Siaran"), "broadcast"))
    if school.is_appraiser(facts):
        buttons.append(Button(say("Progress of principals"), "principals"))
    if facts.earlier_plan is not None:
        period = period_name(facts.earlier_plan.period)
        buttons.append(Button(say("Plan {period}", period=period), "earlier"))
    if facts.own_request is not None:
        buttons.append(Button(say("My request"), "code"))
    elif person.role is Role.GURU and facts.school is None:
        buttons.append(Button(say("Join with a school code"), "code"))
    if facts.is_operator:
        buttons.append(Button(say("Operator"), "operating"))
    if has_era_notice:
        buttons.append(Button(say("Which rules are used?"), "era"))
    return buttons


def _with_evidence(rows: Rows, facts: Facts) -> Rows:
    """The evidence beside the own plan, once that is final."""
    plan = facts.own_plan
    if plan is None or plan.status is not PlanStatus.DISEPAKATI:
        return rows
    button = Button(say("Bukti dukung"), "evidence")
    return tuple((*row, button) if row[0].action == "plan" else row for row in rows)


def _fitted(rows: Rows) -> Rows:
    """A phone shows so many rows: what concerns the school shares one where there are more."""
    if len(rows) <= _MOST_ROWS:
        return rows
    of_school = tuple(row[0] for row in rows if row[0].action in _OF_SCHOOL)
    others = [row for row in rows if row[0].action not in _OF_SCHOOL]
    # The first row is the next step.
    return (others[0], of_school, *others[1:]) if of_school else rows


def _stage_buttons(facts: Facts) -> list[Button]:
    """The stage of this month, once the own plan is final."""
    stage = stages.present(facts)
    return [] if stage is None else [Button(stage.name, "stages")]


def _checklist_buttons(facts: Facts) -> list[Button]:
    """While the own final plan is not wholly entered in PMM."""
    found = checklist.open_checklist_of(facts)
    if found is None:
        return []
    return [Button(say("To PMM: {ticked} of {all}", ticked=found.ticked, all=len(found.lines)), "checklist")]


def _rating_buttons(facts: Facts) -> list[Button]:
    """For who rates, in the months of Penilaian and while somebody waits; the own one once it can be read."""
    hint, buttons = facts.rating_hint, []
    if hint is None:
        return []
    if facts.is_supervisor and (hint.waiting or hint.is_begun):
        label = say("Penilaian ({count})", count=hint.waiting) if hint.waiting else say("Penilaian")
        buttons.append(Button(label, "rate"))
    if hint.own_plan_id is not None:
        buttons.append(Button(say("My rating"), "rating"))
    elif hint.is_begun and _enters_own_rating(facts):
        buttons.append(Button(say("Enter my rating from PMM"), "rating"))
    return buttons


def _own_rating(facts: Facts) -> int | None:
    return None if facts.rating_hint is None else facts.rating_hint.own_plan_id


def _enters_own_rating(facts: Facts) -> bool:
    plan = facts.own_plan
    return plan is not None and plan.status is PlanStatus.DISEPAKATI and rating.nobody_decides(plan)


def _last_rows(facts: Facts) -> Rows:
    """The profile and questions, beside them the switch of roles; schedule, reminders and the help."""
    profile = (Button(say("My profile"), "profile"), Button(say("Ask"), "ask"))
    is_retired = facts.person is not None and facts.person.is_retired
    calendar = (Button(say("Schedule"), "schedule"), Button(say("Reminders"), "reminders"))
    last = (HELP_BUTTON,) if is_retired else (*calendar, HELP_BUTTON)
    needs_role = not is_retired and not planning.has_own_plan(facts)
    if (len(facts.memberships) > 1 or needs_role) and account.has_roles_to_switch(facts):
        return ((*profile, Button(say("Switch role"), "roles")), last)
    return (profile, last)


def _retired_rows(facts: Facts) -> Rows:
    operator = (Button(say("Operator"), "operating"),) if facts.is_operator else ()
    return (*column((Button(say("Return to service"), "return"), *operator)), *_last_rows(facts))
