"""What each refusal of the Bot API means: one table for everything that leaves.

DONE              what was wanted is so already, or can no longer matter
SEND_NEW          this message cannot be edited: send another
UNREACHABLE       this chat no longer takes our messages
NO_RIGHT          we may not post in this chat
MIGRATED          the group has a new chat id
NO_TOPIC          the topic of the forum is not there any more
TOO_LONG          refused for its size
BAD_REQUEST_OURS  our fault; never tried again
THROTTLED         too fast; wait as long as it says
RETRY             passing trouble: network, time-out, 5xx
CONFLICT          another poller, or a webhook, uses the token
UNAUTHORIZED      the token is not accepted
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram import error


class Outcome(StrEnum):
    """What a refusal means."""

    DONE = "done"
    SEND_NEW = "send_new"
    UNREACHABLE = "unreachable"
    NO_RIGHT = "no_right"
    MIGRATED = "migrated"
    NO_TOPIC = "no_topic"
    TOO_LONG = "too_long"
    BAD_REQUEST_OURS = "bad_request_ours"
    THROTTLED = "throttled"
    RETRY = "retry"
    CONFLICT = "conflict"
    UNAUTHORIZED = "unauthorized"


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome and what belongs to it: seconds to wait (THROTTLED), the new chat id (MIGRATED).

    `keyboard_stays` (SEND_NEW): the old message is still there and its buttons should be taken away.
    """

    outcome: Outcome
    seconds: float = 0.0
    new_chat_id: int | None = None
    keyboard_stays: bool = False


# Parts of Telegram's descriptions in lower case; the first that fits decides.
_DESCRIPTIONS: tuple[tuple[str, Verdict], ...] = (
    ("message is not modified", Verdict(Outcome.DONE)),
    ("query is too old", Verdict(Outcome.DONE)),
    ("query_id_invalid", Verdict(Outcome.DONE)),
    ("message to delete not found", Verdict(Outcome.DONE)),
    ("message can't be deleted", Verdict(Outcome.DONE)),
    ("there is no text in the message to edit", Verdict(Outcome.SEND_NEW, keyboard_stays=True)),
    ("there is no caption in the message to edit", Verdict(Outcome.SEND_NEW, keyboard_stays=True)),
    ("message to edit not found", Verdict(Outcome.SEND_NEW)),
    ("message can't be edited", Verdict(Outcome.SEND_NEW)),
    ("message_id_invalid", Verdict(Outcome.SEND_NEW)),
    ("not enough rights", Verdict(Outcome.NO_RIGHT)),
    ("have no rights", Verdict(Outcome.NO_RIGHT)),
    ("need administrator rights", Verdict(Outcome.NO_RIGHT)),
    ("chat_write_forbidden", Verdict(Outcome.NO_RIGHT)),
    ("chat_admin_required", Verdict(Outcome.NO_RIGHT)),
    ("chat_restricted", Verdict(Outcome.NO_RIGHT)),
    ("chat_send_plain_forbidden", Verdict(Outcome.NO_RIGHT)),
    ("topic_closed", Verdict(Outcome.NO_RIGHT)),
    ("message thread not found", Verdict(Outcome.NO_TOPIC)),
    ("topic_deleted", Verdict(Outcome.NO_TOPIC)),
    ("chat not found", Verdict(Outcome.UNREACHABLE)),
    ("user not found", Verdict(Outcome.UNREACHABLE)),
    ("peer_id_invalid", Verdict(Outcome.UNREACHABLE)),
    ("user_is_blocked", Verdict(Outcome.UNREACHABLE)),
    ("input_user_deactivated", Verdict(Outcome.UNREACHABLE)),
    ("user is deactivated", Verdict(Outcome.UNREACHABLE)),
    ("group chat was deactivated", Verdict(Outcome.UNREACHABLE)),
    ("bot was kicked", Verdict(Outcome.UNREACHABLE)),
    ("bot is not a member", Verdict(Outcome.UNREACHABLE)),
    ("message is too long", Verdict(Outcome.TOO_LONG)),
    ("message caption is too long", Verdict(Outcome.TOO_LONG)),
    ("message_too_long", Verdict(Outcome.TOO_LONG)),
    ("caption_too_long", Verdict(Outcome.TOO_LONG)),
    ("markup_too_long", Verdict(Outcome.TOO_LONG)),
    ("markup is too long", Verdict(Outcome.TOO_LONG)),
    ("request entity too large", Verdict(Outcome.TOO_LONG)),
    ("file is too big", Verdict(Outcome.TOO_LONG)),
)
_RETRY_AFTER = re.compile(r"too many requests: retry after (\d+)")


def classify(exc: BaseException) -> Verdict:
    """What an exception of a Bot API call means; what is no API or network trouble is our own fault."""
    match exc:
        case error.RetryAfter():
            return Verdict(Outcome.THROTTLED, seconds=_seconds(exc.retry_after))
        case error.ChatMigrated():
            return Verdict(Outcome.MIGRATED, new_chat_id=exc.new_chat_id)
        case error.Conflict():
            return Verdict(Outcome.CONFLICT)
        case error.InvalidToken():
            return Verdict(Outcome.UNAUTHORIZED)
        case error.Forbidden():
            return _described(exc, otherwise=Outcome.UNREACHABLE)
        case error.BadRequest() | error.EndPointNotFound() | error.PassportDecryptionError():
            return _described(exc, otherwise=Outcome.BAD_REQUEST_OURS)
        case error.TimedOut():
            return Verdict(Outcome.RETRY)
        case error.TelegramError():
            return _described(exc, otherwise=Outcome.RETRY)
        case TimeoutError() | OSError():
            return Verdict(Outcome.RETRY)
        case _:
            return Verdict(Outcome.BAD_REQUEST_OURS)


def describe(exc: BaseException) -> str:
    """A short line for the log: the kind and, of an answer of the Bot API, its description."""
    name = type(exc).__name__
    if not isinstance(exc, error.TelegramError) or isinstance(exc, error.InvalidToken):
        return name
    return f"{name}: {exc.message.partition(chr(10))[0][:160]}"


def _described(exc: error.TelegramError, otherwise: Outcome) -> Verdict:
    description = exc.message.lower()
    if found := _RETRY_AFTER.search(description):
        return Verdict(Outcome.THROTTLED, seconds=float(found[1]))
    for part, verdict in _DESCRIPTIONS:
        if part in description:
            return verdict
    return Verdict(otherwise)


def _seconds(period: int | timedelta) -> float:
    return period.total_seconds() if isinstance(period, timedelta) else float(period)
