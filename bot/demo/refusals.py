"""What cannot be done in the demo, and why, in the words of the catalogues."""

from collections.abc import Mapping

from bot.simulator.errors import ApiError, ControlError
from conversations.words import Words, say


class RefusalError(Exception):
    """A request that is not carried out: HTTP status and why."""

    def __init__(self, status: int, words: Words) -> None:
        super().__init__(str(words))
        self.status = status
        self.words = words


_KNOWN: Mapping[str, Words] = {
    "this person has blocked the bot; unblock first": say(
        "This phone has blocked the bot. Unblock it first."
    ),
    "a text has 1-4096 characters": say("A message has 1 to 4096 characters."),
    "a photo must be a PNG, JPEG or GIF": say("A photo must be a PNG, JPEG or GIF."),
    "a caption has at most 1024 characters": say("A caption has at most 1024 characters."),
    "no such update is remembered": say("Nothing was sent yet that could be delivered again."),
}


def in_words(problem: RefusalError | ControlError | ApiError) -> tuple[int, Words]:
    """Status and reason; what only programs cause stays in the simulator's own words."""
    match problem:
        case RefusalError():
            return problem.status, problem.words
        case ControlError():
            return problem.status, _KNOWN.get(problem.reason, problem.reason)
        case ApiError():
            return problem.code, problem.description
