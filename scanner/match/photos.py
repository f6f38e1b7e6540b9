"""Photos of enrolled people among the pictures of a page: near by how they look, no face is known.

How near is measured by `bench.pictures` on drawn portraits; docs/matching.md has the figures.
"""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from scanner.model.document import Document
from scanner.model.ids import PersonId
from scanner.model.mention import Mention, PartForm, PartMatch, PartRole, Tier
from scanner.model.person import DetailKind, WatchedDetail, WatchedPerson

NEAR: Final = 6
"""Bits of 64 in which two looks of one picture may differ."""
SCORE: Final = 0.99
"""Of two that are so near; docs/matching.md has how often that misleads."""


class PhotoIndex:
    """The looks of all photos that people entered."""

    def __init__(self, people: Iterable[WatchedPerson]) -> None:
        self._hers: Final = [
            (person.person_id, detail)
            for person in people
            for detail in person.details
            if detail.kind is DetailKind.PHOTO
        ]
        looks = [int.from_bytes(detail.digest) for _, detail in self._hers]
        self._looks: Final = np.array(looks, dtype=np.uint64)

    def find(self, document: Document) -> Iterator[Mention]:
        """Whose photos the pictures of a page are, where these stand; one of each a picture."""
        if not self._hers:
            return
        for picture in document.pictures:
            near = np.zeros(len(self._hers), dtype=bool)
            for look in picture.looks:
                apart = np.bitwise_count(self._looks ^ np.uint64(int(look, 16)))
                near |= apart <= NEAR
            told: set[PersonId] = set()
            for number in np.flatnonzero(near):
                person_id, detail = self._hers[number]
                if person_id not in told:
                    told.add(person_id)
                    yield _mention(person_id, detail, min(picture.at, len(document.text)))


def _mention(person_id: PersonId, detail: WatchedDetail, at: int) -> Mention:
    """Of no length: a picture stands between the words."""
    part = PartMatch(role=PartRole.DETAIL, form=PartForm.LOOK, start=at, end=at)
    return Mention(
        person_id=person_id,
        detail=DetailKind.PHOTO,
        start=at,
        end=at,
        parts=(part,),
        score=SCORE,
        tier=Tier.KNOWN_DETAIL,
        watched=detail,
    )
