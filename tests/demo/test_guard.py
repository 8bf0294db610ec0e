"""Whom the page's server answers, and with what headers; no product is needed for that."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.demo.web import Served, serve_page
from bot.demo.web.guard import is_own
from bot.i18n import load_languages
from bot.simulator import Simulator


@pytest.fixture
async def server() -> AsyncIterator[str]:
    simulator = Simulator()
    serve_page(Served(simulator, load_languages(), "id"), "127.0.0.1")
    async with simulator:
        yield simulator.url


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.mark.parametrize(
    ("asked", "origin", "host", "is_it"),
    [
        ("127.0.0.1:8765", None, "127.0.0.1", True),
        ("localhost:8765", "http://localhost:8765", "127.0.0.1", True),
        ("[::1]:8765", None, "::1", True),
        ("schule.local:8765", None, "schule.local", True),
        ("192.168.1.5:8765", "http://192.168.1.5:8765", "0.0.0.0", True),
        ("evil.example:8765", None, "127.0.0.1", False),
        ("evil.example:8765", None, "0.0.0.0", False),
        ("192.168.1.5:8765", None, "127.0.0.1", False),
        ("127.0.0.1:8765", "http://evil.example", "127.0.0.1", False),
        ("127.0.0.1:8765", "http://127.0.0.1:9999", "127.0.0.1", False),
        ("127.0.0.1:8765", "null", "127.0.0.1", False),
        ("", None, "127.0.0.1", False),
        ("[", None, "127.0.0.1", False),
    ],
)
def test_only_the_own_page_under_the_own_name_is_answered(asked, origin, host, is_it):
    assert is_own(asked, origin, host) is is_it


@pytest.mark.parametrize("path", ["/", "/demo/state", "/demo/live", "/control/state", "/bot1:x/getMe"])
async def test_a_foreign_name_or_page_is_refused_everywhere(server, http, path):
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        async with http.get(server + path, headers=headers) as answer:
            assert answer.status == 403


async def test_every_answer_forbids_what_a_page_from_elsewhere_could_do(server, http):
    for path in ("/", "/page/nothing.js", "/demo/state", "/control/state"):
        async with http.get(server + path) as answer:
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_file_that_has_not_changed_is_not_sent_again(server, http):
    async with http.get(f"{server}/page/main.js") as answer:
        assert answer.content_type == "text/javascript"
        tag = answer.headers["ETag"]
    async with http.get(f"{server}/page/main.js", headers={"If-None-Match": tag}) as answer:
        assert (answer.status, await answer.read()) == (304, b"")


@pytest.mark.parametrize("name", ["..%2fmain.py", "%2e%2e/main.py", "nothing.js", ".hidden"])
async def test_there_are_no_other_files(server, http, name):
    async with http.get(f"{server}/page/{name}") as answer:
        assert answer.status == 404


async def test_until_the_school_is_set_up_the_page_is_told_to_wait(server, http):
    async with http.get(f"{server}/demo/state?language=en") as answer:
        assert answer.status == 503
        assert "One moment" in (await answer.json())["error"]
