"""Swedish and English. English sentences are the message ids; Swedish is `locale/sv.po`.

The catalogue is read and built in memory once, so that no build step can be forgotten.
"""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from scanner.config.settings import ENGLISH, LANGUAGES

LOCALE_FOLDER: Final = Path(__file__).with_name("locale")


def spoken(language: str) -> str:
    """`language` if we speak it, else the default."""
    return language if language in LANGUAGES else LANGUAGES[0]


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of `language`, one of `LANGUAGES`; KeyError for another."""
    if language not in LANGUAGES:
        raise KeyError(language)
    if language == ENGLISH:
        return gettext.NullTranslations()
    built = BytesIO()
    with (LOCALE_FOLDER / f"{language}.po").open("rb") as source:
        write_mo(built, read_po(source, locale=language))
    built.seek(0)
    return gettext.GNUTranslations(built)


def translate(message: str, language: str) -> str:
    """`message` in `language`; the English itself where it has no translation."""
    return catalogue(language).gettext(message) if message else ""
