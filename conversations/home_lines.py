"""What home says: where somebody is, what is due, and how their plans stand."""

from conversations import planning
from conversations.facts import Facts, JoinRequest, Person, Plan
from conversations.person_text import school_line
from conversations.plan_text import era_lines, period_name, points_line, status_label
from conversations.roles import choice_line, present_choice
from conversations.rules.cycle import current_stages, is_late
from conversations.rules.terms import PlanStatus, StageId
from conversations.stages import late
from conversations.words import Say, Words, rule_text, say

ASK = say("A question? Just type it here, at any time.")
_NO_ROLE = say("You are Penilai of no school here now. For a plan of your own, press Ganti peran.")
_RETIRED: tuple[Words, ...] = (
    say("You are marked as <b>retired</b>, so no plan is asked of you and nothing is due."),
    say("Your data stays until you delete it. If you serve again, press Return to service."),
)


def home_lines(facts: Facts, person: Person) -> tuple[Words, ...]:
    """Everything that home says to somebody."""
    lines: list[Words] = [say("Hello, <b>{name}</b>", name=person.name), _where(facts), ""]
    if person.is_retired:
        return (*lines, *_RETIRED, "", ASK)
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
    return (*lines, "", ASK)


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
    plan = facts.own_plan
    is_final = plan is not None and plan.status is PlanStatus.DISEPAKATI
    done = facts.own_done | {StageId.SKP} if is_final else facts.own_done
    lines: list[Words] = [
        say("Recommended this month: <b>{stage}</b>, done ✓", stage=rule_text(stage.name))
        if stage.id in done
        else say("Recommended this month: <b>{stage}</b>", stage=rule_text(stage.name))
        for stage in stages
    ]
    lines += [
        say("Still open from before: <b>{stage}</b>", stage=rule_text(stage.name)) for stage in late(facts)
    ]
    return lines


def _queue_line(facts: Facts) -> Say:
    if facts.waiting_count == 0:
        return say("No plan is waiting for your approval.")
    return say("Plans waiting for your approval: <b>{count}</b>", count=facts.waiting_count)


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
