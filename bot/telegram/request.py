"""Requests of python-telegram-bot on aiohttp, which stays fast with many calls at once."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.fast_json import loads

Seconds = float | None
# A method, what came of it such as `ok` or `429`, and after how many seconds.
OnAnswer = Callable[[str, str, float], None]

_CUT_OFF = "network"
_URL_ENCODED = {"Content-Type": "application/x-www-form-urlencoded"}


class AiohttpRequest(BaseRequest):
    """A pool of connections; timeouts in seconds, None for none.

    `read_timeout` is the longest silence of the server, `write_timeout` the time to send a request,
    `media_write_timeout` the same with files, `pool_timeout` the wait for a free connection.
    """

    def __init__(
        self,
        connection_pool_size: int = 256,
        *,
        read_timeout: Seconds = 5.0,
        write_timeout: Seconds = 5.0,
        connect_timeout: Seconds = 5.0,
        pool_timeout: Seconds = 1.0,
        media_write_timeout: Seconds = 60.0,
    ) -> None:
        self._pool_size = connection_pool_size
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._media_write_timeout = media_write_timeout
        self._places = asyncio.Semaphore(connection_pool_size)
        self._session: aiohttp.ClientSession | None = None
        self.on_answer: OnAnswer = _tell_nobody

    @property
    def read_timeout(self) -> Seconds:
        """The usual read timeout in seconds."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool; nothing happens if it is open."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, limit_per_host=0, keepalive_timeout=55),
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        """Close the pool; nothing happens if it is closed."""
        if self._session is not None:
            await self._session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Parse an answer; unlike the inherited one it never logs what it could not read."""
        try:
            return loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; gives the HTTP status and the body."""
        session = self._session
        if session is None or session.closed:
            raise RuntimeError("This AiohttpRequest is not initialized!")
        has_files = request_data is not None and request_data.contains_files
        usual_write = self._media_write_timeout if has_files else self._write_timeout
        connect = _given(connect_timeout, self._connect_timeout)
        read = _given(read_timeout, self._read_timeout)
        timeout = aiohttp.ClientTimeout(
            total=_sum(connect, _given(write_timeout, usual_write), read) if method == "POST" else None,
            sock_connect=connect,
            sock_read=read,
        )
        await self._take_place(_given(pool_timeout, self._pool_timeout))
        began, result = time.monotonic(), _CUT_OFF
        try:
            async with session.request(
                method, url, **form_body(request_data), timeout=timeout, allow_redirects=False
            ) as response:
                body = await response.read()
                result = "ok" if response.status == 200 else str(response.status)
                return response.status, body
        except TimeoutError as exc:
            raise TimedOut from exc
        except (aiohttp.ClientError, OSError) as exc:
            # The words of some of these contain the address and so the token: the name must do.
            raise NetworkError(f"aiohttp.{type(exc).__name__}") from exc
        finally:
            self._places.release()
            self.on_answer(url.rpartition("/")[2], result, time.monotonic() - began)

    async def _take_place(self, seconds: Seconds) -> None:
        if not self._places.locked():
            # A timer only where there is something to wait for.
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(seconds):
                await self._places.acquire()
        except TimeoutError as exc:
            raise TimedOut(
                "Pool timeout: all connections are occupied, the request was not sent to Telegram."
            ) from exc


def _tell_nobody(method: str, result: str, seconds: float) -> None:
    pass


def _given(timeout: Any, usual: Seconds) -> Seconds:
    return usual if timeout is BaseRequest.DEFAULT_NONE else timeout


def _sum(*timeouts: Seconds) -> Seconds:
    finite = [timeout for timeout in timeouts if timeout is not None]
    return sum(finite) if len(finite) == len(timeouts) else None


class Body(TypedDict, total=False):
    """What is sent, and the header for it where aiohttp does not write it."""

    data: aiohttp.FormData | bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a call that are texts already, in the place of RequestData."""

    json_parameters: dict[str, str]
    contains_files: bool = False


def form_body(request_data: RequestData | Fields | None) -> Body:
    """The body of a request and what says of which kind it is, as aiohttp takes them."""
    if request_data is None:
        return {}
    if isinstance(request_data, Fields) or not request_data.contains_files:
        # Its encoding is several times as fast as that of the standard library.
        query = URL.build(query=request_data.json_parameters).raw_query_string
        return {"data": query.encode(), "headers": _URL_ENCODED} if query else {}
    # Telegram shows the name of a file as it comes, so a space must not come as %20.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, (filename, content, mime_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return {"data": form}
