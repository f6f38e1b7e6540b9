"""Swedish number plates: of the common form, and personal ones.

Normal form: ``ABC123``, ``MINBIL``. Personal plates are any two to seven letters and digits: one
is looked for only behind a word that says so, and counts only if it is hers.
Letters I, Q, V, Å, Ä and Ö are not used, nor O as the last character (Transportstyrelsen).
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, Reading, has_beside
from scanner.model.person import DetailKind
from scanner.text.fold import fold

_LETTERS: Final = "([a-hj-pr-uw-z]{3})[ -]?"
_NUMBER: Final = "([0-9]{2}[0-9a-hj-npr-uw-z])"
_PLATE: Final = re.compile(_LETTERS + _NUMBER)
_BEGIN: Final = re.compile(rf"(?<![\w-]){_LETTERS}\Z")
_LONGEST_BEGIN: Final = 4
_END: Final = re.compile(rf"{_NUMBER}(?![\w-])")
_WORDS: Final = re.compile(
    r"\b(?:bil(?:en|ens|ar)?|reg(?:nr|nummer|skylt)?|registreringsn\w{0,8}|skylt(?:en|ar)?|kör(?:de)?|"
    r"parker\w{0,6}|car|plate|licen[cs]e|volvo|saab|tesla|toyota|audi|bmw|skoda|kia|"
    r"سياره|السياره|سيارتها|plaka|araba|gaari\w{0,4})\b"
)
_CHOSEN: Final = "[a-zåäö0-9]{2,7}"
_MISTYPED: Final = re.compile(r"[^\W\d_]{3}[0-9]{2}\w\Z")
"""Of the common form, with a letter that no plate has."""
_LABELLED: Final = re.compile(
    rf"(?<!\w)(?:reg(?:istrerings)?[.]?[ -]?(?:nr|nummer|skylt)(?:et|en)?|(?:bil|nummer)?skylten?|"
    rf"plates?)(?:[ ](?:är|is))?[.:]?[ ](?P<plate>{_CHOSEN})(?![\w-])"
)
_LABELS: Final = ("reg", "skylt", "plate")


def _find(page: Reading) -> Iterator[Found]:
    yield from _common(page)
    if any(label in page.text for label in _LABELS):
        for match in _LABELLED.finditer(page.text):
            start, end = match.span("plate")
            if not _PLATE.fullmatch(match["plate"]):
                yield Found(start=start, end=end, normal=match["plate"].upper(), sure=False)


def _common(page: Reading) -> Iterator[Found]:
    for place, _ in page.stretches:
        last = _END.match(page.text, place)
        begin = max(0, place - _LONGEST_BEGIN)
        first = _BEGIN.search(page.text, begin, place) if last else None
        if first and last:
            start, end = first.start(), last.end()
            # Room numbers and models look the same: only a word about cars tells.
            in_capitals = page.cased[start : start + 3].isupper()
            sure = in_capitals and has_beside(_WORDS, page.text, start, end)
            yield Found(start=start, end=end, normal=(first[1] + last[1]).upper(), sure=sure)


def normalise(value: str) -> str | None:
    """The plate in capitals without a space, or None where it can be none."""
    typed = fold(value).text.strip()
    match = _PLATE.fullmatch(typed)
    if match:
        return (match[1] + match[2]).upper()
    return typed.upper() if re.fullmatch(_CHOSEN, typed) and not _MISTYPED.match(typed) else None


def mask(normal: str) -> str:
    """``AB• ••3``, ``M•••••`` of a personal one."""
    common = _PLATE.fullmatch(normal.lower())
    return f"{normal[:2]}• ••{normal[-1]}" if common else normal[:1] + "•" * (len(normal) - 1)


PLATE: Final = Identifier(
    kind=DetailKind.PLATE,
    find=_find,
    normalise=normalise,
    mask=mask,
    bits=14.0,
    work_weight=0,
    private_weight=3,
    hits=(
        ("hennes bil ABC 123 står där", "ABC123"),
        ("regnr: ABC12D", "ABC12D"),
        ("kör en röd Volvo, ABC-12A", "ABC12A"),
        ("السيارة ABC 123", "ABC123"),
        ("bilen Ａ\u200bＢＣ １２３", "ABC123"),
    ),
    near_misses=(
        "LVU 123 och bilen",
        "bilen ABC 12O",
        "sal ABC 123",
        "bilen abc 123",
        "bilen XABC 123",
        "bilen ABC 1234",
        "reg ABQ 123",
    ),
)
