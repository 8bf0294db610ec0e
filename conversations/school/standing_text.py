"""How it reads where somebody stands in the half-year."""

from collections.abc import Iterable

from conversations.credit.formula import formula_lines
from conversations.execution_facts import Progress
from conversations.plan_text import status_label
from conversations.rules.terms import Capacity, PlanStatus, StageId
from conversations.school.standing import STAGES, Moment, Task, is_done, is_final, late_stages
from conversations.words import Say, Words, say

ELSEWHERE = say("Plan at another school or in another role")


def plan_status(one: Progress, moment: Moment) -> Words:
    """Where the plan stands."""
    if one.is_elsewhere:
        return ELSEWHERE
    return status_name(one.status, moment)


def status_name(status: PlanStatus | None, moment: Moment) -> Say:
    """The label of a status; without one nothing was started."""
    return say("Not started") if status is None else status_label(moment.rules, status)


def stage_name(stage: StageId, moment: Moment) -> Say:
    """A stage by its letter and official name."""
    name = moment.rules.stage(stage).name
    return say("{stage} {name}", stage=letter(stage), name=name)


def letter(stage: StageId) -> str:
    """How a stage is called for short."""
    return stage.replace("_", " & ")


def letters(stages: Iterable[StageId]) -> str:
    """Several stages by their letters."""
    return ", ".join(letter(stage) for stage in stages)


def brief(one: Progress, moment: Moment) -> Words:
    """Somebody's half-year in a line."""
    late = late_stages(one, moment)
    if not is_final(one):
        status = plan_status(one, moment)
        return say("{line} · late", line=status) if late else status
    done = [stage for stage in STAGES if is_done(one, stage)]
    line = say(
        "{stages} · {collected}/{planned} points",
        stages=say("done: {stages}", stages=letters(done)) if done else say("no stage done yet"),
        collected=one.collected_points,
        planned=one.planned_points,
    )
    return say("{line} · late: {stages}", line=line, stages=letters(late)) if late else line


def stage_lines(one: Progress, moment: Moment) -> tuple[Words, ...]:
    """Every stage after the plan: done, late, now or to come."""
    late = late_stages(one, moment)
    return tuple(_stage_line(one, stage, moment, is_late=stage in late) for stage in STAGES)


def observation_line(one: Progress) -> Say:
    """When the observation is, and who has to answer."""
    at = one.observed_at
    if at is None:
        return say("Observation: no date yet")
    if one.is_observation_agreed:
        return say("Observation: <b>{at}</b>, agreed", at=at)
    if one.observation_proposed_by is Capacity.OWNER:
        return say("Observation: {at} is proposed to you", at=at)
    return say("Observation: {at}, your proposal is not answered yet", at=at)


def rating_line(one: Progress, moment: Moment) -> Say:
    """How far the rating is."""
    if one.predicate is not None:
        label = moment.rules.predicate(one.predicate).label
        if one.is_own_entry:
            return say("Predikat: <b>{predicate}</b>, as entered by its owner from PMM", predicate=label)
        return say("Predikat: <b>{predicate}</b>", predicate=label)
    if one.is_released:
        return say("Rating: released; the predikat is not shown while a document is missing")
    return say("Rating: not released yet") if one.is_rated else say("Rating: none yet")


def credit_lines(one: Progress, moment: Moment) -> tuple[Say, ...]:
    """The angka kredit of a year that the predikat gives, where it and the jenjang are known."""
    if one.predicate is None or one.job_level is None:
        return ()
    formula, *_ = formula_lines(moment.rules, one.job_level, one.predicate)
    return (say("Angka kredit: {formula}", formula=formula),)


def task_line(task: Task, one: Progress) -> Words:
    """What waits for the reader about somebody."""
    match task:
        case Task.APPROVE:
            return say("plan to approve")
        case Task.CHANGE:
            return say("asks for a change of the plan")
        case Task.DATE if one.observed_at is not None:
            return say("proposes the observation for {at}", at=one.observed_at)
        case Task.DATE:
            return say("proposes a date for the observation")
        case Task.OBSERVE:
            return say("observation to record")
        case Task.RATE:
            return say("rating to give")


def _stage_line(one: Progress, stage: StageId, moment: Moment, *, is_late: bool) -> Say:
    name = stage_name(stage, moment)
    if is_done(one, stage):
        return say("✓ {stage}", stage=name)
    if is_late:
        return say("• {stage}: late", stage=name)
    if moment.has_begun(stage) and not moment.is_over(stage):
        return say("▶ {stage} (now)", stage=name)
    return say("• {stage}", stage=name)
