"""Latin names in other letters, by rules of hand and by our model; and names at home there.

The rules are practical transcription as newspapers use it, with the choices that it leaves open.
They know nothing of the model that is measured with them.
"""

import re
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from scanner.bench.names.origins import Origin
from scanner.bench.names.slips import twin_given, twin_surname
from scanner.bench.names.written import Case, Family, Kind, Language, kinds
from scanner.match.scripts import Script, contexts, models
from scanner.text.fold import fold

Spell = Callable[[str, Case], str]
"""One word in other letters."""

Rules = Mapping[str, tuple[str, ...]]
"""What letters become: one of these. `^` stands before a word, `$` behind it."""


def _rules(written: str) -> Rules:
    pairs = (each.partition(":") for each in written.split())
    return {latin: tuple(native.split("/")) for latin, _, native in pairs}


_CYRILLIC: Final = _rules("""
    stj:ш skj:ш sch:ш sj:ш sh:ш tj:ч kj:ч ch:ч zh:ж kh:х gh:г th:т ph:ф dj:дж ts:ц ck:к qu:кв
    qv:кв x:кс ya:я yu:ю yo:ё ye:е ja:я ju:ю jo:йо jö:ьё ^jö:йё jä:е je:е ji:и ^al-:аль- ou:у oo:у
    ee:и aa:а/аа ii:и uu:у ei:ей/ай ai:ай ay:ай ey:ей oy:ой ia:ия/иа io:ио a:а b:б c:к ce:се ci:си
    ç:ч ć:ч č:ч d:д ^e:э e:е f:ф g:г ğ:г h:х i:и ı:ы j:й j$:й k:к l:л m:м n:н o:о p:п q:к r:р s:с
    š:ш ş:ш t:т u:у ü:ю v:в w:в y:ю/и y$:и z:з ž:ж å:о ä:е/э ^ä:э ö:ё/е ^ö:э é:е đ:дж ó:у ł:л
""")
_ARABIC: Final = _rules("""
    ^al-:ال stj:ش skj:ش sch:ش sj:ش/سيو sh:ش tj:تش kj:ش/ك ch:تش/ش zh:ج kh:خ gh:غ th:ت ph:ف dj:ج
    ck:ك qu:كو qv:كف kv:كف x:كس ou:و oo:و ee:ي aa:ا ii:ي uu:و ei:ي/اي ai:اي ay:اي ey:ي/اي ia:يا
    ie:ي io:يو ^a:أ/ا ^e:إ/إي/ا ^i:إي/اي/إ ^o:أو/او ^u:أو/او ^å:أو/او ^ä:إ/اي ^ö:أو/او ^y:ي a$:ا/ة
    a:ا/ا/ا/ e:ي/ e$:ي/ه i$:ي i:ي/ي/ o:و/و/ u:و/و/ y:ي å:و ä:ي/ا/ ö:و/ي ü:و é:ي ı:ي b:ب c:ك ce:سي
    ci:سي ç:تش ć:تش č:تش d:د f:ف g:غ/ج ğ:غ h:ه j:ي k:ك l:ل m:م n:ن p:ب q:ق r:ر s:س š:ش ş:ش t:ت v:ف
    w:ف/و z:ز ž:ج đ:ج ó:و ł:ل
""")
_PERSIAN: Final = _rules("""
    ^al-:ال stj:ش skj:ش sch:ش sj:ش sh:ش tj:چ kj:ش/چ ch:چ zh:ژ kh:خ gh:غ/ق th:ت ph:ف dj:ج ck:ک
    qu:کو qv:کو kv:کو x:کس ou:و oo:و ee:ی aa:ا ii:ی uu:و ei:ی ai:ای ay:ای ey:ی ia:یا ie:ی io:یو
    ^a:آ/ا ^e:ا/ای ^i:ای ^o:او/ا ^u:او ^å:او ^ä:ا ^ö:او/ا a$:ا a:ا/ا/ e:/ی e$:ه/ی i:ی o:و/ u:و y:ی
    å:و ä:/ا ö:و ü:و é:ی ı:ی b:ب c:ک ce:سی ci:سی ç:چ ć:چ č:چ d:د f:ف g:گ ğ:غ h:ه j:ی k:ک l:ل m:م
    n:ن p:پ q:ق r:ر s:س š:ش ş:ش t:ت v:و w:و z:ز ž:ژ đ:ج ó:و ł:ل
""")
_HEBREW: Final = _rules("""
    ^al-:אל- sch:ש sj:ש sh:ש tj:צ' ch:צ' kh:ח gh:ג th:ת/ט ph:פ dj:ג' ck:ק qu:קו qv:קו kv:קו x:קס
    ts:צ ou:ו oo:ו ee:י aa:א ei:יי ai:יי ay:אי ia:יה ^a:א ^e:א ^i:אי ^o:או ^u:או ^å:או ^ä:א
    ^ö:א/או a$:ה a:/א e: i:י o:ו u:ו y:י å:ו ä: ö:/ו ü:ו é: ı:י b:ב c:ק ce:ס ci:סי ç:צ' ć:ץ' č:צ'
    d:ד f:פ g:ג ğ:ג h:ה j:י k:ק l:ל m:מ m$:ם n:נ n$:ן p:פ q:ק r:ר s:ס š:ש ş:ש t:ט v:ו/ב w:ו z:ז
    ž:ז' đ:ג' ó:ו ł:ל
""")
_GREEK: Final = _rules("""
    ^al-:αλ- nd:ντ ng:νγκ sch:σ sj:σ sh:σ ch:τσ tj:τσ kj:κ kh:χ gh:γκ th:τ/θ ph:φ dj:τζ ck:κ
    qu:κου qv:κβ x:ξ ou:ου oo:ου ee:ι aa:α ja:για jo:γιο ju:γιου jö:γε j:γι/ι ^b:μπ b:μπ ^d:ντ
    d:ντ/δ g:γκ/γ ^g:γκ a:α c:κ e:ε f:φ h:χ i:ι ı:ι k:κ l:λ m:μ n:ν o:ο p:π q:κ r:ρ s:σ s$:ς ş:σ
    t:τ u:ου v:β w:β/ου y:ι z:ζ å:ο ä:ε ö:ε ü:ιου é:ε ç:τσ ğ:γ ć:τσ č:τσ š:σ ž:ζ đ:τζ ó:ο ł:λ
""")
_HARD_J: Final[Mapping[Language, Rules]] = {
    Language.RUSSIAN: _rules("ja:джа je:дже ji:джи jo:джо ju:джу j:дж"),
    Language.ARABIC: _rules("j:ج"),
    Language.PERSIAN: _rules("j:ج"),
    Language.HEBREW: _rules("j:ג'"),
    Language.GREEK: _rules("ja:τζα jo:τζο ju:τζου j:τζ"),
}
_SOMALI: Final[Mapping[Language, Rules]] = {
    Language.RUSSIAN: _rules("x:х c: y:й"),
    Language.ARABIC: _rules("x:ح c:ع h:ه/ح q:ق dh:ض sh:ش w:و y:ي"),
    Language.PERSIAN: _rules("x:ح c:ع"),
}
_BY_ORIGIN: Final[Mapping[Origin, Mapping[Language, Rules]]] = {
    Origin.ARABIC: _HARD_J,
    Origin.PERSIAN: _HARD_J,
    Origin.SOMALI: {
        language: {**_HARD_J[language], **_SOMALI.get(language, {})} for language in _HARD_J
    },
    Origin.TURKISH: {
        Language.RUSSIAN: _rules("c:дж y:й ya:я yu:ю"),
        Language.ARABIC: _rules("c:ج y:ي"),
        Language.PERSIAN: _rules("c:ج"),
        Language.HEBREW: _rules("c:ג'"),
        Language.GREEK: _rules("c:τζ"),
    },
    Origin.SLAVIC: {
        Language.RUSSIAN: _rules("c:ц ic$:ич ck:цк w:в h:х y:ы y$:ий e:е ^e:е"),
        Language.ARABIC: _rules("ic$:يتش c:تس v:ف"),
        Language.PERSIAN: _rules("ic$:یچ c:تس"),
        Language.HEBREW: _rules("ic$:יץ' c:צ"),
        Language.GREEK: _rules("ic$:ιτς c:τσ"),
    },
    Origin.FINNISH: {Language.RUSSIAN: _rules("y:ю ä:я/е ö:ё hä:хя")},
}
"""Where letters are read otherwise."""

