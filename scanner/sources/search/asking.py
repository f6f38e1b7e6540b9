"""How a search is asked: an address that holds the words and nothing else, and where a key goes."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPlace:
    """Where a provider wants its key: in a header, or as a parameter where it takes no header."""

    header: str = ""
    parameter: str = ""


def asked(endpoint: str, **parameters: str) -> str:
    """An address with those of the parameters that say something."""
    given = {name: value for name, value in parameters.items() if value}
    return f"{endpoint}?{urlencode(given, quote_via=quote)}"
