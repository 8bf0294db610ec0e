"""How far the teachers of a school are, in counts."""

from collections.abc import Mapping

from conversations.plan_text import status_label
from conversations.rules.regulation import RuleSet
from conversations.rules.terms import PlanStatus
from conversations.words import Words, say, say_n


def status_lines(rules: RuleSet, statuses: Mapping[PlanStatus | None, int]) -> tuple[Words, ...]:
    """How many plans have each status; None stands for those that were not started."""
    return (
        say_n("One teacher:", "{count} teachers:", sum(statuses.values())),
        say("• Not started: {count}", count=statuses.get(None, 0)),
        *(
            say("• {status}: {count}", status=status_label(rules, status), count=statuses.get(status, 0))
            for status in PlanStatus
        ),
    )
