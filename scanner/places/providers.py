"""Search providers that the organisation uses: one file each in ``watchlists/providers``.

None is shipped. A person is asked for each by itself whether her name may be sent there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from scanner.config.strict import Between, Problem
from scanner.errors import UsageError
from scanner.model.ids import SourceId
from scanner.places.shelf import Shelf, read_shelf
from scanner.places.sources import RULES, SearchProvider, Source, SourceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    provider_id: str
    """Lower-case letters, digits, hyphens; stands in what she said yes to."""
    name: str
    """What she knows it by."""
    operator: str
    """Who runs it, and in which country."""
    source: SourceId | None = None
    """The search source by which it is asked; None: nobody's name is sent yet."""
    every_days: Annotated[int, Between(low=1, high=365)] = 7
    """It is asked for each person so often at most."""

    @property
    def interval(self) -> timedelta:
        return timedelta(days=self.every_days)


def load_providers(folders: Sequence[Path]) -> tuple[Provider, ...]:
    """Every provider, sorted by id. `UsageError` tells all that is wrong at once."""
    return read_shelf(folders, _SHELF)


def require_asked(providers: Iterable[Provider], sources: Mapping[SourceId, Source]) -> None:
    """Raises `UsageError` for providers that are asked by what is no search."""
    for one in providers:
        if one.source is None:
            continue
        source = sources.get(one.source)
        if source is None or source.kind is not SourceKind.SEARCH:
            raise UsageError(
                f'providers/{one.provider_id}: "source" must be the source_id of a search source; '
                f"{one.source} is none. `sources list` shows them."
            )
        if source.provider is SearchProvider.YOUTUBE:
            raise UsageError(
                f"providers/{one.provider_id}: what YouTube finds is not for programs to open. "
                "It is asked for words alone."
            )


def _check(provider: Provider) -> Iterable[Problem]:
    letters = provider.provider_id.replace("-", "")
    if not (letters.isascii() and letters.isalnum() and letters == letters.lower()):
        yield Problem(
            place=("provider_id",), sentence="must be lower-case letters, digits and hyphens."
        )
    for field in ("name", "operator"):
        if not getattr(provider, field).strip():
            yield Problem(place=(field,), sentence="must say something: she reads it.")


_SHELF = Shelf(name="providers", kind=Provider, key="provider_id", rules=RULES, check=_check)
