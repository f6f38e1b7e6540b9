"""Search providers that the organisation uses: one file each in ``watchlists/providers``.

None is shipped. A person is asked for each by itself whether her name may be sent there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scanner.config.strict import Problem
from scanner.places.shelf import Shelf, read_shelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    provider_id: str
    """Lower-case letters, digits, hyphens; stands in what she said yes to."""
    name: str
    """What she knows it by."""
    operator: str
    """Who runs it, and in which country."""


def load_providers(folders: Sequence[Path]) -> tuple[Provider, ...]:
    """Every provider, sorted by id. `UsageError` tells all that is wrong at once."""
    return read_shelf(folders, _SHELF)


def _check(provider: Provider) -> Iterable[Problem]:
    letters = provider.provider_id.replace("-", "")
    if not (letters.isascii() and letters.isalnum() and letters == letters.lower()):
        yield Problem(
            place=("provider_id",), sentence="must be lower-case letters, digits and hyphens."
        )
    for field in ("name", "operator"):
        if not getattr(provider, field).strip():
            yield Problem(place=(field,), sentence="must say something: she reads it.")


_SHELF = Shelf(name="providers", kind=Provider, key="provider_id", rules={}, check=_check)
