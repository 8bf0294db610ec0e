"""Files go both ways: from the computer into a chat, and from the assistant to a window of their own."""

import pytest
from playwright.async_api import FilePayload, expect

from tests.browser.conftest import Visit
from tests.browser.demo import DemoProcess
from tests.browser.visitor import Visitor
from tests.simulator.pictures import png

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("browser")]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


async def test_a_document_and_a_picture_of_the_computer_are_sent_and_open(
    demo: DemoProcess, visit: Visit
) -> None:
    visitor = await visit(demo.url)
    await attach(visitor, "document", {"name": "bukti.pdf", "mimeType": "application/pdf", "buffer": PDF})
    document = (await visitor.look_at("Made")).locator("a.document", has_text="bukti.pdf")
    assert await visitor.fetches(document) == ("application/pdf", PDF)
    pictures: list[FilePayload] = [
        {"name": f"foto{side}.png", "mimeType": "image/png", "buffer": png(side, side)} for side in (4, 5)
    ]
    await attach(visitor, "photo", pictures)
    both = (await visitor.look_at("Made")).locator("[data-action=open-photo]")
    await expect(both).to_have_count(2)
    await opens_as_a_picture(visitor, "Made")


async def test_what_the_assistant_sends_opens(demo: DemoProcess, visit: Visit) -> None:
    visitor = await visit(demo.url)
    await visitor.writes("Siti", "/unduhdata")
    await visitor.presses("Siti", "Kirim data saya")
    page = (await visitor.look_at("Siti")).locator("a.document", has_text="data-saya.html")
    kind, saved = await visitor.fetches(page)
    assert kind == "text/html"
    assert "Siti Aminah" in saved.decode()
    await visitor.writes("Budi", "/undang")
    await visitor.presses("Budi", "Buat tautan baru")
    await visitor.writes("Budi", "20")
    await visitor.presses("Budi", "Kirim gambar QR")
    await opens_as_a_picture(visitor, "Budi")


async def attach(visitor: Visitor, kind: str, file: FilePayload | list[FilePayload]) -> None:
    await visitor.attaches("Made", kind, file, "Bukti saya")
    phone = await visitor.look_at("Made")
    await expect(phone.locator("[data-message]", has_text="Bukti saya").last).to_be_visible()


async def opens_as_a_picture(visitor: Visitor, name: str) -> None:
    await (await visitor.look_at(name)).locator("[data-action=open-photo]").last.click()
    shown = visitor.page.locator("dialog[open] img")
    await expect(shown).to_be_visible()
    await visitor.page.wait_for_function("document.querySelector('dialog[open] img').naturalWidth > 0")
    await visitor.page.keyboard.press("Escape")
    await expect(shown).to_have_count(0)
