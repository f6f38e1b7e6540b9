"""Brave Search API: api-dashboard.search.brave.com/api-reference/web/search/get."""

from typing import Final

from scanner.places.queries import Question
from scanner.sources.search.asking import KeyPlace, asked

ENDPOINT: Final = "https://api.search.brave.com/res/v1/web/search"
KEY: Final[KeyPlace | None] = KeyPlace(header="X-Subscription-Token")


def address(endpoint: str, question: Question) -> str:
    return asked(
        endpoint,
        q=question.text,
        country="SE",
        search_lang=question.language,
        count="20",
        freshness="pm",
    )
