"""What the words around her name tell: the work of the social services, or another life.

No list has all the words in which a life is told. A linear model, fitted to pages that several
hands wrote (`bench.fit.story`), weighs words, letters, concepts of all languages and what the
organisation's lists know, in order and in pairs. Names of people and places are tokens to it, and
words of religion and origin are gone (`assess.passage`), so that no weight can hang on them.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from heapq import nlargest
from importlib.resources import files
from itertools import islice
from math import sqrt
from operator import attrgetter
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.identity.binding import Reading
from scanner.assess.identity.clue import Clue, Feature, Group, Readings, spans
from scanner.assess.identity.exonyms import exonyms
from scanner.assess.identity.town import other_towns, own_towns
from scanner.assess.identity.years import AGE, BORN
from scanner.assess.passage import HER, Passage, lives, passages
from scanner.assess.scene import Scene
from scanner.assess.somewhere import somewhere
from scanner.assess.wording import Trait, concepts, wording
from scanner.model.person import WatchedPerson
from scanner.model.personal import Personal
from scanner.places.concepts import Found
from scanner.places.phrases import plain

LISTS: Final = (
    "roles", "roles_elsewhere", "workplace", "duties", "occupations", "relations", "elsewhere",
    "namesake", "death",
)  # fmt: skip
"""The organisation's lists that the model knows, by their names."""

SIDE_REACH: Final = 6
"""Words to either side of her name within which it counts on which side a concept stands."""

MOST_PASSAGES: Final = 20
"""A bound: what twenty do not tell, more do not either."""

USUAL: Final = 200
"""Traits that the table knows of a post of some fifteen words: at 400, pages of fewer than 25 words
were told far less surely than they were right (written pages, each hand left out)."""

OFFSET: Final = ""
"""The feature that every page has."""

MOST_BITS: Final = 4.0
"""Of the sum, either way, before the offset and the clue's weight: whoever writes a page chooses
its words, and no words may bury every fact beside them. Of the written pages one in twenty has
more, and leaving it out costs none."""

SHOWN: Final = 3
"""Words that are shown."""

