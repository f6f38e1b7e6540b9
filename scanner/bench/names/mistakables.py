"""What is easily mistaken for a name: headlines, firms, places, lists, words that are names.

`negatives` has who lies near her name; here her own words stand there, and mean something else.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Final

from scanner.bench.names.generated import TEXTS, generate
from scanner.bench.names.origins import Name, Origin
from scanner.bench.names.transcriptions import arabic, cyrillic, persian
from scanner.bench.names.trials import Trial
from scanner.bench.names.written import LATIN, Case, Expect, Family, Kind, Language, Write

_ONE_OF: Final = re.compile(r"\(([^()]*\|[^()]*)\)")

_HEADLINES: Final = {
    Language.SWEDISH: """
        {given} (Möter|Hatar|Anmäler|Stämmer|Hotar|Besöker|Hyllar|Sågar|Kritiserar) {surname}
        {given} (Försvarar|Ersätter|Tackar|Granskar|Avslöjar|Utmanar|Slår|Lämnar|Kallar) {surname}
        {given} (Skriver Till|Svarar|Intervjuar|Ringer|Polisanmäler|Vägrar Träffa) {surname}
        {given} (Inför|Efter|Utan|Före|Hos|Bakom|Bredvid) {surname}
    """,
    Language.ENGLISH: """
        {given} (Meets|Hates|Attacks|Sues|Praises|Visits|Defends|Replaces|Thanks|Slams) {surname}
        {given} (Beats|Calls|Accuses|Supports|Blames|Leaves|Joins|Interviews|Warns) {surname}
        {given} (Against|Before|After|Without|Behind|Or|Will Meet|Wants) {surname}
    """,
    Language.FINNISH: """
        {given} (Tapaa|Vihaa|Haastaa|Kiittää|Syyttää|Voittaa|Arvostelee|Korvaa|Tukee) {surname}
        {given} (Auttaa|Kutsuu|Puolustaa|Uhkaa|Vastaan|Sekä|Ilman|Jälkeen) {surname}
    """,
    Language.TURKISH: """
        {given} (İle|Yine|Bugün|Neden|Artık|Yeni|Karşı|Veya|Değil|Gibi) {surname}
        {given} (Eleştirdi|Sordu|Aradı|Suçladı|Dedi Ki) {surname}
    """,
    Language.ARABIC: """
        {given} (مع|ضد|يهاجم|تقابل|ينتقد|تشكر|يزور|تتهم|يلتقي|تدافع عن|بعد|قبل) {surname}
    """,
    Language.PERSIAN: """
        {given} (با|علیه|درباره|برای|پس از|بدون|همراه|علاوه بر) {surname}
    """,
}
"""As headlines are set: two people, and between them what one does to the other."""
_SHOUTED: Final = """
    {GIVEN} (MÖTER|HATAR|ANMÄLER|HOTAR|KRITISERAR|SVARAR|RINGER|INFÖR) {SURNAME}
    {GIVEN} (MEETS|HATES|SUES|PRAISES|ATTACKS|AGAINST|BLAMES) {SURNAME}
"""

_CALLED: Final = """
    {given} (Häxan|Jävla|Fascisten|Barnarövaren|Psykopaten|Råttan|Hycklaren|Ormen) {surname}
    {given} (Fucking|Witch|Liar|Kidnapper|Snake|Traitor|Monster) {surname}
