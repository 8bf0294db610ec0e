"""Two processes that have updates brought, behind a balancer without memory, and what runs beside them."""

import asyncio
import random
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from aiohttp import web

from tests.faults import victim
from tests.faults.victims import Life, Victim

_START_SECONDS = 20.0


class Balancer:
    """Hands each update to any of the processes; one that is away is passed over, as balancers do."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._chance = random.Random(8)
        self._session: aiohttp.ClientSession | None = None
        self.served: dict[int, int] = dict.fromkeys(ports, 0)
        self._has_served = asyncio.Event()

    async def all_have_served(self) -> None:
        """Wait until each process has taken an update, and so has begun."""
        async with asyncio.timeout(_START_SECONDS):
            while not all(self.served.values()):
                self._has_served.clear()
                await self._has_served.wait()

    async def pass_on(self, request: web.Request) -> web.Response:
        """One update to one process; what broke off in the middle is left to the sender."""
        body, headers = await request.read(), _passed(request.headers)
        assert self._session is not None
        for port in self._chance.sample(self._ports, len(self._ports)):
            try:
                url = f"http://127.0.0.1:{port}{request.path}"
                async with self._session.post(url, data=body, headers=headers) as answer:
                    self.served[port] += answer.status == 200
                    self._has_served.set()
                    return web.Response(
                        status=answer.status, body=await answer.read(), content_type=answer.content_type
                    )
            except aiohttp.ClientConnectorError:
                continue
            except aiohttp.ClientError:
                break
        return web.Response(status=502)

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        """The address to which updates are brought."""
        app = web.Application()
        app.router.add_post("/telegram", self.pass_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with aiohttp.ClientSession() as self._session:
            try:
                yield f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
            finally:
                await runner.cleanup()


class Fleet:
    """Two webs, a worker and a clock."""

    def __init__(self, environ: Mapping[str, str], folder: Path, ports: list[int]) -> None:
        self.webs = [
            _victim({**environ, "PORT": str(port)}, folder / f"web {n}", victim.only_answer)
            for n, port in enumerate(ports)
        ]
        self.worker = _victim(environ, folder / "a worker", victim.only_send)
        self.clock = _victim(environ, folder / "a clock", victim.only_tick)

    @property
    def all(self) -> list[Victim]:
        """Every process."""
        return [*self.webs, self.worker, self.clock]

    def last_words(self) -> str:
        """The end of each log."""
        return "\n".join(each.last_words(1500) for each in self.all)


@asynccontextmanager
async def fleet_of(environ: Mapping[str, str], folder: Path) -> AsyncIterator[tuple[Fleet, Balancer]]:
    """All of them running, and ended at the end."""
    ports = free_ports(2)
    balancer = Balancer(ports)
    async with balancer.listening() as url:
        fleet = Fleet({**environ, "WEBHOOK_URL": url}, folder, ports)
        try:
            for each in fleet.all:
                each.start()
            yield fleet, balancer
        finally:
            for each in fleet.all:
                each.end()


def _victim(environ: Mapping[str, str], folder: Path, life: Life) -> Victim:
    folder.mkdir()
    return Victim(environ, folder, life)


def _passed(headers: Mapping[str, str]) -> dict[str, str]:
    wanted = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")
    return {name: headers[name] for name in wanted if name in headers}


def free_ports(count: int) -> list[int]:
    """Taken all at once, so that they differ."""
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [int(each.getsockname()[1]) for each in taken]
    for each in taken:
        each.close()
    return ports
