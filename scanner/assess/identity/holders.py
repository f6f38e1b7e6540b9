"""Who is named near her: a role, a town or a number belongs to the nearest who can hold it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from scanner.assess.identity.bearers import bearers_of_given
from scanner.assess.scene import Window
from scanner.model.person import WatchedPerson
from scanner.places.phrases import comparable
from scanner.text.fold import fold_key

KNOWN: Final = 100
"""Bearers of a word that is taken for a given name where a capitalised word follows."""
ALONE: Final = 1000
"""Bearers of a word that is taken for a given name though it stands alone."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_APART: Final = re.compile(r" (?:(?:[A-Z]\.|von|af|de|van|der|bin|el|al) )*")
"""Between two words of one name."""
_BEGINS: Final = re.compile(r"(?:\A|[.!?:\n]\s*|[\"“”«»]\s*)\Z")
_TITLE: Final = re.compile(
    r"(?:fru|herr|fröken|doktor|dr\.?|mr\.?|mrs\.?|ms\.?|miss|sir|professor|advokat|kommissarie"
    r"|domare|rektor|överläkare|läkare|läraren|chefen|judge|inspector|attorney) \Z",
    re.IGNORECASE,
)

_ARABIC_WORD: Final = re.compile("[\u0620-\u064a]+")
_ARABIC_TITLES: Final = frozenset(
    comparable(
        "السيد السيدة الآنسة الأستاذ الأستاذة الدكتور الدكتورة المحامي المحامية القاضي"
        " القاضية الشيخ"
        " المهندس المهندسة الصحفي الصحفية الطبيب الطبيبة الأخ الأخت الشاعر الشاعرة الفنان الفنانة"
    )[0].split()
)
_ARABIC_GIVEN: Final = frozenset(
    comparable(
        "محمد أحمد حسين خالد محمود مصطفى يوسف إبراهيم عبدالله سامي سمير طارق وليد زياد بلال"
        " فادي رامي"
        " هاني ماهر نبيل ياسر حسام أيمن عمار عماد غسان مروان فاطمة مريم زينب خديجة عائشة رانيا سمر"
        " سعاد سناء لينا ليلى نادية نجوى نسرين دينا أمينة دلال سلوى ياسمين شيرين لبنى رغد"
        " بتول زهراء إسراء مايكل ديفيد إريك لارس أندرس يوهان بيتر نيلس ستيفان ماريا كارين"
        " كريستينا إيفا إيما إنغريد بيرغيتا سفين غوران ماغنوس فريدريك ماتياس مارتن دانيال توماس"
    )[0].split()
)
"""What many people of Arabic and some of Swedish name are called; none of them is a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who is named, and where in the window's text."""

    start: int
    end: int
    is_her: bool


def holders(window: Window, person: WatchedPerson) -> tuple[Holder, ...]:
    """Everybody who is named in a window, in order."""
    hers = [Holder(start=start, end=end, is_her=True) for start, end in window.names]
    others = [*_latin(window, person), *_arabic(window)]
    return tuple(sorted((*hers, *others), key=lambda one: (one.start, one.end)))


def _latin(window: Window, person: WatchedPerson) -> Iterator[Holder]:
    own = _own(person)
    for run in _runs(window.folded.cased):
        start, end = run[0].start(), run[-1].end()
        named = _named(window.folded.cased, run)
        if len(run) == 1 and fold_key(run[0][0]).removesuffix("s") in own:
            yield Holder(start=start, end=end, is_her=True)
        elif named is not None:
            yield Holder(start=named, end=end, is_her=False)


def _own(person: WatchedPerson) -> frozenset[str]:
    """Words by which a text goes on to speak of her."""
    keys = (fold_key(name.reveal()) for name in (person.given, person.surname))
    return frozenset(one.removesuffix("s") for one in keys if len(one) > 1)


def _runs(cased: str) -> Iterator[Sequence[re.Match[str]]]:
    """Capitalised words that follow each other."""
    words = [word for word in _WORD.finditer(cased) if word[0][0].isupper()]
    run: list[re.Match[str]] = []
    for word in words:
        if run and not _APART.fullmatch(cased, run[-1].end(), word.start()):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _named(cased: str, run: Sequence[re.Match[str]]) -> int | None:
    """Where a person's name begins in a run of capitalised words."""
    before = cased[max(0, run[0].start() - 20) : run[0].start()]
    if len(run) == 1:
        is_name = bearers_of_given(run[0][0]) >= ALONE and not _BEGINS.search(before)
        is_titled = _TITLE.search(before) is not None
        return run[0].start() if is_name or is_titled else None
    for word in run[:-1]:
        if bearers_of_given(word[0]) >= KNOWN:
            return word.start()
    return None


def _arabic(window: Window) -> Iterator[Holder]:
    words = list(_ARABIC_WORD.finditer(window.text))
    done = 0
    for at, (word, follower) in enumerate(pairwise(words)):
        between = window.text[word.end() : follower.start()]
        if word.start() < done or between != " ":
            continue
        if word[0].removeprefix("و") in _ARABIC_TITLES:
            last = words[min(at + 2, len(words) - 1)]
            done = last.end() if last.start() - follower.end() == 1 else follower.end()
            yield Holder(start=follower.start(), end=done, is_her=False)
        elif word[0].removeprefix("و") in _ARABIC_GIVEN:
            done = follower.end()
            yield Holder(start=word.start(), end=done, is_her=False)
