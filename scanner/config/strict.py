"""TOML to frozen dataclasses, strictly: every mistake is named with its line and a mend.

Used for `scan.toml` and for `watchlists/` alike.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache, partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar, get_args, get_origin

import tomli
from cattrs import Converter
from cattrs.errors import (
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn

from scanner.config.lines import Place, lines, nearest
from scanner.errors import UsageError

T = TypeVar("T")

Rule = Callable[[Any], Any]
"""From the file's value to ours; raises `ValueError` saying what is wrong, without the value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Bounds of a number, as ``Annotated[int, Between(low=0, high=5)]``; both are allowed."""

    low: float
    high: float = float("inf")

    def __str__(self) -> str:
        return f"{self.low} to {self.high}" if self.high < float("inf") else f"{self.low} or more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: where in the document, and what to say about it."""

    place: Place
    sentence: str


class Mismatch(Exception):  # noqa: N818  an answer to the caller in this room, not to the user
    """Values do not fit a dataclass; holds every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class TomlFile:
    """A TOML file as read."""

    path: Path
    values: dict[str, Any]
    text: str = field(repr=False)

    def refusal(self, problems: Iterable[Problem]) -> UsageError:
        """All `problems` as one error, one line each, in the order of the file."""
        places = lines(self.text)
        told = sorted((nearest(places, one.place), one.sentence) for one in problems)
        return UsageError("\n".join(f"{self.path}, line {line}: {said}" for line, said in told))


def read(path: Path) -> TomlFile:
    """Read a TOML file. `UsageError` if it cannot be read or is not TOML."""
    text = _text(path)
    try:
        values = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise UsageError(f"{path} is not valid TOML: {error}. Mend that place.") from error
    except RecursionError:
        raise UsageError(
            f"{path} has lists inside lists without end. Write them with fewer."
        ) from None
    return TomlFile(path=path, values=values, text=text)


def read_as(path: Path, kind: type[T], rules: Mapping[Any, Rule] | None = None) -> T:
    """Read a TOML file as a dataclass `kind`. `UsageError` names every problem with its line."""
    file = read(path)
    try:
        return structure(file.values, kind, rules)
    except Mismatch as mismatch:
        raise file.refusal(mismatch.problems) from mismatch


def structure(
    values: Mapping[str, Any], kind: type[T], rules: Mapping[Any, Rule] | None = None
) -> T:
    """`values` as a dataclass `kind`; `rules` read the types that need more than their shape.

    Nothing is coerced, nothing unknown is accepted. Raises `Mismatch`.
    """
    try:
        return _converter(tuple((rules or {}).items())).structure(values, kind)
    except (ValueError, BaseValidationError) as error:
        raise Mismatch(tuple(_problems(error, ()))) from error


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion to stand behind a complaint about `word`; '' where nothing is close."""
    close = get_close_matches(word, list(known), n=1)
    return f' Did you mean "{close[0]}"?' if close else ""


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text. Save it as UTF-8.") from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(f"{path} cannot be read: {why}. Check the name and its rights.") from error


@lru_cache(maxsize=16)
def _converter(rules: tuple[tuple[Any, Rule], ...]) -> Converter:
    """Kept, for it writes code for each dataclass: the files of a shelf are read by one."""
    converter = Converter(detailed_validation=True)
    for kind, rule in (_RULES | dict(rules)).items():
        converter.register_structure_hook(kind, _hook(rule))
    converter.register_structure_hook_factory(_is_literal, lambda kind: _hook(_literal_rule(kind)))
    for applies, make in (
        (_is_list, _list_hook),
        (_is_mapping, _mapping_hook),
        (is_dataclass, _table_hook),
        (_is_bounded, _bounded_hook),
    ):
        converter.register_structure_hook_factory(applies, partial(make, converter=converter))
    return converter


def _hook(rule: Rule) -> Callable[[Any, Any], Any]:
    # The converter takes the hook of str for a StrEnum too, before it asks any other.
    return lambda value, kind: (_enum_rule(kind) if _is_enum(kind) else rule)(value)


