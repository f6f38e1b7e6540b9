"""Each rule finds the page that breaks it, and none complains of a page that is right."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from tests.browser import rules
from tests.browser.conftest import DESK

pytestmark = pytest.mark.asyncio(loop_scope="session")

HEAD = """<!doctype html><html lang="sv"><title>Värn</title><style>
body { background: white; color: black; }
@media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } }
input, button { background: inherit; color: inherit; } a { color: inherit; }
li a, label { display: inline-block; padding: 6px 0; }
body { font: 17px/1.6 sans-serif; overflow-wrap: anywhere; margin: 0 8px 80px; }
button { min-height: 44px; min-width: 44px; border: 1px solid; }
input { width: 90%; height: 30px; border: 1px solid; }
:focus-visible { outline: 3px solid; }
.skip { position: absolute; left: -9999px; } .skip:focus { position: static; }
</style><body><a class="skip" href="#main">Hoppa</a>"""
RIGHT = f"""{HEAD}<nav aria-label="Sidor"><p><a href="/a">En</a> och <a href="/b">två</a></p></nav>
<main id="main" tabindex="-1"><h1>Rubrik</h1><h2>Del</h2>
<div class="problems" role="alert"><ul><li><a href="#mail">Skriv den hela.</a></li></ul></div>
<form><label for="mail">E-post</label><p id="hint">Med @.</p>
<input id="mail" name="mail" autocomplete="email" aria-describedby="hint" aria-invalid="true">
<fieldset><legend>Val</legend><label><input type="checkbox" style="width:24px"> Ja tack</label>
</fieldset><button>Skicka</button></form>
<table><tr><th scope="col">När</th></tr><tr><td>Nu</td></tr></table></main>"""

OVER_ALL = '<a class="exit" href="/exit" style="position:fixed;inset:0">Bort</a>'
TINY = ' style="width:9px;height:9px;margin:0" aria-label="Ja"'
BROKEN = [
    ("1.3.1", "<h2>Del</h2>", "<h4>Del</h4>"),
    ("1.3.1", "<h1>Rubrik</h1>", ""),
    ("1.3.1", "<h2>Del</h2>", "<h1>Del</h1>"),
    ("1.3.1", ' scope="col"', ""),
    ("1.3.1", "<legend>Val</legend>", ""),
    ("1.3.1", 'id="hint"', ""),
    ("1.3.5", 'autocomplete="email"', 'autocomplete="off"'),
    ("1.4.3", "<h2>Del</h2>", '<h2>Del</h2><p style="color:#888;background:#eee">Blekt</p>'),
    ("1.4.3", "<h2>Del</h2>", '<h2>Del</h2><p style="color:#222">I mörker</p>'),
    ("1.4.10", "<h2>Del</h2>", '<h2>Del</h2><pre style="width:400px">Bred</pre>'),
    ("1.4.10", "<h2>Del</h2>", '<h2>Del</h2><p style="width:20rem">Bred vid 200 %</p>'),
    ("1.4.11", "<button>", '<button style="border-color:#ddd;background:#eee">'),
    ("2.4.1", 'href="#main"', 'href="#gone"'),
    ("2.4.2", "<title>Värn</title>", "<title>Hot mot dig</title>"),
    ("2.4.3", "<h2>Del</h2>", '<h2>Del</h2><p tabindex="3">Först</p>'),
    ("2.4.7", "<button>", '<button style="outline:none">'),
    ("2.4.11", "<h2>Del</h2>", f"<h2>Del</h2>{OVER_ALL}"),
    ("2.5.8", "<button>", '<button style="min-height:30px;height:30px">'),
    ("2.5.8", ' style="width:24px"> Ja tack</label>', f"{TINY}></label> Ja"),
    ("3.1.1", ' lang="sv"', ""),
    ("3.3.1", '<a href="#mail">', '<a href="#gone">'),
    ("3.3.1", '<a href="#mail">Skriv den hela.</a>', "Skriv den hela."),
    ("4.1.2", '<label for="mail">E-post</label>', ""),
    ("2.1.1", "<button>", "<button disabled>"),
    ("4.1.2", ' aria-label="Sidor"', ""),
    ("4.1.2", '<p id="hint">Med @.</p>', '<p id="hint">Med @.</p><p id="hint">Igen</p>'),
]  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(**DESK)
    yield await context.new_page()
    await context.close()


async def faults(page: Page, html: str) -> list[str]:
    await page.set_content(html)
    return await rules.faults(page)


async def test_a_page_that_is_right_has_no_fault(page: Page) -> None:
    assert await faults(page, RIGHT) == []


@pytest.mark.parametrize(("rule", "right", "wrong"), BROKEN)
async def test_a_rule_finds_the_page_that_breaks_it(
    page: Page, rule: str, right: str, wrong: str
) -> None:
    assert right in RIGHT
    found = await faults(page, RIGHT.replace(right, wrong, 1))
    assert any(f"{rule}:" in fault for fault in found), found


async def test_an_exit_that_comes_late_is_found(page: Page) -> None:
    late = RIGHT + '<p><a class="exit" href="/exit">Bort</a></p>'
    assert "exit" in str(await faults(page, late))
