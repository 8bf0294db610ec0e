"""The buttons of home: the next step first, and no more rows than a phone shows."""

from conversations import account, checklist, planning, rating, school, stages
from conversations.facts import Facts, Person
from conversations.navigation import HELP_BUTTON
from conversations.plan_text import era_lines, next_step_label, period_name
from conversations.rules.cycle import stage_window
from conversations.rules.terms import PlanStatus, Role
from conversations.screens import Button, Rows, column
from conversations.words import Say, say

# With those of the profile and the schedule eight.
_MOST_ROWS = 6
_OF_SCHOOL = frozenset({"queue", "rate", "school"})


def home_rows(facts: Facts, person: Person) -> Rows:
    """All buttons of home."""
    if person.is_retired:
        return _retired_rows(facts)
    has_era_notice = bool(era_lines(facts.rules, facts.period))
    rows = _with_evidence(column(_buttons(facts, person, has_era_notice)), facts)
    return (*_fitted(rows), *_last_rows(facts))


def _school_label(facts: Facts) -> Say:
    return say("Sekolah ({count})", count=facts.request_count) if facts.request_count else say("Sekolah")


def _buttons(facts: Facts, person: Person, has_era_notice: bool) -> list[Button]:
    queue = [Button(say("Persetujuan ({count})", count=facts.waiting_count), "queue")]
    is_final = _is_final(facts)
    buttons: list[Button] = []
    if facts.is_supervisor and facts.waiting_count:
        buttons += queue
    if planning.has_own_plan(facts) and not is_final:
        buttons.append(Button(next_step_label(facts.own_plan), "plan"))
    if planning.has_own_plan(facts) and planning.is_editable(facts) and planning.is_empty(facts):
        buttons.append(Button(say("Suggest a set for me"), "suggest"))
    if is_final:
        buttons += [*_next_steps(facts), Button(next_step_label(facts.own_plan), "plan")]
    if facts.is_supervisor and not facts.waiting_count:
        buttons += queue
    buttons += _rating_buttons(facts)
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
    if not _is_final(facts):
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


def _is_final(facts: Facts) -> bool:
    return facts.own_plan is not None and facts.own_plan.status is PlanStatus.DISEPAKATI


def _next_steps(facts: Facts) -> list[Button]:
    """The stage whose months have begun before the checklist, which comes before the stages to come."""
    stage, checklist_button = stages.present(facts), _checklist_buttons(facts)
    if stage is None:
        return checklist_button
    buttons = [Button(stage.name, "stages")]
    has_begun = stage_window(facts.rules, facts.period, stage.id)[0] <= facts.today
    return [*buttons, *checklist_button] if has_begun else [*checklist_button, *buttons]


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
    elif hint.is_begun and enters_own_rating(facts):
        buttons.append(Button(say("Enter my rating from PMM"), "rating"))
    return buttons


def enters_own_rating(facts: Facts) -> bool:
    """Whether the own rating is what PMM says, as nobody here gives one."""
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
