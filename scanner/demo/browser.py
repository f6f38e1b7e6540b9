"""A caseworker's browser: opens pages, reads their forms, fills them in and presses the button.

It knows no address and no field of the portal beforehand but what stands in the pages and mails.
"""

from dataclasses import dataclass, replace
from typing import Final, Self
from urllib.parse import urljoin, urlsplit

from aiohttp import ClientResponse, ClientSession, ClientTimeout, CookieJar
from bs4 import BeautifulSoup, Tag

TIMEOUT: Final = ClientTimeout(total=20)

Fields = tuple[tuple[str, str], ...]
"""What a form sends: names and values in the order of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as a page shows it."""

    action: str
    """Whole address that it is sent to."""
    fields: Fields
    """What pressing its button sends."""
    names: frozenset[str]
    """Of every field, ticked or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A page as the browser shows it."""

    address: str
    status: int
    html: BeautifulSoup

    @property
    def forms(self) -> tuple[Form, ...]:
        """Its forms that send by POST."""
        found = self.html.find_all("form", method=lambda method: (method or "").lower() == "post")
        return tuple(_form(self.address, form) for form in found)

    @property
    def text(self) -> str:
        return self.html.get_text(" ", strip=True)


class Browser:
    """One person's session: `async with Browser() as browser:` holds her cookies until the end."""

    def __init__(self) -> None:
        # A portal on loopback has no name, and cookies of bare addresses are refused otherwise.
        self._session = ClientSession(cookie_jar=CookieJar(unsafe=True), timeout=TIMEOUT)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def open(self, address: str) -> Seen:
        """The page at `address`, after redirects."""
        async with self._session.get(address) as answer:
            return await _seen(answer)

    async def send(self, page: Seen, form: Form) -> Seen:
        """Press the button of `form` on `page`, and show what comes."""
        parts = urlsplit(page.address)
        headers = {"Origin": f"{parts.scheme}://{parts.netloc}", "Sec-Fetch-Site": "same-origin"}
        async with self._session.post(form.action, data=form.fields, headers=headers) as answer:
            return await _seen(answer)


def fill(form: Form, *written: tuple[str, str]) -> Form:
    """`form` with what she wrote, ticked or chose: each a field's name and its value.

    Raises `LookupError` where the form has no such field.
    """
    names = {name for name, _ in written}
    if missing := names - form.names:
        raise LookupError(f"The form at {form.action} has no field {', '.join(sorted(missing))}.")
    kept = tuple(field for field in form.fields if field[0] not in names)
    return replace(form, fields=(*kept, *written))


async def _seen(answer: ClientResponse) -> Seen:
    html = BeautifulSoup(await answer.text(), "html.parser")
    return Seen(address=str(answer.url), status=answer.status, html=html)


def _form(address: str, form: Tag) -> Form:
    controls = [one for one in form.find_all(["input", "select", "textarea"]) if one.get("name")]
    return Form(
        action=urljoin(address, str(form.get("action") or "")),
        fields=tuple(field for control in controls for field in _sent(control)),
        names=frozenset(str(control["name"]) for control in controls),
    )


def _sent(control: Tag) -> Fields:
    """What a control sends if nobody touches it."""
    name = str(control["name"])
    if control.name == "textarea":
        return ((name, control.get_text()),)
    if control.name == "select":
        options = control.find_all("option")
        chosen = [option for option in options if option.has_attr("selected")] or options[:1]
        return tuple((name, str(option.get("value", option.get_text()))) for option in chosen)
    if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
        return ()
    return ((name, str(control.get("value", ""))),)
