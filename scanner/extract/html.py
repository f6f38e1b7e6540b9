"""HTML to events on the hot path: lexbor builds the tree, one walk tells of it.

lexbor is quadratic in elements left open inside each other and in the attributes of one element
(100,000 of either take more than 12 s). A page that may hold such is looked over first, and if it
does it is read from its tokens, which is linear whatever it holds.
"""

import re
from collections import Counter
from enum import Enum, auto
from typing import Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from scanner.extract import tags, tokens
from scanner.extract.events import BREAK, CELL, Sink

FEW_TAGS: Final = 8_000
"""So many tags cost lexbor at most 0.6 s, however they are nested (formatting is the worst)."""

DEEPEST: Final = 2_000
"""Elements inside each other. Real pages stay below 200."""

LONG_TAG: Final = 32_768
"""Characters. As many as 8,000 attributes fit in, which cost lexbor 0.2 s."""

WIDEST: Final = 2_000
"""Attributes of one element."""

_TEXT: Final = 2
"""lexbor's id of text nodes."""

_TOLD: Final = frozenset({"base", "html", "meta", *tags.KINDS, *tags.KEEPS_LINES})
"""Elements of which more is wanted than that they break a line."""

_MARKED: Final = ",".join(
    [f"[{name}]" for name in (*tags.SHOWN, tags.PROTECTED)]
    + [f'[class*="{hint}" i]' for hint in tags.QUOTE_HINTS]
    + ["img", "video", '[style*="url("]']
)
"""Selects elements whose attributes matter whatever their name."""

_TAG: Final = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)")


class _Manner(Enum):
    """How the walk deals with an element."""

    PASS = auto()
    """Inline: nothing is told of it but its content."""
    LOOK = auto()
    """Inline: its attributes are told."""
    BREAK = auto()
    CELL = auto()
    TELL = auto()
    """Its start, attributes and end are told."""
    WHOLE = auto()
    """Told at once, without a look inside."""


_PASS, _LOOK, _BREAK, _CELL, _TELL, _WHOLE = _Manner


def feed(markup: str, sink: Sink) -> None:
    """Tell `sink` of an HTML page, in time linear in its length."""
    if is_calm(markup):
        _walk(_tree(markup), sink)
    else:
        tokens.feed(markup, sink)


def well_nested(markup: str) -> str:
    """A calm page written anew, each element closed where lexbor, like a browser, closes it."""
    return _tree(markup).html or ""


def _tree(markup: str) -> LexborHTMLParser:
    return LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS)


def is_calm(markup: str) -> bool:
    """Whether lexbor can be given the page. What slips through is ended by the sandbox's limit."""
    return not _is_deep(markup) and not _is_wide(markup)


def _is_deep(markup: str) -> bool:
    if markup.count("<") <= FEW_TAGS:
        return False
    depth = 0
    still_open: Counter[str] = Counter()
    for slash, name in _TAG.findall(markup):
        step = -1 if slash else 1
        if (step > 0 and name.lower() not in tags.SHALLOW) or still_open[name] > 0:
            still_open[name] += step
            depth += step
        if depth > DEEPEST:
            return True
    return False


def _is_wide(markup: str) -> bool:
    """Whether an element has too many attributes; only long stretches without `>` are looked at."""
    position = 0
    while len(markup) - position > LONG_TAG:
        last = markup.rfind(">", position, position + LONG_TAG)
        if last >= 0:
            position = last + 1
            continue
        begin = _TAG.search(markup, position, position + LONG_TAG)
        if begin is not None and tokens.count_attributes(markup, begin.start()) > WIDEST:
            return True
        position += LONG_TAG
    return False


def _walk(tree: LexborHTMLParser, sink: Sink) -> None:
    """Depth first, without recursion, for the depth is the page's choice.

    The innermost loop of a crawl; hence its length.
    """
    text, marked = sink.text, {node.mem_id for node in tree.css(_MARKED)}
    learnt: dict[int, tuple[_Manner, str]] = {}
    above: list[tuple[LexborNode, str]] = []
    node = _first(tree)
    while node is not None or above:
        if node is None:
            node, ending = above.pop()
            if ending is BREAK:
                text(BREAK)
            elif ending:
                sink.end(ending)
            node = node.next
            continue
        tag_id = node.tag_id
        if tag_id == _TEXT:
            text(node.text_content or "")
            node = node.next
            continue
        # Ids of unknown elements hold for one tree only, so manners are learnt for each.
        manner, tag = learnt.get(tag_id) or learnt.setdefault(tag_id, _manner(node))
        if manner is _WHOLE:
            _tell_whole(node, tag, sink)
            node = node.next
            continue
        ending = ""
        if manner is _TELL or node.mem_id in marked:
            sink.start(tag, node.attributes)
            ending = tag
        elif manner is _BREAK:
            text(BREAK)
            ending = BREAK
        elif manner is _LOOK:
            sink.look(tag, node.attributes)
        elif manner is _CELL:
            text(CELL)
        above.append((node, ending))
        node = node.child if tag != "template" else _content(node, marked)


def _first(tree: LexborHTMLParser) -> LexborNode | None:
    root = tree.root
    return None if root is None or root.parent is None else root.parent.child


def _manner(node: LexborNode) -> tuple[_Manner, str]:
    tag = node.tag
    if not node.is_element_node or tag is None or tag in tags.RAW:
        return _WHOLE, tag or ""
    if tag in _TOLD:
        return _TELL, tag
    if tag in tags.LINKS or tag == "link":
        return _LOOK, tag
    if tag in tags.CELLS:
        return _CELL, tag
    return (_BREAK if tags.breaks_line(tag) else _PASS), tag


def _tell_whole(node: LexborNode, tag: str, sink: Sink) -> None:
    """Of a raw element or a comment; doctypes and processing instructions say nothing."""
    if node.is_element_node:
        sink.raw(tag, node.attributes, node.text())
    elif node.is_comment_node:
        sink.comment(node.comment_content or "")


def _content(template: LexborNode, marked: set[int]) -> LexborNode | None:
    """First of what a template holds, which the tree keeps apart."""
    fragments = template.template_fragments()
    if not fragments:
        return None
    marked.update(node.mem_id for node in fragments[0].css(_MARKED))
    return fragments[0].child
