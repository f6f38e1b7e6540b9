"""The consent text, as she reads it before she says yes.

A consent event holds the version and the hash of exactly what was shown, so that it can be proved
later what she agreed to. A change of the words is a new `VERSION` and new files in `texts/`; the
old ones stay.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from scanner.config.settings import OrganisationSettings
from scanner.model.ids import Sha256

VERSION: Final = "2"
TEXTS: Final = Path(__file__).with_name("texts")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentText:
    version: str
    language: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Title and paragraphs."""
        return self.title, *self.paragraphs

    @property
    def sha256(self) -> Sha256:
        """Of title and paragraphs, a line break after each."""
        shown = "".join(f"{line}\n" for line in self.lines)
        return Sha256(hashlib.sha256(shown.encode()).hexdigest())


def consent_text(organisation: OrganisationSettings, months: int, language: str) -> ConsentText:
    """The text in one of `LANGUAGES`; legal basis, controller and contact stand verbatim.

    `months` is how long an opt-in lasts. `FileNotFoundError` for another language.
    """
    title, *paragraphs = _paragraphs(language)
    named = {
        "{organisation}": organisation.name,
        "{controller}": organisation.controller,
        "{contact}": organisation.data_protection_contact,
        "{legal_basis}": organisation.legal_basis,
        "{months}": str(months),
    }
    return ConsentText(
        version=VERSION,
        language=language,
        title=title,
        paragraphs=tuple(_filled(paragraph, named) for paragraph in paragraphs),
    )


def _filled(paragraph: str, named: Mapping[str, str]) -> str:
    # Not str.format: a brace in what a lawyer wrote must stay a brace.
    for name, value in named.items():
        paragraph = paragraph.replace(name, value)
    return paragraph


@cache
def _paragraphs(language: str) -> tuple[str, ...]:
    text = (TEXTS / f"{VERSION}.{language}.txt").read_text(encoding="utf-8")
    return tuple(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
