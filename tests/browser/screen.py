"""One browser window: what somebody reads and touches in it, and a picture of each step."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, Request


@dataclass
class Screen:
    page: Page
    origin: str
    """Where paths begin."""
    album: Path
    """Where pictures of its steps are kept."""
    taken: int = 0

    def __post_init__(self) -> None:
        self.asked: list[str] = []
        self.page.on("request", self._note)

    async def come_as(self, token: str, cookie: str = "varn-session") -> None:
        """With the cookie of a session; without one for ''."""
        await self.page.context.clear_cookies()
        if token:
            await self.page.context.add_cookies(
                [{"name": cookie, "value": token, "url": self.origin}]
            )

    async def open(self, path: str) -> int:
        """The status that the page came with."""
        answer = await self.page.goto(self.origin + path)
        assert answer is not None
        return answer.status

    async def write(self, label: str, text: str) -> None:
        await self._field(label).fill(text)

    async def choose(self, label: str, option: str) -> None:
        await self._field(label).select_option(label=option)

    async def write_detail(self, number: int, kind: str, setting: str, value: str) -> None:
        """One row of her form, ticked."""
        row = self.page.get_by_role("group", name=f"Uppgift {number}", exact=True)
        await row.get_by_label("Sort").select_option(label=kind)
        await row.get_by_label("Hör till").select_option(label=setting)
        await row.get_by_label("Uppgiften").fill(value)
        await self._touch(row.get_by_label("Ja, leta efter den här"))

    async def tick(self, label: str) -> None:
        await self._touch(self._field(label))

    async def press(self, name: str, *, within: str = "body") -> None:
        """The first such button; it sends a form."""
        place = self.page.locator(within)
        await self._go(place.get_by_role("button", name=name, exact=True).first)

    async def follow(self, name: str | re.Pattern[str], *, within: str = "body") -> None:
        """The first such link."""
        place = self.page.locator(within)
        await self._go(place.get_by_role("link", name=name, exact=True).first)

    async def uncover(self, summary: str) -> None:
        await self._touch(self.page.locator(summary))

    async def heading(self) -> str:
        return " ".join((await self.page.locator("h1").inner_text()).split())

    async def words(self) -> str:
        return " ".join((await self.page.locator("body").inner_text()).split())

    async def picture(self, name: str) -> None:
        self.taken += 1
        self.album.mkdir(parents=True, exist_ok=True)
        path = self.album / f"{self.taken:02}-{name}.png"
        size = self.page.viewport_size
        assert size is not None
        height = await self.page.evaluate("document.documentElement.scrollHeight")
        # What sticks to the window's edge stands at the page's end, and covers nothing.
        await self.page.set_viewport_size({"width": size["width"], "height": height})
        await self.page.screenshot(path=path, scale="css")
        await self.page.set_viewport_size(size)

    async def print(self, name: str) -> None:
        """The page as a printer would have it, as a picture."""
        await self.page.emulate_media(media="print")
        await self.picture(f"{name}-printed")
        await self.page.emulate_media(media="screen")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.origin)

    def _field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    async def _go(self, what: Locator) -> None:
        async with self.page.expect_navigation():
            await self._touch(what)

    async def _touch(self, what: Locator) -> None:
        if await self.page.evaluate("navigator.maxTouchPoints"):
            await what.tap()
        else:
            await what.click()

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)
