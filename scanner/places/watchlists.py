"""Everything that `watchlists/` says, read once at the start of a command."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scanner.config.settings import Config
from scanner.model.ids import SourceId
from scanner.places.lexicon import SIGNS, Lexicon, load_lexicons
from scanner.places.organisation import Organisation, load_organisation
from scanner.places.providers import Provider, load_providers, require_asked
from scanner.places.queries import Query, Question, load_queries
from scanner.places.removal import RemovalSite, load_removal_sites, rechecked
from scanner.places.shelf import SHIPPED
from scanner.places.sources import Source, load_sources
from scanner.places.tips import TIPS
from scanner.urls import host_group


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlists:
    sources: tuple[Source, ...]
    organisation: Organisation
    lexicons: tuple[Lexicon, ...]
    queries: tuple[Query, ...] = ()
    providers: tuple[Provider, ...] = ()
    """Who may be asked for the name of a person that allows it."""
    people_search: frozenset[str] = frozenset()
    """Host groups of people-search sites: no program reads them."""
    removal: tuple[RemovalSite, ...] = ()
    """Those sites themselves."""
    fingerprint: str
    """Changes with the words that mentions are judged by: pages are then read once for them."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that search providers are asked."""
        return tuple(question for query in self.queries for question in query.questions)

    def source(self, source_id: SourceId) -> Source | None:
        every = (*self.sources, TIPS)
        return next((one for one in every if one.source_id == source_id), None)

    @property
    def unreviewed(self) -> tuple[str, ...]:
        """Languages (BCP 47) whose lexicon no native reader has reviewed yet."""
        return tuple(
            sorted({one.language for one in self.lexicons if not one.reviewed_by} - {SIGNS})
        )


def read(config: Config) -> Watchlists:
    """The shipped watchlists with the organisation's own over them.

    Raises `UsageError` with file and line of everything that is wrong.
    """
    folders = _folders(config)
    sources, providers = read_sources(config), load_providers(folders)
    require_asked(providers, {source.source_id: source for source in sources})
    removal = read_removal_sites(config)
    return Watchlists(
        sources=sources,
        organisation=load_organisation(folders),
        lexicons=load_lexicons(folders),
        queries=load_queries(folders),
        providers=providers,
        people_search=frozenset(host_group(site.page) for site in removal),
        removal=removal,
        fingerprint=_fingerprint(folders),
    )


def read_sources(config: Config) -> tuple[Source, ...]:
    """The sources alone: reading every word takes most of a second."""
    return load_sources(_folders(config), lab=config.lab is not None)


def read_removal_sites(config: Config) -> tuple[RemovalSite, ...]:
    """The people-search sites of the checklist."""
    return load_removal_sites(_folders(config), lab=config.lab is not None)


def read_rechecked(config: Config, today: date) -> tuple[RemovalSite, ...]:
    """Of those, at which a page of hers may be looked up. Raises as `read` does."""
    return rechecked(read_removal_sites(config), read_sources(config), today)


def read_providers(config: Config) -> tuple[Provider, ...]:
    """The search providers that the organisation uses. Raises as `read` does."""
    return load_providers(_folders(config))


def _folders(config: Config) -> tuple[Path, ...]:
    own = config.watchlists.folder
    return (SHIPPED,) if own is None else (SHIPPED, own)


def _fingerprint(folders: Iterable[Path]) -> str:
    words = hashlib.sha256()
    for folder in folders:
        for shelf in ("lexicon", "organisation"):
            for file in sorted((folder / shelf).glob("*.toml")):
                words.update(file.read_bytes() + b"\0")
    return words.hexdigest()[:16]
