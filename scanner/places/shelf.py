"""A shelf: one folder of TOML files of one kind, shipped and the operator's own.

Every file holds one thing with an id. A later folder's file takes the place of an earlier one's
with the same id.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from scanner.config.strict import Mismatch, Problem, Rule, TomlFile, read, structure
from scanner.errors import UsageError

SHIPPED: Final = Path(__file__).resolve().parents[2] / "watchlists"
"""What the product brings: beside `scanner/`, in a checkout and in the wheel alike."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf(Generic[T]):
    """What stands on a shelf and how it is read."""

    name: str
    """The folder's name inside a watchlist folder."""
    kind: type[T]
    key: str
    """The field that holds the id."""
    rules: Mapping[Any, Rule]
    check: Callable[[T], Iterable[Problem]]
    """What a thing's fields alone cannot show."""


def read_shelf(folders: Sequence[Path], shelf: Shelf[T]) -> tuple[T, ...]:
    """Everything on the shelf, sorted by id. `UsageError` tells all that is wrong at once."""
    things: dict[str, T] = {}
    errors: list[str] = []
    for folder in folders:
        try:
            things.update(_read_folder(folder, shelf))
        except UsageError as error:
            errors.append(str(error))
    if errors:
        raise UsageError("\n".join(errors))
    return tuple(things[key] for key in sorted(things))


def _read_folder(folder: Path, shelf: Shelf[T]) -> dict[str, T]:
    if not folder.is_dir():
        raise UsageError(f"The watchlist folder {folder} is not there. Make it or mend its name.")
    things: dict[str, T] = {}
    files: dict[str, Path] = {}
    errors: list[str] = []
    for path in sorted((folder / shelf.name).glob("*.toml")):
        try:
            file, thing = _read_file(path, shelf)
            key = str(getattr(thing, shelf.key))
            if key in files:
                raise file.refusal([_twice(shelf.key, key, files[key])])
            things[key], files[key] = thing, path
        except UsageError as error:
            errors.append(str(error))
    if errors:
        raise UsageError("\n".join(errors))
    return things


def _read_file(path: Path, shelf: Shelf[T]) -> tuple[TomlFile, T]:
    file = read(path)
    try:
        thing = structure(file.values, shelf.kind, shelf.rules)
    except Mismatch as mismatch:
        raise file.refusal(mismatch.problems) from mismatch
    if problems := tuple(shelf.check(thing)):
        raise file.refusal(problems)
    return file, thing


def _twice(field: str, key: str, other: Path) -> Problem:
    return Problem(
        place=(field,),
        sentence=f'the id "{key}" is already that of {other.name}. Give one of them another.',
    )
