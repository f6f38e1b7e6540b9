"""From a page's bytes to the people on it: extract, match, cut into posts, match again."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from scanner import log
from scanner.config.settings import CrawlSettings
from scanner.extract.page import read, read_linear
from scanner.extract.posts import cut
from scanner.findings.clusters import post_key
from scanner.findings.sketch import own_words
from scanner.match.matcher import Matcher
from scanner.model.document import Document, Post
from scanner.model.ids import PersonId
from scanner.model.mention import Mention, Tier
from scanner.model.page import MissReason, Page
from scanner.sandbox import Sandbox, SandboxFailed, SandboxTimeout

_logger = log.logger("pipeline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One person in one post of a document (or in the page, outside its posts)."""

    person_id: PersonId
    post: Post | None
    key: str
    """Tells the post from others on its page; '' means that the page is the post."""
    words: str
    """What the post says in its own words."""
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    document: Document
    exposures: tuple[Exposure, ...]
    is_cut: bool = True
    """False where exposures could not be told post by post."""


class PageReader:
    """Reads pages in worker processes that may be killed, and looks for people in the text."""

    def __init__(self, sandbox: Sandbox, settings: CrawlSettings) -> None:
        self._sandbox = sandbox
        self._seconds = settings.parse_seconds

    async def document(self, page: Page) -> Document | MissReason:
        """The page as text, or why there is none."""
        try:
            document = await self._read(page)
        except (SandboxTimeout, SandboxFailed):
            return MissReason.UNREADABLE
        if document is None:
            return MissReason.CONTENT_TYPE
        return MissReason.TOO_LARGE if len(document.text) > MOST_TEXT else document

    async def people(self, page: Page, document: Document, matcher: Matcher) -> Reading:
        """The people on the page. A page with somebody is cut into posts first."""
        mentions = await self._find(matcher, document)
        if not any(_names(mentions)):
            return Reading(document=document, exposures=())
        finer = await self._cut(page)
        if finer is not None:
            confirmed = await self._find(matcher, finer)
            # Two parsers read broken markup differently: what only the first one saw is kept.
            if _people(confirmed) >= _people(mentions):
                return Reading(document=finer, exposures=tuple(_exposures(finer, confirmed)))
        exposures = tuple(_exposures(document, mentions))
        return Reading(document=document, exposures=exposures, is_cut=False)

    async def _read(self, page: Page) -> Document | None:
        try:
            return await self._sandbox.run(read, page, seconds=self._seconds)
        except SandboxTimeout:
            # Whoever writes pages to be slow must not be unread for it.
            return await self._sandbox.run(read_linear, page, seconds=self._seconds)

    async def _cut(self, page: Page) -> Document | None:
        try:
            document: Document = await self._sandbox.run(
                cut, page, seconds=CUT_FACTOR * self._seconds
            )
        except (SandboxTimeout, SandboxFailed) as error:
            # The page's findings then stand for the whole page: somebody should know.
            log.event(
                _logger,
                "page.not_cut",
                logging.WARNING,
                source=page.source_id,
                error=type(error).__name__,
            )
            return None
        return document

    async def _find(self, matcher: Matcher, document: Document) -> tuple[Mention, ...]:
        """The mentions, post by post: a name repeated in one hides none in another."""
        pieces = tuple(_pieces(document))
        texts = [document.text[start:end] for start, end in pieces]
        found = await asyncio.to_thread(matcher.find, texts)
        return tuple(
            _moved(mention, start)
            for (start, _), mentions in zip(pieces, found, strict=True)
            for mention in mentions
        )


MOST_TEXT = 2_000_000
"""Characters of a page, some 300,000 words; a longer one is a gap that the report says."""

CUT_FACTOR = 8
"""BeautifulSoup takes forty times as long as the fast parser; it reads pages with a hit only."""


def _pieces(document: Document) -> Iterator[tuple[int, int]]:
    """Where each post stands, and what stands between posts."""
    done = 0
    for post in document.posts:
        yield done, post.start
        yield post.start, post.end
        done = post.end
    yield done, len(document.text)


def _moved(mention: Mention, by: int) -> Mention:
    parts = tuple(replace(one, start=one.start + by, end=one.end + by) for one in mention.parts)
    return replace(mention, start=mention.start + by, end=mention.end + by, parts=parts)


def _exposures(document: Document, mentions: tuple[Mention, ...]) -> Iterator[Exposure]:
    def where(mention: Mention) -> tuple[PersonId, int]:
        return mention.person_id, _post_number(document, mention)

    for (person_id, number), group in groupby(sorted(mentions, key=where), key=where):
        of_hers = tuple(group)
        # A detail without her name is nobody's: it may be an earlier owner's number.
        if not any(_names(of_hers)):
            continue
        post = None if number < 0 else document.posts[number]
        words = own_words(document, post)
        yield Exposure(
            person_id=person_id,
            post=post,
            key=post_key(post, words),
            words=words,
            mentions=of_hers,
        )


def _post_number(document: Document, mention: Mention) -> int:
    inside = (n for n, post in enumerate(document.posts) if post.start <= mention.start < post.end)
    return next(inside, -1)


def _names(mentions: tuple[Mention, ...]) -> Iterator[Mention]:
    return (mention for mention in mentions if mention.tier is not Tier.KNOWN_DETAIL)


def _people(mentions: tuple[Mention, ...]) -> frozenset[PersonId]:
    return frozenset(mention.person_id for mention in _names(mentions))
