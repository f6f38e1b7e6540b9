"""Pins on a map: coordinates, links to map services, three words.

Normal form: latitude and longitude with four decimals, some ten metres, or the link as it stands.
"""

import re
from collections.abc import Iterator
from typing import Final

from scanner.identifiers.candidate import Found, Identifier, Reading, has_beside, places
from scanner.model.person import DetailKind, Setting
from scanner.text.fold import fold

_COORDINATES: Final = re.compile(
    r"[56](?<![\w.,-].)(?P<north>[0-9][.,][0-9]{3,8})°?[ ]?n?[,; ]{1,3}(?:e |ö )?"
    r"(?P<east>[12][0-9][.,][0-9]{3,8})(?![\w]|[.,][0-9])"
)
_SHORTEST: Final = 13
_ANGLE: Final = (
    r"(?P<{0}>[0-9]{{2}})°[ ]?(?P<{0}_minutes>[0-5]?[0-9](?:[.,][0-9]{{1,4}})?)'[ ]?"
    r"(?:(?P<{0}_seconds>[0-5]?[0-9](?:[.,][0-9]{{1,3}})?)(?:\"|'')[ ]?)?"
)
_DEGREES: Final = re.compile(
    r"(?<![\w.,-])" + _ANGLE.format("north") + "n[,; ]{1,3}" + _ANGLE.format("east") + r"[eö](?!\w)"
)
_NORTH: Final = (55.0, 69.2)
_EAST: Final = (10.5, 24.3)
"""Sweden lies within, in degrees."""

_TOKEN: Final = re.compile(r"/[^\s\"'<>]{4,200}")
_MAPS: Final = re.compile(r"/maps/[^\s\"'<>]{4,200}")
_PLACE: Final = re.compile(r"/[^\s\"'<>]{0,200}?[0-9]\.[0-9][^\s\"'<>]{0,200}")
_HOSTS: Final = {
    "maps.app.goo.gl": _TOKEN,
    "w3w.co": _TOKEN,
    "what3words.com": _TOKEN,
    "goo.gl": _MAPS,
    "google.com": _MAPS,
    "google.se": _MAPS,
    "maps.google.com": _PLACE,
    "maps.google.se": _PLACE,
    "maps.apple.com": _PLACE,
    "openstreetmap.org": _PLACE,
}
"""What follows the host in a link to one place."""
_HOST: Final = re.compile(r"(?<![\w.-])(?:www\.)?(?P<host>[a-z0-9][a-z0-9.]*)\Z")
_LONGEST_HOST: Final = 30
_THREE_WORDS: Final = re.compile(r"(?<!:)///[^\W\d_]{2,20}(?:\.[^\W\d_]{2,20}){2}(?![\w.])")
_WORDS: Final = re.compile(
    r"\b(?:bor|hem|hemma|hemadress\w{0,2}|huset|lägenhet\w{0,2}|lives|home|house|تسكن|يسكن|"
    r"بيتها|بيته|منزلها|منزله|evi|guri\w{0,4})\b"
)
"""A pin beside a name is as often a meeting's: only such a word says that somebody lives there."""


def _find(page: Reading) -> Iterator[Found]:
    for start, end, normal in sorted(_pins(page)):
        sure = has_beside(_WORDS, page.text, start, end)
        yield Found(start=start, end=end, normal=normal, sure=sure)


def _pins(page: Reading) -> Iterator[tuple[int, int, str]]:
    for begin, end in page.stretches:
        if end - begin >= _SHORTEST:
            for match in _COORDINATES.finditer(page.text, begin, end):
                normal = _normal(match)
                if normal:
                    yield *match.span(), normal
    for sign in places(page.text, ("°",)):
        degrees = _DEGREES.match(page.text, max(0, sign - 2))
        normal = _pin(_angle(degrees, "north"), _angle(degrees, "east")) if degrees else None
        if degrees and normal:
            yield *degrees.span(), normal
    for slash in places(page.text, ("/",)):
        link = _link(page.text, slash)
        if link:
            yield link


def _link(text: str, slash: int) -> tuple[int, int, str] | None:
    """The link to a map, or the three words, whose first slash stands at a place."""
    host = _HOST.search(text, max(0, slash - _LONGEST_HOST), slash)
    follows = _HOSTS.get(host["host"]) if host else None
    if host and follows:
        path = follows.match(text, slash)
        return (host.start(), path.end(), host[0] + path[0]) if path else None
    words = _THREE_WORDS.match(text, slash)
    return (*words.span(), words[0]) if words else None


def _normal(match: re.Match[str]) -> str | None:
    return _pin(_number(match[0][0] + match["north"]), _number(match["east"]))


def _angle(match: re.Match[str], name: str) -> float:
    minutes, seconds = _number(match[f"{name}_minutes"]), _number(match[f"{name}_seconds"] or "0")
    return int(match[name]) + minutes / 60 + seconds / 3600


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))


def _pin(north: float, east: float) -> str | None:
    inside = _NORTH[0] <= north <= _NORTH[1] and _EAST[0] <= east <= _EAST[1]
    return f"{north:.4f}, {east:.4f}" if inside else None


def normalise(value: str) -> str | None:
    """Coordinates in Sweden, or a link to a map, typed alone; None for anything else."""
    text = fold(value.strip()).text
    match = _COORDINATES.fullmatch(text)
    if match:
        return _normal(match)
    link = next(filter(None, (_link(text, slash) for slash in places(text, ("/",)))), None)
    return text if link and link[:2] == (0, len(text)) else None


def mask(normal: str) -> str:
    """``•••, •••`` of coordinates, ``•••`` of a link."""
    return "•••, •••" if ", " in normal else "•••"


MAP_PIN: Final = Identifier(
    kind=DetailKind.MAP_PIN,
    find=_find,
    normalise=normalise,
    mask=mask,
    is_watched=False,
    beyond_work=Setting.HOME,
    work_weight=0,
    private_weight=5,
    hits=(
        ("här bor hon: 59.3300, 18.0600", "59.3300, 18.0600"),
        ("hon bor 59.33004 18.06001", "59.3300, 18.0600"),
        ("bor vid 59,3300; 18,0600", "59.3300, 18.0600"),
        ("hemma https://maps.app.goo.gl/abcd1234", "maps.app.goo.gl/abcd1234"),
        ("hennes hem: google.com/maps/@59.33,18.06,17z", "google.com/maps/@59.33,18.06,17z"),
        (
            "hon bor www.openstreetmap.org/#map=19/59.33/18.06",
            "www.openstreetmap.org/#map=19/59.33/18.06",
        ),
        ("hon bor 59°19'48\"N 18°03'36\"Ö", "59.3300, 18.0600"),
        ("bor 59°19.8′N, 18°3.6′E", "59.3300, 18.0600"),
        ("bor ///prov.test.ord", "///prov.test.ord"),
        ("تسكن ٥٩.٣٣٠٠, ١٨.٠٦٠٠", "59.3300, 18.0600"),
    ),
    near_misses=(
        "mötet hålls 59.3300, 18.0600",
        "hon bor 48.8566, 2.3522",
        "bor 59.33, 18.06 procent",
        "hemma © openstreetmap.org/copyright",
        "hem file:///prov.test.ord",
        "hemma google.com/search?q=59.33",
        "hemma maps.app.goo.gl.example/abcd1234",
        "bor i hus nr 59.3300",
        "hon bor 48°51'24\"N 2°21'08\"E",
        "hemma är det 21°",
    ),
)
