"""A stage on which whole scans run: a lab's sites, people who opted in, a clock of its own."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from scanner.config.settings import Config
from scanner.demo.installation import WATCHLISTS
from scanner.model.finding import Finding
from scanner.model.ids import Address, PersonId, SourceId
from scanner.model.personal import Personal
from scanner.people.choices import Chosen
from scanner.people.form import DetailRow, Form
from scanner.pipeline.house import House
from scanner.pipeline.run import RunResult, run
from scanner.places.lexicon import load_lexicons
from scanner.places.organisation import load_organisation
from scanner.places.providers import Provider
from scanner.places.queries import Query
from scanner.places.shelf import SHIPPED
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.places.watchlists import Watchlists
from scanner.store import findings, turns
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.enrol import cast
from tests.lab import Lab

DAY = timedelta(days=1)
TICK = timedelta(microseconds=100)
FOLDERS = (SHIPPED, WATCHLISTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseworker:
    """Invented, as everybody here; what she types into the form."""

    given: str
    surname: str
    spellings: tuple[str, ...] = ()
    phone: str = ""
    mailbox: str = ""
    """Before the @, where her name holds letters that a mailbox does not."""
    recipients: tuple[str, ...] = ("hr", "person")
    providers: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def mail(self) -> Personal:
        return Personal(
            f"{self.mailbox or f'{self.given}.{self.surname}'}@provstad.example".lower()
        )

    @property
    def form(self) -> Form:
        phone = DetailRow(kind="phone", setting="private", value=Personal(self.phone), ticked=True)
        return replace(
            cast.FORM,
            given=Personal(self.given),
            surname=Personal(self.surname),
            spellings=Personal("\n".join(self.spellings)),
            details=(phone,) if self.phone else (),
            chosen=Chosen(recipients=self.recipients, providers=self.providers),
        )


AMINA = Caseworker(given="Amina", surname="Provhult", phone="070-174 06 05")
ANNA = Caseworker(given="Anna", surname="Provdal", phone="070-174 06 06")


def source(*addresses: str, source_id: str = "forum", **changes: Any) -> Source:
    values: dict[str, Any] = {
        "kind": SourceKind.SITE,
        "source_class": SourceClass.FORUM,
        "delay_seconds": 0.0,
    }
    return Source(
        source_id=SourceId(source_id), name=source_id, addresses=tuple(map(Address, addresses)),
        owner="Säkerhet", legal_note="Påhittad.", review_by=date(2027, 11, 1), **(values | changes),
    )  # fmt: skip


@cache
def words() -> Watchlists:
    """The shipped words with those of Provstad; compiling them takes a second."""
    return Watchlists(
        sources=(),
        organisation=load_organisation(FOLDERS),
        lexicons=load_lexicons(FOLDERS),
        fingerprint="of these tests",
    )


@dataclass
class Stage:
    """One installation and its web. Scans see `sources`, at `now`."""

    sites: Lab
    config: Config
    store: Store
    sources: tuple[Source, ...] = ()
    queries: tuple[Query, ...] = ()
    providers: tuple[Provider, ...] = ()
    now: datetime = MORNING
    mail_port: int = 1
    """Where nobody listens, until a test says otherwise."""
    people: dict[str, PersonId] = field(default_factory=dict)

    @property
    def house(self) -> House:
        return House(
            config=replace(
                self.config,
                lab=self.sites.settings(),
                mail=replace(self.config.mail, port=self.mail_port),
            ),
            store=self.store,
            clock=self.clock,
            watchlists=replace(
                words(),
                sources=self.sources,
                queries=self.queries,
                providers=self.providers,
                people_search=frozenset({"personsok.example"}),
            ),
        )

    def clock(self) -> datetime:
        """Each look at the clock takes a moment: nothing happens at the same time as another."""
        self.now += TICK
        return self.now

    async def opt_in(self, *everybody: Caseworker) -> None:
        for who in everybody:
            await cast.opt_in(self.store, self.config, who.form, who.mail)
            self.people[who.name] = cast.person_of(self.store, who.mail)

    def gone_through(self) -> None:
        """As if a scan had gone through the sources yesterday and found nobody."""
        at, names = self.now - DAY, [one.source_id for one in self.sources]
        self.store.write(lambda tx: turns.begin(tx, names, at))
        self.store.write(lambda tx: turns.close(tx, names))
        self.store.write(lambda tx: turns.note_whole(tx, names, at))

    async def scan(self, later: timedelta = timedelta(0), **options: Any) -> RunResult:
        """One run, `later` than the last."""
        self.now += later
        return await run(self.house, **options)

    def of(self, who: Caseworker) -> tuple[Finding, ...]:
        """All that was found of her."""
        return self.store.read(lambda tx: findings.for_person(tx, self.people[who.name]))

    def the(self, who: Caseworker) -> Finding:
        """The one finding there is of her."""
        (one,) = self.of(who)
        return one

    def waiting(self) -> list[str]:
        """Whom the mails are for that wait to be sent; takes them."""
        return sorted(letter.recipient.reveal() for letter in cast.letters(self.store, self._end))

    @property
    def _end(self) -> datetime:
        # The lab has no mail server: what a run tried to send is due again a little later.
        return self.now + timedelta(hours=2)


def post(key: str, *paragraphs: str) -> str:
    """A forum's post as phpBB marks one."""
    return f'<div class="post" id="{key}">' + "".join(f"<p>{p}</p>" for p in paragraphs) + "</div>"


def page(*posts: str, title: str = "Tråden", links: tuple[str, ...] = ()) -> str:
    more = "".join(f'<a href="{link}">mer</a>' for link in links)
    body = "".join(posts)
    return f"<!doctype html><html lang=sv><title>{title}</title><body>{body}{more}</body></html>"
