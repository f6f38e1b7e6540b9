"""The strings of a JSON text, read so that nothing hostile costs more than its length."""

import json
import re
from collections.abc import Iterator
from typing import Final

from scanner.extract.clean import clean

# One pass over string literals: broken, truncated or endlessly nested JSON is read as well as
# sound JSON, which a recursive parser cannot promise. An unclosed string runs to the end.
_STRING: Final = re.compile(r'"([^"\\]*+(?:\\.[^"\\]*+)*+)(?:"|\\?\Z)[ \t\r\n]*+(:?)', re.DOTALL)
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_ADDRESS: Final = re.compile(r"(?:(?:[a-z][a-z0-9+.-]*:)?//|/|data:)\S*\Z", re.IGNORECASE)
_MACHINE: Final = frozenset({"@context", "@id", "@type"})


def strings(text: str) -> Iterator[str]:
    """Values that a person could read: no keys, addresses or codes; in order of appearance."""
    key = ""
    for match in _STRING.finditer(text):
        literal, colon = match.groups()
        if colon:
            key = literal
            continue
        if key not in _MACHINE:
            value = clean(_unescape(literal))
            if is_words(value):
                yield value
        key = ""


def is_words(value: str) -> bool:
    """Whether a value holds letters and is no address."""
    return _LETTERS.search(value) is not None and _ADDRESS.match(value.strip()) is None


def _unescape(literal: str) -> str:
    if "\\" not in literal:
        return literal
    try:
        return str(json.loads(f'"{literal}"', strict=False))
    except ValueError:
        return literal
