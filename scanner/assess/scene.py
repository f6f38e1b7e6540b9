"""The scene of a mention: the post that it stands in, what is near, what is around.

Patterns look at `comparable` text in which her name is masked, so that no rule depends on what
she is called. Every place found leads back to the document.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, pairwise, takewhile
from operator import attrgetter
from typing import Final

from scanner.model.document import BlockKind, Document, Post
from scanner.model.mention import REACH, Mention
from scanner.places.phrases import NAME, comparable
from scanner.text.fold import Folded

SHORT_POST: Final = 1500
"""A post of at most so many characters speaks of her as a whole."""

SENTENCE: Final = 500
"""Characters to either side after which a sentence ends, though no sign says so: a bound."""

PAGE_REACH: Final = 20_000
"""Characters from the page's beginning that may say what it is about. A bound, so that a huge page
with many mentions costs no more than its mentions."""

MOST_BLOCKS: Final = 1000
"""Blocks from the page's beginning whose headings are read; a bound too."""

_CLOSED_BY: Final = {'"': '"', "“": "”“", "”": "”", "„": "“”", "«": "»", "»": "«»"}
"""Quotation marks, and what ends a quotation that they begin."""

_NAMES: Final = re.compile(f"{NAME}+")
_SENTENCE_END: Final = re.compile(r"[.!?\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of a document around mentions, as patterns see it."""

    start: int
    """Where it begins in the document."""
    text: str
    """Comparable; her name is a run of `NAME`."""
    folded: Folded
    names: tuple[tuple[int, int], ...]
    """Where she stands in `text`."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the document."""
        first, last = self.folded.span(start, end)
        return self.start + first, self.start + last

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence or line that ``text[start:end]`` stands in."""
        low, high = max(0, start - SENTENCE), min(len(self.text), end + SENTENCE)
        first = max((m.end() for m in _SENTENCE_END.finditer(self.text, low, start)), default=low)
        end_mark = _SENTENCE_END.search(self.text, end, high)
        return first, end_mark.start() if end_mark else high


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where one person is mentioned, on one page, in one post."""

    document: Document
    mentions: tuple[Mention, ...]
    post: Post | None
    """None where the page was not cut or the mentions stand outside every post."""
    windows: tuple[Window, ...]
    """What is near her: her post if it is short, else `REACH` around each mention."""
    thread: str = field(repr=False)
    """Comparable: the page's title and headings, and the thread's texts from elsewhere."""
    page: str = field(repr=False)
    """Comparable: how the page begins."""
    unfolded: Folded = field(repr=False)
    """Leads back from there to the document."""

    @property
    def names(self) -> tuple[Mention, ...]:
        """Mentions of her name; the others are details."""
        return tuple(mention for mention in self.mentions if mention.detail is None)

    def near(self, pattern: re.Pattern[str]) -> Iterator[tuple[Window, re.Match[str]]]:
        """Where a pattern is found near her."""
        for window in self.windows:
            for match in pattern.finditer(window.text):
                yield window, match

    def is_around(self, pattern: re.Pattern[str]) -> bool:
        """True if a pattern is found in the thread, or on the page outside of what is near her."""
        near = [one.span(0, len(one.text)) for one in self.windows]
        places = (self.unfolded.span(*one.span()) for one in pattern.finditer(self.page))
        return bool(pattern.search(self.thread)) or any(
            all(start < first or end > last for first, last in near) for start, end in places
        )

    def shown(self, start: int, end: int) -> str:
        """Comparable ``document.text[start:end]``; her name is a run of `NAME`."""
        return comparable(_masked(self.document, self.mentions, start, end))[0]

    def distance(self, start: int, end: int) -> int:
        """Characters between ``document.text[start:end]`` and the nearest mention."""
        spans = (span for mention in self.mentions for span in mention.spans)
        return min(max(first - end, start - last, 0) for first, last in spans)

    def quoted(self, start: int, end: int) -> bool:
        """True if the page itself marks ``document.text[start:end]`` as somebody else's words."""
        blocks = self.document.blocks
        first = max(bisect_right(blocks, start, key=attrgetter("start")) - 1, 0)
        near = takewhile(lambda block: block.start < end, islice(blocks, first, None))
        return any(block.kind is BlockKind.QUOTE and start < block.end for block in near)


def scene(document: Document, mentions: tuple[Mention, ...], thread: tuple[str, ...]) -> Scene:
    """The scene of `mentions`: one person's, at least one, all in one post."""
    post = document.post_at(mentions[0].start)
    start, end = (post.start, post.end) if post else (0, len(document.text))
    is_whole = end - start <= SHORT_POST
    spans = [(start, end)] if is_whole else _around(mentions, start, end)
    opening, unfolded = _comparable(document.text[:PAGE_REACH])
    return Scene(
        document=document,
        mentions=mentions,
        post=post,
        windows=tuple(
            _window(document, mentions, first, last, is_whole=is_whole) for first, last in spans
        ),
        thread=_shown("\n".join([document.title, *_headings(document), *thread])),
        page=opening,
        unfolded=unfolded,
    )


def of_posts(scene: Scene, posts: Sequence[Post]) -> Scene:
    """The scene as if `posts`, in order and hers among them, were one; nothing between is seen."""
    start, end = posts[0].start, posts[-1].end
    text = _masked(scene.document, scene.mentions, start, end)
    for one, other in pairwise(posts):
        first, last = one.end - start, other.start - start
        text = text[:first] + "\n" * (last - first) + text[last:]
    return replace(scene, windows=(_seen(text, start),))


def _shown(text: str) -> str:
    return _comparable(text)[0]


@lru_cache(maxsize=4)
def _comparable(text: str) -> tuple[str, Folded]:
    """The same for everybody in every post of a page."""
    return comparable(text)


def _around(mentions: tuple[Mention, ...], start: int, end: int) -> list[tuple[int, int]]:
    """`REACH` around each mention within start and end, joined where they overlap."""
    spans: list[tuple[int, int]] = []
    for one in sorted(mentions, key=attrgetter("start")):
        first, last = max(start, one.start - REACH), min(end, one.end + REACH)
        if spans and first <= spans[-1][1]:
            before = spans.pop()
            first, last = before[0], max(before[1], last)
        spans.append((first, last))
    return spans


def _window(
    document: Document, mentions: tuple[Mention, ...], start: int, end: int, *, is_whole: bool
) -> Window:
    window = _seen(_masked(document, mentions, start, end), start)
    return replace(window, text=_unquoted(window.text)) if is_whole else window


def _seen(masked: str, start: int) -> Window:
    plain, folded = comparable(masked)
    names = tuple(match.span() for match in _NAMES.finditer(plain))
    return Window(start=start, text=plain, folded=folded, names=names)


def _unquoted(plain: str) -> str:
    """A post without its quotation marks, if no word stands outside them.

    Who says nothing beside it quotes nobody: the words are the post's own.
    """
    marks, ends = [], ""
    for at, letter in enumerate(plain):
        if letter in (ends or _CLOSED_BY):
            marks.append(at)
            ends = "" if ends else _CLOSED_BY[letter]
        elif not ends and (letter.isalnum() or letter == NAME):
            return plain
    if ends:
        return plain
    letters = list(plain)
    for at in marks:
        letters[at] = " "
    return "".join(letters)


def _masked(document: Document, mentions: tuple[Mention, ...], start: int, end: int) -> str:
    # A page may hold the sign for her name itself, unseen, to be taken for her.
    text = document.text[start:end].replace(NAME, " ")
    named = (span for one in mentions if one.detail is None for span in one.spans)
    for begins, ends in named:
        first, last = max(begins - start, 0), min(ends - start, end - start)
        if first < last:
            text = text[:first] + NAME * (last - first) + text[last:]
    return text


def _headings(document: Document) -> list[str]:
    return [
        document.text[block.start : block.end]
        for block in islice(document.blocks, MOST_BLOCKS)
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING)
    ]
