"""Details of enrolled people: found by pattern, recognised by keyed hash, never held in clear."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from scanner.identifiers.kinds import find_folded
from scanner.match.lexicon import Role, is_name, role_bits
from scanner.model.ids import PersonId
from scanner.model.mention import REACH, Mention, PartForm, PartMatch, PartRole, Tier
from scanner.model.person import DetailKind, WatchedDetail, WatchedPerson
from scanner.text.fold import Folded

KeyedHash = Callable[[DetailKind, str], bytes]

SCORE: Final = 0.999
"""Equal hashes of a number as long as these come from equal numbers."""
COMMON_WORD: Final = -20.0
"""Bits of a word that others take for a user name too: one in a million of what is read."""
SHORTEST_HANDLE: Final = 5
"""Characters of a user name that hardly anybody else has elsewhere (domain research, §2.9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owner:
    person_id: PersonId
    detail: WatchedDetail


class DetailIndex:
    """The hashes of all watched details."""

    def __init__(self, keyed_hash: KeyedHash) -> None:
        self._keyed_hash = keyed_hash
        self._owners: dict[tuple[DetailKind, bytes], tuple[_Owner, ...]] = {}
        self._details: dict[PersonId, tuple[WatchedDetail, ...]] = {}

    def add(self, people: Iterable[WatchedPerson]) -> None:
        """Watch the details of more people."""
        for person in people:
            for detail in person.details:
                key = detail.kind, detail.digest
                owner = _Owner(person_id=person.person_id, detail=detail)
                self._owners[key] = (*self._owners.get(key, ()), owner)
            if person.details:
                self._details[person.person_id] = person.details

    def remove(self, people: Iterable[PersonId]) -> None:
        """Forget the details of some people."""
        for person in people:
            for detail in self._details.pop(person, ()):
                key = detail.kind, detail.digest
                others = [each for each in self._owners.pop(key, ()) if each.person_id != person]
                if others:
                    self._owners[key] = tuple(others)

    def find(self, folded: Folded, names: Sequence[Mention]) -> Iterator[Mention]:
        """The watched details in a text, given the names that were found in it.

        A detail that its owner has not proved to be hers counts only beside her name: nobody can
        learn where another's number stands by claiming it. So does a user name that may be
        anybody's.
        """
        if not self._owners:
            return
        named = _by_person(names)
        for candidate in find_folded(folded):
            normal = candidate.normal.reveal()
            digest = self._keyed_hash(candidate.kind, normal)
            for owner in self._owners.get((candidate.kind, digest), ()):
                mention = _mention(owner, candidate.start, candidate.end)
                tells = owner.detail.proved and not _is_anybodys(candidate.kind, normal)
                if tells or _is_beside(mention, named.get(owner.person_id, ())):
                    yield mention


def _by_person(names: Iterable[Mention]) -> Mapping[PersonId, Sequence[Mention]]:
    """The names of each person by place; those of one person never overlap."""
    named: defaultdict[PersonId, list[Mention]] = defaultdict(list)
    for name in sorted(names, key=attrgetter("start")):
        named[name.person_id].append(name)
    return named


def _is_anybodys(kind: DetailKind, normal: str) -> bool:
    """True for a short user name, and for one that is a word or a name."""
    name = normal.removeprefix("@")
    return kind is DetailKind.HANDLE and (
        len(name) < SHORTEST_HANDLE or is_name(name) or role_bits(name, Role.WORD) >= COMMON_WORD
    )


def _is_beside(detail: Mention, hers: Sequence[Mention]) -> bool:
    following = bisect_right(hers, detail.start, key=attrgetter("start"))
    nearest = hers[max(following - 1, 0) : following + 1]
    return any(max(detail.start - name.end, name.start - detail.end) <= REACH for name in nearest)


def _mention(owner: _Owner, start: int, end: int) -> Mention:
    part = PartMatch(role=PartRole.DETAIL, form=PartForm.HASH, start=start, end=end)
    return Mention(
        person_id=owner.person_id,
        detail=owner.detail.kind,
        start=start,
        end=end,
        parts=(part,),
        score=SCORE,
        tier=Tier.KNOWN_DETAIL,
        watched=owner.detail,
    )