"""
"""She, called names as if they were hers."""

_FIRMS: Final = {
    Language.SWEDISH: """
        {name}s (Konditori|Bageri|Bokhandel|Café|Frisersalong|Åkeri|Advokatbyrå|Bilverkstad)
        {name}s (Blomsterhandel|Begravningsbyrå|Kiosk|Måleri|Byggfirma|Trafikskola|Optik|Livs)
        {name} & (Co|Söner|Partners|Döttrar|Co AB)
        {name} (Bygg|Consulting|Fastigheter|Holding|Redovisning|Måleri|Schakt) (AB|HB|KB)
        (Firma|Advokatfirman|Restaurang|Konditori|Bageriet|Galleri|Salong) {name}
    """,
    Language.ENGLISH: """
        {name} (Ltd|Inc|LLC|Group|Holdings|Consulting|Bakery|Motors|Partners|Publishing)
        {name} & (Co|Sons|Partners|Daughters)
        {name}'s (Bakery|Garage|Kitchen|Diner|Barbershop)
    """,
    Language.FINNISH: """
        {name} (Oy|Ky|Oyj|Yhtiöt)
        (Kahvila|Ravintola|Parturi|Leipomo|Toiminimi) {name}
    """,
    Language.TURKISH: """
        {name} (A.Ş.|Ltd. Şti.|Holding|İnşaat|Lokantası|Eczanesi|Market|Kuyumculuk|Pastanesi)
    """,
    Language.ARABIC: "(شركة|مؤسسة|مطعم|مكتبة|محلات|صيدلية|مخبز|مصنع) {name}",
    Language.PERSIAN: "(شرکت|فروشگاه|رستوران|کتابفروشی|داروخانه|کارخانه|نانوایی|هتل) {name}",
    Language.RUSSIAN: "(ООО|ЗАО|АО|магазин|кафе|фирма|ресторан|салон|компания) (|«){name}(|»)",
}
_PLACES: Final = {
    Language.SWEDISH: """
        {name}s (gata|torg|park|gränd|stig|skola|museum|minne|minnesfond|stiftelse)
        {name}s (donationsfond|stipendiefond|minneslund|bibliotek|förskola)
        {name} (universitet|högskola|gymnasium|museum|kommun|sjukhus|förskola|arena|församling)
        (Stiftelsen|Fonden|Villa|Kvarteret) {name}
    """,
    Language.ENGLISH: """
        {name} (University|School|Foundation|Street|Road|Park|Hospital|Museum|Library|Prize)
        {name} (Scholarship|Memorial|Institute|College|Avenue|Square|Stadium|Center|Award)
    """,
    Language.FINNISH: """
        {name}n (katu|koulu|säätiö|puisto|rahasto|aukio|museo|lukio)
        {name} (katu|koulu|säätiö|puisto|yliopisto|areena)
    """,
    Language.TURKISH: """
        {name} (Sokak|Caddesi|Okulu|İlkokulu|Lisesi|Bulvarı|Parkı|Mahallesi|Hastanesi|Vakfı)
        {name} (Üniversitesi|Stadyumu|Sokağı|Ortaokulu|Camii|Meydanı|Kütüphanesi|Köprüsü)
    """,
    Language.ARABIC: "(شارع|مستشفى|جامعة|مسجد|حديقة|ساحة|جائزة|معهد|ثانوية|جسر|حي) {name}",
    Language.PERSIAN: "(خیابان|مدرسه|دانشگاه|بیمارستان|کوچه|بنیاد|پارک|میدان|بلوار|مسجد) {name}",
    Language.RUSSIAN: "(ул.|улица|школа|фонд|площадь|переулок|проспект|парк|музей|институт) {name}",
}
_SOMALI: Final = """
    (Dugsiga|Jaamacadda|Shirkadda|Waddada|Isbitaalka|Xawaaladda|Masjidka|Hotel|Machadka) {name}
"""

_ROWS: Final = """
    {other surname} {given} {surname} {other given}
    {other surname} {given} {surname} {other given} {other surname} {other given}
    {other surname} {other given} {other surname} {given} {surname} {other given}
"""
_HER_ROW: Final = """
    {surname} {given} {other surname} {other given}
    {other surname} {other given} {surname} {given}
    {other surname} {other given} {surname} {given} {other surname} {other given}
"""
"""A register that puts surnames first, all in one line."""
_LINES: Final = """
    {other given} {other surname} {given} {surname} {other given} {other surname}
    {given} {surname} {other given} {other surname}
"""
"""The same with given names first."""
_GIVENS: Final = """
    {other given}, {given}, {surname} (och|and) {other given}
    {other given}, {surname}, {given} (och|and) {other given}
    {other given} {given} {surname} {other given} (och|and) {other given}
    {surname}, {given}, {other given}
"""
"""Many people by their given names, of one whose surname is a given name too."""
_MIDDLE: Final = {
    Language.ARABIC: "{given} {father} {surname}",
    Language.PERSIAN: "{given} {father} {surname}",
}
"""Hers, with her father's name between."""
_CHAIN: Final = "{other given} {given} {surname}"


