"""The keys of search providers, read from their files when a scan begins."""

import logging
from collections.abc import Iterable
from typing import Final

from scanner import log
from scanner.model.ids import SourceId
from scanner.model.personal import Personal
from scanner.outbound.door import Key
from scanner.places.sources import Source, SourceKind
from scanner.sources.search.providers import provider_of

MOST_BYTES: Final = 4096

_logger: Final = log.logger("pipeline")


def keys_of(sources: Iterable[Source]) -> dict[SourceId, Key | None]:
    """The key of each search that asks for one; None where it cannot be read or sent."""
    return {
        source.source_id: _key(source)
        for source in sources
        if source.kind is SourceKind.SEARCH and provider_of(source).key is not None
    }


def _key(source: Source) -> Key | None:
    place = provider_of(source).key
    if place is None or source.key_file is None:
        return None
    try:
        with source.key_file.open("rb") as file:
            text = file.read(MOST_BYTES).decode("ascii").strip()
    except (OSError, UnicodeDecodeError):
        text = ""
    if not text.isprintable() or not text or " " in text:
        # Nothing of what the file holds, not even how long it is.
        log.event(_logger, "search.no_key", logging.WARNING, source=source.source_id)
        return None
    return Key(value=Personal(text), header=place.header, parameter=place.parameter)
