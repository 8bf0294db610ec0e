"""The instants at which a process may be told to kill itself."""

from enum import StrEnum


class Instant(StrEnum):
    """Where in the way of one update, or of one notice, the process ends."""

    BEFORE_COMMIT = "before the commit"
    AFTER_COMMIT = "after the commit"
    SCREEN_SENT = "after the screen was sent"
    IN_CLAIM = "before the commit of a claim"
    NOTICE_CLAIMED = "after the notice was claimed"
    NOTICE_SENT = "after the notice was sent"