_RULES: Final = {
    Language.RUSSIAN: _CYRILLIC,
    Language.ARABIC: _ARABIC,
    Language.PERSIAN: _PERSIAN,
    Language.HEBREW: _HEBREW,
    Language.GREEK: _GREEK,
}
_ABJADS: Final = (Language.ARABIC, Language.PERSIAN, Language.HEBREW)
"""They write a doubled letter once."""
_LONGEST: Final = 3

_TASHKIL: Final = "\u064e\u064f\u0650\u0651\u0652"
_ARABIC_MARKS_SHARE: Final = 0.5


def cyrillic(case: Case) -> str:
    return _each(case, _by_rules(Language.RUSSIAN))


def cyrillic_modelled(case: Case) -> str:
    return _each(case, _by_model(Script.CYRILLIC))


def cyrillic_upper(case: Case) -> str:
    return cyrillic(case).upper()


def cyrillic_reversed(case: Case) -> str:
    return " ".join(cyrillic(case).split(" ")[::-1])


def cyrillic_without_yo(case: Case) -> str:
    written = cyrillic(case)
    return written.replace("ё", "е") if "ё" in written else ""


def cyrillic_genitive(case: Case) -> str:
    return _declined(case, "gen")


def cyrillic_dative(case: Case) -> str:
    return _declined(case, "dat")


