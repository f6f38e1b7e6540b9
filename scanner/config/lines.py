"""On which line of a TOML text a value stands, for messages that send the reader there."""

import re
from collections.abc import Iterator
from typing import Final

import tomli

Place = tuple[str | int, ...]
"""Keys and indices from the top of a document: ``("source", 0, "name")``."""

_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{},\n]"
    r"""|[^\s"'\#\[\]{},]+"""
    r"|[^\S\n]+"
    r"|.",
    re.DOTALL,
)
_HEADER: Final = re.compile(r"\s*(\[\[?)(.*?)\]\]?\s*(?:#.*)?$", re.DOTALL)
_KEY: Final = re.compile(r"""\s*((?:"(?:\\.|[^"\\])*"|'[^']*'|[\w\-. \t])+?)\s*=""")


def lines(text: str) -> dict[Place, int]:
    """The line, from 1, of every table, key and array element of a valid TOML `text`.

    Tables inside an inline table are not listed; their parent is.
    """
    found: dict[Place, int] = {}
    sizes: dict[Place, int] = {}
    table: Place = ()
    for number, statement in _statements(text):
        if header := _HEADER.match(statement):
            table = _table(_parts(header[2]), header[1] == "[[", sizes)
            found[table] = number
        elif key := _KEY.match(statement):
            place = (*table, *_parts(key[1]))
            found[place] = number
            for index, offset in enumerate(_elements(statement, key.end())):
                found[(*place, index)] = number + statement.count("\n", 0, offset)
    return found


def nearest(found: dict[Place, int], place: Place) -> int:
    """The line of `place`, or of the closest thing around it that has one; 1 where none has."""
    while place and place not in found:
        place = place[:-1]
    return found.get(place, 1)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each table header and each assignment with the line that it begins on."""
    begin, line, depth = 0, 1, 0
    for token in _TOKEN.finditer(text):
        depth += _step(token[0])
        if token[0] == "\n" and depth == 0:
            yield line, text[begin : token.start()]
            line += text.count("\n", begin, token.end())
            begin = token.end()
    yield line, text[begin:]


def _elements(statement: str, begin: int) -> Iterator[int]:
    """Where the elements of the array that `statement` assigns begin."""
    depth, waiting = 0, False
    for token in _TOKEN.finditer(statement, begin):
        part = token[0]
        if depth == 1 and waiting and not (part.isspace() or part[0] in "#],"):
            yield token.start()
            waiting = False
        if depth == 0 and not part.isspace() and part != "[":
            return
        depth += _step(part)
        waiting = waiting or (depth == 1 and part in ("[", ","))


def _step(token: str) -> int:
    return (token in ("[", "{")) - (token in ("]", "}"))


def _table(parts: Place, is_array: bool, sizes: dict[Place, int]) -> Place:
    """The place of a header; a name that is an array of tables means its last table."""
    place: Place = ()
    for part in parts[:-1]:
        place = _last((*place, part), sizes)
    place = (*place, *parts[-1:])
    if is_array:
        sizes[place] = sizes.get(place, 0) + 1
    return _last(place, sizes)


def _last(place: Place, sizes: dict[Place, int]) -> Place:
    return (*place, sizes[place] - 1) if place in sizes else place


def _parts(key: str) -> Place:
    """``a."b.c"`` as ``("a", "b.c")``: read by the TOML reader itself, so quoting is right."""
    parts: list[str | int] = []
    value: object = tomli.loads(f"{key} = 0")
    while isinstance(value, dict):
        name, value = next(iter(value.items()))
        parts.append(name)
    return tuple(parts)
