"""Makes README's picture of the demo: `python -m tests.browser.picture docs/demo.png`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser

from tests.browser.chromium import chromium
from tests.browser.demo import DemoProcess
from tests.browser.journey import begin_plan, finish_plan, reach_32_points
from tests.browser.visitor import PEOPLE, Troubles, Visitor

SIZE = {"width": 1280, "height": 740}


async def take_picture(browser: Browser, url: str, file: Path) -> None:
    """Play until a plan waits for the principal, and take the three phones of it."""
    context = await browser.new_context(viewport=SIZE, locale="id-ID", color_scheme="light")
    page = await context.new_page()
    visitor = Visitor(page, Troubles(url))
    try:
        await visitor.arrive(url)
        await show_three(visitor)
        await begin_plan(visitor, "Ani")
        await reach_32_points(visitor, "Ani")
        await finish_plan(visitor, "Ani")
        await visitor.presses("Ani", "Ajukan", "Ajukan rencana ini?")
        await visitor.presses("Ani", "Ya, ajukan", "Rencana sudah diajukan.")
        await visitor.sees("Budi", "menunggu persetujuan Anda")
        await begin_plan(visitor, "Made")
        await visitor.writes("Made", "2", "Dalam rencana: 2× = 16 poin")
        await page.evaluate("document.activeElement.blur()")
        await page.mouse.move(0, 0)
        await page.evaluate("Promise.allSettled(document.getAnimations().map(one => one.finished))")
        await page.screenshot(path=file, animations="disabled")
    finally:
        await context.close()


async def show_three(visitor: Visitor) -> None:
    """Hide every phone but those of Budi, Ani and Made."""
    kept = [str(PEOPLE[name]) for name in ("Budi", "Ani", "Made")]
    phones = await visitor.page.locator("[data-phone]").all()
    for number in [await phone.get_attribute("data-phone") for phone in phones]:
        if number not in kept:
            phone = visitor.page.locator(f'[data-phone="{number}"]')
            await phone.locator("[data-action=phone-menu]:visible").click()
            await phone.locator("[data-action=hide-phone]").click()


async def _make(file: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with chromium() as browser:
            demo = await DemoProcess.start(Path(folder))
            try:
                await take_picture(browser, demo.url, file)
            finally:
                await demo.stop()


def main(arguments: list[str]) -> int:
    """Make the picture at the path that is given."""
    if len(arguments) != 1:
        print("python -m tests.browser.picture FILE.png", file=sys.stderr)
        return 2
    asyncio.run(_make(Path(arguments[0])))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
