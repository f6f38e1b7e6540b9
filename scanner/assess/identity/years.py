"""Clues of age: how old a page says that somebody is, or when somebody was born."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from scanner.assess.identity.binding import Hold
from scanner.assess.identity.clue import Clue, Feature, Group, Place, Readings, close, firmest
from scanner.assess.scene import Scene
from scanner.model.person import WatchedPerson

WORKING: Final = range(20, 71)
"""Years of age at which people work for a municipality."""
SLACK: Final = 1
"""Years by which a birthday and a rounded figure differ."""
OLDEST_PAGE: Final = 6
"""Years that a page may have stood when it says how old she is."""

AGE: Final = re.compile(
    r"(?<![\d.,:/-])(?P<age>[1-9]\d?)(?:[- ]?(?:aring\w*|arig\w*|years? old|year-old|yrs old|yo\b)"
    r"|[ ]ar(?:s aldern?)?(?= gammal|[,.;)\n]|\Z| och bor| bor)| (?:عاما|سنه|عام)\b)"
    r"|(?<=, )(?P<bare>[1-9]\d)(?=[,)]|\.(?!\d))|\((?P<inside>[1-9]\d)(?: ar)?\)|\b(?:aged?"
    r"|alder:?|عمره?ا?) (?P<told>[1-9]\d?)\b"
)
BORN: Final = re.compile(
    r"(?:\bfodd\w*|\bf\.|\bborn\b|\bb\.|\bfodelsear|مواليد|ولدت?"
    r"|\*)[^.\n؟!]{0,24}?(?<!\d)(?P<year>1[6-9]\d\d|20\d\d)(?!\d)"
    r"|(?<!\d)(?P<first>1[6-9]\d\d)\s?-\s?(?:1[6-9]|20)\d\d(?!\d)"
    r"|\b(?:fodd|arskull|f\.)\s?-?(?P<short>\d\d)\b(?!\d|-)"
)


def age(scene: Scene, readings: Readings, person: WatchedPerson, now: datetime) -> Iterator[Clue]:
    found = [one for one in close(readings, AGE, BORN) if one.hold > Hold.SHARED]
    place = firmest(found)
    if place is None:
        return
    years = _born(place, now.year)
    if years is None:
        return
    judged = _judged(years, person.context.born, now.year)
    if judged is not None:
        fits, message = judged
        group = Group.PLACE if fits is Feature.AGE_FITS else Group.AGAINST
        yield Clue(group=group, feature=fits, message=message, words=place.words(scene))


def _born(place: Place, now: int) -> range | None:
    """Years in which whoever is meant may have been born."""
    text = place.reading.window.text
    told = AGE.match(text, place.start, place.end + AGE_REACH)
    if told and told.end() == place.end:
        years = int(next(one for one in told.groups() if one))
        return range(now - years - OLDEST_PAGE - SLACK, now - years + SLACK + 1)
    born = BORN.match(text, place.start, place.end + 1)
    if born is None:
        return None
    short = born["short"]
    year = int(born["year"] or born["first"] or (1900 + int(short)))
    if short and year + 100 <= now - WORKING.start:
        year += 100
    return range(year, year + 1)


AGE_REACH: Final = 12
"""Characters after an age that its pattern looks at."""


def _judged(years: range, hers: int | None, now: int) -> tuple[Feature, str] | None:
    """What it says of her that somebody was born in these years; None where hers is not known."""
    at_work = range(now - WORKING.stop, now - WORKING.start + 1)
    if years.stop <= at_work.start or years.start >= at_work.stop:
        return Feature.NOT_AT_WORK, "Whoever is meant is too young or too old for her work."
    if hers is None:
        return None
    if hers in years:
        return Feature.AGE_FITS, "The age or year of birth fits hers."
    return Feature.OTHER_AGE, "The age or year of birth is not hers."
