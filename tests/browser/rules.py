"""WCAG 2.2, levels A and AA, as far as a browser can measure it: what is wrong with a page.

Rules are named by the number of their success criterion. `rules.js` measures a page as it stands;
here it is looked at in several ways, and gone through with the keyboard.
"""

from pathlib import Path
from typing import Final

from playwright.async_api import Page, ViewportSize

MEASURE: Final = Path(__file__).with_name("rules.js").read_text(encoding="utf-8")
FOCUS: Final = Path(__file__).with_name("focus.js").read_text(encoding="utf-8")
NARROW: Final[ViewportSize] = {"width": 320, "height": 640}
"""What is left of 1280 pixels at four times the size (1.4.10)."""
EXIT_WITHIN: Final = 4
"""So many presses of the tab key lead to the quick exit."""


async def faults(page: Page) -> list[str]:
    """All that is wrong with the page that is open, in light and dark, narrow and enlarged."""
    found: set[str] = set()
    found.update(await page.evaluate(MEASURE))
    await page.emulate_media(color_scheme="dark")
    found.update(f"in the dark: {fault}" for fault in await page.evaluate(MEASURE))
    await page.emulate_media(color_scheme="light")
    size = page.viewport_size
    assert size is not None
    await page.set_viewport_size(NARROW)
    found.update(f"at 320 px: {fault}" for fault in await page.evaluate(MEASURE))
    await page.set_viewport_size(size)
    found.update(await _enlarged(page))
    found.update(await by_keyboard(page))
    found.update(await page.evaluate(FOCUS))
    return sorted(found)


async def by_keyboard(page: Page) -> list[str]:
    """What is wrong for somebody who goes through the page's beginning with the tab key."""
    reached = []
    for _ in range(EXIT_WITHIN):
        await page.keyboard.press("Tab")
        reached.append(await page.evaluate("document.activeElement.className"))
    found = [] if reached[0] == "skip" else [f"2.4.1: the tab key leads to {reached[0]!r} first"]
    if await page.locator(".exit").count() and not any("exit" in one for one in reached):
        found.append(f"the quick exit is not among the first {EXIT_WITHIN} stops")
    return found


async def _enlarged(page: Page) -> list[str]:
    """With the browser's letters at twice the size (1.4.4)."""
    await page.evaluate("() => { document.documentElement.style.fontSize = '212.5%'; }")
    found = await page.evaluate(MEASURE)
    await page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    return [f"at 200 %: {fault}" for fault in found if fault.startswith("1.4.10")]
