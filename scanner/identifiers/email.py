"""E-mail addresses, plain and written so that harvesters miss them.

Normal form: the address in lower case.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from publicsuffixlist import PublicSuffixList

from scanner.identifiers.candidate import Found, Identifier, Reading, alone, places
from scanner.model.person import DetailKind

_OPEN: Final = r"[\[({<][ ]?"
_CLOSE: Final = r"[ ]?[\])}>]"
_SIGNS: Final = ("@", "%40", "&", "[", "(", "{", "<", " at ", " ät ", " snabel")
"""What each form of @ begins with."""
_AT: Final = re.compile(
    rf"@|%40|&(?:#0{{0,4}}64|#x0{{0,4}}40|commat);|{_OPEN}(?:at|a|ät|@|snabel-?a){_CLOSE}"
    r"|[ ](?:at|ät|snabel-?a)(?=[ ])"
)

_LOCAL: Final = re.compile(
    r"(?:^|(?<=[^\w.%+-]))[a-z0-9åäöéü](?:[\w.%+-]{0,62}[\w+-])?(?P<gap>[ ]?)\Z"
)
_ENTITY_DOT: Final = "&(?:#0{0,4}46|#x0{0,4}2e|period);"
_DOT: Final = rf"(?:\.|{_ENTITY_DOT}|[ ]?{_OPEN}(?:\.|dot|punkt){_CLOSE}[ ]?|[ ](?:dot|punkt)[ ])"
_DOMAIN: Final = re.compile(
    rf"(?P<gap>[ ]?)(?P<host>[a-z0-9åäöéü-]{{1,63}}(?:{_DOT}[a-z0-9åäöéü-]{{1,63}}){{0,4}}"
    rf"{_DOT}[a-z]{{2,24}})(?![\w@])"
)
_HIDDEN_DOT: Final = re.compile(r"[ \[({<&]")
_LONGEST_LOCAL: Final = 64
"""RFC 5321, 4.5.3.1.1."""
_RESERVED: Final = frozenset({"example", "invalid", "localhost", "test"})
"""Of no registry, kept free for documents and tests (RFC 6761)."""


def _find(page: Reading) -> Iterator[Found]:
    done = 0
    for place in sorted(places(page.text, _SIGNS)):
        sign = _AT.match(page.text, place) if place >= done else None
        found = _around(page.text, sign, done) if sign else None
        if found:
            yield found
            done = found.end


def _around(text: str, sign: re.Match[str], floor: int) -> Found | None:
    start = max(floor, sign.start() - _LONGEST_LOCAL - 2)
    local = _LOCAL.search(text[start : sign.start()])
    domain = _DOMAIN.match(text, sign.end())
    if not local or not domain:
        return None
    name = local[0].rstrip(" ").replace("%2e", ".")
    host = re.sub(_DOT, ".", domain["host"])
    if _is_word(sign, local, domain) and not _is_meant(name, domain["host"]):
        return None
    if not _is_registered(host.rpartition(".")[2]):
        return None
    return Found(start=start + local.start(), end=domain.end("host"), normal=f"{name}@{host}")


def _is_word(sign: re.Match[str], local: re.Match[str], domain: re.Match[str]) -> bool:
    bare = sign[0].lstrip(" ") in ("@", "at", "ät", "snabel-a", "snabela")
    return bare and bool(local["gap"] or domain["gap"])


def _is_meant(local: str, host: str) -> bool:
    # "Vi ses at kommunen.Nu" is a sentence: a bare word for @ needs more that speaks for it.
    return "." in local or _HIDDEN_DOT.search(host) is not None


def _is_registered(top: str) -> bool:
    # "bild@2x.png" is a file.
    return top in _RESERVED or _suffixes().publicsuffix(top) is not None


@cache
def _suffixes() -> PublicSuffixList:
    """Read at the first address: it takes 80 ms."""
    return PublicSuffixList(accept_unknown=False)


def unprotected(hidden: str) -> str | None:
    """What a page hides as hexadecimal digits: the first byte is the key of the others.

    So Cloudflare writes addresses, in `data-cfemail`. None where it is no such thing.
    """
    try:
        key, *rest = bytes.fromhex(hidden)
        return bytes(key ^ byte for byte in rest).decode()
    except ValueError:
        return None


def normalise(value: str) -> str | None:
    """The address in lower case, or None where it is no address."""
    return alone(_find, value)


def mask(normal: str) -> str:
    """``a•••@p•••.se``."""
    local, _, host = normal.partition("@")
    return f"{local[:1]}•••@{host[:1]}•••.{host.rpartition('.')[2]}"


EMAIL: Final = Identifier(
    kind=DetailKind.EMAIL,
    find=_find,
    normalise=normalise,
    mask=mask,
    bits=16.0,
    work_weight=1,
    private_weight=2,
    hits=(
        ("skriv till Amina.Berg@provstad.example!", "amina.berg@provstad.example"),
        ("<amina_91@post.example>", "amina_91@post.example"),
        ("mailto:amina%40post.example", "amina@post.example"),
        ("mailto:amina%2Eberg%40post.example", "amina.berg@post.example"),
        ("amina (at) post (dot) example", "amina@post.example"),
        ("amina[at]post[.]example", "amina@post.example"),
        ("amina{ät}post{punkt}example", "amina@post.example"),
        ("amina snabel-a post punkt example", "amina@post.example"),
        ("amina.berg at provstad.example", "amina.berg@provstad.example"),
        ("amina(snabel-a)post.example", "amina@post.example"),
        ("ａｍｉｎａ＠ｐｏｓｔ．ｅｘａｍｐｌｅ", "amina@post.example"),
        ("ami\u200bna@po\u00adst.example", "amina@post.example"),
        ("a@b.c.post.example.", "a@b.c.post.example"),
        ("amina&#64;post&#46;example", "amina@post.example"),
        ("amina&commat;post&period;example", "amina@post.example"),
        ("аminа@роst.example", "amina@post.example"),  # Cyrillic а, о and р
        ("amina @ post [punkt] example", "amina@post.example"),
    ),
    near_misses=(
        "@amina skrev till @berg",
        "vi ses at kommunen.nu och sen",
        "amina@localhost",
        "amina@post.1234",
        "@post.example",
        "3 bananer @ 5.50",
        "amina @ home",
        "bild@2x.png",
        "amina@post.jpeg",
    ),
)
