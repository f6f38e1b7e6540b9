"""Pages to measure on, made from a seed: no two alike, shaped like the forums and papers we read.

Sizes follow 304 real pages (medians: 77 kB of HTML, 84 links), with 6.6 kB of text, the size that
the bars of design are set for. Words are used by Zipf's law, so that a cache across pages finds
what it would find in life.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from itertools import accumulate, islice
from random import Random
from typing import Final

from scanner.bench.people import names, people, word
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Page

HOSTS: Final = tuple(f"site-{number}.example" for number in range(1, 9))
SOURCE: Final = SourceId("bench")
SEED: Final = 20_261_121

ENROLLED: Final = 100
"""People who are looked for in the crawl."""
NAMED_EVERY: Final = 200
"""On one page of so many stands an enrolled person."""

VOCABULARY: Final = 100_000
"""Different words. Four of a hundred on a page are on none of the pages before, when 200 to 2,000
were read: as in words drawn by the frequencies of Swedish in `wordfreq`."""
FLATTER: Final = 2.7
"""Zipf's law as Mandelbrot mended it: the commonest words are less common than by rank alone."""
POSTS: Final = 12
WORDS_OF_POST: Final = 78
WORDS_OF_SENTENCE: Final = 11
BYSTANDERS: Final = 6
SITE_LINKS: Final = 40
PAGE_LINKS: Final = 40
AHEAD: Final = 8
"""Links to the next pages of the host: so every page is found."""


def address(number: int) -> Address:
    """Where page `number` stands. The hosts take turns."""
    return Address(f"http://{HOSTS[number % len(HOSTS)]}/tradar/{number}.html")


def named(number: int) -> int | None:
    """Which enrolled person stands on page `number`; None: nobody."""
    place, rest = divmod(number, NAMED_EVERY)
    return place % ENROLLED if rest == NAMED_EVERY // 2 else None


def bodies(count: int, *, seed: int = SEED) -> Iterator[bytes]:
    """The HTML of pages 0 … `count` - 1; the same for the same seed."""
    bystanders = names(seed + 1)
    enrolled = people(ENROLLED, seed=seed)
    for number in range(count):
        # A page is the same whatever comes before it, but for its bystanders.
        chance = Random(seed * 1_000_003 + number)  # noqa: S311 - repeatable pages, not secrets
        mentioned = [" ".join(name) for name in islice(bystanders, BYSTANDERS)]
        who = named(number)
        if who is not None:
            person = enrolled[who]
            mentioned[0] = f"{person.given.reveal()} {person.surname.reveal()}"
        yield _html(chance, number, count, mentioned).encode()


def page(number: int, body: bytes) -> Page:
    """Page `number` as the crawl would hand it over."""
    return Page(
        source_id=SOURCE,
        asked=address(number),
        final=address(number),
        fetched_at=datetime(2026, 11, 21, 6, tzinfo=UTC),
        status=200,
        headers=(("content-type", "text/html"),),
        body=body,
        digest=Sha256(sha256(body).hexdigest()),
    )


def _html(chance: Random, number: int, count: int, mentioned: list[str]) -> str:
    words = _text(chance, POSTS * WORDS_OF_POST)
    for place, name in enumerate(mentioned):
        words[place * WORDS_OF_POST + 20] = f"{name}, socialsekreterare i Provstad,"
    posts = "".join(
        _post(number * POSTS + n, words[n * WORDS_OF_POST : (n + 1) * WORDS_OF_POST])
        for n in range(POSTS)
    )
    return (
        f'<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>{" ".join(words[:6])}'
        f'</title><meta name="description" content="{" ".join(words[6:18])}">{_FURNITURE}</head>'
        f'<body class="tradar"><nav class="site"><ul>{_links(chance, number, count)}</ul></nav>'
        f'<main id="innehall">{posts}</main>{_script(chance)}</body></html>'
    )


def _post(number: int, words: list[str]) -> str:
    half = len(words) // 2
    return (
        f'<article class="post post--wide" id="p{number}" data-post="{number}">'
        '<header class="post__head"><div class="avatar"><img src="/bild/'
        f'{number}.png" alt="" width="48" height="48" loading="lazy"></div>'
        f'<span class="author">{words[0]}</span> <time datetime="2026-11-20T18:'
        f'{number % 60:02}:00+01:00">20 november 18.{number % 60:02}</time></header>'
        f'<div class="post__body"><p>{" ".join(words[:half])}</p><p>{words[half]} '
        f"<em>{words[half + 1]}</em> {' '.join(words[half + 2 :])}.</p></div>"
        '<footer class="post__foot"><ul class="actions"><li class="actions__item"><a class="reply" '
        f'href="#svar-{number}" rel="nofollow">Svara</a></li></ul></footer></article>\n'
    )


def _links(chance: Random, number: int, count: int) -> str:
    host = number % len(HOSTS)
    on_host = range(host, count, len(HOSTS))
    ahead = range(number, count, len(HOSTS))[1 : AHEAD + 1]
    others = chance.choices(on_host, k=PAGE_LINKS)
    return "".join(
        f'<li class="menu__item menu__item--level-2"><a class="menu__link" href="/tradar/{n}.html"'
        f">Tråd {n}</a></li>"
        for n in (*on_host[:SITE_LINKS], *ahead, *others)
    )


def _script(chance: Random) -> str:
    """What a page carries and nobody reads: state for its scripts."""
    state = ",".join(f'"k{n}":"{chance.getrandbits(64):016x}"' for n in range(800))
    return f"<script>window.__STATE__={{{state}}};</script>"


_FURNITURE: Final = "<style>{}</style>".format(
    "".join(
        f".menu__item--{n}{{display:block;margin:0 {n}px;color:#{n:06x}}}\n" for n in range(380)
    )
)


def _text(chance: Random, count: int) -> list[str]:
    vocabulary, weights = _vocabulary()
    words = chance.choices(vocabulary, cum_weights=weights, k=count)
    for first in range(0, count, WORDS_OF_SENTENCE):
        words[first - 1] += "."
        words[first] = words[first].capitalize()
    return words


@cache
def _vocabulary() -> tuple[tuple[str, ...], tuple[float, ...]]:
    chance = Random(SEED)  # noqa: S311 - repeatable pages, not secrets
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        words[word(chance, chance.choice((1, 1, 2, 2, 3)))] = None
    # Common words are short ones.
    return tuple(sorted(words, key=len)), tuple(
        accumulate(1 / (rank + FLATTER) for rank in range(1, VOCABULARY + 1))
    )
