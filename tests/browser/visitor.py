"""Somebody before the page, who sees and presses as a person does; everything that goes wrong is noted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, FilePayload, Locator, Page, Request, expect

PEOPLE: Mapping[str, int] = {"Budi": 7_000_001, "Ani": 7_000_002, "Made": 7_000_003, "Siti": 7_000_004}
WIDE = {"width": 1440, "height": 900}
NARROW = {"width": 360, "height": 740}
_INSIDE = ("data", "blob")
_MOMENT_MS = 15_000
_CHANGE_MS = 20_000
# A process that starts beside a whole suite of tests takes as long as the machine lets it.
_START_MS = 60_000


@dataclass
class Troubles:
    """What must never be: errors of the page, and requests that leave its host."""

    host: str
    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Note what happens on a page from now on."""
        page.on("pageerror", lambda error: self.errors.append(f"{error}\n{error.stack}"))
        page.on("console", self._on_console)
        page.on("request", self._on_request)
        page.on("websocket", lambda socket: self._look_at(socket.url))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.type}: {message.text} {message.location.get('url', '')}")

    def _on_request(self, request: Request) -> None:
        self._look_at(request.url)

    def _look_at(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _INSIDE and parts.netloc != self.host:
            self.strangers.append(url)


class Visitor:
    """The page of a demo in one tab."""

    def __init__(self, page: Page, troubles: Troubles) -> None:
        self.page = page
        self.troubles = troubles

    @property
    def is_narrow(self) -> bool:
        """Whether one phone is shown at a time."""
        size = self.page.viewport_size
        return size is not None and size["width"] < 900

    async def arrive(self, url: str) -> None:
        """Open the page and read its first hint away."""
        await self.page.goto(url)
        await self.page.locator("[data-phone]").first.wait_for(timeout=_MOMENT_MS)
        await self.page.locator("[data-action=hint-done]").click()

    def phone(self, name: str) -> Locator:
        """The phone of a person of the cast."""
        return self.page.locator(f'[data-phone="{PEOPLE[name]}"]')

    async def look_at(self, name: str) -> Locator:
        """Bring a phone to the front, where only one is shown."""
        phone = self.phone(name)
        if not await phone.is_visible():
            await self.page.locator(f'[data-action=choose-phone][data-id="{PEOPLE[name]}"]').click()
            await expect(phone).to_be_visible()
        return phone

    async def newest(self, name: str) -> Locator:
        """The newest message on somebody's phone."""
        return (await self.look_at(name)).locator("[data-message]").last

    async def sees(self, name: str, text: str) -> None:
        """Wait until the newest message says something."""
        await expect(await self.newest(name)).to_contain_text(text, timeout=_CHANGE_MS)

    async def presses(self, name: str, label: str, then: str = "") -> None:
        """Press the newest button with a label, and wait for what it leads to."""
        phone = await self.look_at(name)
        await phone.locator(f'[data-action=press][data-label="{label}"]').last.click()
        if then:
            await self.sees(name, then)

    async def writes(self, name: str, text: str, then: str = "") -> None:
        """Type a text and send it with Enter."""
        phone = await self.look_at(name)
        await phone.get_by_role("textbox").fill(text)
        await phone.get_by_role("textbox").press("Enter")
        if then:
            await self.sees(name, then)

    async def chooses_command(self, name: str, command: str, then: str) -> None:
        """Pick a command from the menu of a phone."""
        phone = await self.look_at(name)
        await phone.locator("[data-action=menu]").click()
        await phone.locator(f"[data-action=command][data-command={command}]").click()
        await self.sees(name, then)

    async def attaches(
        self, name: str, kind: str, file: FilePayload | list[FilePayload] | Path, caption: str = ""
    ) -> None:
        """Choose a file of the computer, or several, and send them."""
        phone = await self.look_at(name)
        await phone.locator("[data-action=attach]").click()
        async with self.page.expect_file_chooser() as choosing:
            await phone.locator(f"[data-action=attach-{kind}]").click()
        await (await choosing.value).set_files(file)
        await phone.get_by_role("textbox").fill(caption)
        await phone.locator("[data-action=send]").click()

    async def fetches(self, link: Locator) -> tuple[str, bytes]:
        """Type and content of what a document in a chat opens in a window of its own."""
        await expect(link).to_have_attribute("target", "_blank", timeout=_CHANGE_MS)
        answer = await self.page.request.get(await link.evaluate("link => link.href"))
        assert answer.ok
        return answer.headers["content-type"].partition(";")[0], await answer.body()

    async def uses(self, action: str) -> None:
        """Press a control of the page; on a narrow screen the tools are in a menu."""
        control = self.page.locator(f"[data-action={action}]")
        if self.is_narrow and action in ("phones", "faults", "save", "language", "theme", "help"):
            await self.page.locator("[data-action=tools]").click()
        await control.first.click()

    async def breaks(self, *orders: str) -> None:
        """Open the drawer of faults, press these, and close it."""
        await self.uses("faults")
        for order in orders:
            await self.page.locator(f"[data-action={order}]").click()
        await self.page.locator("[data-action=faults-close]").click()
        await expect(self.page.locator("[data-action=faults-close]")).to_be_hidden()

    async def clock_says(self, text: str, within: int = _CHANGE_MS) -> None:
        """Wait until the world has come to a date."""
        await expect(self.page.locator(".clock-now")).to_contain_text(text, timeout=within)

    async def lamp_says(self, text: str, within: int = _CHANGE_MS) -> None:
        """Wait until the state of the assistant is this."""
        await expect(self.page.locator("[data-action=product]")).to_contain_text(text, timeout=within)

    async def starts_the_product(self) -> None:
        """Press start in the drawer of faults, and wait until the assistant serves again."""
        await self.breaks("product-start")
        await self.lamp_says("Asisten hidup", _START_MS)
