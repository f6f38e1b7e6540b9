"""Real pages, where somebody has collected some: a gzip file with one JSON object a line.

Each has the fields `html` and `enc` ("utf-8", or the other encoding that gives the page's bytes).
"""

import gzip
import json
from pathlib import Path

from scanner.bench.pages import page
from scanner.errors import UsageError
from scanner.model.page import Page


def read_real(file: Path) -> tuple[Page, ...]:
    """The pages of a file. Raises `UsageError` where it is not such a file."""
    try:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            found = [json.loads(line) for line in lines]
        bodies = [one["html"].encode(_codec(one["enc"])) for one in found]
    except (OSError, ValueError, KeyError, TypeError, LookupError) as error:
        raise UsageError(
            f"{file} cannot be read as real pages ({type(error).__name__}). Give a gzip file with "
            'one JSON object a line, with "html" and "enc".'
        ) from error
    return tuple(page(number, body) for number, body in enumerate(bodies))


def _codec(enc: str) -> str:
    return enc.partition(" ")[0]
