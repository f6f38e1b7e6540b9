"""A whole installation on loopback for journeys in a browser: portal, mail server, web, scans."""

import asyncio
import re
import socket
from base64 import b32decode
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.message import EmailMessage
from functools import cache
from pathlib import Path

from scanner.alert.deliver import deliver_due
from scanner.config.settings import Config, WatchlistSettings
from scanner.enrol.withdraw import resume
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.pipeline.house import House
from scanner.places import watchlists
from scanner.portal.app import make_app, make_staff_app
from scanner.portal.server import listening
from scanner.store import consents, installing, people, sessions, staff, staff_sessions
from scanner.store.database import Store, Transaction
from scanner.vault import master, passwords, totp
from tests.alert import sink
from tests.alert.sink import Sink
from tests.conftest import MORNING, make_config
from tests.lab import Lab, lab
from tests.pipeline.stage import AMINA, Stage, page, post
from tests.pipeline.test_visits import AMINAS, CRITICISM, NUMBER

MAIL = AMINA.mail.reveal()
PASSWORD = "tunna gula cyklar 7"
DIGITS = re.compile(r"\b\d{4} ?\d{4}\b")
LINK = re.compile(r"http://127\.0\.0\.1:\d+(/\S+)")

THREAD = "forum.example/t"
NAMESAKE = "blogg.example/provhult"
ABOUT_ANOTHER = (
    "Handläggaren Amina Provhult i Provstad säljer också honung på torget. Lägg ut hennes namn och "
    "bild överallt så att alla får veta vem hon är."
)
CLOSED = "blogg.example/stangd"
"""Nobody answers there: what could not be checked is said."""
SOURCE = f"""\
source_id = "forum"
name = "Forum och bloggar"
kind = "site"
addresses = ["http://{THREAD}", "http://{NAMESAKE}", "http://{CLOSED}"]
source_class = "forum"
cadence_minutes = 60
delay_seconds = 0
owner = "Säkerhetsfunktionen"
legal_note = "Påhittat."
review_by = 2027-11-01
"""
SITE = """\
site_id = "katalogen"
name = "Katalogen"
page = "https://katalogen.example/bort"
proof = "form"
shows = ["address"]
known_on = 2026-03-01
recheck = true
profiles = "https://www.katalogen.example/person/"
legal_note = "Påhittat."
review_by = 2027-11-01
"""
"""Two such sites: at one she lets her page be looked up."""


@dataclass(kw_only=True)
class App:
    """An authenticator app on somebody's phone."""

    stage: Stage
    secret: bytes = b""
    last_step: int = 0

    def read(self, typed: str) -> None:
        """Take over the key that a page shows."""
        self.secret = b32decode(typed.replace(" ", ""))

    def code(self) -> str:
        """A code that was not given yet: where need be, half a minute later."""
        while (step := totp.step_of(self.stage.now)) <= self.last_step:
            self.stage.now += timedelta(seconds=30)
        self.last_step = step
        return totp.code(self.secret, step)


