"""The product's switch: killed, started, and started again when it ends by itself."""

from collections.abc import Callable

from bot.demo.director import Director
from bot.stage.product import ProductDiedError
from bot.transcript.model import Revive

_MOST_DEATHS = 3


async def keep_alive(
    director: Director,
    died: Callable[[str], None] = lambda log: None,
    revived: Callable[[], None] = lambda: None,
) -> None:
    """Start the product whenever it ended by itself; ProductDiedError if it ends again and again."""
    for deaths in range(1, _MOST_DEATHS + 2):
        await director.product.ended_by_itself()
        if deaths > _MOST_DEATHS:
            break
        died(director.product.last_lines())
        director.tell("product", alive=False)
        await director.play(Revive())
        revived()
    raise ProductDiedError(director.product.last_lines())