def _of_pattern(patterns: str, *, spell: Write | None = None) -> Write:
    """Writes one of some patterns; `(a|b)` is one of these."""
    lines = tuple(line.strip() for line in patterns.strip().splitlines())

    def write(case: Case) -> str:
        pattern = _ONE_OF.sub(lambda found: _one(found[1], case.chance), case.chance.choice(lines))
        given, surname = _spelled(case, spell)
        if not given:
            return ""
        return _filled(pattern, case, given, surname)

    return write


def _one(choices: str, chance: Random) -> str:
    return chance.choice(choices.split("|"))


def _spelled(case: Case, spell: Write | None) -> tuple[str, str]:
    if spell is None:
        return case.name.given, case.name.surname
    # A hyphen may become a space in another script.
    if "-" in case.name.given:
        return "", ""
    given, _, surname = spell(case).partition(" ")
    return given, surname


def _filled(pattern: str, case: Case, given: str, surname: str) -> str:
    for slot, word in (
        ("{name}", f"{given} {surname}"),
        ("{given}", given),
        ("{surname}", surname),
        ("{low given}", given.lower()),
        ("{low surname}", surname.lower()),
        ("{GIVEN}", given.upper()),
        ("{SURNAME}", surname.upper()),
    ):
        pattern = pattern.replace(slot, word)
    for slot, names in (
        ("{father}", tuple(case.stock.native.get(name, "") for name in case.stock.men)),
        ("{other given}", case.stock.given),
        ("{other surname}", case.stock.surnames),
    ):
        while slot in pattern:
            pattern = pattern.replace(slot, _other(names, case), 1)
    return pattern if pattern.strip() == pattern and "  " not in pattern else ""


def _other(names: tuple[str, ...], case: Case) -> str:
    own = case.name.full.replace("-", " ").split()
    return case.chance.choice([name for name in names if name not in own])


def _upper_or_not(write: Write) -> Write:
    def either(case: Case) -> str:
        written = write(case)
        return written.upper() if case.chance.random() < 0.5 else written

    return either


def _of_givens(write: Write) -> Write:
    """Only for somebody whose surname is a given name as well."""

    def written(case: Case) -> str:
        return write(case) if case.name.surname in case.stock.given else ""

    return written


def _place_in_one(case: Case) -> str:
    """Annaberg is a town."""
    if "-" in case.name.given or not case.name.surname.isalpha():
        return ""
    whole = f"{case.name.given}{case.name.surname.lower()}"
    return f"{case.chance.choice(('i', 'från', 'till'))} {whole}"


_SPELLS: Final[dict[Language, Write]] = {
    Language.ARABIC: arabic,
    Language.PERSIAN: persian,
    Language.RUSSIAN: cyrillic,
}
_HOMES: Final = {
    Language.ARABIC: Origin.ARABIC,
    Language.PERSIAN: Origin.PERSIAN,
    Language.RUSSIAN: Origin.SLAVIC,
}


def _at_home(origin: Origin) -> Write:
    def write(case: Case) -> str:
        return " ".join(case.name.native) if case.name.native and case.name.origin is origin else ""

    return write


def _by_language(
    name: str, patterns: dict[Language, str], expect: Expect = Expect.NONE
) -> Iterator[Kind]:
    """One kind for each language, and of scripts another for whoever enrolled in them."""
    for language, lines in patterns.items():
        write = _of_pattern(lines, spell=_SPELLS.get(language))
        yield _kind(f"{name}_{language}", write, language, expect=expect)
        if language in _HOMES:
            write = _of_pattern(lines, spell=_at_home(_HOMES[language]))
            kind = _kind(f"{name}_{language}_at_home", write, language, expect=expect)
            yield replace(kind, enrolled_natively=True)


def _kind(name: str, write: Write, *languages: Language, expect: Expect = Expect.NONE) -> Kind:
    family = Family.NEGATIVE if expect is Expect.NONE else Family.ORDER
    return Kind(name=name, family=family, expect=expect, write=write, languages=languages or LATIN)


