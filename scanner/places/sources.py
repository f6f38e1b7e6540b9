"""Sources: where to look, how far, how gently, and on whose responsibility."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from scanner.config.proxy import NO_PROXY, is_proxy
from scanner.config.settings import PACE_FLOOR_SECONDS
from scanner.config.strict import Between, Problem
from scanner.model.ids import Address, SourceId
from scanner.places.shelf import Shelf, read_shelf
from scanner.places.timing import is_cron, is_hours, is_quiet, until_next
from scanner.urls import origin, parse

DIRECT: Final = "direct"
"""The proxy of a source that goes past the organisation's."""

HOT_MINUTES: Final = 5
"""A source that is due so often is one where every minute counts."""


SUPPLIED: Final = SourceId("tips")
"""The source of what people hand in (`places.tips`); no watchlist's source is called so."""

GDELT_SECONDS: Final = 5.0
"""Between two questions from one address."""


class SourceKind(StrEnum):
    """How a source is read."""

    PAGES = "pages"
    """The listed addresses and nothing else."""
    SITE = "site"
    """The listed addresses, and from there every link that stays within."""
    OWN = "own"
    """The organisation's own site: every link within, and all that its sitemaps list."""
    FORUM = "forum"
    """The listed boards and threads of a forum, each thread's last page first."""
    FEED = "feed"
    """The listed feeds, and the pages that their entries name."""
    SITEMAP = "sitemap"
    """The listed sitemaps, or those of the listed sites, and the pages that they name."""
    WORDPRESS = "wordpress"
    """The listed WordPress sites' interface and feeds, and the pages that the feeds name."""
    TELEGRAM = "telegram"
    """The public previews of the listed Telegram channels."""
    PASTE = "paste"
    """The listed raw pastes, and those that listed lists of pastes show."""
    ARCHIVE = "archive"
    """A web archive on this machine: its pages, without any request."""
    SEARCH = "search"
    """A search interface: what `queries/` asks it, and each result once."""


class SearchProvider(StrEnum):
    """Whose interface a search source asks."""

    SEARXNG = "searxng"
    YOUTUBE = "youtube"
    BRAVE = "brave"
    MOJEEK = "mojeek"
    GDELT = "gdelt"


NEWEST_LISTED: Final = frozenset({SourceKind.FEED, SourceKind.TELEGRAM, SourceKind.PASTE})
"""Whatever is new in them stands on the listed pages."""

FOUND_AGAIN: Final = timedelta(hours=1)
"""Of a hot one the pages that were found are read again so often: with all of them every five
minutes a host's pace would leave no room for what is new."""

NEEDS_KEY: Final = frozenset({SearchProvider.YOUTUBE, SearchProvider.BRAVE, SearchProvider.MOJEEK})