def _plain(kind: type, told: str) -> Rule:
    def rule(value: Any) -> Any:
        # bool is an int to Python, a datetime a date; not to whoever writes the file.
        if type(value) is not kind:
            raise ValueError(f"must be {told}")
        return value

    return rule


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise ValueError("must be a number")
    return float(value)


def _path(value: Any) -> Path:
    if not isinstance(value, str) or not value:
        raise ValueError("must be a path in quotes")
    return Path(value).expanduser()


_RULES: Final[dict[Any, Rule]] = {
    str: _plain(str, "text in quotes"),
    int: _plain(int, "a whole number"),
    float: _number,
    bool: _plain(bool, "true or false"),
    date: _plain(date, "a date such as 2027-05-31, without quotes"),
    datetime: _plain(datetime, "a time such as 2027-05-31T12:00:00Z, without quotes"),
    Path: _path,
}


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _is_literal(kind: Any) -> bool:
    return get_origin(kind) is Literal


def _is_bounded(kind: Any) -> bool:
    return get_origin(kind) is Annotated and any(isinstance(x, Between) for x in get_args(kind))


def _enum_rule(kind: type[Enum]) -> Rule:
    return _choice({member.value: member for member in kind})


def _literal_rule(kind: Any) -> Rule:
    return _choice({value: value for value in get_args(kind)})


def _choice(choices: Mapping[Any, Any]) -> Rule:
    def rule(value: Any) -> Any:
        if isinstance(value, str | int) and value in choices:
            return choices[value]
        hint = did_you_mean(value, map(str, choices)) if isinstance(value, str) else ""
        raise ValueError(f"must be one of {', '.join(map(str, choices))}.{hint}")

    return rule


def _is_list(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is dict


def _list_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, list):
            raise ValueError("must be a list in [ ]")
        return tuple(_each(enumerate(value), get_args(kind)[0], converter).values())

    return hook


def _mapping_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError("must be a table")
        return _each(value.items(), get_args(kind)[1], converter)

    return hook


def _each(items: Iterable[tuple[Any, Any]], kind: Any, converter: Converter) -> dict[Any, Any]:
    read, wrong = {}, []
    hook = converter.get_structure_hook(kind)
    for index, value in items:
        try:
            read[index] = hook(value, kind)
        except (ValueError, BaseValidationError) as error:
            error.add_note(IterableValidationNote("", index, kind))
            wrong.append(error)
    if wrong:
        raise IterableValidationError("items", wrong, kind)
    return read


def _table_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    build = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True)

    def hook(value: Any, target: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError("must be a table")
        return build(value, target)

    return hook


def _bounded_hook(kind: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    number, *marks = get_args(kind)
    bounds = next(mark for mark in marks if isinstance(mark, Between))

    def hook(value: Any, _: Any) -> Any:
        found = converter.structure(value, number)
        if not bounds.low <= found <= bounds.high:
            raise ValueError(f"must be {bounds}")
        return found

    return hook


def _problems(error: BaseException, place: Place) -> Iterator[Problem]:
    if isinstance(error, ClassValidationError):
        noted, others = error.group_exceptions()
        for inner, note in noted:
            yield from _problems(inner, (*place, note.name))
        for other in others:
            yield from _problems(other, place)
    elif isinstance(error, IterableValidationError):
        for inner, item in error.group_exceptions()[0]:
            yield from _problems(inner, (*place, item.index))
    elif isinstance(error, ForbiddenExtraKeysError):
        yield from _unknown(error, place)
    elif isinstance(error, KeyError):
        yield Problem(place=place[:-1], sentence=f'"{name(place)}" is missing. Add it.')
    elif isinstance(error, ValueError):
        yield Problem(place=place, sentence=f'"{name(place)}" {error}')
    else:
        raise error


def _unknown(error: ForbiddenExtraKeysError, place: Place) -> Iterator[Problem]:
    known = [field.name for field in fields(error.cl)]
    for key in sorted(error.extra_fields):
        hint = did_you_mean(key, known) or f" Known here: {', '.join(known)}."
        unknown = name((*place, key))
        yield Problem(place=(*place, key), sentence=f'"{unknown}" is not known.{hint}')


def name(place: Place) -> str:
    """A place as people write it: ``lab.hosts``, ``terms[3].weight``."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")