_HUNDREDTHS: Final = 100
_start, _end = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A passage as the model sees it."""

    passage: Passage
    traits: tuple[Trait, ...] = field(repr=False)


def story(
    scene: Scene, readings: Readings, person: WatchedPerson, context: AssessContext
) -> Iterator[Clue]:
    """One clue: how much likelier such words stand around a caseworker's name than others'."""
    found = tuple(tellings(scene, readings, person, context))
    bits = worth(names_of(found), weights())
    yield Clue(
        group=Group.STORY,
        feature=Feature.WORDS,
        message=_FOR if bits > 0 else _AGAINST,
        times=bits,
        words=_words(scene, found, 1 if bits > 0 else -1),
    )


_FOR: Final = "The words around the name are such as pages use of those who work there."
_AGAINST: Final = "The words around the name are such as pages use of others."


def tellings(
    scene: Scene, readings: Readings, person: WatchedPerson, context: AssessContext
) -> Iterator[Telling]:
    of = {id(one.window): one for one in readings}
    for passage in islice(passages(scene, context.lexicons), MOST_PASSAGES):
        reading = of[id(passage.window)]
        masked = _masked(passage, _strangers(passage, reading, person, context))
        listed = tuple(_listed(masked, person, context))
        yield Telling(passage=passage, traits=tuple(_traits(masked, listed)))


def names_of(found: Iterable[Telling]) -> frozenset[str]:
    """The features of a page, each once."""
    return frozenset(one.name for each in found for one in each.traits)


def worth(names: frozenset[str], table: Mapping[str, float]) -> float:
    """What the traits of a page are worth together, in bits: less where it tells little.

    A line without a fact is no evidence, whatever words it has: without this "Your days are
    numbered" alone made it somebody else.
    """
    known = [table[name] for name in names if name in table]
    mean = sum(known) / sqrt(max(len(known), 1))
    full = table.get(OFFSET, 0.0) + min(max(mean, -MOST_BITS), MOST_BITS)
    return full * min(sqrt(len(known) / USUAL), 1.0)


@cache
def weights() -> Mapping[str, float]:
    """Bits by feature; `tables/story.txt` has a line for each: name, tab, hundredths."""
    text = (files("scanner.assess") / "tables" / "story.txt").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {name: int(hundredths) / _HUNDREDTHS for name, hundredths in rows}


def _traits(passage: Passage, listed: tuple[Found, ...]) -> Iterator[Trait]:
    yield from wording(passage)
    for one in concepts(replace(passage, concepts=listed)):
        yield Trait(f"o{one.name}", one.first, one.last)
    yield from _sided(passage, (*passage.concepts, *listed))


def _sided(passage: Passage, found: Sequence[Found]) -> Iterator[Trait]:
    """Concepts that stand close before or behind her name."""
    for at, word in enumerate(passage.words):
        if word.text == HER:
            for one in found:
                if abs(one.start - at) <= SIDE_REACH:
                    side = "+" if one.start > at else "-"
                    yield Trait(f"h{side}{one.concept}", one.start, one.end)


def _strangers(
    passage: Passage, reading: Reading, person: WatchedPerson, context: AssessContext
) -> Iterator[Found]:
    """Other people, her town and other towns: which they are must not count."""
    for holder in reading.holders:
        if not holder.is_her:
            yield from _at(passage, "person", holder.start, holder.end)
    organisation, lexicons = context.organisation, context.lexicons
    own, spelt = own_towns(person, organisation), exonyms(person.context.town.reveal())
    for kind, pattern in (("town", plain(*own)), ("place", other_towns(organisation.towns, own))):
        for start, end in spans(pattern, passage.window.text):
            yield from _at(passage, kind, start, end)
    for start, end in somewhere(passage.window, own, spelt, lexicons):
        if not reading.is_named(start):
            yield from _at(passage, "place", start, end)


def _masked(passage: Passage, strangers: Iterator[Found]) -> Passage:
    words = list(passage.words)
    named: set[int] = set()
    for one in strangers:
        named.update(range(one.start, one.end))
        for at in range(one.start, one.end):
            if words[at].text != HER:
                words[at] = replace(words[at], text=f"<{one.concept}>")
    meant = tuple(one for one in passage.concepts if named.isdisjoint(range(one.start, one.end)))
    return replace(passage, words=tuple(words), concepts=meant)


def _listed(passage: Passage, person: WatchedPerson, context: AssessContext) -> Iterator[Found]:
    """What lists know of the words: the organisation's, of lives; her own role and unit; ages."""
    organisation = context.organisation
    patterns = [(name, getattr(organisation, name).pattern) for name in LISTS]
    unit, role = person.context.unit.reveal(), person.context.role.reveal()
    patterns += [("unit", plain(unit)), ("own_role", plain(role)), ("age", AGE), ("born", BORN)]
    found = (
        one
        for name, pattern in patterns
        for start, end in spans(pattern, passage.window.text)
        for one in _at(passage, name, start, end)
    )
    yield from sorted((*found, *lives(passage, context.lexicons)), key=_start)


def _at(passage: Passage, concept: str, start: int, end: int) -> Iterator[Found]:
    """A concept where the window's text has it, if that is in the passage."""
    first = bisect_right(passage.words, start, key=_end)  # Words that are silent are not there.
    last = bisect_left(passage.words, end, key=_start)
    if first < last:
        yield Found(concept, first, last)


def _words(scene: Scene, found: Sequence[Telling], sign: int) -> Personal:
    """The words that carried it most, as the page has them."""
    carried = [
        (share, *one.passage.span(at, at + 1))
        for one in found
        for at, share in enumerate(_shares(one, sign))
        if share > 0 and not one.passage.words[at].text.startswith("<")
    ]
    most = sorted(span for _, *span in nlargest(SHOWN, carried))
    return Personal(" … ".join(scene.document.text[start:end] for start, end in most))


def _shares(telling: Telling, sign: int) -> list[float]:
    """What each word of a passage carried, in the direction of the sum."""
    table = weights()
    shares = [0.0] * len(telling.passage.words)
    for name, first, last in telling.traits:
        if name in table:
            share = sign * table[name] / max(last - first, 1)
            for at in range(first, last):
                shares[at] += share
    return shares