class SourceClass(StrEnum):
    """What a source is; weighs in severity."""

    OWN = "own"
    """The organisation's own site."""
    NEWS = "news"
    FORUM = "forum"
    BLOG = "blog"
    PEOPLE_SEARCH = "people_search"
    CAMPAIGN = "campaign"
    """A site made to expose or to mobilise."""
    MIRROR = "mirror"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place to look at."""

    source_id: SourceId
    name: str
    """As shown in reports."""
    kind: SourceKind
    source_class: SourceClass
    owner: str
    """The function that answers for reading this source."""
    legal_note: str
    """Why it may be read: the terms, when they were looked at, the decision's number."""
    review_by: date
    """By when somebody looks at the source again."""
    addresses: tuple[Address, ...] = ()
    """Where to begin."""
    archive: str = ""
    """Of an archive: its file, as a path below the folder that crawl.archive_folder names."""
    provider: SearchProvider | None = None
    """Of a search: whose interface is asked."""
    key_file: Path | None = None
    """Of a search: a file with the key that the provider asks for."""
    queries_a_day: Annotated[int, Between(low=1, high=10_000)] = 20
    """Of a search: most questions of a day (UTC)."""
    within: tuple[Address, ...] = ()
    """Prefixes that links must stay in; empty: the origins of `addresses`."""
    max_pages: Annotated[int, Between(low=1, high=100_000)] = 200
    """Most pages of one scan."""
    languages: tuple[str, ...] = ()
    """BCP 47 codes of what is mostly written there; empty: any."""
    base_severity: Annotated[int, Between(low=0, high=5)] = 0
    """0 to 5: how much worse it is to be named here than elsewhere."""
    cadence_minutes: Annotated[int, Between(low=1, high=525_600)] = 60
    """A page is due again after so long; later where its site has more pages than its budget."""
    schedule: str = ""
    """When its pages are due instead, as a cron expression: "0 6,18 * * *"."""
    quiet_hours: str = ""
    """In these hours of each day `serve` begins no scan of it: "22:00-06:00"."""
    time_zone: str = "Europe/Stockholm"
    """Of `schedule` and `quiet_hours`."""
    delay_seconds: Annotated[float, Between(low=0, high=86_400)] = 5.0
    """Shortest time between two requests to one host; 1 or more, 0 in a lab only."""
    canary: bool = False
    """Whether it is the operator's test page: an invented person on it, who has to be found there
    at every visit, shows that the watch is awake."""
    constitutional_media: bool = False
    """Protected by TF or YGL: it takes nothing down but of its own will."""
    expires: date | None = None
    """From this day on it is not read, and reported as a gap, until somebody renews it."""
    proxy: str = ""
    """A proxy of its own, as proxy.address in the settings; "direct": none; empty: theirs."""
    proxy_credentials_file: Path | None = None
    """A file with the user and password that it asks for, as user:password."""
    needs_browser: bool = False
    """Whether scripts write its pages, so that a browser must show them (crawl.browser)."""
    robots_override_reason: str = ""
    """Why robots.txt is not obeyed here, with the decision's number; empty: it is obeyed."""

    def has_expired(self, today: date) -> bool:
        return self.expires is not None and self.expires <= today

    def cadence(self, at: datetime, *, is_listed: bool = True) -> timedelta:
        """How long after a visit in the scan begun `at` a page is due again: one that the source
        lists, or one that was found there."""
        if self.schedule:
            return until_next(self.schedule, self.time_zone, at)
        cadence = timedelta(minutes=self.cadence_minutes)
        is_old_news = self.is_hot and not is_listed and self.kind in NEWEST_LISTED
        return max(cadence, FOUND_AGAIN) if is_old_news else cadence

    def is_quiet(self, at: datetime) -> bool:
        return is_quiet(self.quiet_hours, self.time_zone, at)

    @property
    def is_supplied(self) -> bool:
        """What is read was chosen by somebody here, who must not learn from it what we know."""
        return self.source_id == SUPPLIED

    @property
    def is_hot(self) -> bool:
        """Read so often that what its posts link to is read once as well."""
        return not self.schedule and self.cadence_minutes <= HOT_MINUTES

    @property
    def prefixes(self) -> tuple[Address, ...]:
        """What a link must begin with to be followed."""
        return self.within or _origins(self.addresses)

    def held(self, addresses: Iterable[Address]) -> tuple[Address, ...]:
        """Those that lie within the source: begin as a prefix does, up to a whole word of it."""
        ended = tuple(prefix for prefix in self.prefixes if not prefix[-1].isalnum())
        cut = tuple(set(self.prefixes) - set(ended))
        return tuple(
            address
            for address in addresses
            if address.startswith(ended) or any(_begins(address, prefix) for prefix in cut)
        )


def load_sources(folders: Sequence[Path], *, lab: bool) -> tuple[Source, ...]:
    """The sources of watchlist `folders`, a later folder's over an earlier one's by id.

    Sorted by id. Raises `UsageError` with file and line of everything that is wrong: a source
    that cannot be meant, an id given twice in a folder.
    """
    shelf = Shelf(
        name="sources",
        kind=Source,
        key="source_id",
        rules=RULES,
        check=lambda source: problems(source, lab=lab),
    )
    return read_shelf(folders, shelf)


def web_address(value: object) -> Address:
    """The rule for an address in a watchlist. Raises `ValueError` for what is none."""
    address = parse(value) if isinstance(value, str) else None
    if address is None:
        raise ValueError("must be a web address such as https://forum.example/social/")
    return address


@cache
def _origins(addresses: tuple[Address, ...]) -> tuple[Address, ...]:
    return tuple(dict.fromkeys(Address(f"{origin(address)}/") for address in addresses))


def _begins(address: str, prefix: str) -> bool:
    """Thread t=41 is not the beginning of thread t=412."""
    return address.startswith(prefix) and not address[len(prefix) : len(prefix) + 1].isalnum()


