"""The page as people use it, from README's command to a transcript that plays again."""

from pathlib import Path

import pytest
from playwright.async_api import ViewportSize

from bot.transcript.reading import read
from bot.transcript.replay import replay
from tests.browser.conftest import Visit
from tests.browser.demo import DemoProcess
from tests.browser.journey import begin_plan, finish_plan, reach_32_points
from tests.browser.visitor import NARROW, WIDE, Visitor

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_a_plan_is_agreed_on_the_page_whatever_breaks_and_its_transcript_plays_again(
    size: ViewportSize, own_demo: DemoProcess, visit: Visit
) -> None:
    visitor = await visit(own_demo.url, size)
    await plan_under_faults(visitor)
    await submit_while_it_dies(visitor)
    await agree(visitor)
    await turn_the_clock(visitor)
    await nothing_sticks_out(visitor)
    text = await saved(visitor)
    await visitor.page.context.close()
    await replay(read(text))


async def plan_under_faults(visitor: Visitor) -> None:
    await begin_plan(visitor, "Ani")
    await visitor.breaks("fault-429")
    await reach_32_points(visitor, "Ani")
    await visitor.breaks("fault-hangup_after")
    await finish_plan(visitor, "Ani")


async def submit_while_it_dies(visitor: Visitor) -> None:
    await visitor.presses("Ani", "Ajukan", "Ajukan rencana ini?")
    await visitor.breaks("product-kill-midway")
    await visitor.presses("Ani", "Ya, ajukan")
    await visitor.lamp_says("Asisten mati")
    await visitor.starts_the_product()
    await visitor.sees("Ani", "Rencana sudah diajukan.")


async def agree(visitor: Visitor) -> None:
    await visitor.sees("Budi", "mengajukan rencana dan menunggu persetujuan Anda")
    await visitor.presses("Budi", "Setujui", "Disetujui.")
    await visitor.sees("Ani", "sudah menyetujui rencana Anda")
    await visitor.presses("Ani", "Sepakati", "Rencana Anda sudah disepakati dan kini final.")
    await visitor.sees("Budi", "Rencana ini sudah final")


async def turn_the_clock(visitor: Visitor) -> None:
    await visitor.clock_says("6 Juli 2026")
    await visitor.uses("clock-day")
    await visitor.clock_says("7 Juli 2026")
    await visitor.uses("clock-week")
    await visitor.clock_says("14 Juli 2026")
    await visitor.writes("Ani", "/poin", "32")


async def nothing_sticks_out(visitor: Visitor) -> None:
    wide = await visitor.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0


async def saved(visitor: Visitor) -> str:
    async with visitor.page.expect_download() as waiting:
        await visitor.uses("save")
    download = await waiting.value
    assert download.suggested_filename.startswith("percakapan-")
    return _text_of(await download.path())


def _text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")
