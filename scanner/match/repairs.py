"""Words that machines broke, or that were written so that machines would not read them."""

import re
from html import unescape
from typing import Final
from unicodedata import combining
from urllib.parse import unquote

from scanner.match.edits import LONGEST_ODD, Edit, Edits, merged
from scanner.match.letters import BRACKETS, BROKEN, ESCAPES, JOINER, OVERRIDE
from scanner.match.row import Row, among, belong


def repairs(row: Row) -> Edits:
    """All that is mended in every reading: what machines wrote, marks and spelled-out signs."""
    return [*merged(_broken(row), [*_unmarked(row), *_spelled_out(row)])]


def _broken(row: Row) -> list[Edit]:
    """Letters that machines wrote in several."""
    points, behind = row.points[row.odd], row.points[row.odd + 1]
    told = (row.letters[row.odd + 1] > JOINER) | (behind == ord("#"))
    escaped = belong(points, _ESCAPE) & told
    broken = belong(points, _BROKEN) & belong(behind, _FOLLOW)
    found: list[Edit] = []
    done = 0
    for place in row.odd[escaped | broken].tolist():
        match = _REPAIR.match(row.joined, place) if place >= done else None
        read = _mended(match[0]) if match else ""
        if match and read and read != match[0]:
            done = match.end()
            found.append(Edit(place, done, read))
    return found


def _unmarked(row: Row) -> list[Edit]:
    """Words without marks inside, and addresses with the signs that were spelled out."""
    found: list[Edit] = []
    done = 0
    for place in row.odd[belong(row.points[row.odd], _BEGINS_MARK)].tolist():
        match = _MARK.match(row.joined, place) if place >= done else None
        if not match:
            continue
        start, done = match.span()
        if match["address"]:
            blank = row.joined[start - 1] == " " and not row.joined[start - 2 : start].isspace()
            found.append(Edit(start - (blank and start > 1), done, _sign_of(match[0])))
        elif row.joined[start - 1].isalpha() or row.joined[done].isalpha():
            found.append(Edit(start, done, match["inside"] or ""))
    return found


def _spelled_out(row: Row) -> list[Edit]:
    """Addresses of mail that Swedes write in words: ``lind punkt berg snabel-a …``."""
    hyphens = row.odd[row.points[row.odd] == ord("-")]
    told = hyphens[row.points[hyphens - 1] == ord("l")]
    found: list[Edit] = []
    for place in told.tolist():
        start = place - len(" snabel")
        if row.joined.startswith(" snabel-a ", max(start, 0)):
            least = max(start - LONGEST_ODD, found[-1].end if found else 0)
            found += (
                Edit(match.start(), match.end(), ".")
                for match in _SPELLED_DOT.finditer(row.joined, least, start)
            )
            found.append(Edit(start, start + len(" snabel-a "), "@"))
    return found


_FOLLOWING: Final = "".join(
    bytes([byte]).decode("cp1252", "replace").replace("\ufffd", chr(byte)) + chr(byte)
    for byte in range(0x80, 0xC0)
)
"""Bytes behind the first of a letter in UTF-8, read as Windows-1252 or as Latin-1."""
_FOLLOW: Final = among(_FOLLOWING)
_BROKEN: Final = among(BROKEN)
_ESCAPE: Final = among(ESCAPES)
_PAIRS: Final = rf"(?:[{BROKEN}][{re.escape(_FOLLOWING)}]|\u00e2[{re.escape(_FOLLOWING)}]{{2}})+"
_REPAIR: Final = re.compile(
    r"&(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[A-Za-z]{2,8});?"
    r"|(?:%[\da-fA-F]{2})+|(?:=[\dA-F]{2})+|(?:\\u[\da-fA-F]{4})+|" + _PAIRS
)
_TWICE: Final = re.compile(_PAIRS)
_SPELLED_DOT: Final = re.compile(r"(?<=\w) (?:punkt|dot) (?=\w)")
_BEGINS_MARK: Final = among(BRACKETS + "*~_|")
_TAG: Final = r"</?(?:b|i|u|s|em|strong|span|font|small|big|sup|sub|mark|wbr)\b[^<>]{0,40}>"
_CODE: Final = r"\[/?(?:b|i|u|s|color|size|font|url|spoiler)\b[^\[\]]{0,40}\]"
_MARK: Final = re.compile(
    rf"(?<=[^\W_])(?:{_TAG}|{_CODE}){{1,4}}(?=[^\W_])"
    r"|(?P<pair>\*\*|~~|__|\|\|)(?P<inside>[^\s*~|_<\[]{1,24})(?P=pair)"
    r"|(?P<address>[\[({](?:\.|dot|punkt|prick|@|at|ät|snabel-?a)[\])}]) ?"
)


def _sign_of(spelled: str) -> str:
    return "." if spelled[1:-1].rstrip("])} ") in (".", "dot", "punkt", "prick") else "@"


def _mended(written: str) -> str:
    """The letters that were meant; empty where that cannot be told."""
    match written[0]:
        case "&":
            return unescape(written)
        case "%" | "=":
            read = unquote(written.replace("=", "%"), errors="surrogateescape")
        case "\\":
            read = "".join(chr(int(code, 16)) for code in written.split("\\u")[1:])
        case _:
            read = _unbroken(written)
    return "" if "\ufffd" in read else read


def _unbroken(written: str) -> str:
    try:
        read = bytes(_FOLLOWING_BYTE.get(each, ord(each)) for each in written).decode()
    except (UnicodeDecodeError, ValueError):
        return ""
    if combining(read[0]):  # "Ö•" of Ö•z•k•a•n is no accent.
        return ""
    return _unbroken(read) if _TWICE.fullmatch(read) else read


_FOLLOWING_BYTE: Final = {each: 0x80 + place // 2 for place, each in enumerate(_FOLLOWING)}


def turned(row: Row) -> list[Edit]:
    """What a sign for right to left shows the other way round."""
    found: list[Edit] = []
    for place in row.odd[row.points[row.odd] == ord(OVERRIDE)].tolist():
        match = _OVERRIDDEN.match(row.joined, place + 1)
        if match:
            found.append(Edit(match.start(), match.end(), match[0][::-1]))
    return found


_OVERRIDDEN: Final = re.compile("[^\u202a-\u202e\r\n]{3,500}")
"""Of a longer line nobody could tell where in it a name stands."""
