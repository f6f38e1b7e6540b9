"""Whether scripts write what a page shows: its own bytes then hold hardly a word."""

from typing import Final

from scanner.model.document import Document

MUCH_SCRIPT: Final = 50_000
"""Bytes inside script elements."""

FEW_CHARACTERS: Final = 200
"""Of text. A page with more says something by itself; only people know whether it says all, and
mark its source so."""


def has_much_script(body: bytes) -> bool:
    """Cheap, and false of nearly every page. Linear: no element is looked at twice."""
    found = at = 0
    lower = body.lower()
    while found <= MUCH_SCRIPT and (at := lower.find(b"<script", at)) >= 0:
        end = lower.find(b"</script", at)
        end = len(body) if end < 0 else end
        found += end - at
        at = end
    return found > MUCH_SCRIPT


def says_little(document: Document) -> bool:
    return len(document.text.strip()) < FEW_CHARACTERS
