"""Where a stage leads to other conversations; those lead here too, so they are looked up when needed."""

from conversations.session import Move
from conversations.stages.subject import Subject


def open_file(slot: str, subject: Subject) -> Move:
    """Send the file of a field."""
    from conversations import evidence

    return evidence.open_for_slot(slot, subject.plan.id)


def open_evidence(subject: Subject) -> Move:
    """See what evidence is still to be collected."""
    from conversations import evidence

    return evidence.open_plan(subject.plan.id)


def open_rating(subject: Subject) -> Move:
    """See the own rating, or give one."""
    from conversations import rating

    return rating.enter_own(subject.plan.id) if subject.is_owner else rating.enter_person(subject.plan.id)
