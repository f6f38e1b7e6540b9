"""Who stands on a page, and what is thought of it. Runs in a worker that may be killed."""

import pickle
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from typing import Final

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext
from scanner.assess.identity.judged import signs
from scanner.assess.own_post import KeyedHash
from scanner.assess.scene import scene
from scanner.assess.severity.lexical import Hit, hits
from scanner.findings import decide
from scanner.findings.clusters import post_key
from scanner.findings.sketch import own_words, sketch
from scanner.match.matcher import Matcher
from scanner.match.photos import PhotoIndex
from scanner.match.select import unrepeated
from scanner.model.assessment import Level
from scanner.model.document import Document, Post
from scanner.model.exposure import Exposure, Lot, View
from scanner.model.finding import Excerpt, Finding, PlaceState, Sketch
from scanner.model.ids import Address, PersonId
from scanner.model.judgement import Judgement
from scanner.model.mention import REACH, Mention
from scanner.model.person import DetailKind, WatchedPerson
from scanner.pipeline.excerpt import discreet, excerpt, gravest_words
from scanner.pipeline.gravest import (
    Stretch,
    grave_words,
    gravest_first,
    gravest_lots_first,
    stretches,
)
from scanner.pipeline.sight import AT_ONCE, Brief, Sight, is_shown_only, names, people_of
from scanner.places.stems import Stems
from scanner.vault.keyed_hash import keyed_hash

TOGETHER: Final = 32
"""Stretches of a page that are searched at once: each search has a cost of its own."""
LONGEST_LOT: Final = 40_000
"""Characters of them, but of one stretch alone: a hostile page costs some 50 µs each, and time is
looked at between searches."""

COMMON: Final = 20
"""Of them, within `REACH`, stood in the lot before too: a number and the name beside it are not
parted."""

SOUGHT_IN_SUPPLIED: Final = frozenset({None, DetailKind.PHOTO})
"""Names (None) and photos. Of numbers and addresses whoever hands in a text could try which one is
hers."""

