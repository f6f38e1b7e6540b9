"""Numbers of cases in court, at authorities and with the police.

They are no detail of hers: a page that shows one probably shows a client's affairs as well.
Normal form: the number in capitals with single spaces. Forms: Swedish courts' case registers, the
numbering of diaries in municipalities, the Parliamentary Ombudsmen's and the inspectorate's
decisions (domain research, §2.10).
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Reading, Sign

_COURT: Final = r"(?:(?:pmt|pmö|ä|b|t|f|k|m|p|ö)\s)?[0-9]{1,6}-[0-9]{2}"
_DIARY: Final = (
    r"(?:[a-zåäö]{2,5}[\s-])?[0-9]{4}[-/ :][0-9]{1,6}(?:[-/][0-9]{1,4})?"
    r"|[0-9]{1,6}-[0-9]{4}|[0-9](?:\.[0-9]){1,3}-[0-9]{1,6}/[0-9]{4}"
)
_LABELLED: Final = re.compile(
    r"[mdä](?<!\w.)(?:"
    rf"(?<=m)[åa]l(?:nummer|nr|\s?nr\.?)?\s?[:.]?\s?(?P<court>{_COURT})"
    rf"|(?:(?<=d)(?:nr|iarie(?:nummer|nr))|(?<=ä)rende(?:nummer|nr)?)\.?\s?[:.]?\s?(?P<diary>{_DIARY})"
    r")(?![\w-])"
)
_BARE: Final = re.compile(r"(?<![\w-])(?:[0-9]{4}-k|am-)[0-9]{3,7}-[0-9]{2}(?![\w-])")
"""Of the police and of prosecutors: no word need say what it is."""


def _find(page: Reading) -> Iterator[Found]:
    for match in _LABELLED.finditer(page.text):
        yield _found(match, match.lastgroup or 0)
    if "-k" in page.text or "am-" in page.text:
        for match in _BARE.finditer(page.text):
            yield _found(match, 0)


def _found(match: re.Match[str], group: str | int) -> Found:
    normal = " ".join(match[group].upper().split())
    return Found(start=match.start(group), end=match.end(group), normal=normal)


CASE_NUMBER: Final = Sign(
    find=_find,
    hits=(
        ("Förvaltningsrätten, mål nr 3367-13, LVU", "3367-13"),
        ("mål B 1234-23", "B 1234-23"),
        ("MÅLNUMMER: Ä 3457-24", "Ä 3457-24"),
        ("mål nr. PMT 12-24", "PMT 12-24"),
        ("dnr SN 2023/123", "SN 2023/123"),
        ("Dnr: SN-2023-00123", "SN-2023-00123"),
        ("diarienummer 2023-00123", "2023-00123"),
        ("JO dnr 1102-2004", "1102-2004"),
        ("IVO dnr 3.5.1-01234/2023", "3.5.1-01234/2023"),
        ("anmälan 5000-K123456-23", "5000-K123456-23"),
        ("AM-12345-23", "AM-12345-23"),
        ("mål\u00a0nr ٣٣٦٧–١٣", "3367-13"),
    ),
    near_misses=(
        "2 mål på 3367 försök",
        "mål 2-1",
        "målet 2020-2024",
        "ett mål 12345678-13",
        "dnr saknas",
        "ärende 5",
        "070-174 06 05",
        "normal 3367-13",
    ),
)
