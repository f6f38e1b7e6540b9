"""Web addresses: parsed as browsers do, one canonical form each.

In: an address as somebody wrote it, and the page it stands on. Out: a canonical `Address` or
nothing; host, origin and host group of one. Pure, and linear in the length of the address.
"""

import re
from functools import cache, lru_cache
from typing import Final

import ada_url
from publicsuffixlist import PublicSuffixList

from scanner.model import capture
from scanner.model.ids import Address

MAX_LENGTH: Final = 2048
"""Characters. Longer ones are traps or carry data; nobody reads them."""

TRACKING: Final = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid",
     "ttclid", "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "vero_id", "_ga", "_gl", "_hsenc",
     "_hsmi", "__hssc", "__hstc", "hsctatracking", "oly_anon_id", "oly_enc_id", "wickedid",
     "phpsessid", "jsessionid", "aspsessionid", "cfid", "cftoken", "oscsid", "zenid",
     "session_id", "sessionid", "sess_id"}
)  # fmt: skip
"""Parameters, in lower case, that say who reads or whence, never what is shown."""

# Short names that some sites use for content (`?sid=17` is a story) and forums for a session.
_SESSION_TOKEN: Final = re.compile(r"(?:sid|s|session|sess)=[0-9a-f]{16,}\Z", re.IGNORECASE)
_SESSION_IN_PATH: Final = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
_PLAIN_PATH: Final = re.compile(
    r"/(?:[A-Za-z0-9_~!$()*+,:@-][A-Za-z0-9_~!$()*+,:@.-]*+/?+)*+(?:\?[A-Za-z0-9_~!$()*+,:@./?&=-]*+)?+"
)
"""A path and query that the standard leaves as it is; most links are such."""
_IPV4: Final = re.compile(r"\d+\.\d+\.\d+\.\d+\Z", re.ASCII)


def parse(text: str, base: Address | None = None) -> Address | None:
    """The canonical form of an http or https address, or None if it is not one.

    Parsed by the WHATWG URL standard; then fragment, credentials, tracking and session parameters
    are dropped. What is left keeps its order. None too for more than `MAX_LENGTH` characters.
    """
    if len(text) > MAX_LENGTH:
        return None
    if base is not None and _PLAIN_PATH.fullmatch(text):
        return _kept(origin(base) + text)
    try:
        href = ada_url.normalize_url(text) if base is None else ada_url.join_url(base, text)
    except ValueError:
        return None
    if not href.startswith(("http://", "https://")):
        return None
    return _kept(href)


def host(address: Address) -> str:
    """The host without port, in ASCII lower case; an IPv6 address keeps its brackets."""
    netloc = _netloc(address)
    name, colon, port = netloc.rpartition(":")
    return name if colon and not port.endswith("]") else netloc


def port(address: Address) -> int:
    """The port that the address names or means."""
    number = _netloc(address).removeprefix(host(address)).removeprefix(":")
    if number:
        return int(number)
    return 443 if address.startswith("https:") else 80


def origin(address: Address) -> str:
    """Scheme, host and port, as `https://forum.example`; the port only where it is not usual."""
    return address[: address.index("/", address.index("//") + 2)]


def target(address: Address) -> str:
    """Path and query: what a request line carries."""
    return address[len(origin(address)) :]


def host_group(address: Address) -> str:
    """Hosts that share a budget: the registrable domain, or the host itself where it has none.

    What stands in an archive waits for no host's turn, and takes nobody's.
    """
    return capture.HOST if "#" in address else registrable(host(address))


@lru_cache(maxsize=4096)  # A crawl asks twice a page, of a few hosts.
def registrable(name: str) -> str:
    """What of a host's name somebody has registered; all of it where nobody has."""
    if name.startswith("[") or _IPV4.match(name):
        return name
    registered: str | None = _suffixes().privatesuffix(name.rstrip("."))
    return registered or name.rstrip(".")


def _kept(href: str) -> Address | None:
    canonical = _canonical(href)
    return Address(canonical) if len(canonical) <= MAX_LENGTH else None


def _canonical(href: str) -> str:
    href = href.partition("#")[0]
    start = href.index("//") + 2
    end = href.index("/", start)
    # The standard writes an @ inside credentials as %40: the only one left ends them.
    netloc = href[start:end].rpartition("@")[2]
    path, mark, query = href[end:].partition("?")
    if ";" in path:
        path = _SESSION_IN_PATH.sub("", path)
    if query:
        query = "&".join(pair for pair in query.split("&") if not _is_noise(pair))
        mark = mark if query else ""
    return f"{href[:start]}{netloc}{path}{mark}{query}"


def _is_noise(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return (
        name in TRACKING
        or name.startswith(("utm_", "aspsessionid"))
        or _SESSION_TOKEN.match(pair) is not None
    )


def _netloc(address: Address) -> str:
    start = address.index("//") + 2
    return address[start : address.index("/", start)]


@cache
def _suffixes() -> PublicSuffixList:
    """Read at first use: it takes 80 ms, and most commands never ask."""
    return PublicSuffixList()
