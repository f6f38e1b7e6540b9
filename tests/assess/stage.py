"""Pages and people for the tests of assess: ``{N}`` in a text is where she stands."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from operator import attrgetter

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext
from scanner.model.assessment import Assessment
from scanner.model.document import Block, BlockKind, Document, Post
from scanner.model.ids import Address, SourceId
from scanner.model.mention import Mention, PartForm, PartMatch, PartRole, Tier
from scanner.model.person import (
    DetailKind,
    PersonContext,
    Setting,
    WatchedDetail,
    WatchedPerson,
)
from scanner.model.personal import Personal
from scanner.places.sources import Source, SourceClass, SourceKind

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

RARE = WatchedPerson(
    "a" * 32,
    "Amina",
    "Testsson",
    context=PersonContext(role=Personal("socialsekreterare"), town=Personal("Provstad")),
)
COMMON = WatchedPerson("b" * 32, "Anna", "Andersson", context=RARE.context)


def source(source_class: SourceClass, base_severity: int = 0) -> Source:
    return Source(
        source_id=SourceId("x"),
        name="X",
        kind=SourceKind.PAGES,
        addresses=(Address("https://forum.example/"),),
        source_class=source_class,
        owner="X",
        legal_note="X",
        review_by=date(2027, 1, 1),
        base_severity=base_severity,
    )


def watching(
    kind: DetailKind, setting: Setting, *, proved: bool = True, named: WatchedPerson = RARE
) -> WatchedPerson:
    """`named` with one watched detail."""
    detail = WatchedDetail(kind=kind, setting=setting, digest=b"x" * 32, proved=proved)
    return WatchedPerson(
        named.person_id, named.given, named.surname, context=named.context, details=(detail,)
    )


def page(
    text: str, name: str, *, title: str = "", quote: str = "", posts: bool = False
) -> tuple[Document, tuple[Mention, ...]]:
    """A page on which `name` stands at every ``{N}``; each line is a post if `posts`."""
    parts = text.split("{N}")
    whole = name.join(parts)
    starts = [len(name.join(parts[: index + 1])) for index in range(len(parts) - 1)]
    document = Document(
        address=Address("https://forum.example/t/1"),
        title=title,
        language="",
        text=whole,
        blocks=_blocks(whole, quote),
        posts=_posts(whole) if posts else (),
    )
    return document, tuple(named(start, start + len(name)) for start in starts)


def named(start: int, end: int, form: PartForm = PartForm.EXACT, tier: Tier = Tier.FULL) -> Mention:
    part = PartMatch(role=PartRole.GIVEN, form=form, start=start, end=end)
    return Mention(
        person_id=RARE.person_id,
        detail=None,
        start=start,
        end=end,
        parts=(part,),
        score=0.99,
        tier=tier,
    )


def apart(text: str, given: str, surname: str) -> Mention:
    """A mention of which the parts stand in two places of a text."""
    parts = sorted(
        (
            PartMatch(role=role, form=PartForm.EXACT, start=start, end=start + len(word))
            for role, word in ((PartRole.GIVEN, given), (PartRole.SURNAME, surname))
            for start in (text.index(word),)
        ),
        key=attrgetter("start"),
    )
    whole = named(parts[0].start, parts[-1].end, tier=Tier.LOW)
    return replace(whole, parts=tuple(parts), score=0.3, is_apart=True)


def surname_alone(text: str, surname: str) -> Mention:
    """A mention of her surname, without a given name beside it."""
    start = text.index(surname)
    role, form, end = PartRole.SURNAME, PartForm.EXACT, start + len(surname)
    part = PartMatch(role=role, form=form, start=start, end=end)
    return replace(named(start, end, tier=Tier.LOW), parts=(part,), score=0.1)


def detail(document: Document, person: WatchedPerson, words: str) -> Mention:
    """The detail that `person` watches, where `words` stand on the page."""
    (hers,) = person.details
    start = document.text.index(words)
    part = PartMatch(
        role=PartRole.DETAIL,
        form=PartForm.HASH,
        start=start,
        end=start + len(words),
    )
    return Mention(
        person_id=RARE.person_id,
        detail=hers.kind,
        start=start,
        end=start + len(words),
        parts=(part,),
        score=0.99,
        tier=Tier.KNOWN_DETAIL,
        watched=hers,
    )


def judge(
    text: str, person: WatchedPerson = RARE, context: AssessContext | None = None
) -> Assessment:
    """The assessment of a page that holds `text` and nothing else."""
    document, mentions = page(text, f"{person.given.reveal()} {person.surname.reveal()}")
    return assess(document, mentions, person, context or AssessContext(now=NOW))


def _blocks(text: str, quote: str) -> tuple[Block, ...]:
    blocks = [
        Block(kind=BlockKind.BODY, start=line.start(), end=line.end())
        for line in re.finditer(r"[^\n]+", text)
    ]
    if quote:
        start = text.index(quote)
        blocks = [one for one in blocks if not one.start <= start < one.end]
        blocks.append(Block(kind=BlockKind.QUOTE, start=start, end=start + len(quote)))
    return tuple(sorted(blocks, key=lambda one: one.start))


def _posts(text: str) -> tuple[Post, ...]:
    return tuple(
        Post(key=str(number), start=line.start(), end=line.end())
        for number, line in enumerate(re.finditer(r"[^\n]+", text), 1)
    )
