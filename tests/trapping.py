"""A site of a thousand honest pages with ten kinds of traps among them, made as it is asked for."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from aiohttp import web

from tests.lab import Handler

HOST: Final = "forum.example"
THREADS: Final = 500
ARTICLES: Final = 300
ENTRIES: Final = 200
A_LIST: Final = 20

_SOUNDS: Final = re.findall("..", "babebodadedufafigohakakelalilomaminanorareresasotavi")
_WORDS: Final = [f"{a}{b}{c}" for a in _SOUNDS for b in _SOUNDS[::2] for c in ("n", "r", "")]
_FRAME: Final = "".join(
    f"<p>Den här webbplatsen drivs ideellt, och alla inlägg står för {who} själv, punkt och slut."
    for who in ("skribenten", "läsaren", "tecknaren", "översättaren", "fotografen", "gästen")
)

_TRAPS: Final = ("kalender", "s", "korg", "butik", "om", "arkiv", "labyrint", "hopp", "tom")
"""First names of paths that lead into traps; the tenth kind has random ones."""


def trap_of(target: str) -> str:
    """The trap that an address lies in; '' for an honest page."""
    first = re.split(r"[/?]", target)[1]
    if first in _TRAPS:
        return first
    return "slump" if first.startswith("zz") else ""


HONEST: Final = frozenset(
    [f"/t/{n}" for n in range(THREADS)]
    + [f"/2025/0{1 + n % 9}/rubrik-{_WORDS[n]}" for n in range(ARTICLES)]
    + [f"/wiki/{_WORDS[n]}" for n in range(ENTRIES)]
)


async def answer(request: web.Request) -> web.StreamResponse:
    target = request.raw_path
    parts = urlsplit(target)
    segments = [one for one in parts.path.split("/") if one]
    if target == "/robots.txt":
        return web.Response(status=404)
    made = _PAGES.get(segments[0] if segments else "", _other)(
        segments, dict(parse_qsl(parts.query))
    )
    if isinstance(made, web.Response):
        return made
    return web.Response(text=made, content_type="text/html")


Made = str | web.Response


def _page(words: str, links: Iterable[str], *, title: str = "Sida") -> str:
    led = "".join(f'<a href="{link}">vidare</a> ' for link in links)
    menu = "".join(f'<a href="{link}">{name}</a> ' for link, name in _MENU)
    return f"<!doctype html><title>{title}</title><p>{menu}{_FRAME}<p>{words}<p>{led}"


_MENU: Final = (
    ("/", "Hem"), ("/lista/0", "Trådar"), ("/blogg", "Blogg"), (f"/wiki/{_WORDS[0]}", "Wiki"),
)  # fmt: skip


def own_words(target: str) -> str:
    """Words that no other page says."""
    chance = random.Random(target)
    return "<p>".join(" ".join(chance.choices(_WORDS, k=12)) for _ in range(5))


def _front(_: list[str], __: dict[str, str]) -> Made:
    doors = (
        "/kalender/2026/11", "/s/0a1b2c3d/start", "/korg?besok=a1b2c3", "/butik?farg=0", "/om/mer/",
        "/arkiv?n=1", "/labyrint/in", "/hopp/0/0", "/tom/1", "/zzin/ut",
    )  # fmt: skip
    return _page("Välkommen till forumet.", doors)


def _list(segments: list[str], _: dict[str, str]) -> Made:
    number = int(segments[1])
    threads = [f"/t/{n}" for n in range(number * A_LIST, (number + 1) * A_LIST)]
    following = [f"/lista/{number + 1}"] if (number + 1) * A_LIST < THREADS else []
    return _page(own_words(f"/lista/{number}"), threads + following)


def _blog(_: list[str], query: dict[str, str]) -> Made:
    first = int(query.get("fran", "0"))
    entries = [f"/2025/0{1 + n % 9}/rubrik-{_WORDS[n]}" for n in range(first, first + 10)]
    older = [f"/blogg?fran={first + 10}"] if first + 10 < ARTICLES else []
    return _page(own_words(f"/blogg/{first}"), entries + older)


def _wiki(segments: list[str], _: dict[str, str]) -> Made:
    here = _WORDS.index(segments[1])
    led = [f"/wiki/{_WORDS[(here * 3 + step) % ENTRIES]}" for step in (1, 2, 3, 50)]
    return _page(own_words(f"/wiki/{here}"), led)


def _plain(segments: list[str], _: dict[str, str]) -> Made:
    target = "/" + "/".join(segments)
    return _page(own_words(target), ()) if target in HONEST else web.Response(status=404)


def _calendar(segments: list[str], _: dict[str, str]) -> Made:
    year, month = int(segments[1]), int(segments[2])
    days = [f"/kalender/{year}/{month}/{day}" for day in range(1, 29)]
    months = [divmod(12 * year + month - 1 + step, 12) for step in (-12, -1, 1, 12)]
    return _page(
        f"Inga händelser denna månad {year}-{month}.",
        days + [f"/kalender/{year}/{month + 1}" for year, month in months],
    )


def _session(segments: list[str], _: dict[str, str]) -> Made:
    """Every link has a session of its own, in the path."""
    names = ("start", "regler", "hjalp", "kontakt", "bli-medlem")
    new = random.Random(segments[1])
    return _page(
        f"Regler för {segments[-1]} finns här.",
        [f"/s/{new.getrandbits(32):08x}/{name}" for name in names],
    )


def _basket(_: list[str], query: dict[str, str]) -> Made:
    """A visitor's number in a parameter that no list of such knows."""
    new = random.Random(query.get("besok"))
    return _page(
        "Din korg är tom.",
        [f"/korg?besok={new.getrandbits(64):x}&steg={n}" for n in range(3)],
    )


