"""The sites of the demo's web: which pages there are, and how each stands on each day."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scanner.demo.town import MORNINGS

HTML: Final = "text/html"

OVERNIGHT: Final = timedelta(hours=1)
"""Pages change so long before the day's scan."""

DAYS: Final = range(1, len(MORNINGS) + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page: where it stands, the template it is made from, the first day it is there."""

    host: str
    path: str
    template: str
    content_type: str = HTML
    since: int = 1

    @property
    def address(self) -> str:
        return f"http://{self.host}{self.path}"


FORUM: Final = "forum.example"
BLOG: Final = "blogg.example"
ARABIC: Final = "arabiska.example"
PEOPLE_SEARCH: Final = "personsok.example"
MUNICIPALITY: Final = "provstad.example"
NEWSPAPER: Final = "tidning.example"
MIRROR: Final = "spegel.example"
FORBIDDEN: Final = "stangd.example"

THREAD: Final = Leaf(host=FORUM, path="/viewtopic.php?t=412", template="forum/thread-1.html")
THREAD_2: Final = Leaf(
    host=FORUM, path="/viewtopic.php?t=412&start=6", template="forum/thread-2.html"
)
FEED: Final = Leaf(
    host=BLOG, path="/feed/", template="blogg/feed.xml", content_type="application/rss+xml"
)
POWER: Final = Leaf(
    host=BLOG, path="/2026/11/makten-pa-mottagningen/", template="blogg/makten.html"
)
LIST: Final = Leaf(host=BLOG, path="/2026/11/listan-vaxer/", template="blogg/listan.html", since=2)
MARKET: Final = Leaf(host=BLOG, path="/2026/11/hostmarknad/", template="blogg/hostmarknad.html")
FAMILIES: Final = Leaf(host=ARABIC, path="/shahadat/2207", template="arabiska/familjer.html")
STREETS: Final = Leaf(host=PEOPLE_SEARCH, path="/provstad/", template="personsok/gator.html")
HOME: Final = Leaf(host=PEOPLE_SEARCH, path="/provstad/48213", template="personsok/kristina.html")
OTHER_HOME: Final = Leaf(
    host=PEOPLE_SEARCH, path="/provstad/48377", template="personsok/torbjorn.html"
)
CONTACT: Final = Leaf(
    host=MUNICIPALITY, path="/omsorg/kontakta-socialtjansten", template="provstad/kontakt.html"
)
EDITORIAL: Final = Leaf(
    host=NEWSPAPER, path="/asikt/socialtjansten-maste-svara", template="tidning/ledare.html"
)
CHOIR: Final = Leaf(
    host=NEWSPAPER, path="/kultur/koren-som-fyllde-kyrkan", template="tidning/koren.html"
)
COPY: Final = Leaf(host=MIRROR, path="/sparat/makten", template="spegel/kopia.html")

LEAVES: Final = (
    THREAD,
    THREAD_2,
    FEED,
    POWER,
    LIST,
    MARKET,
    FAMILIES,
    STREETS,
    HOME,
    OTHER_HOME,
    CONTACT,
    EDITORIAL,
    CHOIR,
    COPY,
)
HOSTS: Final = tuple(dict.fromkeys((*(leaf.host for leaf in LEAVES), FORBIDDEN)))

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "pages"),
    autoescape=True,
    undefined=StrictUndefined,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A page as it stands on one day."""

    body: bytes
    etag: str
    modified: datetime


def edition(leaf: Leaf, day: int) -> Edition | None:
    """`leaf` on `day` (1, 2, 3); None where it is not there yet."""
    if day < leaf.since:
        return None
    body = _body(leaf, day)
    return Edition(
        body=body,
        etag=f'"{sha256(body).hexdigest()[:16]}"',
        modified=(MORNINGS[_changed(leaf, day) - 1] - OVERNIGHT).astimezone(UTC),
    )


def _changed(leaf: Leaf, day: int) -> int:
    """The last day up to `day` on which the page came or changed."""
    body = _body(leaf, day)
    while day > leaf.since and _body(leaf, day - 1) == body:
        day -= 1
    return day


def _body(leaf: Leaf, day: int) -> bytes:
    return _TEMPLATES.get_template(leaf.template).render(day=day).encode()
