"""Somebody at the portal: opens pages, fills in forms, presses buttons, reads her mailbox."""

import re
from base64 import b32decode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import ClientSession, FormData
from bs4 import BeautifulSoup
from multidict import CIMultiDict

from scanner.store.database import Store
from scanner.vault import totp
from tests.conftest import MORNING
from tests.postbag import letters

MAIL = "amina.provhult@provstad.example"
LINK = re.compile(r"/enter/[\w-]+")


@dataclass
class Answer:
    status: int
    path: str
    headers: CIMultiDict[str]
    text: str
    html: BeautifulSoup = field(init=False)

    def __post_init__(self) -> None:
        self.html = BeautifulSoup(self.text, "html.parser")

    @property
    def heading(self) -> str:
        assert self.html.h1 is not None
        return self.html.h1.get_text(" ", strip=True)

    @property
    def words(self) -> str:
        return " ".join(self.html.get_text(" ").split())

    def fields(self, action: str) -> dict[str, list[str]]:
        """What the form to `action` sends if nobody touches it."""
        form = self.html.find("form", action=action)
        assert form is not None, f"no form to {action} on {self.path}"
        sent: dict[str, list[str]] = {}
        for control in form.find_all(["input", "textarea", "select"]):
            is_box = control.get("type") in ("checkbox", "radio")
            ticked = not is_box or control.has_attr("checked")
            if not ticked:
                continue
            chosen = control.find("option", selected=True) if control.name == "select" else None
            value = control.get_text() if control.name == "textarea" else control.get("value", "")
            sent.setdefault(control["name"], []).append(chosen["value"] if chosen else value)
        return sent


class Visitor:
    def __init__(
        self, address: str, session: ClientSession, store: Store, clock: Callable[[], datetime]
    ) -> None:
        self._address = address
        self._session = session
        self._store = store
        self.clock = clock
        self._app = b""
        self._last_step = 0

    async def open(self, path: str, *, follow: bool = True, **headers: str) -> Answer:
        return await self._ask("GET", path, headers=headers, allow_redirects=follow)

    async def post(
        self,
        path: str,
        fields: dict[str, list[str]],
        headers: dict[str, str] | None = None,
        *,
        follow: bool = True,
    ) -> Answer:
        data = [(name, value) for name, values in fields.items() for value in values]
        return await self._ask(
            "POST", path, data=data, headers=headers or {}, allow_redirects=follow
        )

    async def upload(self, path: str, form: FormData) -> Answer:
        return await self._ask("POST", path, data=form)

    async def press(self, page: Answer, action: str, **written: str | list[str]) -> Answer:
        """Press the first button of a form to `action` on `page`, with what she wrote."""
        fields = page.fields(action)
        for name, value in written.items():
            fields[name.replace("__", "-")] = [value] if isinstance(value, str) else value
        return await self.post(action, fields)

    async def ask_for_link(self, mail: str = MAIL) -> Answer:
        start = await self.open("/")
        if start.path == "/me":
            start = await self.press(start, "/leave")
        return await self.press(start, "/link", mail=mail)

    def links(self) -> list[str]:
        """The links in every mail that has come since this was asked last."""
        later = MORNING + timedelta(days=1000)
        came = letters(self._store, later)
        return [link for letter in came for link in LINK.findall(letter.text.reveal())]

    async def enter(self, mail: str = MAIL) -> Answer:
        """The page that the link from her mailbox opens."""
        earlier = set(self.links())
        await self.ask_for_link(mail)
        (link,) = set(self.links()) - earlier
        return await self.press(await self.open(link), "/enter")

    async def log_in(self, mail: str = MAIL) -> Answer:
        """Her own page, by the link and the code of her app."""
        return await self.press(await self.enter(mail), "/factor", factor=self.code())

    def code(self) -> str:
        """A code of her app that was not given yet."""
        self._last_step = max(totp.step_of(self.clock()), self._last_step + 1)
        return totp.code(self._app, self._last_step)

    async def begin(self, mail: str = MAIL) -> Answer:
        """The form, as somebody new comes to it: with an app for her codes."""
        await self.enter(mail)
        key = await self.open("/key")
        secret = key.html.find(class_="secret")
        assert secret is not None
        self._app = b32decode(secret.get_text().replace(" ", ""))
        return await self.press(key, "/key", code=self.code())

    async def opt_in(self, mail: str = MAIL, **written: str | list[str]) -> Answer:
        """Fill the form in, as little as it takes, and with what is `written`."""
        form = await self.begin(mail)
        answers: dict[str, str | list[str]] = {
            "given": "Amina",
            "surname": "Provhult",
            "consent": "yes",
        }
        return await self.press(form, "/form", **(answers | written))

    async def _ask(self, method: str, path: str, **options: object) -> Answer:
        url = self._address + path
        async with self._session.request(method, url, **options) as answer:  # type: ignore[arg-type]
            return Answer(
                status=answer.status,
                path=answer.url.path,
                headers=CIMultiDict(answer.headers),
                text=await answer.text(errors="replace"),
            )


__all__ = ["LINK", "MAIL", "Answer", "Visitor"]
