"""Pages read as the product reads them: the matcher finds, the scene is set, clues are gathered."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.identity.clue import Clue
from scanner.assess.identity.identify import clues
from scanner.assess.scene import Scene, scene
from scanner.bench.town.organisation import organisation
from scanner.bench.town.written import YEAR, Town
from scanner.match.matcher import Matcher
from scanner.model.document import Block, BlockKind, Document
from scanner.model.ids import Address
from scanner.model.mention import Mention
from scanner.model.person import WatchedPerson
from scanner.places.organisation import Organisation

NOW: Final = datetime(YEAR, 11, 22, tzinfo=UTC)
BATCH: Final = 64
"""Texts of one call of the matcher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A page that may name a watched person, as the product sees it."""

    person: WatchedPerson
    scene: Scene
    organisation: Organisation

    def clues(self) -> tuple[Clue, ...]:
        return tuple(clues(self.scene, self.person, self.context))

    @property
    def context(self) -> AssessContext:
        return AssessContext(now=NOW, organisation=self.organisation)


def document(text: str) -> Document:
    """A page of one post; each line is a block."""
    blocks = tuple(
        Block(kind=BlockKind.BODY, start=line.start(), end=line.end())
        for line in re.finditer(r"[^\n]+", text)
    )
    return Document(
        address=Address("https://pages.example/1"), title="", language="", text=text, blocks=blocks
    )


def found(people: Sequence[WatchedPerson], texts: Sequence[str]) -> Iterator[tuple[Mention, ...]]:
    """Everybody whom the matcher finds in each text."""
    matcher = Matcher(tuple(people), seed=1)
    for first in range(0, len(texts), BATCH):
        yield from matcher.find(texts[first : first + BATCH])


def question(
    text: str, mentions: Iterable[Mention], person: WatchedPerson, own: Organisation
) -> Question | None:
    """None where the matcher did not find that person."""
    hers = tuple(one for one in mentions if one.person_id == person.person_id)
    if not hers:
        return None
    return Question(person=person, scene=scene(document(text), hers, ()), organisation=own)


def questions(town: Town) -> Iterator[Question | None]:
    """One for each page of the town."""
    people = [worker.watched for worker in town.workers]
    towns = sorted({worker.town.sv for worker in town.workers})
    own = {name: organisation(name, towns) for name in towns}
    mentions = found(people, [page.text for page in town.pages])
    for page, seen in zip(town.pages, mentions, strict=True):
        worker = town.workers[page.person]
        yield question(page.text, seen, worker.watched, own[worker.town.sv])
