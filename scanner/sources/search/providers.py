"""Every provider, listed once: how it is asked, and where its key goes."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Final

from scanner import urls
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.queries import Question
from scanner.places.sources import SearchProvider, Source
from scanner.sources.search import brave, gdelt, mojeek, searxng, youtube
from scanner.sources.search.asking import KeyPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    endpoint: str
    """Where it is asked; '' where each organisation has its own."""
    address: Callable[[str, Question], str]
    key: KeyPlace | None
    """None where it asks for none."""


def _of(module: ModuleType) -> Provider:
    return Provider(endpoint=module.ENDPOINT, address=module.address, key=module.KEY)


PROVIDERS: Final[Mapping[SearchProvider, Provider]] = {
    SearchProvider.SEARXNG: _of(searxng),
    SearchProvider.YOUTUBE: _of(youtube),
    SearchProvider.BRAVE: _of(brave),
    SearchProvider.MOJEEK: _of(mojeek),
    SearchProvider.GDELT: _of(gdelt),
}


def provider_of(source: Source) -> Provider:
    assert source.provider is not None, "a search source without one is refused when it is read"
    return PROVIDERS[source.provider]


def beginnings(source: Source, questions: Iterable[Question]) -> tuple[Address, ...]:
    """The address of each question that the source is asked; without any key."""
    provider = provider_of(source)
    endpoint = next(iter(source.addresses), provider.endpoint)
    addresses = (
        urls.parse(provider.address(endpoint, one)) for one in questions if one.is_for(source)
    )
    return tuple(dict.fromkeys(address for address in addresses if address is not None))


def follow(source: Source, document: Document, depth: int) -> tuple[Address, ...]:
    """Nothing is crawled from an answer; its results are looked at once (`sources.once`)."""
    return ()
