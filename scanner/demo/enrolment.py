"""A caseworker opts in, as she would: asks for the link, opens her mail, fills in the form.

Her second factor is ten words on paper.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from urllib.parse import urljoin

from scanner.demo.browser import Browser, Form, Seen, fill
from scanner.demo.town import TOWN, Caseworker
from scanner.errors import StopError

ReadMail = Callable[[str], Awaitable[str]]
"""Gives the text of the latest mail to a mailbox."""


async def opt_in(who: Caseworker, portal: str, read_mail: ReadMail) -> None:
    """Let `who` opt in at the portal's address.

    Raises `StopError` where the portal does not take what she wrote.
    """
    async with Browser() as browser:
        start = await _in_language(browser, await browser.open(portal), who.language)
        await browser.send(start, fill(_form(start, "mail"), ("mail", who.mail)))
        door = await browser.open(_link(portal, await read_mail(who.mail)))
        await browser.send(door, _form(door, "token"))
        key = await browser.open(urljoin(portal, "/key"))
        page = await browser.send(key, fill(_form(key, "written"), ("written", "yes")))
        done = await browser.send(page, fill(_form(page, "consent"), *_answers(who)))
        if done.html.select_one(".reference") is None:
            raise StopError(f"The portal did not take an opt-in: {_complaints(done)}")


async def _in_language(browser: Browser, page: Seen, language: str) -> Seen:
    """The page after following its link to her language, where it is not in it already."""
    link = page.html.select_one(f'a[hreflang="{language}"]')
    return page if link is None else await browser.open(urljoin(page.address, str(link["href"])))


def _answers(who: Caseworker) -> Iterator[tuple[str, str]]:
    yield "given", who.given
    yield "surname", who.surname
    yield "spellings", "\n".join(who.spellings)
    yield "role", who.role
    yield "unit", who.unit
    yield "town", TOWN
    for number, detail in enumerate(who.details):
        yield f"detail-{number}-kind", detail.kind.value
        yield f"detail-{number}-setting", detail.setting.value
        yield f"detail-{number}-value", detail.value
        yield f"detail-{number}-tick", "yes"
    for recipient in sorted(who.recipients):
        yield "recipients", recipient.value
    yield "consent", "yes"


def _form(page: Seen, field: str) -> Form:
    """The form on `page` that has `field`. Raises `StopError` where none has."""
    for form in page.forms:
        if field in form.names:
            return form
    raise StopError(f"The portal answered {page.status} without the form for an opt-in.")


def _link(portal: str, mail: str) -> str:
    found = re.search(rf"{re.escape(portal)}/\S+", mail)
    if found is None:
        raise StopError("The mail for an opt-in holds no link to the portal.")
    return found[0]


def _complaints(page: Seen) -> str:
    problems = page.html.select_one(".problems")
    return problems.get_text(" ", strip=True) if problems else f"it answered {page.status}"
