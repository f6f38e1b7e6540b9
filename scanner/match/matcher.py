"""The matcher's face: people in once, texts in, mentions out.

>>> matcher = Matcher([WatchedPerson("p1", "Amina", "Testberg")], seed=1)
>>> [(each.start, each.end) for each in matcher.find(["Där står Amina Testberg."])[0]]
[(9, 23)]
"""

from collections.abc import Iterable, Sequence
from typing import Final

from scanner.match import join, select
from scanner.match.details import DetailIndex, KeyedHash
from scanner.match.join import Found, Piece
from scanner.match.names import Name, NameIndex
from scanner.match.text import Text
from scanner.model.ids import PersonId
from scanner.model.mention import Mention, PartForm, PartMatch, PartRole
from scanner.model.person import WatchedPerson
from scanner.text.fold import Folded, fold

GENERATION: Final = "1"
"""Raise it when the matcher finds more than before: every page is then read once for it."""


class Matcher:
    """Finds the people of one watchlist in any number of texts.

    `seed` decides where readings are cached, so that a page cannot be written to be slow; mentions
    do not depend on it. `keyed_hash` makes the keyed hash of a detail's normal form; without it
    details are not looked for.
    """

    def __init__(
        self,
        people: Iterable[WatchedPerson],
        *,
        seed: int,
        keyed_hash: KeyedHash | None = None,
    ) -> None:
        watched = tuple(people)
        self._names = NameIndex(watched, seed=seed)
        self._details = DetailIndex(watched, keyed_hash) if keyed_hash else None

    def find(self, texts: Sequence[str]) -> list[tuple[Mention, ...]]:
        """The mentions in each text, by place. Offsets are characters of the original text.

        What repeats an earlier mention with all that stands around it is left out. Linear in the
        length of the texts.
        """
        return [self._find(fold(text), text) for text in texts]

    def _find(self, folded: Folded, original: str) -> tuple[Mention, ...]:
        text = Text(folded, self._names)
        mentions = [
            _mention(text, original, found, person)
            for found, people in select.best(join.find(text, self._names))
            for person in people
        ]
        if self._details:
            mentions += list(self._details.find(folded, tuple(mentions)))
        mentions.sort(key=lambda each: (each.start, each.end, each.person_id))
        return tuple(select.telling(mentions, original))


def _mention(text: Text, original: str, found: Found, person: PersonId) -> Mention:
    parts = tuple(_part(text, original, found.name, piece) for piece in found.pieces)
    return Mention(
        person_id=person,
        detail=None,
        start=parts[0].start,
        end=parts[-1].end,
        parts=parts,
        score=found.score,
        tier=found.tier,
    )


def _part(text: Text, original: str, name: Name, piece: Piece) -> PartMatch:
    word = text.words[piece.place]
    start, end = text.folded.span(word.start, word.end)
    return PartMatch(
        role=PartRole.SPELLING if name.spelling else piece.role,
        form=_form(piece, original[start:end], name, ending=word.end > word.stem_end),
        start=start,
        end=end,
    )


def _form(piece: Piece, written: str, name: Name, *, ending: bool) -> PartForm:
    form = piece.candidate.form
    if form is not PartForm.FOLDED:
        return form
    if ending:
        return PartForm.INFLECTED
    if len(written) == 1:
        return PartForm.INITIAL
    return PartForm.EXACT if written in name.written else form
