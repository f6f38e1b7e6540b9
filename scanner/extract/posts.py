"""A page cut into its posts and comments, each with key, author, time and address.

Where comments stand inside each other, a post reaches from where its element begins to where the
first post inside it begins: its writer's own words. Text behind the inner posts belongs to none,
for to say that somebody wrote what another did is worse than not to say who.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Generic, TypeVar

from bs4 import Tag

from scanner import urls
from scanner.extract import bylines, html, soup, tags, templates
from scanner.extract.content import ContentKind, content_of
from scanner.extract.lines import Lines, Passage
from scanner.extract.page import read_content
from scanner.model import capture
from scanner.model.document import BlockKind, Document
from scanner.model.page import Page

T = TypeVar("T")


def cut(page: Page) -> Document:
    """What `page.read` gives, with posts; without any where the page itself is the post.

    Raises ValueError for a page that `page.read` gives None for.
    """
    content = content_of(page)
    if content is None:
        raise ValueError("a page of a kind that is not read has no posts")
    if content.kind is not ContentKind.HTML or not html.is_calm(content.text):
        return read_content(content, page)
    tree = soup.soup_of(html.well_nested(content.text))
    cutter = _Cutter(page, _marks(tree))
    return cutter.cut(tree)


@dataclass(frozen=True, slots=True)
class _Mark:
    """That an element is a post: its key, and the class that it shares with the others."""

    key: str
    group: str = ""

    def is_same_post(self, inner: "_Mark") -> bool:
        """Whether an element inside is but another wrapping, or a part, of this post."""
        return self.group != inner.group or (self.key != "" and _identity(self) == _identity(inner))


def _identity(mark: _Mark) -> tuple[str, bool]:
    """Equal on the elements around one post: ``li-comment-7`` and ``comment-7``."""
    digits = "".join(filter(str.isdigit, mark.key))
    return digits or mark.key, "comment" in mark.key


def _marks(tree: Tag) -> Mapping[int, _Mark]:
    """Which elements, by `id()`, are posts: by the surest kind of mark that the page has."""
    blocks = [tag for tag in tree.find_all(True) if tags.breaks_line(tag.name)]
    known = {id(tag): _Mark(key) for tag in blocks if (key := _template_key(tag))}
    items = {id(tag): _Mark(bylines.value(tag, "id")) for tag in blocks if _is_item(tag)}
    return known or items or _repeated(blocks)


def _template_key(tag: Tag) -> str:
    for template in templates.TEMPLATES:
        key = bylines.value(tag, template.attribute)
        if key and template.key.fullmatch(key) and _has_class(tag, template):
            return key
    return ""


def _has_class(tag: Tag, template: templates.Template) -> bool:
    return not template.classes or bool(template.classes & bylines.words(tag, "class"))


def _is_item(tag: Tag) -> bool:
    kind = bylines.value(tag, "itemtype").rpartition("/")[2]
    return kind.lower() in templates.SCHEMA_TYPES


def _repeated(blocks: Iterable[Tag]) -> Mapping[int, _Mark]:
    """Elements of a name and a class that calls them posts, if there are two or more."""
    called = [(tag, f"{tag.name}.{name}") for tag in blocks if (name := _post_class(tag))]
    count = Counter(group for _, group in called)
    return {id(tag): _Mark(_own_key(tag), group) for tag, group in called if count[group] > 1}


def _post_class(tag: Tag) -> str:
    names = sorted(bylines.words(tag, "class"))
    return next((name for name in names if templates.POST_CLASS.fullmatch(name)), "")


def _own_key(tag: Tag) -> str:
    return next(filter(None, (bylines.value(tag, name) for name in templates.KEY_ATTRIBUTES)), "")


_NOWHERE: Final = 99


@dataclass(slots=True)
class _Best(Generic[T]):
    """The best found of something so far; the lower the rank the better."""

    value: T
    rank: int = _NOWHERE

    def offer(self, found: tuple[int, T] | None) -> None:
        if found is not None and found[0] < self.rank:
            self.rank, self.value = found


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A post while it is read."""

    mark: _Mark
    first: int
    end: int | None = None
    key: str
    author: _Best[str] = field(default_factory=lambda: _Best(""))
    posted_at: _Best[datetime | None] = field(default_factory=lambda: _Best(None))
    link: _Best[str] = field(default_factory=lambda: _Best(""))


class _Cutter:
    """Walks a tree, makes its lines and notes what it meets of each post."""

    def __init__(self, page: Page, marks: Mapping[int, _Mark]) -> None:
        self._page = page
        kept = capture.of(page.asked)
        self._written = page.fetched_at if kept is None else kept.at
        self._marks = marks
        self._lines = Lines(page.final)
        self._drafts: list[_Draft] = []
        self._open: list[tuple[Tag, _Draft]] = []
        self._quotes = 0

    def cut(self, tree: Tag) -> Document:
        for element, is_end in soup.walk(tree):
            if isinstance(element, Tag) and not is_end:
                self._enter(element)
            soup.tell(element, is_end, self._lines)
            if isinstance(element, Tag) and is_end:
                self._leave(element)
        return self._lines.document(self._passages())

    def _enter(self, tag: Tag) -> None:
        mark = self._marks.get(id(tag))
        if mark is not None:
            self._begin(tag, mark)
        self._quotes += _is_quote(tag)
        if self._open and not self._quotes:
            # What is quoted tells of another post.
            draft = self._open[-1][1]
            draft.author.offer(bylines.author(tag))
            draft.posted_at.offer(bylines.time(tag, self._written))
            draft.link.offer(bylines.link(tag))

    def _begin(self, tag: Tag, mark: _Mark) -> None:
        outer = self._open[-1][1] if self._open else None
        if outer is not None and outer.mark.is_same_post(mark):
            outer.key = outer.key or mark.key
            return
        line = self._lines.mark()
        if outer is not None and outer.end is None:
            outer.end = line
        draft = _Draft(mark=mark, first=line, key=mark.key)
        self._drafts.append(draft)
        self._open.append((tag, draft))

    def _leave(self, tag: Tag) -> None:
        self._quotes -= _is_quote(tag)
        if self._open and self._open[-1][0] is tag:
            _, draft = self._open.pop()
            line = self._lines.mark()
            draft.end = line if draft.end is None else draft.end

    def _passages(self) -> list[Passage]:
        """In order. A key that a page gives to several posts names the first of them only."""
        passages: list[Passage] = []
        taken = {""}
        for passage in map(self._passage, self._drafts):
            passages.append(passage if passage.key not in taken else replace(passage, key=""))
            taken.add(passage.key)
        return passages

    def _passage(self, draft: _Draft) -> Passage:
        link = draft.link.value
        address = urls.parse(link, self._page.final) if link else None
        if address in {self._page.final, self._page.asked}:
            address = None  # The page with a fragment, which canonical addresses do not have.
        assert draft.end is not None  # Every element that begins also ends.
        return Passage(
            first=draft.first,
            end=draft.end,
            key=draft.key or link.partition("#")[2] or address or "",
            author=draft.author.value,
            posted_at=draft.posted_at.value,
            address=address,
        )


def _is_quote(tag: Tag) -> bool:
    is_quote = tags.KINDS.get(tag.name) is BlockKind.QUOTE
    return is_quote or tags.is_quote(bylines.value(tag, "class"))