_WORDS: Final = {
    Language.TURKISH: "Deniz Barış, Umut Güneş, Yıldız Bulut, Sevgi Çiçek, Bahar Yağmur, Can Dal",
    Language.FINNISH: "Ilo Toivo, Satu Lehto, Lumi Harju, Onni Virta, Taika Aalto, Rauha Laine",
    Language.ENGLISH: "Hope Rivers, Grace Young, Will Long, Rose Fields, Faith Short, Dawn Waters",
    Language.ARABIC: "Noor=نور Amal=أمل, Farah=فرح Salam=سلام, Wafa=وفاء Karim=كريم",
    Language.PERSIAN: "Bahar=بهار Shirin=شیرین, Omid=امید Roshan=روشن, Roya=رویا Azad=آزاد",
    Language.RUSSIAN: "Vera=Вера Nadezhda=Надежда, Slava=Слава Moroz=Мороз, Roza=Роза Zima=Зима",
}
_ORIGINS: Final = {
    Language.TURKISH: Origin.TURKISH,
    Language.FINNISH: Origin.FINNISH,
    Language.ENGLISH: Origin.SWEDISH,
    **_HOMES,
}


def _named(written: str, origin: Origin) -> Name:
    (given, _, home), (surname, _, house) = (each.partition("=") for each in written.split())
    native = (home, house) if home else None
    return Name(given=given, surname=surname, origin=origin, woman=True, native=native)


_BORNE: Final = {
    language: tuple(_named(each.strip(), _ORIGINS[language]) for each in names.split(","))
    for language, names in _WORDS.items()
}
WORDS_AS_NAMES: Final = tuple(name for names in _BORNE.values() for name in names)
"""People whose names are words as well; they enrolled in their own letters."""

_AS_WORDS: Final = {
    Language.TURKISH: "({given}|{low given}) (|ve |gibi |ya da ){low surname}",
    Language.FINNISH: "({given}|{low given}) (|ja |on |sekä ){low surname}",
    Language.ENGLISH: "({given}|{low given}) (|and |the |or |in ){low surname}",
    Language.ARABIC: "{given} (|و |بلا |أو |في ){surname}",
    Language.PERSIAN: "{given} (|و |بی |یا |در ){surname}",
    Language.RUSSIAN: "({given}|{low given}) (|и |без |или |как ){low surname}",
}
"""Sentences begin with a capital."""


def _as_words(language: Language) -> Write:
    write = _of_pattern(_AS_WORDS[language], spell=_in_own_letters)

    def written(case: Case) -> str:
        return write(case) if case.name in _BORNE[language] else ""

    return written


def _in_own_letters(case: Case) -> str:
    return " ".join(case.name.native) if case.name.native else case.name.full


def _kinds_of_words() -> Iterator[Kind]:
    for language in _AS_WORDS:
        kind = _kind(f"words_{language}", _as_words(language), language)
        yield replace(kind, enrolled_natively=language in _HOMES)


KINDS: Final[tuple[Kind, ...]] = (
    *_by_language("headline", _HEADLINES),
    _kind("headline_shouted", _of_pattern(_SHOUTED)),
    _kind("called", _of_pattern(_CALLED), expect=Expect.HIT),
    *_by_language("middle", _MIDDLE, Expect.HIT),
    *_by_language("firm", _FIRMS, Expect.WEAK),
    *_by_language("place", _PLACES, Expect.WEAK),
    _kind("things_so", _of_pattern(_SOMALI), expect=Expect.WEAK),
    _kind("place_in_one", _place_in_one),
    _kind("rows", _upper_or_not(_of_pattern(_ROWS))),
    _kind("her_row", _upper_or_not(_of_pattern(_HER_ROW)), expect=Expect.HIT),
    _kind("lines", _upper_or_not(_of_pattern(_LINES)), expect=Expect.HIT),
    _kind("givens", _of_givens(_of_pattern(_GIVENS))),
    _kind("chain", _of_pattern(_CHAIN)),
    *_kinds_of_words(),
)
"""What is mistaken, and the ways in which it is she beside."""


def trial(seed: int, *, texts: int = TEXTS, surnames: Path | None = None) -> Trial:
    """Texts of these kinds, as `generated.generate` makes them."""
    return generate(seed, texts=texts, kinds=KINDS, words=WORDS_AS_NAMES, surnames=surnames)
