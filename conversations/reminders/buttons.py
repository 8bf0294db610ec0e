"""The buttons of a reminder: they name the half-year and the stages that they are about."""

from collections.abc import Iterable

from conversations.events import NOTICE, Press, press_data
from conversations.rules.cycle import Period
from conversations.rules.reminder_policy import DIGEST
from conversations.rules.terms import StageId

GO, AGAIN, DONE, MUTE, QUEUE = "remind_go", "remind_again", "remind_done", "remind_mute", "remind_queue"
NOTICE_ACTIONS = frozenset({GO, AGAIN, DONE, MUTE, QUEUE})
_BETWEEN = "."
_STAGES = {stage.lower(): stage for stage in StageId}


def reminder_button(action: str, period: Period, subjects: Iterable[str]) -> str:
    """Button data such as `n:4f26:remind_done:a.c`; subjects are stages or `digest`."""
    named = _BETWEEN.join(subject.lower() for subject in subjects)
    return press_data(NOTICE, period.year * 10 + period.half, f"{action}:{named}")


def period_of(press: Press) -> Period | None:
    """The half-year of a button; None where it is none."""
    year, half = divmod(press.number, 10)
    try:
        return Period(year, half)
    except ValueError:
        return None


def stages_of(press: Press) -> tuple[StageId, ...]:
    """The stages that a button names, each once."""
    named = dict.fromkeys(_named(press))
    return tuple(_STAGES[name] for name in named if name in _STAGES)


def names_digest(press: Press) -> bool:
    """Whether a button is about the digest too."""
    return DIGEST in _named(press)


def _named(press: Press) -> list[str]:
    return press.action.partition(":")[2].split(_BETWEEN)
