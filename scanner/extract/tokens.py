"""Markup to events in one linear pass, whatever the markup.

For pages on which a tree builder is quadratic, and for fragments. Tokens are those of the HTML
standard (§13.2.5); of its tree construction there is what a reader sees of it: void elements,
implied ends, elements left open. Why not the standard library's parser: on Python 3.11.7 it takes
3.8 s for 5,000 times `<a `, and is quadratic in unclosed comments and sections as well.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from scanner.extract.clean import clean
from scanner.extract.events import BREAK, NONE, Attributes, Sink
from scanner.extract.tags import BREAKS, ESCAPABLE, RAW, VOID

_ATTRIBUTE_SOURCE: Final = (
    r"[\s/]*+{open}[^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"
    r"\"{open}[^\"]*+)(?:\"|\Z)|'{open}[^']*+)(?:'|\Z)|{open}[^\s>]*+)))?+"
)
_ATTRIBUTES_SOURCE: Final = f"(?:{_ATTRIBUTE_SOURCE.format(open='(?:')})*+"
_ATTRIBUTE: Final = re.compile(_ATTRIBUTE_SOURCE.format(open="("), re.ASCII)
# What begins like a tag or a comment also ends at the end of the text: a token that was looked
# for in vain to the very end, again at the next character, is what makes a tokenizer quadratic.
_TOKEN: Final = re.compile(
    r"<!--(?:-?>|(?P<comment>.*?)(?:--!?>|\Z))"
    rf"|<(?P<start>[a-zA-Z][^\s/>]*+)(?P<attributes>{_ATTRIBUTES_SOURCE}[\s/]*+)(?:>|\Z)"
    rf"|</(?P<end>[a-zA-Z][^\s/>]*+){_ATTRIBUTES_SOURCE}[\s/]*+(?:>|\Z)"
    r"|<(?:[!?]|/(?!\Z))[^>]*+(?:>|\Z)",
    re.DOTALL | re.ASCII,
)
_RAW_ENDS: Final = {
    tag: re.compile(rf"</{tag}(?=[\s/>])[^>]*+(?:>|\Z)|\Z", re.IGNORECASE | re.ASCII)
    for tag in RAW | ESCAPABLE
} | {"plaintext": re.compile(r"\Z")}

_P: Final = frozenset({"p"})
_CELL: Final = frozenset({"td", "th"})
_ROW: Final = frozenset({"td", "th", "tr"})
_TERM: Final = frozenset({"dd", "dt"})
_ENDED_BY: Final = {
    **dict.fromkeys(BREAKS - {"br", "button", "option", "select", "textarea", "title"}, _P),
    "li": _P | {"li"}, "option": frozenset({"option"}), "dd": _P | _TERM, "dt": _P | _TERM,
    "td": _P | _CELL, "th": _P | _CELL, "tr": _P | _ROW,
    "tbody": _P | _ROW | {"tbody", "thead"}, "tfoot": _P | _ROW | {"tbody", "thead"},
}  # fmt: skip
"""Open elements, if right above, that a start tag ends."""

# `int` refuses thousands of digits; no character has a number of eight.
_TOO_LONG: Final = re.compile(r"&#[0-9]{8,}+;?")
# In an address `&copy=` is a parameter, not ©.
_REFERENCE: Final = re.compile(r"&#?[0-9A-Za-z]++(?:;|(?!=))")


def feed(markup: str, sink: Sink) -> None:
    """Tell `sink` what the markup holds. Elements left open end where it ends."""
    markup = clean(markup)
    elements = _Elements(sink)
    position = 0
    while (token := _TOKEN.search(markup, position)) is not None:
        if token.start() > position:
            sink.text(_unescape(markup[position : token.start()]))
        position = token.end()
        if (tag := token["start"]) is not None:
            position = _start(tag.lower(), token["attributes"], elements, markup, position)
        elif (tag := token["end"]) is not None:
            elements.end(tag.lower())
        elif (comment := token["comment"]) is not None:
            sink.comment(comment)
    if position < len(markup):
        sink.text(_unescape(markup[position:]))
    elements.end_all()


def feed_xml(markup: str, sink: Sink) -> None:
    """Tell `sink` what markup of an unknown vocabulary holds: each element is on its own line."""
    opened = markup.replace("<![CDATA[", "").replace("]]>", "")
    feed(opened.replace("<", f"{BREAK}<"), sink)


def count_attributes(markup: str, position: int) -> int:
    """How many attributes the start tag at `position` has; 0 if it is an end tag."""
    token = _TOKEN.match(markup, position)
    return len(_ATTRIBUTE.findall(token["attributes"] or "")) if token is not None else 0


def start_tags(markup: str) -> Iterator[tuple[str, Attributes]]:
    """Start tags that are closed, in scripts and text areas too."""
    for token in _TOKEN.finditer(markup):
        if token["start"] is not None and token[0].endswith(">"):
            yield token["start"].lower(), _attributes(token["attributes"])


class _Elements:
    """The elements that are open; sees to it that every start has its end."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self._open: list[str] = []
        self._count: Counter[str] = Counter()

    def start(self, tag: str, attributes: Attributes) -> None:
        ended = _ENDED_BY.get(tag)
        while ended and self._open and self._open[-1] in ended:
            self._end_last()
        self.sink.start(tag, attributes)
        self._open.append(tag)
        self._count[tag] += 1

    def end(self, tag: str) -> None:
        """End the innermost element of that name and all in it; nothing if none is open."""
        if self._count[tag]:
            while self._end_last() != tag:
                pass

    def end_all(self) -> None:
        while self._open:
            self._end_last()

    @property
    def is_foreign(self) -> bool:
        """Whether a drawing or a formula is open, where `/>` ends an element."""
        return bool(self._count["svg"] or self._count["math"])

    def _end_last(self) -> str:
        tag = self._open.pop()
        self._count[tag] -= 1
        self.sink.end(tag)
        return tag


def _start(tag: str, source: str, elements: _Elements, markup: str, position: int) -> int:
    """Tell of a start tag, and of the whole element if its content is no markup: its end."""
    attributes = _attributes(source) if source else NONE
    end = _RAW_ENDS.get(tag)
    is_closed = tag in VOID or (elements.is_foreign and source.endswith("/"))
    if end is None or is_closed or (elements.is_foreign and tag not in RAW):
        elements.start(tag, attributes)
        if is_closed:
            elements.end(tag)
        return position
    closing = end.search(markup, position)
    assert closing is not None  # Each of the patterns matches at the end of the text.
    content = markup[position : closing.start()]
    if tag in RAW:
        elements.sink.raw(tag, attributes, content)
    else:
        elements.start(tag, attributes)
        elements.sink.text(_unescape(content))
        elements.end(tag)
    return closing.end()


def _attributes(source: str) -> Attributes:
    """The attributes in a start tag; of one that is given twice the first counts."""
    found: dict[str, str | None] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        found.setdefault(name.lower(), _REFERENCE.sub(_referred, double or single or bare))
    return found


def _referred(reference: re.Match[str]) -> str:
    return _unescape(reference[0])


def _unescape(text: str) -> str:
    return html.unescape(_TOO_LONG.sub("\N{REPLACEMENT CHARACTER}", text)) if "&" in text else text
