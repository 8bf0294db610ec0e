"""What can be set about the simulator."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

MEGABYTE = 1024 * 1024
DEFAULT_TOKEN = "100001:simulator-token"


@dataclass(frozen=True)
class Rates:
    """Telegram's pace on real time; a rate of None switches that limit off.

    Overall and group rates hold in any second and any minute; a chat gets a burst, then its rate.
    """

    overall_per_second: float | None = 30.0
    chat_per_second: float | None = 1.0
    chat_burst: int = 5
    group_per_minute: float | None = 20.0

    @classmethod
    def off(cls) -> Rates:
        """No limit at all."""
        return cls(overall_per_second=None, chat_per_second=None, group_per_minute=None)


@dataclass(frozen=True)
class BotSpec:
    """A bot that exists from the start; its id is the number before the colon of its token."""

    token: str = DEFAULT_TOKEN
    username: str = "asisten_kinerja_bot"
    name: str = "Asisten Kinerja"
    reads_all_group_messages: bool = False


@dataclass(frozen=True)
class Settings:
    """Everything adjustable; sizes in bytes, times in real seconds."""

    bots: tuple[BotSpec, ...] = (BotSpec(),)
    rates: Rates = field(default_factory=Rates)
    clock_file: Path | None = None
    start_at: datetime | None = None
    first_update_id: int = 500_000_001
    query_lifetime: float = 60.0
    longest_poll: float = 50.0
    # Like a server of one's own in local mode: webhooks by HTTP and on any port too.
    local_mode: bool = False
    webhook_timeout: float = 60.0
    webhook_pause_scale: float = 1.0
    photo_bytes: int = 10 * MEGABYTE
    document_bytes: int = 50 * MEGABYTE
    download_bytes: int = 20 * MEGABYTE
    calls_kept: int = 10_000
    events_kept: int = 10_000
    updates_kept: int = 10_000
