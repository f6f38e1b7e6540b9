"""Her words in context: what is kept of a page's text with a finding."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from scanner.assess.severity.severity import TIER_MESSAGES
from scanner.match.bystanders import bystanders
from scanner.model.assessment import Assessment, Because, Severity, SeverityTier
from scanner.model.document import Document, Post
from scanner.model.finding import Excerpt
from scanner.model.mention import REACH, Mention
from scanner.model.personal import Personal
from scanner.places.organisation import Organisation
from scanner.places.phrases import comparable

MOST_PLACES: Final = 100
"""Where the same words stand in a post: a bound."""

SOMEBODY: Final = "▮▮▮"
"""Stands for another person's name, whoever she is: it does not tell that she is enrolled."""

Span = tuple[int, int]


def excerpt(
    document: Document,
    post: Post | None,
    hers: tuple[Mention, ...],
    organisation: Organisation,
    gravest: str = "",
) -> Excerpt:
    """The surroundings of a mention within its post; every mention there is marked.

    It is the one that stands nearest to the `gravest` words, or her surest where there are none. A
    page that cannot be cut may name her in calm words first, and threaten her far below.

    What looks like another person's name is masked, whoever is enrolled: else the masks would tell.
    Names of the organisation stay.
    """
    first, last = (post.start, post.end) if post else (0, len(document.text))
    shown_of = _nearest(document.text, hers, gravest, first, last) if gravest else _surest(hers)
    start, end = max(first, shown_of.start - REACH), min(last, shown_of.end + REACH)
    text = document.text[start:end]
    spans = sorted(_within(hers, start, end))
    masked = bystanders(_blanked(text, [*spans, *_public(text, organisation)]))
    shown, moved = _without(text, spans, list(masked))
    return Excerpt(
        text=Personal(shown),
        spans=moved,
        language=document.language,
        posted_at=post.posted_at if post else None,
    )


def gravest_words(severity: Severity) -> str:
    """The page's words that the tier hangs on most, of harassment and worse; '' where none do."""
    if severity.tier < SeverityTier.T2:
        return ""
    message = TIER_MESSAGES[severity.tier]
    return next((one.words.reveal() for one in severity.because if one.message == message), "")


def _surest(hers: Iterable[Mention]) -> Mention:
    return max(hers, key=lambda mention: (mention.score, -mention.start))


def _nearest(text: str, hers: Sequence[Mention], gravest: str, first: int, last: int) -> Mention:
    """The mention that stands nearest to the words, wherever in the post they stand."""
    found = (match.span() for match in re.finditer(re.escape(gravest), text[first:last]))
    places = [(first + start, first + end) for start, end in islice(found, MOST_PLACES)]

    def apart(mention: Mention) -> int:
        gaps = (max(mention.start - end, start - mention.end, 0) for start, end in places)
        return min(gaps, default=0)

    return min(hers, key=lambda mention: (apart(mention), -mention.score, mention.start))


def discreet(
    assessment: Assessment,
    document: Document,
    hers: tuple[Mention, ...],
    organisation: Organisation,
) -> Assessment:
    """The assessment, with other people's names masked in the words that its reasons quote."""
    own = {document.text[start:end] for mention in hers for start, end in mention.spans}

    def masked(because: Because) -> Because:
        text = because.words.reveal()
        named = [m.span() for name in own if name for m in re.finditer(re.escape(name), text)]
        others = bystanders(_blanked(text, [*named, *_public(text, organisation)]))
        return replace(because, words=Personal(_without(text, [], list(others))[0]))

    identity, severity = assessment.identity, assessment.severity
    evidence = tuple(replace(one, because=masked(one.because)) for one in identity.evidence)
    return replace(
        assessment,
        identity=replace(identity, evidence=evidence),
        severity=replace(severity, because=tuple(map(masked, severity.because))),
    )


def _within(mentions: Iterable[Mention], start: int, end: int) -> set[Span]:
    spans = (span for mention in mentions for span in mention.spans)
    return {
        (first - start, last - start) for first, last in spans if start <= first and last <= end
    }


def _public(text: str, organisation: Organisation) -> Iterator[Span]:
    plain, folded = comparable(text)
    for wording in (organisation.names, organisation.units, organisation.workplace):
        yield from (folded.span(*match.span()) for match in wording.pattern.finditer(plain))


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """`text` with line breaks for `spans`: nothing runs on over them."""
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _without(text: str, spans: list[Span], masked: list[Span]) -> tuple[str, tuple[Span, ...]]:
    """`text` with each of `masked` replaced, and where `spans` stand then."""
    pieces, at, shifts = [], 0, []
    for start, end in masked:
        pieces += [text[at:start], SOMEBODY]
        shifts.append((end, len(SOMEBODY) - (end - start)))
        at = end
    pieces.append(text[at:])

    def moved(place: int) -> int:
        return place + sum(shift for end, shift in shifts if end <= place)

    return "".join(pieces), tuple((moved(start), moved(end)) for start, end in spans)
