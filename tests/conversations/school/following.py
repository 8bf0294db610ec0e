"""The ways into how far everybody is."""

from tests.conversations.onboarding.talking import ANI
from tests.conversations.school.office import Office, progress


def opens(office: Office, *actions: str) -> Office:
    """The counts, and buttons from there."""
    return office.opens("to:progress", *actions)


def person(office: Office, **changes: object) -> Office:
    """Ani's page, as the only one of the school."""
    office.follows(progress(**changes))
    return opens(office, "list:everybody", f"person:{ANI.id}")