@dataclass(kw_only=True)
class Town:
    stage: Stage
    sink: Sink
    portal: str
    """Where the caseworkers' pages are."""
    staff: str
    """Where the staff's pages are."""
    everyday: str
    """The page that the quick exit leads to."""
    apps: dict[str, App] = field(default_factory=dict)

    @property
    def store(self) -> Store:
        return self.stage.store

    @property
    def config(self) -> Config:
        return self.stage.config

    @property
    def house(self) -> House:
        return self.stage.house

    def pass_time(self, **parts: float) -> None:
        self.stage.now += timedelta(**parts)

    async def mails(self, mail: str = MAIL) -> list[EmailMessage]:
        """All that ever came for somebody, over SMTP, the newest first."""
        await deliver_due(self.store, self.house.config.mail, self.stage.clock)
        return [one for one in reversed(self.sink.mails) if one["To"] == mail]

    async def link(self, kind: str, mail: str = MAIL) -> str:
        """The newest link of that kind (``enter``, ``stop``…) in somebody's mails."""
        found = (link for one in await self.mails(mail) for link in LINK.findall(text_of(one)))
        return str(next(path for path in found if path.startswith(f"/{kind}/")))

    async def digits(self, mail: str) -> str:
        """The code in the newest mail to an address that is to be proved."""
        found = DIGITS.search(text_of((await self.mails(mail))[0]))
        assert found is not None
        return found[0]

    def is_watched(self, mail: str = MAIL) -> bool:
        """Whether scans look for her."""
        person_id = self.store.keys.find_login(Personal(mail))
        if person_id is None:
            return False
        return self.store.read(lambda tx: consents.is_valid(tx, person_id, self.stage.clock()))

    def knows_nobody(self) -> bool:
        return not self.store.read(people.ids) and not self.store.keys.person_ids()

    async def sweep(self) -> None:
        """The service's look for what is to be erased."""
        await asyncio.to_thread(resume, self.store, self.config, self.stage.clock())

    def opened_by(self, mail: str = MAIL) -> str:
        """The cookie of somebody who has logged in just now, or who came by a mail and is new."""
        person_id, now = self.store.keys.find_login(Personal(mail)), self.stage.clock()
        return self.store.write(lambda tx: sessions.start(tx, Personal(mail), person_id, now))

    def opened_by_staff(self, mail: str) -> str:
        """The cookie of a member of staff who has logged in just now."""

        def work(tx: Transaction) -> str:
            account = staff.by_mail(tx, Personal(mail))
            assert account is not None
            return staff_sessions.start(tx, account.member.staff_id, self.stage.clock())

        return self.store.write(work)

    def hire(self, role: Role, name: str) -> str:
        """The mail address of a new account; its app is in `apps`."""
        mail = f"{name.split()[0].lower()}@provstad.example"
        app = App(stage=self.stage, secret=totp.new_secret())

        def work(tx: Transaction) -> None:
            assert staff.add(
                tx,
                role=role,
                name=Personal(name),
                mail=Personal(mail),
                password_hash=Personal(_hashed()),
                secret=Personal(app.secret.hex()),
                last_step=0,
                now=self.stage.clock(),
            )

        self.store.write(work)
        self.apps[mail] = app
        return mail


@asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    async with AsyncExitStack() as stack:
        sites = await stack.enter_async_context(lab())
        post_office = await stack.enter_async_context(sink.listening(Sink()))
        everyday = f"127.0.0.1:{sites.port}/vader"
        sites.page(everyday, "<!doctype html><title>Vädret</title><h1>Vädret i dag</h1>")
        config = _config(folder, f"http://{everyday}")
        store = _store(config)
        stack.callback(store.close)
        sources = watchlists.read_sources(config)
        stage = Stage(sites, config, store, sources, mail_port=post_office.port)
        for make, address in (
            (make_app, config.portal.base_url),
            (make_staff_app, config.portal.staff_address),
        ):
            app = make(config, store, stage.clock)
            port = int(address.rpartition(":")[2])
            await stack.enter_async_context(listening(app, "127.0.0.1", port))
        yield Town(
            stage=stage,
            sink=post_office,
            portal=config.portal.base_url,
            staff=config.portal.staff_address,
            everyday=f"http://{everyday}",
        )


def publish(sites: Lab) -> None:
    """What a forum and a blog write about her."""
    sites.page(THREAD, page(post("p1", AMINAS, NUMBER), post("p2", CRITICISM), title="Socialen"))
    sites.page(CLOSED, b"", status=403)
    sites.page(NAMESAKE, page(post("p1", ABOUT_ANOTHER), title="Honung"))


def _config(folder: Path, everyday: str) -> Config:
    config = make_config(folder)
    sources = folder / "watchlists" / "sources"
    sources.mkdir(parents=True)
    (sources / "forum.toml").write_text(SOURCE, encoding="utf-8")
    removal = folder / "watchlists" / "removal"
    removal.mkdir()
    (removal / "katalogen.toml").write_text(SITE, encoding="utf-8")
    other = SITE.replace("katalogen", "registret").replace("Katalogen", "Registret")
    (removal / "registret.toml").write_text(other, encoding="utf-8")
    portal = replace(
        config.portal,
        base_url=f"http://127.0.0.1:{_free_port()}",
        staff_url=f"http://127.0.0.1:{_free_port()}",
        activation_hours=24,
        help_phone="031-390 06 20",
        exit_url=everyday,
    )
    return replace(
        config, portal=portal, watchlists=WatchlistSettings(folder=folder / "watchlists")
    )


def _store(config: Config) -> Store:
    config.data.folder.mkdir(parents=True)
    key = master.create()
    installing.create(config, key, MORNING).close()
    return Store.open(config, key)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


@cache
def _hashed() -> str:
    return passwords.hashed(PASSWORD)
