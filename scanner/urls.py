"""Web addresses: parsed as browsers do, one canonical form each.

In: an address as somebody wrote it, and the page it stands on. Out: a canonical `Address` or
nothing; host, origin and host group of one. Pure, and linear in the length of the address.
"""

import re
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

import ada_url
from publicsuffixlist import PublicSuffixList

from scanner.model import capture
from scanner.model.ids import Address

MAX_LENGTH: Final = 2048
"""Characters. Longer ones are traps or carry data; nobody reads them."""

MAX_SEGMENTS: Final = 12
MAX_EQUAL_SEGMENTS: Final = 2
"""/a/b/a/b/a/b: a relative link that a site resolves against itself for ever."""
MAX_PARAMETERS: Final = 8
YEARS_AHEAD: Final = 1
YEARS_BACK: Final = 50
"""A calendar leads on for ever, both ways."""
LONGEST_NAME: Final = 40
"""Characters of a path's first name that tell shapes apart."""

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
_DATED: Final = re.compile(r"[/=]((?:19|20|21)\d\d)[/-](?:0?[1-9]|1[0-2])(?!\d)", re.ASCII)
"""A year and a month: /2031/04, ?m=2031-04."""
_DIGIT: Final = re.compile(r"\d")
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


def is_endless(address: Address) -> bool:
    """Whether an address looks made without end: too deep, too repetitive, too many parameters."""
    path, _, query = target(address).partition("?")
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) > MAX_SEGMENTS or query.count("&") >= MAX_PARAMETERS:
        return True
    return max(map(segments.count, segments), default=0) > MAX_EQUAL_SEGMENTS


def is_far_date(address: Address, year: int) -> bool:
    """Whether an address seems to name a month that lies far from `year`, as calendars do. It may
    be page 12 of thread 2050 all the same."""
    dates = _DATED.finditer(target(address))
    return any(not year - YEARS_BACK <= int(date[1]) <= year + YEARS_AHEAD for date in dates)


@lru_cache(maxsize=16_384)  # A site's menu stands on every page of it.
def shapes(address: Address) -> tuple[str, str]:
    """What an address has in common with others that a site may make of the same mould: finely,
    by the path's first name, and coarsely.

    `http://a.example/t/5?p=2` is of `a.example/t/0?` and of `a.example/*/0?`. Numbers are 0, names
    are *, and as many of either in a row are one: a maze has the same shape however deep.
    """
    path, mark, _ = target(address).partition("?")
    segments = [segment for segment in path.split("/") if segment]
    kinds = ["0" if _DIGIT.search(segment) else "*" for segment in segments]
    fine = kinds
    if segments and kinds[0] == "*" and (mark or len(segments) > 1):
        fine = [segments[0][:LONGEST_NAME], *kinds[1:]]
    return _shape(address, fine, mark), _shape(address, kinds, mark)


def _shape(address: Address, kinds: list[str], mark: str) -> str:
    return f"{host(address)}/{'/'.join(kind for kind, _ in groupby(kinds))}{mark}"


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
