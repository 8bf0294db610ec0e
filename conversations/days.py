"""A day with its weekday, as people make dates."""

from datetime import date

from conversations.words import Say, say

_WEEKDAYS = (
    say("Monday"),
    say("Tuesday"),
    say("Wednesday"),
    say("Thursday"),
    say("Friday"),
    say("Saturday"),
    say("Sunday"),
)


def weekday_and_date(day: date) -> Say:
    """Such as `Senin, 4 Agustus 2025`."""
    return say("{weekday}, {day}", weekday=_WEEKDAYS[day.weekday()], day=day)
