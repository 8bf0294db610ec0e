"""The dialogue as it is written down while it is played."""

from collections import Counter
from dataclasses import replace

from bot.stage.stage import Stage
from bot.transcript.model import Act, Opening, Pressed, Scene, Sight, Transcript, Turn
from bot.transcript.writing import write


class Script:
    """Scenes; the last one is open, so what everybody saw of it is written anew until the next turn."""

    def __init__(self, stage: Stage, opening: Opening) -> None:
        self._stage = stage
        self._opening = opening
        self._scenes: list[Scene] = []
        self._told: Counter[Sight] = Counter()
        self.is_over = False

    @property
    def turns(self) -> int:
        """How many turns were played."""
        return len(self._scenes)

    @property
    def last_turn(self) -> Turn | None:
        """The newest turn."""
        return self._scenes[-1].turn if self._scenes else None

    async def look(self) -> list[Sight]:
        """Write down what everybody sees by now; gives what was not told before."""
        sights = await self._stage.sights()
        if self._scenes and not self.is_over:
            self._scenes[-1] = replace(self._scenes[-1], sights=sights)
        counted = Counter(sights)
        fresh = counted - self._told
        self._told = counted
        return list(fresh.elements())

    def end_scene(self) -> None:
        """What comes from now on does not belong to the last turn."""
        self._stage.accept()
        self._told.clear()
        self.is_over = True

    def begin(self, turn: Turn) -> None:
        """A turn was played."""
        self._scenes.append(Scene(turn))
        self.is_over = False

    def press_again(self) -> None:
        """The press of the last turn was repeated before it was answered."""
        scene = self._scenes[-1]
        if isinstance(scene.turn, Act) and isinstance(scene.turn.action, Pressed):
            again = replace(scene.turn.action, times=scene.turn.action.times + 1)
            self._scenes[-1] = replace(scene, turn=replace(scene.turn, action=again))

    def text(self) -> str:
        """All scenes as a transcript."""
        return write(Transcript((), self._opening, tuple(self._scenes)))
