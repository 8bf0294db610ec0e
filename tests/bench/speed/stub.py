"""The least that looks like Telegram from outside: it takes calls and tells who waits for them.

It checks nothing and limits nothing, because it must cost much less than what is measured beside it.
"""

import asyncio
import json
from collections.abc import Callable
from urllib.parse import parse_qs

_ME = {"id": 100001, "is_bot": True, "first_name": "Bangku", "username": "bangku_bot"}
_SHOWS = ("sendMessage", "editMessageText")
# The chat and the arguments of a call that shows something.
OnShown = Callable[[int, dict[str, str]], None]


class Stub:
    """Answers all calls of the Bot API; `delay` is how long each takes to show something, in seconds."""

    def __init__(self, on_shown: OnShown, delay: float = 0.0) -> None:
        self.on_shown = on_shown
        self.delay = delay
        self._server: asyncio.Server | None = None
        self._message_id = 100

    async def open(self) -> int:
        """Listen; gives the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Calls(self), "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Listen no more."""
        if self._server is not None:
            self._server.close()

    def answer(self, method: str, head: bytes, body: bytes) -> bytes:
        """The answer to a call."""
        result: object = True
        if method == "getMe":
            result = _ME
        elif method in _SHOWS:
            fields = _fields(head, body)
            chat_id = int(fields["chat_id"])
            message_id = int(fields.get("message_id") or 0) or self._next_id()
            result = {
                "message_id": message_id,
                "date": 1,
                "chat": {"id": chat_id, "type": "private", "first_name": "A"},
                "text": "...",
            }
            fields["message_id"] = str(message_id)
            self.on_shown(chat_id, fields)
        return json.dumps({"ok": True, "result": result}).encode()

    def _next_id(self) -> int:
        self._message_id += 1
        return self._message_id


class _Calls(asyncio.Protocol):
    """One connection, on which calls come one after the other."""

    def __init__(self, stub: Stub) -> None:
        self._stub = stub
        self._rest = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer each call that is complete."""
        self._rest += data
        while (found := cut(self._rest)) is not None:
            head, body, self._rest = found
            method = head.split(b" ", 2)[1].split(b"?", 1)[0].rpartition(b"/")[2].decode()
            if self._stub.delay:
                asyncio.get_running_loop().call_later(self._stub.delay, self._answer, method, head, body)
            else:
                self._answer(method, head, body)

    def _answer(self, method: str, head: bytes, body: bytes) -> None:
        assert self._transport is not None
        answer = self._stub.answer(method, head, body)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        self._transport.write(head % len(answer) + answer)


def cut(data: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Head, body and what follows of the first message over HTTP; None where it is not complete."""
    end = data.find(b"\r\n\r\n")
    if end < 0:
        return None
    head, begin = data[:end], end + 4
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        last = data.find(b"0\r\n\r\n", begin)
        return None if last < 0 else (head, _joined(data[begin:last]), data[last + 5 :])
    place = lower.find(b"content-length:")
    length = 0 if place < 0 else int(lower[place + 15 :].split(b"\r\n", 1)[0])
    if len(data) < begin + length:
        return None
    return head, data[begin : begin + length], data[begin + length :]


def _joined(chunks: bytes) -> bytes:
    parts, at = [], 0
    while at < len(chunks):
        size, _, _ = chunks[at:].partition(b"\r\n")
        begin = at + len(size) + 2
        parts.append(chunks[begin : begin + int(size, 16)])
        at = begin + int(size, 16) + 2
    return b"".join(parts)


def _fields(head: bytes, body: bytes) -> dict[str, str]:
    """The fields of a call, in whichever of the three ways they come."""
    lower = head.lower()
    if b"application/json" in lower:
        return {name: str(value) for name, value in json.loads(body).items()}
    if b"multipart/form-data" in lower:
        boundary = b"--" + head[lower.index(b"boundary=") + 9 :].split(b"\r\n", 1)[0].strip(b'"')
        return dict(_part(part) for part in body.split(boundary)[1:-1])
    return {name: values[0] for name, values in parse_qs(body.decode()).items()}


def _part(part: bytes) -> tuple[str, str]:
    head, _, value = part.partition(b"\r\n\r\n")
    name = head[head.index(b'name="') + 6 :].split(b'"', 1)[0]
    return name.decode(), value.removesuffix(b"\r\n").decode()
