"""The pool of invented people: whom a test page names follows from its address alone.

Nobody can look for somebody through it: neither a setting nor a page can choose a name.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from scanner.model.canary import Canary
from scanner.model.ids import Address, PersonId, SourceId
from scanner.places.sources import Source

ROLE: Final = "socialsekreterare"

GIVEN: Final = (
    "Agneta", "Birgitta", "Dalia", "Elsa", "Gunilla", "Hanna", "Ingrid", "Jasmin",
    "Kerstin", "Leila", "Maria", "Nadia", "Petra", "Sofia", "Ulrika", "Yasmin",
)  # fmt: skip
SURNAMES: Final = (
    "Provbäck", "Provfors", "Provgren", "Provkvarn", "Provmark", "Provnäs", "Provsjö", "Provvik",
)  # fmt: skip
"""Borne by nobody."""
TOWNS: Final = ("Provstad", "Provköping", "Provholm", "Provsund")
PHONES: Final = tuple(f"070-174 06 {last}" for last in range(80, 96))
"""Of the numbers that are kept for films and books: 070-1740605 to 070-1740699."""


def canary_of(address: Address) -> Canary:
    """Who stands on the test page at `address`; those of two organisations are seldom the same."""
    digest = sha256(address.encode()).digest()
    return Canary(
        given=GIVEN[digest[0] % len(GIVEN)],
        surname=SURNAMES[digest[1] % len(SURNAMES)],
        role=ROLE,
        town=TOWNS[digest[2] % len(TOWNS)],
        phone=PHONES[digest[3] % len(PHONES)],
    )


def canaries_of(sources: Iterable[Source]) -> dict[SourceId, Canary]:
    """Who stands on the test pages among the sources."""
    return {one.source_id: canary_of(one.addresses[0]) for one in sources if one.canary}


def person_id_of(source_id: SourceId) -> PersonId:
    """What matching calls the canary of a source: it has no row of its own."""
    return PersonId(sha256(f"canary\0{source_id}".encode()).hexdigest()[:32])