def cyrillic_instrumental(case: Case) -> str:
    return _declined(case, "ins")


def cyrillic_locative(case: Case) -> str:
    return _declined(case, "loc")


def cyrillic_surname_only(case: Case) -> str:
    """Half in each script."""
    if case.name.full.count(" ") > 1 or "-" in case.name.full:
        return ""
    return f"{case.name.given} {cyrillic(case).split()[1]}"


def arabic(case: Case) -> str:
    return _each(case, _by_rules(Language.ARABIC))


def arabic_modelled(case: Case) -> str:
    return _each(case, _by_model(Script.ARABIC))


def arabic_proclitic(case: Case) -> str:
    return case.chance.choice("وولبف") + arabic(case)


def arabic_marks(case: Case) -> str:
    return "".join(
        each + (case.chance.choice(_TASHKIL) if case.chance.random() < _ARABIC_MARKS_SHARE else "")
        if each.isalpha()
        else each
        for each in arabic(case)
    )


def arabic_stretched(case: Case) -> str:
    written = arabic(case)
    at = case.chance.randint(1, len(written) - 1)
    return f"{written[:at]}\u0640\u0640{written[at:]}" if written[at - 1].isalpha() else ""


def arabic_bare_alif(case: Case) -> str:
    written = arabic(case)
    bare = re.sub("[أإآ]", "ا", written)
    return bare if bare != written else ""


def persian(case: Case) -> str:
    return _each(case, _by_rules(Language.PERSIAN))


def persian_half_space(case: Case) -> str:
    written = persian(case)
    return written.replace(" ", "\u200c", 1)


def persian_arabic_letters(case: Case) -> str:
    written = persian(case)
    other = written.translate(str.maketrans("یک", "يك"))
    return other if other != written else ""


def hebrew(case: Case) -> str:
    return _each(case, _by_rules(Language.HEBREW))


def hebrew_modelled(case: Case) -> str:
    return _each(case, _by_model(Script.HEBREW))


def hebrew_prefix(case: Case) -> str:
    return case.chance.choice("ולבמ") + hebrew(case)


def greek(case: Case) -> str:
    return _each(case, _by_rules(Language.GREEK))


def greek_modelled(case: Case) -> str:
    return _each(case, _by_model(Script.GREEK))


def greek_upper(case: Case) -> str:
    return greek(case).upper()


def arabic_at_home(case: Case) -> str:
    return _native(case, Origin.ARABIC)


def persian_at_home(case: Case) -> str:
    return _native(case, Origin.PERSIAN)


def russian_at_home(case: Case) -> str:
    return _native(case, Origin.SLAVIC)


def russian_at_home_genitive(case: Case) -> str:
    return _home_declined(case, "gen")


def russian_at_home_instrumental(case: Case) -> str:
    return _home_declined(case, "ins")


def native_in_latin(case: Case) -> str:
    return case.name.full if case.name.native else ""


def native_twin_in_latin(case: Case) -> str:
    return (twin_surname(case) or twin_given(case)) if case.name.native else ""


def _each(case: Case, spell: Spell) -> str:
    """Word by word; a hyphen of a double name stays, or becomes a space."""
    words = re.split("( |(?<!Al)-)", case.name.full)
    joint = case.chance.choice("- ")
    native = {" ": " ", "-": joint}
    return "".join(native[each] if each in native else spell(each, case) for each in words)


def _by_rules(language: Language) -> Spell:
    def spell(word: str, case: Case) -> str:
        own = _BY_ORIGIN.get(case.name.origin, {}).get(language, {})
        letters = _single(word) if language in _ABJADS else word
        return _spelled(letters, {**_RULES[language], **own}, case.chance)

    return spell


def _by_model(script: Script) -> Spell:
    """Renderings as likely as our model holds them; of each letter those above one in ten."""

    def spell(word: str, case: Case) -> str:
        rendering = models()[script].rendering
        written = ""
        for context in contexts(fold(word).text):
            likely = {n: share for n, share in rendering.renderings(context).items() if share > 0.1}
            written += "".join(case.chance.choices(list(likely), list(likely.values())))
        return written.capitalize()

    return spell