def _source_id(value: object) -> SourceId:
    if not isinstance(value, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", value):
        raise ValueError("must be lower-case letters, digits and single hyphens: local-forum")
    return SourceId(value)


def _path(value: object) -> Path:
    if not isinstance(value, str) or not value:
        raise ValueError("must be the path of a file")
    return Path(value)


RULES: Final = {Address: web_address, SourceId: _source_id, Path: _path}
"""How the types of a source's fields are read."""


def problems(source: Source, *, lab: bool) -> Iterator[Problem]:
    """What a source's fields alone cannot show."""
    for key in ("name", "owner", "legal_note", _beginning(source)):
        if not getattr(source, key):
            yield Problem(place=(key,), sentence=f'"{key}" must not be empty.')
    if source.delay_seconds < PACE_FLOOR_SECONDS and not lab:
        yield Problem(
            place=("delay_seconds",),
            sentence='"delay_seconds" must be 1 or more; less is for a lab only.',
        )
    if source.is_supplied:
        yield Problem(
            place=("source_id",),
            sentence=f'"{SUPPLIED}" is what people hand in. Give the source another id.',
        )
    yield from _mistimed(source)
    yield from _misplaced(source)
    yield from _unproxied(source)
    if source.kind in {SourceKind.SITE, SourceKind.OWN, SourceKind.WORDPRESS}:
        yield from _strays(source)
    if source.kind is SourceKind.SEARCH and not lab:
        yield from _unasked(source)
    if source.kind is SourceKind.TELEGRAM:
        yield from _no_previews(source)
    if source.canary and (source.kind is not SourceKind.PAGES or len(source.addresses) != 1):
        yield Problem(
            place=("canary",),
            sentence='"canary" is for a source of kind "pages" with one address: the test page.',
        )


def _beginning(source: Source) -> str:
    """Which key says where to begin."""
    match source.kind:
        case SourceKind.ARCHIVE:
            return "archive"
        case SourceKind.SEARCH:
            return "provider"
    return "addresses"


def _misplaced(source: Source) -> Iterator[Problem]:
    """What says where to begin for another kind of source, or leads out of its folder."""
    is_search = source.kind is SourceKind.SEARCH
    given = {
        "addresses": source.kind is not SourceKind.ARCHIVE,
        "archive": source.kind is SourceKind.ARCHIVE,
        "provider": is_search,
        "key_file": is_search,
    }
    for key, is_fit in given.items():
        if getattr(source, key) and not is_fit:
            yield Problem(
                place=(key,), sentence=f'"{key}" is not for a source of kind "{source.kind}".'
            )
    path = PurePosixPath(source.archive)
    if path.is_absolute() or ".." in path.parts:
        yield Problem(
            place=("archive",),
            sentence='"archive" must be a path below crawl.archive_folder: 2026/sajten.warc.gz.',
        )


def _unproxied(source: Source) -> Iterator[Problem]:
    if source.proxy not in {"", DIRECT} and not is_proxy(source.proxy):
        yield Problem(place=("proxy",), sentence=f'"proxy" {NO_PROXY}')
    path = source.proxy_credentials_file
    if path is not None and not (path.is_absolute() and is_proxy(source.proxy)):
        yield Problem(
            place=("proxy_credentials_file",),
            sentence='"proxy_credentials_file" must be a whole path, beside a "proxy".',
        )


def _unasked(source: Source) -> Iterator[Problem]:
    """A search that no provider would answer."""
    if source.provider is SearchProvider.SEARXNG and len(source.addresses) != 1:
        yield Problem(
            place=("addresses",),
            sentence='"addresses" must be the one address of your SearXNG: https://sok.example/.',
        )
    if source.provider in NEEDS_KEY and source.key_file is None:
        yield Problem(
            place=("provider",), sentence=f'"{source.provider}" needs a "key_file" with your key.'
        )
    if source.key_file is not None and not source.key_file.is_absolute():
        yield Problem(
            place=("key_file",), sentence='"key_file" must be a whole path: /etc/varn/search.key.'
        )
    if source.provider is SearchProvider.GDELT and source.delay_seconds < GDELT_SECONDS:
        yield Problem(
            place=("delay_seconds",),
            sentence=f'"delay_seconds" must be {GDELT_SECONDS:g} or more: GDELT refuses the rest.',
        )


def _no_previews(source: Source) -> Iterator[Problem]:
    """The page of a channel itself shows none of its messages."""
    for index, address in enumerate(source.addresses):
        if not re.fullmatch(r"https?://t\.me/s/\w+", address):
            yield Problem(
                place=("addresses", index),
                sentence=f'"addresses[{index + 1}]" must be the preview of a Telegram channel, '
                "such as https://t.me/s/kanalen.",
            )


def _mistimed(source: Source) -> Iterator[Problem]:
    try:
        ZoneInfo(source.time_zone)
    except (KeyError, OSError, ValueError):
        yield Problem(
            place=("time_zone",), sentence='"time_zone" must be one such as Europe/Stockholm.'
        )
    if source.schedule and not is_cron(source.schedule):
        yield Problem(
            place=("schedule",),
            sentence='"schedule" must be a cron expression of five fields such as 0 6,18 * * *.',
        )
    if source.quiet_hours and not is_hours(source.quiet_hours):
        yield Problem(place=("quiet_hours",), sentence='"quiet_hours" must be such as 22:00-06:00.')


def _strays(source: Source) -> Iterator[Problem]:
    """Where a site begins outside what it must stay within, nothing would ever be read."""
    for index, address in enumerate(source.addresses):
        if not source.held((address,)):
            yield Problem(
                place=("addresses", index),
                sentence=f'"addresses[{index + 1}]" lies outside every prefix in "within".',
            )
