"""People-search sites, and how a person asks each of them to take her out.

Nothing is fetched, but where a file says `recheck`: there the one page that she pasted, if she
allowed it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from scanner.config.strict import Problem
from scanner.model.ids import Address
from scanner.model.removal import Proof, Shown
from scanner.places.shelf import Shelf, read_shelf
from scanner.places.sources import Source, web_address
from scanner.urls import host_group, parse, target

TRUSTED_FOR: Final = timedelta(days=365)
"""Routes change: one that nobody tried for so long may be out of date."""

OTHER_PAGES: Final = re.compile(
    r"(?:s[oö]k|search|find|resultat|results?|log-?in|logga-?in|sign-?in|bankid|konto|account)"
    r"(?:[.\W_]|\Z)"
)
"""How a part of a path begins that leads to a search, its results or a log-in: no page of hers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalSite:
    site_id: str
    name: str
    page: Address
    """Where she asks."""
    proof: Proof
    shows: tuple[Shown, ...]
    known_on: date
    """When the route was last known to work."""
    note_sv: str = ""
    note_en: str = ""
    recheck: bool = False
    """Whether the one page that she pasted may be looked up, where she allows it."""
    profiles: Address | None = None
    """Below this address the pages of people stand, and nothing else is asked for."""
    legal_note: str = ""
    """Why it may be: what the site said when it was asked."""
    review_by: date | None = None
    """Until then that holds."""

    def note(self, language: str) -> str:
        return self.note_sv if language == "sv" else self.note_en

    def is_old(self, today: date) -> bool:
        """True where the route may have changed since somebody looked."""
        return today - self.known_on > TRUSTED_FOR

    def holds(self, address: Address) -> bool:
        """Whether an address is of one page below `profiles`: no front page, search or log-in."""
        if self.profiles is None or not address.startswith(self.profiles):
            return False
        rest = unquote(address.removeprefix(self.profiles))
        parts = (part for part in unquote(target(address)).casefold().split("/") if part)
        return bool(rest.strip("/")) and "?" not in rest and not any(map(OTHER_PAGES.match, parts))

    def page_of(self, pasted: str) -> Address | None:
        """What she pasted in its canonical form, if it is of a page below `profiles`."""
        address = parse(pasted.strip())
        # A question mark says what was searched for, also where the canonical form drops it.
        return address if address and "?" not in pasted and self.holds(address) else None


def rechecked(
    sites: Iterable[RemovalSite], sources: Iterable[Source], today: date
) -> tuple[RemovalSite, ...]:
    """The sites at which a page of hers may be looked up.

    Not one that is read as a source: two who ask the same host would not keep its pace together.
    """
    read = {host_group(address) for source in sources for address in source.addresses}
    return tuple(site for site in sites if _is_open(site, read, today))


def _is_open(site: RemovalSite, read: Collection[str], today: date) -> bool:
    is_allowed = site.recheck and site.review_by is not None and today < site.review_by
    return is_allowed and site.profiles is not None and host_group(site.profiles) not in read


def load_removal_sites(folders: Sequence[Path], *, lab: bool = False) -> tuple[RemovalSite, ...]:
    """The sites of watchlist `folders`, a later folder's over an earlier one's by id.

    Sorted by id. Raises `UsageError` with file and line of everything that is wrong.
    """
    shelf = Shelf(
        name="removal",
        kind=RemovalSite,
        key="site_id",
        rules={Address: web_address},
        check=lambda site: _problems(site, lab=lab),
    )
    return read_shelf(folders, shelf)


def _problems(site: RemovalSite, *, lab: bool) -> Iterator[Problem]:
    for key in ("site_id", "name", "shows"):
        if not getattr(site, key):
            yield Problem(place=(key,), sentence=f'"{key}" must not be empty.')
    if bool(site.note_sv) is not bool(site.note_en):
        yield Problem(
            place=("note_sv",), sentence='"note_sv" and "note_en" belong together: write both.'
        )
    if site.recheck:
        yield from _recheck_problems(site, lab=lab)


def _recheck_problems(site: RemovalSite, *, lab: bool) -> Iterator[Problem]:
    for key in ("profiles", "legal_note", "review_by"):
        if not getattr(site, key):
            yield Problem(place=(key,), sentence=f'"{key}" is needed where recheck = true.')
    if site.profiles is None:
        return
    if host_group(site.profiles) != host_group(site.page):
        yield Problem(place=("profiles",), sentence='it must be at the site of "page".')
    if not (lab or site.profiles.startswith("https:")):
        # Whoever sits on the line would read which page it is.
        yield Problem(place=("profiles",), sentence="it must begin with https:.")
    if not site.profiles.endswith("/") or "?" in site.profiles:
        yield Problem(place=("profiles",), sentence="it must end in / and ask nothing.")
