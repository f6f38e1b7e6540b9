"""Phone numbers that a phone can call."""

import re
from typing import Final

from markupsafe import Markup

_NUMBER: Final = re.compile(r"[+\d][\d ()-]*")


def dial(number: str) -> Markup:
    """A link that calls `number`; the words alone where it is more than a number."""
    if not _NUMBER.fullmatch(number):
        return Markup("{}").format(number)
    # Behind a country's code the zero in brackets is not dialled.
    digits = re.sub(r"\(0\)|[^+\d]", "", number)
    return Markup('<a href="tel:{}">{}</a>').format(digits, number)
