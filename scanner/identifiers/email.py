"""E-mail addresses, plain and written so that harvesters miss them.

Normal form: the address in lower case.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, alone
from scanner.model.person import DetailKind
from scanner.text.fold import Folded

_AT: Final = re.compile(
    r"@|%40"
    r"|[ ]?[\[({<][ ]?(?:at|a|ät|@|snabel-?a)[ ]?[\])}>][ ]?"
    r"|[ ](?P<word>@|snabel-?a|at|ät)[ ]"
)
_LOCAL: Final = re.compile(r"(?:^|(?<=[^\w.%+-]))[a-z0-9åäöéü](?:[\w.%+-]{0,62}[\w+-])?$")
_DOT: Final = r"(?:\.|[ ]?[\[({<][ ]?(?:\.|dot|punkt)[ ]?[\])}>][ ]?|[ ](?:dot|punkt)[ ])"
_DOMAIN: Final = re.compile(
    rf"([a-z0-9åäöéü-]{{1,63}}(?:{_DOT}[a-z0-9åäöéü-]{{1,63}}){{0,4}}{_DOT}[a-z]{{2,24}})(?![\w@])"
)
_HIDDEN_DOT: Final = re.compile(r"[ \[({<]")
_LONGEST_LOCAL: Final = 64
"""RFC 5321, 4.5.3.1.1."""


def _find(folded: Folded) -> Iterator[Found]:
    place = 0
    while sign := _AT.search(folded.text, place):
        found = _around(folded.text, sign, place)
        if found:
            yield found
        place = found.end if found else sign.end()


def _around(text: str, sign: re.Match[str], floor: int) -> Found | None:
    local = _LOCAL.search(text[max(floor, sign.start() - _LONGEST_LOCAL - 1) : sign.start()])
    domain = _DOMAIN.match(text, sign.end())
    if not local or not domain:
        return None
    if sign["word"] and not _is_meant(local[0], domain[1]):
        return None
    host = re.sub(_DOT, ".", domain[1])
    start = sign.start() - len(local[0])
    return Found(start=start, end=domain.end(1), normal=f"{local[0]}@{host}", sure=True)


def _is_meant(local: str, domain: str) -> bool:
    # "Vi ses at kommunen.Nu" is a sentence: a bare word for @ needs more that speaks for it.
    return "." in local or _HIDDEN_DOT.search(domain) is not None


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
        ("amina (at) post (dot) example", "amina@post.example"),
        ("amina[at]post[.]example", "amina@post.example"),
        ("amina{ät}post{punkt}example", "amina@post.example"),
        ("amina snabel-a post punkt example", "amina@post.example"),
        ("amina.berg at provstad.example", "amina.berg@provstad.example"),
        ("amina(snabel-a)post.example", "amina@post.example"),
        ("ａｍｉｎａ＠ｐｏｓｔ．ｅｘａｍｐｌｅ", "amina@post.example"),
        ("ami\u200bna@po\u00adst.example", "amina@post.example"),
        ("a@b.c.post.example.", "a@b.c.post.example"),
    ),
    near_misses=(
        "@amina skrev till @berg",
        "vi ses at kommunen.nu och sen",
        "amina@localhost",
        "amina@post.1234",
        "@post.example",
        "3 bananer @ 5.50",
        "amina @ home",
    ),
)
