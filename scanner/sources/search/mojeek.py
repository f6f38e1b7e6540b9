"""Mojeek Search API: mojeek.com/support/api/search/request_parameters.

It takes its key as a parameter only: the key is put in as the request leaves, and stands in no
address that is kept.
"""

from typing import Final

from scanner.places.queries import Question
from scanner.sources.search.asking import KeyPlace, asked

ENDPOINT: Final = "https://api.mojeek.com/search"
KEY: Final[KeyPlace | None] = KeyPlace(parameter="api_key")


def address(endpoint: str, question: Question) -> str:
    return asked(endpoint, q=question.text, fmt="json", t="20", since="month", rb="SE", rbb="10")
