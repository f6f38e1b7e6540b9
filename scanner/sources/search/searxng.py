"""SearXNG, of the organisation's own: docs.searxng.org/dev/search_api. Knows no key.

Its settings must allow JSON (`search.formats`), or it answers 403.
"""

from typing import Final

from scanner.places.queries import Question
from scanner.sources.search.asking import KeyPlace, asked

ENDPOINT: Final = ""
"""Everybody has another."""
KEY: Final[KeyPlace | None] = None


def address(endpoint: str, question: Question) -> str:
    language = question.language or "all"
    return asked(
        f"{endpoint.rstrip('/')}/search",
        q=question.text,
        format="json",
        language=language,
        time_range="month",
    )