MOST_LINES: Final = 300
"""Mentions whose lines are compared with what is known: where there are more, they are news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    brief: Brief
    people: dict[PersonId, WatchedPerson]
    matcher: Matcher
    photos: PhotoIndex
    hashed: KeyedHash
    words: Stems
    """Of threats and calls to act."""

    def find(
        self, document: Document, until: float, canary: PersonId | None
    ) -> tuple[tuple[Mention, ...], bool]:
        """The mentions, and whether there was time to look for all of them.

        Post by post: a name repeated in one hides none in another. Of people, or of a `canary`
        alone: what stands of one is never among what stands of them.
        """
        mentions, is_whole = self._find(document, until)
        return tuple(one for one in mentions if self._is_meant(one, canary)), is_whole

    def _is_meant(self, mention: Mention, canary: PersonId | None) -> bool:
        if canary is not None:
            return mention.person_id == canary
        return mention.person_id not in self.brief.canaries

    def names_nobody(self, mentions: Iterable[Mention]) -> bool:
        """Whether none of these may mean a person by itself."""
        return not any(self._is_meant(one, None) for one in names(mentions))

    def _find(self, document: Document, until: float) -> tuple[tuple[Mention, ...], bool]:
        every = tuple(stretches(document))
        found: defaultdict[tuple[int, int], list[Mention]] = defaultdict(list)
        for some in _searches(self._ordered(document, every)):
            if time.monotonic() > until:
                return self._with_photos(document, found), False
            for one, mentions in zip(some, self._within(document, some), strict=True):
                found[one.piece] += mentions
        return self._with_photos(document, found), True

    def _ordered(self, document: Document, every: tuple[Stretch, ...]) -> Sequence[Stretch]:
        """The gravest first, where one search does not hold all: to rank them costs as much."""
        if len(every) <= TOGETHER and sum(map(_length, every)) <= LONGEST_LOT:
            return every
        return gravest_first(every, lambda one: document.text[slice(*one.read)], self.words)

    def _with_photos(
        self, document: Document, found: Mapping[tuple[int, int], Iterable[Mention]]
    ) -> tuple[Mention, ...]:
        told = (*_told(document, found), *self.photos.find(document))
        return tuple(sorted(told, key=attrgetter("start")))

    def _within(self, document: Document, some: Sequence[Stretch]) -> Iterator[Iterator[Mention]]:
        texts = [document.text[slice(*one.read)] for one in some]
        for one, mentions in zip(some, self.matcher.find(texts), strict=True):
            moved = (_moved(mention, one.read[0]) for mention in mentions)
            yield (mention for mention in moved if one.start <= mention.start < one.end)


def _searches(every: Iterable[Stretch]) -> Iterator[tuple[Stretch, ...]]:
    lot: list[Stretch] = []
    length = 0
    for one in every:
        size = _length(one)
        if lot and (len(lot) == TOGETHER or length + size > LONGEST_LOT):
            yield tuple(lot)
            lot, length = [], 0
        lot.append(one)
        length += size
    if lot:
        yield tuple(lot)


def _length(stretch: Stretch) -> int:
    return stretch.read[1] - stretch.read[0]


_readers: list[_Reader] = []
"""Of this process: none, or the one that was briefed last. An index is too dear to send along."""


def learn(pickled: bytes) -> None:
    """Get ready to look for the people of a `Brief`, and no others."""
    brief: Brief = pickle.loads(pickled)  # noqa: S301 - from our parent

    def hashed(kind: DetailKind, normal: str) -> bytes:
        return keyed_hash(brief.detail_keys[kind], kind, normal)

    _readers[:] = [
        _Reader(
            brief=brief,
            people={person.person_id: person for person in brief.people},
            matcher=Matcher(brief.people, seed=brief.seed, keyed_hash=hashed),
            photos=PhotoIndex(brief.people),
            hashed=hashed,
            words=grave_words(brief.lexicons),
        )
    ]


def find(
    document: Document, seconds: float, canary: PersonId | None = None
) -> tuple[tuple[Mention, ...], bool]:
    """The mentions on a page, none where it names nobody, and whether all of it was looked through.

    Of people, or of a `canary` alone. After `learn`. After `seconds`, those found so far.
    """
    mentions, is_whole = _readers[0].find(document, time.monotonic() + seconds, canary)
    return (mentions if any(names(mentions)) else ()), is_whole


def unnamed(texts: tuple[str, ...]) -> tuple[bool, ...]:
    """Of each text whether it names nobody. After `learn`.

    Some pages together cost a quarter of what each does alone.
    """
    reader = _readers[0]
    return tuple(map(reader.names_nobody, reader.matcher.find(texts)))


def judge(sight: Sight, seconds: float) -> View:
    """Everybody on the page, post by post where it could be cut. After `learn`.

    After `seconds`, what was judged so far, the gravest first and one at least: it then says how
    much is left, and of no post that it is missing.
    """
    reader, now = _readers[0], time.monotonic()
    until = now + seconds
    if sight.cut is not None:
        confirmed, is_whole = reader.find(sight.cut, now + seconds / 2, sight.canary)
        # Two parsers read broken markup differently: what only the first one saw is kept.
        if people_of(confirmed) >= people_of(sight.mentions):
            exposures, judged, left = _exposures(reader, sight, sight.cut, confirmed, until)
            is_cut = is_whole and not left
            return View(exposures=exposures, is_cut=is_cut, judged=judged, left=left)
    return _uncut(reader, sight, until, until + seconds / 2)


def _uncut(reader: _Reader, sight: Sight, until: float, last: float) -> View:
    """The page as a whole; of whom it says no more than its posts did when it was cut, that.

    With known lines it is compared until `last`.
    """
    exposures, again = [], []
    seen, judged, left = _exposures(reader, sight, sight.document, sight.mentions, until)
    for one in seen:
        posts = [finding for finding in sight.known if _is_of_post(finding, one, sight.address)]
        hers = [each for each in sight.mentions if posts and each.person_id == one.person_id]
        # Comparing costs as much as judging: where there is no time for it, they are news.
        is_compared = len(hers) <= MOST_LINES and time.monotonic() <= last
        lines = list(_lines(sight.document, hers, reader.brief)) if is_compared else []
        if is_compared and decide.adds_nothing(posts, one.assessment, lines):
            again += [post.finding_id for post in posts if decide.shows_one(post, lines)]
        else:
            exposures.append(one)
    return View(
        exposures=tuple(exposures), is_cut=False, again=tuple(again), judged=judged, left=left
    )


def _is_of_post(finding: Finding, exposure: Exposure, address: Address) -> bool:
    """True where a finding of hers stood in a post of the page when that was last looked at."""
    return finding.person_id == exposure.person_id and any(
        place.address == address
        and place.post_key not in ("", exposure.key)
        and place.state is PlaceState.SEEN
        for place in finding.places
    )


def _lines(document: Document, hers: Sequence[Mention], brief: Brief) -> Iterator[Excerpt]:
    """The lines of a page that name her, or do something to her: a line stands in one post."""
    for lot in _lots(tuple(hers), AT_ONCE):
        places = [(mention, mention.start, mention.end) for mention in lot]
        # A threat may stand under a line that was there before.
        for hit in hits(scene(document, lot, ()), brief.lexicons):
            places.append((_nearest(lot, hit), hit.start, hit.end))
        for mention, first, last in places:
            start = document.text.rfind("\n", 0, first) + 1
            end = document.text.find("\n", last)
            line = Post(key="", start=start, end=len(document.text) if end < 0 else end)
            yield excerpt(document, line, (mention,), brief.organisation)


def _nearest(hers: Iterable[Mention], hit: Hit) -> Mention:
    return min(hers, key=lambda one: max(one.start - hit.end, hit.start - one.end))


def _exposures(
    reader: _Reader, sight: Sight, document: Document, mentions: tuple[Mention, ...], until: float
) -> tuple[tuple[Exposure, ...], tuple[Lot, ...], int]:
    """Everybody in the posts that there was time for, what was judged, and how much is left."""
    part = sight.part
    if sight.source.is_supplied:
        mentions = tuple(one for one in mentions if one.detail in SOUGHT_IN_SUPPLIED)
    groups = tuple(_by_post(document, mentions))
    lots = {
        _lot(lot, is_cut=document is sight.cut): (at, lot)
        for at, (_, hers) in enumerate(groups)
        for lot in _lots(hers, part.at_once)
    }
    open_lots = [one for one in lots if one not in part.done]
    ordered = gravest_lots_first(open_lots, lambda one: lots[one][1], document.text, reader.words)
    known = cache(partial(_known, document))
    seen: dict[int, Exposure] = {}
    judged: list[Lot] = []
    for one in ordered[part.skipped :]:
        if judged and (part.is_one or time.monotonic() > until):
            break
        at, lot = lots[one]
        post, _ = groups[at]
        now = _exposure(reader, sight, document, post, lot, known(post))
        judged.append(one)
        if is_shown_only(lot) and now.assessment.severity.level < Level.LOW:
            # Not even she is told: of a photo nobody has shown whose it is, and where a colleague's
            # stands among calm words is not hers to learn.
            continue
        seen[at] = _worse(seen[at], now) if at in seen else now
    return tuple(seen.values()), tuple(judged), len(ordered) - len(judged)


def _lot(lot: tuple[Mention, ...], *, is_cut: bool) -> Lot:
    return lot[0].person_id, is_cut, lot[0].start, lot[-1].end


def _known(document: Document, post: Post | None) -> tuple[str, Sketch]:
    """What tells a post from others, and its copies; the same whoever stands in it."""
    words = own_words(document, post)
    return post_key(post, words), sketch(words)


def _exposure(
    reader: _Reader,
    sight: Sight,
    document: Document,
    post: Post | None,
    lot: tuple[Mention, ...],
    known: tuple[str, Sketch],
) -> Exposure:
    """One lot of mentions in one post."""
    person, (key, copied) = reader.people[lot[0].person_id], known
    if sight.source.is_supplied:
        # Nor may what is missing tell: a number beside her name that is said not to be hers.
        photos = (one for one in person.details if one.kind is DetailKind.PHOTO)
        person = replace(person, details=tuple(photos))
    findings = [one for one in sight.known if one.person_id == person.person_id]
    context = AssessContext(
        now=sight.now,
        source=sight.source,
        organisation=reader.brief.organisation,
        lexicons=reader.brief.lexicons,
        copies=_copies(findings, sight.address, key),
        judgements=tuple(_of_others(sight, document, person.person_id, key)),
        # Whether a post is under her user name would tell what that is.
        keyed_hash=None if sight.source.is_supplied else reader.hashed,
    )
    assessment = assess(document, lot, person, context)
    return Exposure(
        person_id=person.person_id,
        key=key,
        sketch=copied,
        assessment=discreet(assessment, document, lot, reader.brief.organisation),
        excerpt=excerpt(
            document,
            post,
            lot,
            reader.brief.organisation,
            gravest_words(assessment.severity),
        ),
        signs=signs(document, post, assessment.identity.evidence, context),
    )


def _of_others(
    sight: Sight, document: Document, person_id: PersonId, key: str
) -> Iterator[Judgement]:
    """What was said of her other findings: a verdict on a post stands on its own finding.

    A page that was not cut is all of its posts.
    """
    own = {
        finding.finding_id
        for finding in sight.known
        for place in finding.places
        if place.address == sight.address and (not document.posts or place.post_key == key)
    }
    for kept in sight.judgements:
        if kept.person_id == person_id and kept.finding_id not in own:
            yield kept.judgement


def _worse(before: Exposure, now: Exposure) -> Exposure:
    """Two lots of one post as one; the excerpt shows the graver."""
    assessment = decide.worst(before.assessment, now.assessment)
    is_graver = decide.gravity(assessment) > decide.gravity(before.assessment)
    every = tuple(dict.fromkeys((*before.signs, *now.signs)))
    return replace(now if is_graver else before, assessment=assessment, signs=every)


def _lots(hers: tuple[Mention, ...], at_once: int) -> Iterator[tuple[Mention, ...]]:
    for start in range(0, len(hers), at_once):
        near = hers[start].start - REACH
        common = (one for one in hers[max(start - COMMON, 0) : start] if one.end >= near)
        lot = (*common, *hers[start : start + at_once])
        if any(names(lot)):
            yield lot


def _told(
    document: Document, found: Mapping[tuple[int, int], Iterable[Mention]]
) -> Iterator[Mention]:
    """The mentions of each piece by place, but those that repeat an earlier one."""
    for first, last in sorted(found):
        moved = (_moved(mention, -first) for mention in found[first, last])
        ordered = sorted(moved, key=lambda each: (each.start, each.end, each.person_id))
        for mention in unrepeated(ordered, document.text[first:last]):
            yield _moved(mention, first)


def _moved(mention: Mention, by: int) -> Mention:
    parts = tuple(replace(one, start=one.start + by, end=one.end + by) for one in mention.parts)
    return replace(mention, start=mention.start + by, end=mention.end + by, parts=parts)


def _by_post(
    document: Document, mentions: tuple[Mention, ...]
) -> Iterator[tuple[Post | None, tuple[Mention, ...]]]:
    """The mentions of one person in one post (None: outside the posts), for all who are named."""

    def where(mention: Mention) -> tuple[PersonId, int]:
        post = document.post_at(mention.start)
        return mention.person_id, post.start if post else -1

    for _, group in groupby(sorted(mentions, key=where), key=where):
        hers = tuple(group)
        if any(names(hers)):
            yield document.post_at(hers[0].start), hers


def _copies(hers: Iterable[Finding], address: Address, key: str) -> int:
    """On how many other addresses the post stands, as far as it is known."""
    places = [finding.places for finding in hers if _stands_at(finding, address, key)]
    return max((len(one) - 1 for one in places), default=0)


def _stands_at(finding: Finding, address: Address, key: str) -> bool:
    return any((place.address, place.post_key) == (address, key) for place in finding.places)
