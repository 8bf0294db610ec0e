"""Starts the product again when it ends by itself."""

import time
from collections import deque
from collections.abc import Callable

from bot.demo.director import Director
from bot.stage.product import ProductDiedError
from bot.transcript.model import Revive

_MOST_DEATHS = 3
_AGAIN_SECONDS = 120.0


async def keep_alive(
    director: Director,
    died: Callable[[str], None] = lambda log: None,
    revived: Callable[[], None] = lambda: None,
) -> None:
    """Start the product whenever it ended by itself; ProductDiedError if it ends again and again."""
    deaths: deque[float] = deque(maxlen=_MOST_DEATHS + 1)
    while True:
        await director.product.ended_by_itself()
        deaths.append(time.monotonic())
        if len(deaths) > _MOST_DEATHS and deaths[-1] - deaths[0] < _AGAIN_SECONDS:
            raise ProductDiedError(director.product.last_lines())
        died(director.product.last_lines())
        director.tell("product", alive=False, turning="")
        # Somebody at the page may have been quicker.
        await director.switch(Revive())
        revived()
