"""People-search sites, and how a person asks each of them to take her out. Nothing is fetched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from scanner.config.strict import Problem
from scanner.model.ids import Address
from scanner.model.removal import Proof, Shown
from scanner.places.shelf import Shelf, read_shelf
from scanner.places.sources import web_address

TRUSTED_FOR: Final = timedelta(days=365)
"""Routes change: one that nobody tried for so long may be out of date."""


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

    def note(self, language: str) -> str:
        return self.note_sv if language == "sv" else self.note_en

    def is_old(self, today: date) -> bool:
        """True where the route may have changed since somebody looked."""
        return today - self.known_on > TRUSTED_FOR


def load_removal_sites(folders: Sequence[Path]) -> tuple[RemovalSite, ...]:
    """The sites of watchlist `folders`, a later folder's over an earlier one's by id.

    Sorted by id. Raises `UsageError` with file and line of everything that is wrong.
    """
    shelf = Shelf(
        name="removal",
        kind=RemovalSite,
        key="site_id",
        rules={Address: web_address},
        check=_problems,
    )
    return read_shelf(folders, shelf)


def _problems(site: RemovalSite) -> Iterator[Problem]:
    for key in ("site_id", "name", "shows"):
        if not getattr(site, key):
            yield Problem(place=(key,), sentence=f'"{key}" must not be empty.')
    if bool(site.note_sv) is not bool(site.note_en):
        yield Problem(
            place=("note_sv",), sentence='"note_sv" and "note_en" belong together: write both.'
        )