def _spelled(word: str, rules: Rules, chance: Random) -> str:
    text, at, written = word.lower(), 0, ""
    while at < len(text):
        native, length = _next(text, at, rules, chance)
        written += native
        at += length
    return written.title()


def _single(word: str) -> str:
    """The word with each doubled consonant once."""
    return re.sub(r"([^aeiouyåäö])\1", r"\1", word.lower())


def _next(text: str, at: int, rules: Rules, chance: Random) -> tuple[str, int]:
    """What stands for the letters at a place, and how many they are."""
    for length in range(_LONGEST, 0, -1):
        piece = text[at : at + length]
        edged = (
            f"^{piece}" if at == 0 else "",
            f"{piece}$" if at + length == len(text) else "",
            piece,
        )
        for key in edged:
            if len(piece) == length and key in rules:
                return chance.choice(rules[key]), length
    return "", 1


_HARD: Final = {"gen": "а", "dat": "у", "ins": "ом", "loc": "е"}
_SOFT: Final = {"gen": "я", "dat": "ю", "ins": "ем", "loc": "е"}
_A: Final = {"gen": "ы", "dat": "е", "ins": "ой", "loc": "е"}
_YA: Final = {"gen": "и", "dat": "е", "ins": "ей", "loc": "е"}
_IYA: Final = {"gen": "и", "dat": "и", "ins": "ей", "loc": "и"}
_OV_INSTRUMENTAL: Final = "ым"


def declined(word: str, case: str, *, woman: bool) -> str:
    """A Russian name in `gen`, `dat`, `ins` or `loc`. Women's names on consonants stand still."""
    if word.endswith("ия"):
        return word[:-1] + _IYA[case]
    if word.endswith("я"):
        return word[:-1] + _YA[case]
    if word.endswith("а"):
        ending = "и" if case == "gen" and word[-2] in "гкхжшчщ" else _A[case]
        return word[:-1] + ending
    if woman or word[-1] in "еёиоуыэюю":
        return word
    if word[-1] in "йь":
        return word[:-1] + _SOFT[case]
    if case == "ins" and word.endswith(("ов", "ев", "ёв", "ин")) and len(word) > 4:
        return word + _OV_INSTRUMENTAL
    return word + _HARD[case]


def _declined(case: Case, grammar: str) -> str:
    words = cyrillic(case).split()
    return " ".join(declined(word, grammar, woman=case.name.woman) for word in words)


def _home_declined(case: Case, grammar: str) -> str:
    words = _native(case, Origin.SLAVIC).split()
    return " ".join(declined(word, grammar, woman=case.name.woman) for word in words)


def _native(case: Case, origin: Origin) -> str:
    return " ".join(case.name.native) if case.name.native and case.name.origin is origin else ""


KINDS: Final[tuple[Kind, ...]] = (
    *kinds(
        Family.SCRIPT,
        cyrillic,
        cyrillic_modelled,
        cyrillic_upper,
        cyrillic_reversed,
        cyrillic_without_yo,
        cyrillic_surname_only,
        russian_at_home,
        languages=(Language.RUSSIAN,),
    ),
    *kinds(
        Family.SCRIPT,
        cyrillic_genitive,
        russian_at_home_genitive,
        languages=(Language.RUSSIAN,),
        grammar="gen",
    ),
    *kinds(Family.SCRIPT, cyrillic_dative, languages=(Language.RUSSIAN,), grammar="dat"),
    *kinds(
        Family.SCRIPT,
        cyrillic_instrumental,
        russian_at_home_instrumental,
        languages=(Language.RUSSIAN,),
        grammar="ins",
    ),
    *kinds(Family.SCRIPT, cyrillic_locative, languages=(Language.RUSSIAN,), grammar="loc"),
    *kinds(
        Family.SCRIPT,
        arabic,
        arabic_modelled,
        arabic_proclitic,
        arabic_marks,
        arabic_stretched,
        arabic_bare_alif,
        arabic_at_home,
        languages=(Language.ARABIC,),
    ),
    *kinds(
        Family.SCRIPT,
        persian,
        persian_half_space,
        persian_arabic_letters,
        persian_at_home,
        languages=(Language.PERSIAN,),
    ),
    *kinds(Family.SCRIPT, hebrew, hebrew_modelled, hebrew_prefix, languages=(Language.HEBREW,)),
    *kinds(Family.SCRIPT, greek, greek_modelled, greek_upper, languages=(Language.GREEK,)),
    *kinds(Family.SCRIPT, native_in_latin, native_twin_in_latin, enrolled_natively=True),
)
