"""Progress of a scan: a live line on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import typer

from scanner.model.frontier import DuePage
from scanner.model.ids import SourceId
from scanner.model.page import Missed, Page

Show = Callable[[DuePage, Page | Missed], None]

EVERY: Final = 25
"""Away from a terminal, one line for so many pages."""


@contextmanager
def shown() -> Iterator[Show]:
    """Something to call after each page, on stderr; nothing of it stays on a terminal."""
    if sys.stderr.isatty():
        # Not where nobody looks on: it takes a fortieth of the start of `run`.
        from rich.console import Console

        with Console(stderr=True).status("Starting") as status:
            yield _Counter(status.update, every=1).count
    else:
        yield _Counter(lambda text: typer.echo(text, err=True), every=EVERY).count


class _Counter:
    def __init__(self, say: Callable[[str], None], *, every: int) -> None:
        self._say = say
        self._every = every
        self._read = 0
        self._missed = 0

    def count(self, due: DuePage, outcome: Page | Missed) -> None:
        is_gap = isinstance(outcome, Missed) and outcome.is_gap
        self._missed += is_gap
        self._read += not is_gap
        if (self._read + self._missed) % self._every == 0:
            self._say(_text(self._read, self._missed, due.source_id))


def _text(read: int, missed: int, source_id: SourceId) -> str:
    return f"{read} pages checked, {missed} could not be; now at {source_id}"
