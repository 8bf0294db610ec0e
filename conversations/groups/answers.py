"""What is answered in a group, and nothing else is ever said there unasked but posts of the school."""

from dataclasses import dataclass
from enum import StrEnum

from conversations.answers.effects import KeepQuestion
from conversations.answers.in_group import GroupReply
from conversations.groups.effects import GroupEffect


class GroupAnswer(StrEnum):
    """What a group is told; each is drawn when it is sent, and only if it is still true.

    GREETING, RETURNED: the assistant was added, for the first time or again. PRIVATE: the command belongs
    into the private chat. ONLY_PRINCIPALS, ANONYMOUS, ASKED, UNREACHABLE, ALREADY, TAKEN: answers to
    /hubungkan. ENDED: the link does not hold any more. LINKED, UNLINKED and TEST come from what a principal
    did in private. SUMMARY and NOT_LINKED: answers to /ringkasan. REPLY: the answer to a question after
    /tanya, HOW_TO_ASK where none follows it.
    """

    GREETING = "greeting"
    RETURNED = "returned"
    PRIVATE = "private"
    ONLY_PRINCIPALS = "only_principals"
    ANONYMOUS = "anonymous"
    ASKED = "asked"
    UNREACHABLE = "unreachable"
    ALREADY = "already"
    TAKEN = "taken"
    ENDED = "ended"
    LINKED = "linked"
    UNLINKED = "unlinked"
    TEST = "test"
    SUMMARY = "summary"
    NOT_LINKED = "not_linked"
    REPLY = "reply"
    HOW_TO_ASK = "how_to_ask"


@dataclass(frozen=True, slots=True)
class GroupStep:
    """What was decided: an answer in the group, if any, and what must happen; `reply` goes with REPLY."""

    answer: GroupAnswer | None = None
    effects: tuple[GroupEffect, ...] = ()
    reply: GroupReply | None = None
    kept: tuple[KeepQuestion, ...] = ()
