"""`python -m bot.simulator`: the simulator alone."""

from __future__ import annotations

import argparse
import asyncio
import signal
from datetime import UTC, datetime
from pathlib import Path

from . import BotSpec, Rates, Settings, Simulator
from .settings import DEFAULT_TOKEN


def rates(text: str) -> Rates:
    """Rates of `off` or `OVERALL/s,CHAT/s,GROUP/min`, like `30,1,20`; a part may be `off`."""
    if text == "off":
        return Rates.off()
    parts = [None if part.strip() == "off" else float(part) for part in text.split(",")]
    if len(parts) != 3 or any(part is not None and part <= 0 for part in parts):
        raise argparse.ArgumentTypeError("use off, or three numbers like 30,1,20")
    overall, chat, group = parts
    return Rates(overall_per_second=overall, chat_per_second=chat, group_per_minute=group)


def moment(text: str) -> datetime:
    """A date, UTC unless it has a zone."""
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    made.add_argument("--host", default="127.0.0.1")
    made.add_argument("--port", type=int, default=9000)
    made.add_argument("--token", default=DEFAULT_TOKEN)
    made.add_argument("--username", default=BotSpec.username)
    made.add_argument("--rates", type=rates, default=Rates(), help="off, or like 30,1,20")
    made.add_argument("--local", action="store_true", help="webhooks by HTTP and on any port too")
    made.add_argument("--clock-file", type=Path)
    made.add_argument("--start-at", type=moment, help="date of the world at the start")
    return made


async def serve(arguments: argparse.Namespace) -> None:
    """Run until interrupted."""
    simulator = Simulator(
        Settings(
            bots=(BotSpec(arguments.token, arguments.username),),
            rates=arguments.rates,
            clock_file=arguments.clock_file,
            start_at=arguments.start_at,
            local_mode=arguments.local,
        )
    )
    url = await simulator.start(arguments.host, arguments.port)
    print(f"Bot API: {url}/bot<token>/<method>   control: {url}/control/state", flush=True)
    done = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, done.set)
    await done.wait()
    await simulator.stop()


def main() -> None:
    """Entry point."""
    asyncio.run(serve(parser().parse_args()))


if __name__ == "__main__":
    main()