def _shop(_: list[str], query: dict[str, str]) -> Made:
    """Filters upon filters of forty goods."""
    names = ("farg", "storlek", "pris", "lager", "ordning", "vy")
    links = [
        "/butik?" + "&".join(f"{key}={val}" for key, val in sorted((query | {name: value}).items()))
        for name in names for value in "01234"
    ]  # fmt: skip
    chosen = random.Random(str(sorted(query.items())))
    goods = [f"<p>En {_WORDS[n]} i gott skick, pris {n} kronor" for n in range(40)]
    return _page("".join(chosen.sample(goods, 12)), links)


def _loop(_: list[str], __: dict[str, str]) -> Made:
    return _page("Om oss: vi är ett forum.", ("mer/", "an/mer/", "../mer/mer/"))


def _archive(_: list[str], query: dict[str, str]) -> Made:
    number = int(query["n"])
    return _page(
        f"Sida {number} av arkivet. Inga träffar.",
        [f"/arkiv?n={2 * number + step}" for step in (1, 2, 3)],
    )


def _maze(segments: list[str], _: dict[str, str]) -> Made:
    """New words on every page, as tarpits write them, and no way back."""
    target = "/".join(segments)
    chance = random.Random(target)
    links = ["/labyrint/" + "/".join(chance.sample(_WORDS, 3)) for _ in range(6)]
    return f"<!doctype html><title>x</title><p>{own_words(target)}" + "".join(
        f'<p><a href="{link}">{own_words(link)}</a>' for link in links
    )


def _hop(segments: list[str], _: dict[str, str]) -> Made:
    """Each page after four redirects, under an address that is always another."""
    number, step = int(segments[1]), int(segments[2])
    if step < 4:
        return web.Response(status=302, headers={"Location": f"/hopp/{number}/{step + 1}"})
    return _page("Strax framme.", [f"/hopp/{3 * number + way}/0" for way in (1, 2, 3)])


def _empty(segments: list[str], _: dict[str, str]) -> Made:
    """Nothing to read, but somewhere to go."""
    number = int(segments[1])
    return f'<a href="/tom/{2 * number}"></a><a href="/tom/{2 * number + 1}"></a>'


def _other(segments: list[str], query: dict[str, str]) -> Made:
    """Names by chance wherever a path has any, and always the same words."""
    if not segments[0].startswith("zz"):
        return _plain(segments, query)
    chance = random.Random("/".join(segments))
    names = [chance.choices(_WORDS, k=3) for _ in range(5)]
    links = [f"/zz{first}{second}/{third}" for first, second, third in names]
    return _page("Läs mer om detta ämne hos oss, varje dag.", links)


_PAGES: Final[dict[str, Callable[[list[str], dict[str, str]], Made]]] = {
    "": _front, "lista": _list, "blogg": _blog, "wiki": _wiki, "kalender": _calendar, "s": _session,
    "korg": _basket, "butik": _shop, "om": _loop, "arkiv": _archive, "labyrint": _maze,
    "hopp": _hop, "tom": _empty,
}  # fmt: skip


class Everywhere(dict[str, Handler]):
    """Routes of a lab that lead every address of the host to `answer`."""

    def get(self, where: str, default: Any = None) -> Any:
        return answer if where.startswith(f"{HOST}/") else default


def fetched(paths: Iterable[str]) -> Counter[str]:
    """Requests of each trap; under '' those of honest pages."""
    return Counter(trap_of(path.removeprefix(HOST)) for path in paths)
