"""What the model of severity sees of a passage: its wording, and what is known of it beside.

To the kinds of `assess.wording` it adds `l` a hit of the lexicon, `d` an exposed detail, `g`
grammar and form.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from scanner.assess.passage import HER, Passage
from scanner.assess.severity.lexical import Hit
from scanner.assess.wording import Trait, wording
from scanner.model.assessment import ExposedDetail
from scanner.places.lexicon import Aim


def traits(
    passage: Passage, hits: Iterable[Hit], details: Iterable[ExposedDetail]
) -> Iterator[Trait]:
    """Every trait of a passage with every place where it is seen; of the whole: no place."""
    yield from wording(passage)
    yield from _hits(passage, hits)
    yield from (Trait(f"d:{one.kind} {one.setting}", 0, 0) for one in details)
    yield from _form(passage)


def _hits(passage: Passage, hits: Iterable[Hit]) -> Iterator[Trait]:
    begins, ends = passage.span(0, len(passage.words)) if passage.words else (0, 0)
    for hit in hits:
        if hit.end <= begins or ends <= hit.start:
            continue
        first, last = passage.places(hit.start, hit.end)
        if first < last:
            weight = "full" if hit.phrase.weight >= 1 else "weak"
            told = " told" if hit.told else ""
            quoted = " quoted" if hit.quoted else ""
            aim = Aim.SUPPORT if hit.phrase.aim is Aim.SUPPORT else weight
            yield Trait(f"l:{hit.phrase.tier.name} {aim}{told}{quoted}", first, last)


def _form(passage: Passage) -> Iterator[Trait]:
    texts = [word.text for word in passage.words]
    if "\n" in texts:
        yield Trait("g:several lines", 0, 0)
    if "?" in texts:
        yield Trait("g:asks", 0, 0)
    if texts.count("!") >= 2:
        yield Trait("g:exclaims", 0, 0)
    if '"' in texts or "«" in texts or "”" in texts or "“" in texts:
        yield Trait("g:quotes", 0, 0)
    words = sum(text[0].isalnum() for text in texts)
    yield Trait(f"g:words {min(words // 8, 6)}", 0, 0)
    if texts and texts[0] == HER:
        yield Trait("g:her first", 0, 1)
    if texts and [text for text in texts if text[0].isalnum() or text == HER][-1:] == [HER]:
        yield Trait("g:her last", len(texts) - 1, len(texts))
    if HER not in texts:
        yield Trait("g:without her", 0, 0)
    for one, other in pairwise(texts):
        if other == HER and one in {",", "?", "!"}:
            yield Trait("g:called on", 0, 0)
    yield Trait("g:any", 0, 0)
