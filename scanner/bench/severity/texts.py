"""Texts written by hand with the tier that a careful officer would give: read, and made a page."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scanner.bench.town.organisation import PROVSTAD
from scanner.model.assessment import SeverityTier
from scanner.model.document import Block, BlockKind, Document
from scanner.model.ids import Address, PersonId
from scanner.model.mention import Mention, PartForm, PartMatch, PartRole, Tier
from scanner.model.person import PersonContext, WatchedPerson
from scanner.model.personal import Personal

PERSON: Final = WatchedPerson(
    PersonId("a" * 32),
    "Amina",
    "Testsson",
    context=PersonContext(role=Personal("socialsekreterare"), town=Personal(PROVSTAD)),
)
"""Stands for whoever is named; the model never sees a name."""

_NAMES: Final = {"N": "Amina Testsson", "F": "Amina", "S": "Testsson"}
_PLACE: Final = re.compile(r"\{([NFS])\}")
_ONE_HAND: Final = {"parity": "pa", "pl": "pa", "lo": "pa"}
"""Beginnings of file names behind which one writer stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text; every name in it is a place: ``{N}`` full name, ``{F}`` given name, ``{S}``."""

    text_id: str
    writer: str
    """Who wrote it: the beginning of the file's name."""
    lang: str
    tier: SeverityTier
    text: str
    carried_by: str
    details: tuple[str, ...]
    """What the text itself gives away about her."""
    parity: str
    """Texts of one group say the same in several languages; '' for none."""
    ambiguous: bool


def read(folder: Path) -> tuple[Text, ...]:
    """Every text of ``*.jsonl``, in order of files and lines."""
    return tuple(one for path in sorted(folder.glob("*.jsonl")) for one in _of_file(path))


def _of_file(path: Path) -> Iterator[Text]:
    hand = path.stem.partition("_")[0]
    for line in path.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        yield Text(
            text_id=said["id"],
            writer=_ONE_HAND.get(hand, hand),
            lang=said["lang"],
            tier=SeverityTier[said["tier"]],
            text=said["text"],
            carried_by=said["carried_by"] or "",
            details=tuple(said.get("details") or ()),
            parity=said.get("parity") or "",
            ambiguous=bool(said.get("ambiguous")),
        )


def page(text: str) -> tuple[Document, tuple[Mention, ...]]:
    """A page that holds `text` with the name in its places, and the mentions of it."""
    whole, mentions, done = "", [], 0
    for place in _PLACE.finditer(text):
        name = _NAMES[place[1]]
        whole += text[done : place.start()]
        mentions.append(_mention(len(whole), len(whole) + len(name)))
        whole += name
        done = place.end()
    whole += text[done:]
    document = Document(
        address=Address("https://forum.example/t/1"),
        title="",
        language="",
        text=whole,
        blocks=(Block(kind=BlockKind.BODY, start=0, end=len(whole)),),
    )
    return document, tuple(mentions)


def carried(text: Text) -> tuple[int, int]:
    """Where the words that decide stand on the page; an empty stretch where nobody said it."""
    words = _PLACE.sub(lambda place: _NAMES[place[1]], text.carried_by)
    start = page(text.text)[0].text.find(words) if words else -1
    return (start, start + len(words)) if start >= 0 else (0, 0)


def _mention(start: int, end: int) -> Mention:
    part = PartMatch(role=PartRole.GIVEN, form=PartForm.EXACT, start=start, end=end)
    return Mention(
        person_id=PERSON.person_id,
        detail=None,
        start=start,
        end=end,
        parts=(part,),
        score=0.99,
        tier=Tier.FULL,
    )
