"""One browser and one demo for all tests of the page, which run in one process of pytest."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ViewportSize

from tests.browser.chromium import CHROMIUM, chromium
from tests.browser.demo import DemoProcess
from tests.browser.visitor import WIDE, Troubles, Visitor

NO_BROWSER = f"there is no {CHROMIUM}: apt-get install chromium fonts-noto-color-emoji"

Visit = Callable[..., Awaitable[Visitor]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The browser; where there is none, the tests that need it say so."""
    if not CHROMIUM.exists():
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[DemoProcess]:
    """A demo in which several tests play."""
    running = await DemoProcess.start(tmp_path_factory.mktemp("demo"))
    yield running
    await running.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def own_demo(browser: Browser, tmp_path: Path) -> AsyncIterator[DemoProcess]:
    """A demo for one test, which leaves nothing behind."""
    async for running in _left_clean(tmp_path):
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def submitted_demo(browser: Browser, tmp_path: Path) -> AsyncIterator[DemoProcess]:
    """The same, in which the plan of Bu Ani waits for Pak Budi."""
    async for running in _left_clean(tmp_path, "--submitted"):
        yield running


async def _left_clean(folder: Path, *options: str) -> AsyncIterator[DemoProcess]:
    running = await DemoProcess.start(folder, *options)
    yield running
    assert await running.stop() == 0, running.printed
    assert os.listdir(folder) == []


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser) -> AsyncIterator[Visit]:
    """`visit(url, size)` opens a tab of a new browser window; at the end nothing may have gone wrong."""
    async with AsyncExitStack() as stack:
        seen: list[Troubles] = []

        async def open_page(url: str, size: ViewportSize = WIDE, **options: object) -> Visitor:
            context = await browser.new_context(viewport=size, locale="id-ID", **options)
            stack.push_async_callback(context.close)
            context.set_default_timeout(15_000)
            troubles = Troubles(urlsplit(url).netloc)
            seen.append(troubles)
            page = await context.new_page()
            troubles.watch(page)
            visitor = Visitor(page, troubles)
            await visitor.arrive(url)
            return visitor

        yield open_page
        for troubles in seen:
            assert troubles.errors == []
            assert troubles.strangers == []
