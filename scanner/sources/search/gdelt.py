"""GDELT DOC 2.0, the world's news: blog.gdeltproject.org/gdelt-doc-2-0-api-debuts. Knows no key."""

from typing import Final

from scanner.places.queries import Question
from scanner.sources.search.asking import KeyPlace, asked

ENDPOINT: Final = "https://api.gdeltproject.org/api/v2/doc/doc"
KEY: Final[KeyPlace | None] = None

_LANGUAGES: Final = {"sv": "swedish", "en": "english", "ar": "arabic", "tr": "turkish"}


def address(endpoint: str, question: Question) -> str:
    language = _LANGUAGES.get(question.language)
    text = f"{question.text} sourcelang:{language}" if language else question.text
    return asked(
        endpoint, query=text, mode="artlist", format="json", maxrecords="100", timespan="7d"
    )
