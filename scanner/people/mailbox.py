"""Work mailboxes: which may opt in, their one canonical form, and whose name they carry."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from scanner.model.personal import Personal
from scanner.text.particles import PARTICLES
from scanner.text.skeleton import skeleton

LONGEST: Final = 254
"""RFC 5321, 4.5.3.1: a path of 256 with its brackets."""
LONGEST_LOCAL_PART: Final = 64

# Narrower than RFC 5322: no quotes, no spaces, nothing that means something to a mail server (some
# pass what comes to anna%elsewhere@here on to anna@elsewhere).
_MAIL = re.compile(r"(?P<local>[a-z0-9_'-]+(?:\.[a-z0-9_'-]+)*)(?:\+[^@\s]*)?@(?P<domain>[^@\s]+)")

# Letters that decompose into no plain letter, and those that mailboxes often write as two.
_PLAIN: Final = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "ł": "l",
                               "þ": "th", "ı": "i"})  # fmt: skip
_DOUBLE: Final = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe"})
SHORTEST_SKELETON: Final = 2
"""One consonant is half of all names."""


def canonical(mail: str, domains: Sequence[str]) -> Personal | None:
    """A mailbox of one of `domains` in lower case without a +tag; None for any other text.

    The tag goes because ``anna.ek+2@…`` is the mailbox anna.ek@… again: one mailbox, one opt-in.
    """
    found = _MAIL.fullmatch(unicodedata.normalize("NFC", mail).strip().lower())
    if found is None or len(found["local"]) > LONGEST_LOCAL_PART:
        return None
    short = f"{found['local']}@{found['domain']}"
    allowed = found["domain"] in {domain.lower() for domain in domains}
    return Personal(short) if allowed and len(short) <= LONGEST else None


def proofs(mail: Personal, called: Personal) -> tuple[Personal, ...]:
    """What may bind a name to a mailbox: the mailbox, and what the employer's directory calls its
    holder, written as a mailbox would be. One of them must agree with the whole of it.
    """
    return mail, Personal(f"{'.'.join(_parts(called.reveal()))}@")


def carries_name(mail: Personal, given: Personal, surname: Personal) -> bool:
    """True where the mailbox's local part holds the given name and the surname, one of them whole.

    Of each, one part is enough; the other name may be its initial. Binds an opt-in to the person
    who reads the mailbox, as far as a name can: nobody enrols a colleague of another surname. Whose
    mailbox shows an initial only may enrol as anybody of that surname and initial.
    """
    local = mail.reveal().rpartition("@")[0]
    words = frozenset(re.findall(r"[a-z]+", local))
    firsts, lasts = _written(given), _written(surname)
    return any(
        {first, last} <= words or first + last in words or last + first in words
        for first, last in (
            *product(firsts, lasts),
            *product(_initials(firsts), lasts),
            *product(firsts, _initials(lasts)),
        )
    )


def shows_all_of_one(mail: Personal, given: Personal, surname: Personal) -> bool:
    """True where the local part shows every given name, or every surname.

    Anna Karin Ek and Anna Ek Lo may come with anna.ek@…, for each way to shorten either holds a
    name of hers. Anna Amina, Ek Haddad may not: she would be told of Amina Haddad too.
    """
    local = mail.reveal().rpartition("@")[0]
    return any(_is_shown(name, local) for name in (given, surname))


def is_hers(spelling: Personal, given: Personal, surname: Personal) -> bool:
    """True where a spelling's surname, or all that stands before it, is of her name.

    Also where it sounds like it in another script. Each way to shorten it then holds a part of her
    name; that one part is hers would let a colleague's name follow it.
    """
    proved = _written(given) | _written(surname)
    *before, last = spelling.reveal().split() or [""]
    return _is_of(last, proved) or _is_of(" ".join(before), proved)


def _is_shown(name: Personal, local: str) -> bool:
    return all(
        any(written in local for written in _parts(part)) for part in _telling(name.reveal())
    )


def _is_of(words: str, proved: frozenset[str]) -> bool:
    sounds = {sound for sound in map(skeleton, proved) if len(sound) >= SHORTEST_SKELETON}
    parts = _telling(words)
    return bool(parts) and all(
        skeleton(part) in sounds or not proved.isdisjoint(_parts(part)) for part in parts
    )


def _telling(words: str) -> list[str]:
    """The words of a name that somebody is found by: no initials, no von."""
    parts = re.split(r"[\s.-]+", words.casefold())
    return [part for part in parts if len(part) > 1 and part not in PARTICLES]


def _written(name: Personal) -> frozenset[str]:
    """A name's parts, and all of them as one word."""
    parts = frozenset(_parts(name.reveal()))
    return parts | frozenset(_parts(re.sub(r"[\s-]+", "", name.reveal())))


def _initials(parts: frozenset[str]) -> frozenset[str]:
    return frozenset(part[0] for part in parts)


def _parts(name: str) -> Iterator[str]:
    """The name's parts as a mailbox may write them: in a–z, å as a or aa."""
    folded = unicodedata.normalize("NFC", name).casefold()
    for part in re.split(r"[\s-]+", folded):
        for written in (part, part.translate(_DOUBLE)):
            plain = unicodedata.normalize("NFKD", written.translate(_PLAIN))
            letters = re.sub(r"[^a-z]", "", plain)
            if len(letters) > 1:
                yield letters
