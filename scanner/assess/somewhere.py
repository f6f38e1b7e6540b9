"""Places that no list has, by how they stand in a sentence: "i Påhittshult", "Påhittshult kommun".

Sweden has 290 municipalities and some two thousand towns, and a namesake may live in any of them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from scanner.assess.passage import is_silent
from scanner.assess.scene import Window
from scanner.places.lexicon import Lexicon
from scanner.places.phrases import comparable

MOST_PLACES: Final = 40
"""Of one form in one window: a bound."""

_CAPITAL: Final = r"[A-ZÅÄÖ][a-zåäöéü]{2,}(?:-[A-ZÅÄÖ][a-zåäöéü]+)?"
_LATIN: Final = re.compile(
    rf"\b(?:[Ii]|[Ii]n|[Ii] centrala|[Uu]tanför) (?P<on>{_CAPITAL})\b"
    rf"|\b(?P<at>{_CAPITAL})(?:[- ](?:[Kk]ommuns?|[Ss]tads?|[Tt]own|[Cc]ity"
    r"|[Ss]ocial(?:tjänst|förvaltning|nämnd|kontor)\w*|[Tt]ingsrätt|[Mm]unicipality|[Cc]ouncil"
    r"|[Cc]ounty|[Ss]ocial [Ss]ervices)\b)"
    rf"|\b(?:[Kk]ommunen|[Mm]unicipality of|[Tt]own of|[Cc]ity of) (?P<of>{_CAPITAL})\b"
)
_ARABIC: Final = re.compile(
    r"(?<!\w)(?:بلديه|كومون|مدينه|[بل]?سوسيال|[بل]?سوشيال) (?P<at>(?!ال)[ء-ي]{4,})(?!\w)"
    r"|(?<!\w)[بوفل]?(?P<of>[ء-ي]{2,}(?:ستاد|شوبينغ|شوبينج|كوبينغ|بورغ|بوري|فورس|هامن|هامرا|هولم"
    r"|فيك|سوند|مورا|هولت|دالن|كوندا|ساندا))(?!\w)"
)
_NO_PLACE: Final = frozenset(
    comparable(
        "alla allah allt amen annat april august augusti barn barnens bibeln bröd bup corona"
        " covid december den denna deras det detta din discord domstolen efter egen en engelska"
        " er ett europa europe facebook februari february flashback folkets fredag friday gamla"
        " god google gud hans hela helvetet hennes her his hus huset hösten instagram internet"
        " ivo januari january jesu jesus juli july june juni kistan kommunen koranen kristus"
        " kväll local lördag maj mandag march mars may messenger min mina mitt morgon morse mot"
        " my namn natt november nya october oktober one onsdag our park parken paypal pride"
        " profeten ramadan regionen samband saturday september signal signs skolan snapchat"
        " social sociala sommaren spelfri staten sunday svenska sverige sveriges sweden swish"
        " söndag telegram that the their this thursday tiktok tisdag torsdag tuesday twitter"
        " under union var vara vart vilken våra våren wednesday whatsapp word your youtube"
    )[0].split()
)
"""What stands behind "i" and "in" with a capital and is no place, or her whole country."""
_COUNTRIES: Final = frozenset(
    comparable(
        "afghanistan albanien amerika australia australien belgien belgium bosnia bosnien britain"
        " canada chile china danmark denmark egypt egypten england eritrea estland ethiopia"
        " etiopien finland france frankrike georgien germany ghana greece grekland holland hungary"
        " india indien iran iraq irak ireland irland israel italien italy japan jordan jordanien"
        " kanada"
        " kenya kina kosovo kroatien kurdistan lebanon libanon libya libyen litauen marocko morocco"
        " netherlands nigeria norge norway pakistan palestina palestine poland polen portugal"
        " romania rumänien russia ryssland scotland serbia serbien skottland slovakien slovenien"
        " somalia spain spanien sudan syria syrien schweiz switzerland thailand tunisien turkey"
        " turkiet tyskland uganda ukraina ukraine ungern usa venezuela vietnam yemen österrike"
    )[0].split()
)
"""Where somebody is from is no evidence of who she is, in no language."""


def somewhere(
    window: Window,
    own: tuple[str, ...],
    spelt: tuple[re.Pattern[str], ...],
    lexicons: tuple[Lexicon, ...],
) -> Iterator[tuple[int, int]]:
    """Where in ``window.text`` places stand that are not hers.

    `own`: names of her town and employer; `spelt`: her town in other scripts. "In Arabic" is no
    place, nor is a country: what is silent in `lexicons` says nothing here either.
    """
    hers = [
        match.span() for one in spelt for match in islice(one.finditer(window.text), MOST_PLACES)
    ]
    for pattern, text in ((_LATIN, window.folded.cased), (_ARABIC, window.text)):
        for match in islice(pattern.finditer(text), MOST_PLACES):
            start, end = match.span(match.lastgroup or 0)
            word = window.text[start:end]
            is_no_place = word in _NO_PLACE or word.removesuffix("s") in _NO_PLACE
            is_hers = any(first < end and start < last for first, last in hers)
            is_none = is_hers or is_no_place or word in _COUNTRIES or is_silent(word, lexicons)
            if not is_none and not word.startswith(_heads(own)):
                yield start, end


@lru_cache(maxsize=64)
def _heads(own: tuple[str, ...]) -> tuple[str, ...]:
    """First words of names of places, comparable, without the genitive."""
    return tuple(comparable(one)[0].split()[0].removesuffix("s") for one in own if one.strip())
