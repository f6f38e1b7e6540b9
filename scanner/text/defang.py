"""Addresses that can be read and copied by hand, but not followed by a stray click.

In: an address. Out: the same as ``hxxps://exempel[.]se/…``.
"""

import re
from typing import Final

_PARTS: Final = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*:)?(?P<slashes>//)?(?P<host>[^/?#]*)"
)


def defang(address: str) -> str:
    """Make an address harmless: no mail client, terminal or browser turns it into a link.

    ``https`` becomes ``hxxps``, another scheme's colon and every dot before the path get brackets.
    Doing it twice changes nothing.
    """
    parts = _PARTS.match(address)
    if parts is None:  # cannot be: every part may be empty
        return address
    scheme = _without_dots(_scheme(parts["scheme"] or ""))
    host = _without_dots(parts["host"])
    return f"{scheme}{parts['slashes'] or ''}{host}{address[parts.end() :]}"


def _without_dots(part: str) -> str:
    return re.sub(r"(?<!\[)\.(?!\])", "[.]", part)


def _scheme(scheme: str) -> str:
    harmless = scheme.lower().replace("http", "hxxp", 1)
    return harmless if harmless in ("hxxp:", "hxxps:") else scheme.replace(":", "[:]")
