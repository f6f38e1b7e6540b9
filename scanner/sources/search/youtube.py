"""YouTube Data API v3: developers.google.com/youtube/v3/docs/search/list.

The key goes in a header (cloud.google.com/docs/authentication/api-keys-use). A search costs a
hundred times what other calls do: 100 a day are free.
"""

from typing import Final

from scanner.places.queries import Question
from scanner.sources.search.asking import KeyPlace, asked

ENDPOINT: Final = "https://www.googleapis.com/youtube/v3/search"
KEY: Final[KeyPlace | None] = KeyPlace(header="X-Goog-Api-Key")


def address(endpoint: str, question: Question) -> str:
    return asked(
        endpoint,
        part="snippet",
        q=question.text,
        order="date",
        maxResults="50",
        regionCode="SE",
        relevanceLanguage=question.language,
    )
