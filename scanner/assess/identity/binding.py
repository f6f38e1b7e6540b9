"""Whom a fact is about: her, somebody else who is named, or nobody in particular.

By order and grammar alone: a title stands before its holder ("läkaren Anna Berg"), an apposition
after ("Anna Berg, läkare", "Anna Berg (S)", "Anna Berg, som är läkare"), a pronoun goes on with
whoever was named last, a line of a list or table keeps to itself.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from scanner.assess.identity.holders import Holder, holders
from scanner.assess.scene import Scene, Window
from scanner.model.person import WatchedPerson

REACH_AFTER: Final = 60
"""Characters after a name within which what a sentence says may be about it."""
SURE_REACH: Final = 30
"""Characters after a name within which a place, a unit or a number goes with it for sure."""

CARD: Final = 60
"""Characters of a line that is a cell rather than a sentence."""
RIGHT_BEHIND: Final = 7
"""Characters of a preposition and its spaces."""


class Hold(IntEnum):
    """How firmly a fact goes with her."""

    OTHER = 0
    """It is somebody else's."""
    SHARED = 1
    """Others are named too, and nothing says whose it is."""
    NEAR = 2
    """She is the nearest, or the only one named."""
    BOUND = 3
    """The grammar says it is hers."""


_END: Final = re.compile(r"(?<!\bf)(?<!\bdr)(?<!\bleg)(?<!\b[a-z])[.!?؟]+(?=\s|\Z)|\n+|;")
_TITLE_GAP: Final = re.compile(r"(?:en)?[\s\"'(«“]{0,3}(?:vid namn |named |called |heter )?")
_APPOSITION: Final = re.compile(
    r"\s|s?\s{0,2}[,(:/|•·–-]\s{0,2}(?:\d{1,2}(?: ar)?\s?[,)]\s?)?(?:[^\W\d]\S*\s+){0,3}"
)
_AS: Final = re.compile(r"\W{0,3}(?:som|as|till|heter)\W+(?:[^\W\d]\w*\W+){0,2}")
_IS: Final = (
    r"(?:ar|var|blev|heter|jobbar som|arbetar som|jobbade som|arbetade som|tjanstgor som"
    r"|ar ju|is|was|am|works as"
    r"|worked as|serves as|هي|هو|تعمل|يعمل|اعمل|كانت|كان)"
)
_FEW: Final = (
    r"(?:[^\w.!?\n]+(?!(?:med|mot|till|fran|av|hos|with|against|to|from|by|مع"
    r"|ضد)\b)\w+){0,3}[^\w.!?\n]*"
)
"""A few words of which none leads to somebody else: "var där med polisen"."""
_COPULA: Final = re.compile(
    rf"\W{{0,3}}(?:(?:heter jag|och|and|som|who|hon|han|she|he|i|jag|التي|الذي"
    rf"|و)\W+){{0,2}}و?{_IS}\b{_FEW}"
)
_PRONOUN: Final = re.compile(
    rf"\W*(?:(?:(?:hon|han|hen|she|he|jag|i)\W+{_IS}|i'm|she's|he's|و?(?:هي|هو|تعمل|يعمل|انا"
    rf"|وظيفتها|وظيفته))\b{_FEW}"
    r"|(?:her|hennes|hans|his) (?:title|titel|job|jobb|yrke|role|roll)\W+(?:(?:is|ar)\W+)?)"
)
_LIVES: Final = re.compile(
    r"\W*(?:hon|han|hen|she|he)\W+|"
    r"\W*(?:(?:hon|han|hen|she|he|jag|i|och|and)\W+)?(?:(?:nu|numera|now)\W+)?"
    r"(?:bor|bodde|kommer|kommer ursprungligen|ar|jobbar|arbetar|lives|lived|works|worked"
    r"|comes|is|i'm|am"
    r"|و?(?:هي|هو|تسكن|يسكن|تعيش|يعيش|تعمل|يعمل))\b(?:[^\w\n]+\w+){0,3}[^\w\n]*"
)
_WRITER: Final = re.compile(
    r"\W*(?:jag|vi|we|i'm|i've|i (?:am|have|had|was|saw|live|lived|met|think|know|got|asked"
    r"|moved|never)"
    r"|(?:min|vart?|mina|vara|my|our) (?:man|fru|son|dotter|barn|syster|bror|kusin|mamma"
    r"|pappa|svager|slakting"
    r"|familj|husband|wife|daughter|kids|children|sister|brother|cousin|mother|father|mum|dad"
    r"|family|relative)"
    r"|نحن|انا|كنا|انتقلنا|اختي|اخي|زوجي|زوجتي|ابني|بنتي|امي|ابي)\b"
)
_SPEAKS: Final = re.compile(
    r"(?:jag heter|mitt namn ar|my name is|\bi am|\bi'm|\bjag ar|mvh|halsningar|regards|اسمي"
    r"|انا)\W*\Z"
)
_INTRODUCES: Final = re.compile(
    r"\W*(?:(?:min|mitt|mine|hon|han|she|he|var|our|det|it|its|her|hennes|hans|his|namnet"
    r"|name)\W+){0,2}"
    r"(?:heter|hette|ar|var|is|was|name is|name was|is called|kallas|اسمها|اسمه|واسمها|واسمه"
    r"|هي|هو)\W*"
)
_AGED: Final = re.compile(
    r"\W{0,4}(?:(?:ar|som ar|is|who is|now|nu|aged|alder|age"
    r"|وعمرها|عمرها|وعمره|عمره|تبلغ|يبلغ)\W{1,2}){0,2}"
)
_PLURAL: Final = re.compile(r"(?:rna|erna|rs|ات|ين|ون)\Z")
_JOINED: Final = re.compile(r"(?:[\s,&]|och|and|samt|و)*")
_CELLS: Final = re.compile(r"[|•·\t]")
_SPEAKER: Final = re.compile(r"[^\n]{0,30}?[:>#]|\s*[-–>]|\W*\d+[.)]")
_AND: Final = re.compile(r"\b(?:och|and|samt|men|but|medan|while)\b|\bو\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A window with everybody who is named in it."""

    window: Window
    holders: tuple[Holder, ...]
    ends: tuple[int, ...]
    """Where its sentences and lines end, in order."""

    @property
    def names_others(self) -> bool:
        return any(not one.is_her for one in self.holders)

    def sentence(self, place: int) -> tuple[int, int]:
        """The sentence or line that a place lies in."""
        at = bisect_right(self.ends, place)
        start = self.ends[at - 1] if at else 0
        return start, self.ends[at] if at < len(self.ends) else len(self.window.text)

    def loosely(self, start: int, end: int) -> Hold:
        """Whose a place, a unit, an age is: of the last named before it in the sentence."""
        last = self._last_in_sentence(start)
        if last and (self._is_beside(last, start) or self._is_row(last, start)):
            return Hold.BOUND if last.is_her else Hold.OTHER
        if last is None and (self._begins(_LIVES, start) or self._is_card(start)):
            return self._followed(start)
        if last is None and self._frames_her(start, end):
            return Hold.BOUND
        return self._otherwise(start, end, last)

    def tightly(self, start: int, end: int) -> Hold:
        """Whose a role or an occupation is: title, apposition or predicate of whom."""
        titled = next((one for one in self.holders if self._is_title(start, end, one)), None)
        if titled:
            is_hers = titled.is_her or self._shares_title(start, end, titled)
            return Hold.BOUND if is_hers else Hold.OTHER
        last = self._last_in_sentence(start)
        if last and self._is_said_of(last, start):
            return Hold.BOUND if last.is_her else Hold.OTHER
        if last is None and (self._begins(_PRONOUN, start) or self._is_card(start)):
            return self._followed(start)
        if last is None and self._is_introduced(start):
            return Hold.BOUND
        return self._otherwise(start, end, last)

    def is_named(self, place: int) -> bool:
        """True within somebody's name: Peter Lund is no town."""
        return any(one.start <= place < one.end for one in self.holders)

    def closely(self, start: int, end: int) -> Hold:
        """Whose an age is: of the name right before it. A child's stands in many a post."""
        last = self._last_in_sentence(start)
        if last is not None and _AGED.fullmatch(self.window.text, last.end, start):
            return Hold.BOUND if last.is_her else Hold.OTHER
        if last is None and (self._begins(_PRONOUN, start) or self._is_card(start)):
            return self._followed(start)
        return Hold.SHARED

    def follows_name(self, start: int) -> bool:
        """True where nothing but a preposition stands between a name and what follows."""
        last = self._last_in_sentence(start)
        return last is not None and start - last.end <= RIGHT_BEHIND

    def is_writers(self, start: int) -> bool:
        """True where whoever writes speaks of himself, and she is not the one who writes."""
        first, _ = self.sentence(start)
        if self._last_in_sentence(start) or not _WRITER.match(self.window.text, first):
            return False
        hers = (one.start for one in self.holders if one.is_her)
        return not any(_SPEAKS.search(self.window.text, max(0, at - 20), at) for at in hers)

    def _frames_her(self, start: int, end: int) -> bool:
        """True for what begins a sentence that names her alone: "I Malmö varnar Anna Berg"."""
        _, until = self.sentence(start)
        after = [one for one in self.holders if end <= one.start < until]
        is_alone = bool(after) and all(one.is_her for one in after)
        return is_alone and after[0].start - end <= REACH_AFTER and not self.is_writers(start)

    def _is_introduced(self, start: int) -> bool:
        """True where the next sentence begins by naming her: "… handläggare? Min heter Anna"."""
        _, until = self.sentence(start)
        after = next((one for one in self.holders if one.start >= until), None)
        if (
            after is None
            or not after.is_her
            or any(start <= one.start < until for one in self.holders)
        ):
            return False
        return bool(_INTRODUCES.fullmatch(self.window.text, until, after.start))

    def _is_title(self, start: int, end: int, holder: Holder) -> bool:
        if holder.start < end:
            return False
        gap = self.window.text[end : holder.start]
        if self._heads_list(start, end):
            return False
        return bool(_TITLE_GAP.fullmatch(gap))

    def _shares_title(self, start: int, end: int, first: Holder) -> bool:
        """True where a title in the plural stands before several and she is one of them."""
        if not _PLURAL.search(self.window.text, start, end):
            return False
        hers = next((one for one in self.holders if one.is_her and one.start > first.end), None)
        if hers is None:
            return False
        between = self.window.text[first.end : hers.start]
        for one in self.holders:
            if first.end < one.start < hers.start:
                between = between.replace(self.window.text[one.start : one.end], "")
        return bool(_JOINED.fullmatch(between))

    def _is_beside(self, last: Holder, start: int) -> bool:
        return start - last.end <= (SURE_REACH if last.is_her else REACH_AFTER)

    def _is_row(self, last: Holder, start: int) -> bool:
        """True for cells of one line: name | title | place."""
        return bool(_CELLS.search(self.window.text, last.end, start))

    def _is_card(self, start: int) -> bool:
        """True for a short line under a name's: title, employer and place each have their own."""
        first, until = self.sentence(start)
        text = self.window.text
        is_line = first > 0 and text[first - 1] == "\n" and until - first <= CARD
        return is_line and not _SPEAKER.match(text, first)

    def _heads_list(self, start: int, end: int) -> bool:
        """True for what stands before a colon and two names or more: it is said of all."""
        _, until = self.sentence(start)
        named = [one for one in self.holders if end <= one.start < until]
        return len(named) > 1 and ":" in self.window.text[end : named[0].start]

    def _is_said_of(self, holder: Holder, start: int) -> bool:
        gap = self.window.text[holder.end : start]
        if len(gap) > REACH_AFTER or _AND.search(gap.partition(",")[2] or ""):
            return False
        return any(form.fullmatch(gap) for form in (_APPOSITION, _COPULA, _AS))

    def _last_in_sentence(self, place: int) -> Holder | None:
        first, _ = self.sentence(place)
        before = [one for one in self.holders if first <= one.start and one.end <= place]
        return before[-1] if before else None

    def _begins(self, form: re.Pattern[str], start: int) -> bool:
        """True where nothing but such a beginning of the sentence stands before."""
        first, _ = self.sentence(start)
        return bool(form.fullmatch(self.window.text[first:start]))

    def _followed(self, start: int) -> Hold:
        """Whom the last sentences spoke of."""
        before = [one for one in self.holders if one.end <= start]
        if not before:
            return Hold.NEAR
        return Hold.BOUND if before[-1].is_her else Hold.OTHER

    def _otherwise(self, start: int, end: int, last: Holder | None) -> Hold:
        if not self.names_others or (last is None and self._heads_list(start, end)):
            return Hold.NEAR
        first, until = self.sentence(start)
        beside = [one for one in self.holders if first <= one.start and one.end <= until]
        if beside:
            nearest = last or min(beside, key=lambda one: max(one.start - end, start - one.end))
            return Hold.NEAR if nearest.is_her else Hold.SHARED
        before = [one for one in self.holders if one.end <= start]
        return Hold.NEAR if before and before[-1].is_her else Hold.SHARED


def readings(scene: Scene, person: WatchedPerson) -> tuple[Reading, ...]:
    return tuple(_reading(window, person) for window in scene.windows)


def _reading(window: Window, person: WatchedPerson) -> Reading:
    return Reading(
        window=window,
        holders=holders(window, person),
        ends=tuple(match.end() for match in _END.finditer(window.text)),
    )
