"""What the roles of a process share for one bot: connection, pace, screens and what is remembered of them."""

from collections.abc import Callable

from bot.delivery.budget import ChatBudget, Rates
from bot.delivery.directs import Directs
from bot.delivery.paint import Paint
from bot.delivery.painter import Painter
from bot.i18n import Languages
from bot.marks import Marks
from bot.metrics import Metrics, ScreenOutcome
from bot.redrawing import Redrawer
from bot.scrubbing import Scrubber
from bot.settings import Settings
from bot.store.database import Database
from bot.store.people import set_reachable
from bot.store.school_groups import lose_group
from bot.store.sessions import read_session
from bot.store.stored_outbox import StoredOutbox
from bot.store.world import World
from bot.telegram.api import TelegramApi
from bot.turn import Turns


class Shared:
    """What the bots of a process have in common, beside the database."""

    def __init__(self, database: Database) -> None:
        self.metrics = Metrics()
        self.scrubber = Scrubber(database)
        self.waking: list[Callable[[], None]] = []


class Core:
    """One process's share of the product for one bot, whatever it does with it."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        languages: Languages,
        world: Callable[[], World],
        api: TelegramApi,
        shared: Shared | None = None,
    ) -> None:
        self.settings = settings
        self.database = database
        self.languages = languages
        self.world = world
        self.api = api
        self.bot_id = api.bot_id
        shared = shared or Shared(database)
        self.metrics = shared.metrics
        self._waking = shared.waking
        api.on_answer(self.metrics.api_call)
        rates = rates_of(settings)
        self.directs = Directs()
        self.budget = ChatBudget(rates)
        self.outbox = StoredOutbox(database, api.bot_id, rates, on_takeover=self.metrics.took_over)
        self.turns = Turns(database, languages, world, on_erased=shared.scrubber.want)
        self.marks = Marks(database, api.bot_id, rates, self.directs)
        self.painter = Painter(
            api.bot,
            self.budget,
            self.directs,
            on_shown=self.marks.add,
            on_unreachable=self.on_unreachable,
            on_refused=self.outbox.note_refusal,
            on_outcome=self.metrics.screen,
            is_newest=self._is_newest,
            present=self._present,
        )
        self.redrawer = Redrawer(
            database,
            api.bot_id,
            self.turns,
            self.painter,
            on_late=lambda: self.metrics.screen(ScreenOutcome.LATE),
        )

    def wake(self) -> None:
        """Something was written to the outbox, for whichever bot: the senders of this process look now."""
        for listen in self._waking:
            listen()

    def listen(self, to_wake: Callable[[], None]) -> None:
        """Be told when something was written to the outbox."""
        self._waking.append(to_wake)

    async def _is_newest(self, chat_id: int, revision: int) -> bool:
        row = await self.database.read(lambda conn: read_session(conn, self.bot_id, chat_id))
        return row is None or row.revision <= revision

    async def _present(self, chat_id: int) -> Paint | None:
        return await self.turns.present(self.bot_id, chat_id)

    async def on_unreachable(self, chat_id: int) -> None:
        """A chat takes no more messages; whoever writes again is reachable again, and so is a group."""
        bots = self.world().bots
        if chat_id < 0:
            await self.database.transact(lambda conn: lose_group(conn, self.bot_id, chat_id, bots))
            return
        await self.database.transact(lambda conn: set_reachable(conn, chat_id, False, self.bot_id, bots))


def rates_of(settings: Settings) -> Rates:
    """How fast may be written, as set."""
    return Rates(
        chat_burst=settings.rate_chat_burst,
        chat_per_second=settings.rate_chat_per_second,
        group_per_minute=settings.rate_group_per_minute,
        bulk_per_second=settings.rate_bulk_per_second,
    )
