"""Pages that say that nothing is there, and are sent as if there were. Pure."""

import re
from typing import Final

from scanner.model.document import BlockKind, Document

MOST_WORDS: Final = 120
"""Error pages are short, with a menu or without; who says more says something."""

MOST_AHEAD: Final = 60
"""Characters of a heading before the words: "404 – ", "Hoppsan!", a site's name."""

_WORDS: Final = re.compile(
    r"(?:\berror\s+404\b|\b404\s*[-–—:|]|\A\W*404\W*\Z"
    r"|\bpage\s+(?:was\s+|could\s+)?not\s+(?:be\s+)?found\b|\bnot\s+found\b"
    r"|\b(?:page|content|thread|topic|post)\b.{0,30}\b(?:does\s+not|doesn['’]t|no\s+longer)\s+exists?\b"
    r"|\bsidan\b.{0,30}\b(?:hittades\s+inte|finns\s+inte|saknas|kunde\s+inte\s+hittas"
    r"|kan\s+inte\s+hittas|är\s+borttagen|har\s+tagits\s+bort)\b"
    r"|\b(?:tråden|inlägget|artikeln|ämnet)\s+(?:finns\s+inte|är\s+borttage[nt]|har\s+tagits\s+bort)"
    r"|\bhittade\s+inte\s+sidan\b|الصفحة\s+غير\s+موجودة|لم\s+يتم\s+العثور\s+على\s+الصفحة"
    r"|\bsayfa\s+bulunamadı\b|страница\s+не\s+найдена)",
    re.IGNORECASE,
)
_TITLES: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})


def says_missing(document: Document) -> bool:
    """Whether a short page says in its title or a heading that nothing is there."""
    if len(document.text) > 12 * MOST_WORDS or len(document.text.split()) > MOST_WORDS:
        return False
    heads = [
        document.text[block.start : block.end] for block in document.blocks if block.kind in _TITLES
    ]
    return any(_opens(head) for head in (document.title, *heads))


def _opens(head: str) -> bool:
    found = _WORDS.search(head[:200])
    return found is not None and found.start() <= MOST_AHEAD
