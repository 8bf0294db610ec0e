"""Somebody whose effects are only noted, against the real engine."""

from conversations.effects import Effect
from tests.conversations.planning.teacher import Teacher


class Asker(Teacher):
    """Asks for documents and deletion."""

    def _apply(self, effect: Effect) -> None:
        self.effects.append(effect)
