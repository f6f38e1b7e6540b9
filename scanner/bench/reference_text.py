"""Is a page's text whole? Its words beside those that html5lib, which follows the standard to the
letter, finds in the same markup.

Words of the flow are compared, each as often as it stands there: what neither script, style nor
template holds. html5lib does not know what else we read (alt texts, descriptions, data of scripts).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from scanner.extract import tags
from scanner.extract.charset import decode
from scanner.extract.page import read
from scanner.model.document import BlockKind, Document
from scanner.model.page import Page
from scanner.text.fold import thin

PACKAGE: Final = "html5lib"
"""Of the reference: `make bench` installs it, Värn itself does without."""

UNREAD: Final = frozenset({"script", "style", "template", *tags.RAW})
FLOW: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.BODY, BlockKind.QUOTE})

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Words, summed over pages."""

    reference: int
    ours: int
    both: int
    found_anywhere: int
    """Of the reference, in whatever we read."""

    @property
    def recall(self) -> float:
        return self.found_anywhere / self.reference

    @property
    def precision(self) -> float:
        return self.both / self.ours


def is_installed() -> bool:
    return find_spec(PACKAGE) is not None


def agreement(pages: Iterable[Page]) -> Agreement:
    """How far we and html5lib find the same words on pages of HTML."""
    reference = ours = both = anywhere = 0
    for page in pages:
        document = read(page)
        if document is None:
            continue
        content_type = dict(page.headers).get("content-type", "")
        theirs = _words(flow(decode(page.body, content_type)))
        flowing = _words(_flow_of(document))
        reference += theirs.total()
        ours += flowing.total()
        both += (theirs & flowing).total()
        anywhere += (theirs & _words(document.text)).total()
    return Agreement(reference=reference, ours=ours, both=both, found_anywhere=anywhere)


def flow(markup: str) -> str:
    """The text of a page by html5lib's tree, with a line break where a block begins or ends."""
    html5lib = import_module(PACKAGE)
    tree = html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False)
    return thin("".join(_texts(tree)))


def _texts(element: Any) -> Iterator[str]:
    # Comments have a function for a name; drawings name their namespace.
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if not name or name in UNREAD:
        return
    edge = "\n" if tags.breaks_line(name) or name in tags.CELLS else ""
    yield edge
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield edge


def _flow_of(document: Document) -> str:
    return "\n".join(
        document.text[block.start : block.end] for block in document.blocks if block.kind in FLOW
    )


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))
