"""Work mailboxes: which may opt in, their one canonical form, and whose name they carry."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from scanner.model.personal import Personal

LONGEST: Final = 254
"""RFC 5321, 4.5.3.1: a path of 256 with its brackets."""
LONGEST_LOCAL_PART: Final = 64

# Narrower than RFC 5322: no quotes, no spaces, nothing that means something to a mail server.
_MAIL = re.compile(
    r"(?P<local>[a-z0-9_'%-]+(?:\.[a-z0-9_'%-]+)*)(?:\+[^@\s]*)?@(?P<domain>[^@\s]+)"
)

# Letters that decompose into no plain letter, and those that mailboxes often write as two.
_PLAIN: Final = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ð": "d", "ł": "l",
                               "þ": "th", "ı": "i"})  # fmt: skip
_DOUBLE: Final = str.maketrans({"å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe"})
SHORTEST_PART_WITHIN: Final = 3
"""Shorter parts of a name stand in half of all mailboxes; they must be a word of their own."""


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


def carries_name(mail: Personal, given: Personal, surname: Personal) -> bool:
    """True where a part of the name stands in the mailbox's local part.

    A simple binding of an opt-in to the person who reads the mailbox: nobody enrols a colleague
    under her own mail.
    """
    local = mail.reveal().rpartition("@")[0]
    words = set(re.split(r"[^a-z]+", local))
    return any(
        part in words or (len(part) >= SHORTEST_PART_WITHIN and part in local)
        for name in (given, surname)
        for part in _parts(name.reveal())
    )


def _parts(name: str) -> Iterator[str]:
    """The name's parts as a mailbox may write them: in a–z, å as a or aa."""
    folded = unicodedata.normalize("NFC", name).casefold()
    for part in re.split(r"[\s-]+", folded):
        for written in (part, part.translate(_DOUBLE)):
            plain = unicodedata.normalize("NFKD", written.translate(_PLAIN))
            letters = re.sub(r"[^a-z]", "", plain)
            if len(letters) > 1:
                yield letters
