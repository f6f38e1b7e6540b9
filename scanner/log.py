"""Logging by allow-list: an event's name and a few values that cannot be personal.

In: `event(logger, "page.finished", source="forum", status=200)`. Out: one line on stderr.
Personal data never reaches a log: a value is written only if its type cannot hold any (numbers,
enums, times) or if its field is one of `TEXT_FIELDS`, which carry ids and public facts.
"""

import logging
import sys
from datetime import datetime
from enum import Enum
from typing import Final

TEXT_FIELDS: Final = frozenset(
    {"address", "error", "host", "id", "note", "reason", "source", "step"}
)
"""Fields that may carry text: ids, public addresses, names of error types, our own words."""

REFUSED: Final = "‹not logged›"


def logger(room: str) -> logging.Logger:
    """The logger of a room, as `logger("crawl")`."""
    return logging.getLogger(f"varn.{room}")


def event(log: logging.Logger, name: str, /, level: int = logging.INFO, **values: object) -> None:
    """Log an event. Values that might hold personal text are replaced by a mask."""
    if log.isEnabledFor(level):
        shown = " ".join(f"{field}={_plain(field, value)}" for field, value in values.items())
        log.log(level, "%s %s", name, shown)


def start(*, verbose: bool) -> None:
    """Send events to stderr: all of them if `verbose`, else warnings and worse."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    root = logging.getLogger("varn")
    root.handlers[:] = [handler]
    root.propagate = False
    root.setLevel(logging.INFO if verbose else logging.WARNING)


def _plain(field: str, value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool | int | float | datetime) or value is None:
        return str(value)
    if isinstance(value, str) and field in TEXT_FIELDS:
        # One event is one line, whatever a hostile address holds.
        return value.encode("unicode_escape").decode("ascii")
    return REFUSED
