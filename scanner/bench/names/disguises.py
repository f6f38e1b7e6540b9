"""Names hidden from whoever searches, or bent by programs, handles and addresses."""

import re
import unicodedata
from collections.abc import Mapping
from html.entities import codepoint2name
from typing import Final
from urllib.parse import quote

from scanner.bench.names.slips import ascii_letters
from scanner.bench.names.written import Case, Expect, Family, Kind, kinds, letters, swapped

_CYRILLIC: Final = dict(zip("aeopcxyiAEOPCXTHKMBI", "аеорсхуіАЕОРСХТНКМВІ", strict=True))
_GREEK: Final = dict(zip("oviuaAEOPTHKMBINZY", "ονιυαΑΕΟΡΤΗΚΜΒΙΝΖΥ", strict=True))
_LEET: Final = dict(zip("aeiostlg", "43105719", strict=True))
_SMALL_CAPITALS: Final = dict(
    zip("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", strict=True)
)
_TURNED: Final = dict(zip("abcdefghijklmnopqrstuvwxyz", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹsʇnʌʍxʎz", strict=True))
_MATH: Final = {
    "bold": 0x1D400,
    "italic_bold": 0x1D468,
    "script_bold": 0x1D4D0,
    "fraktur_bold": 0x1D56C,
    "sans": 0x1D5A0,
    "sans_bold": 0x1D5D4,
    "mono": 0x1D670,
}
"""Where the capitals of mathematical alphabets begin; the small letters follow."""
_INVISIBLE: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f"
_LINE_ENDS: Final = ("\n", "\r\n", " \n ", "\t", "\u2028")
_HYPHENS: Final = "-\u2010\u2011"
_VOWELS: Final = "aeiouyåäö"
_NAMED: Final = {point: name for point, name in codepoint2name.items() if point > 0x7F}
_TELLING: Final = 4
"""Letters of a word whose inner ones are something else and can still be told."""
_HOST: Final = "provstad.example"


def look_alike_cyrillic(case: Case) -> str:
    return _some(case, _CYRILLIC, 0.7)


def look_alike_one(case: Case) -> str:
    places = [at for at, each in enumerate(case.name.full) if each in _CYRILLIC]
    if not places:
        return ""
    at = case.chance.choice(places)
    full = case.name.full
    return full[:at] + _CYRILLIC[full[at]] + full[at + 1 :]


def look_alike_greek(case: Case) -> str:
    return _some(case, _GREEK, 0.7)


def mathematical(case: Case) -> str:
    start = case.chance.choice(sorted(_MATH.values()))
    plain = ascii_letters(case) or case.name.full
    return "".join(_mathematical(each, start) for each in plain)


def full_width(case: Case) -> str:
    return letters(case, lambda each: chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each)


def circled(case: Case) -> str:
    return letters(case, _circled)


def small_capitals(case: Case) -> str:
    return swapped(case.name.full.lower(), _SMALL_CAPITALS)


def decomposed(case: Case) -> str:
    apart = unicodedata.normalize("NFD", case.name.full)
    return apart if apart != case.name.full else ""


def invisible_characters(case: Case) -> str:
    return _between(case, case.chance.choice(_INVISIBLE), 0.3)


def soft_hyphens(case: Case) -> str:
    return _between(case, "\u00ad", 0.25)


def directions(case: Case) -> str:
    """Marks that turn the direction of text, and turn it back."""
    return f"\u202a{case.name.given}\u202c \u2066{case.name.surname}\u2069"


def struck_through(case: Case) -> str:
    overlay = case.chance.choice("\u0336\u0332\u0335\u0338")
    return letters(case, lambda each: each if each == " " else each + overlay)


def heaped_marks(case: Case) -> str:
    marks = "\u0300\u0301\u0316\u0317\u0323\u035c\u0361\u0489"
    return letters(case, lambda each: each + "".join(case.chance.choices(marks, k=3)))


def leet(case: Case) -> str:
    return _some(case, _LEET, 0.6)


def leet_full(case: Case) -> str:
    return swapped(case.name.full.lower(), _LEET)


def masked_one(case: Case) -> str:
    return _masked(case, 1)


def masked_two(case: Case) -> str:
    return _masked(case, 2)


def masked_long(case: Case) -> str:
    """The middle of a surname is gone: it may be she."""
    surname = case.name.surname
    if len(surname) < _TELLING:
        return ""
    return f"{case.name.given} {surname[0]}{'*' * (len(surname) - 2)}{surname[-1]}"


def without_vowels(case: Case) -> str:
    short = re.sub(f"(?<=[^ -])[{_VOWELS}]", "", case.name.full)
    return short if len(short) > 6 else ""


def turned(case: Case) -> str:
    return swapped((ascii_letters(case) or case.name.full).lower(), _TURNED)[::-1]


def mirrored(case: Case) -> str:
    return case.name.full[::-1]


def spaced(case: Case) -> str:
    return _spelled(case, " ", "   ")


def spaced_evenly(case: Case) -> str:
    return _spelled(case, " ", " ")


def dotted(case: Case) -> str:
    return _spelled(case, ".", " ")


def hyphenated(case: Case) -> str:
    return _spelled(case, case.chance.choice("-_·•"), " ")


def thin_spaced(case: Case) -> str:
    return _spelled(case, case.chance.choice("\u2009\u200a\u202f"), "  ")


def broken_line(case: Case) -> str:
    return case.name.full.replace(" ", case.chance.choice(_LINE_ENDS), 1)


def hyphen_at_line_end(case: Case) -> str:
    surname = case.name.surname
    if len(surname) < 6:
        return ""
    at = case.chance.randint(3, len(surname) - 3)
    return f"{case.name.given} {surname[:at]}-\n{surname[at:]}"


def hyphen_inside(case: Case) -> str:
    surname = case.name.surname
    if len(surname) < 6:
        return ""
    at = case.chance.randint(3, len(surname) - 3)
    return f"{case.name.given} {surname[:at]}{case.chance.choice(_HYPHENS)}{surname[at:]}"


def other_space(case: Case) -> str:
    space = case.chance.choice(("\u00a0", "\u2003", "  ", "_", ".", "/", "|", "+", "·", "\u3000"))
    return case.name.full.replace(" ", space)


def quoted(case: Case) -> str:
    before, behind = case.chance.choice(("“”", "»»", "**", "__", "[]", "''"))
    name = case.name
    return f"{before}{name.given}{behind} {before}{name.surname}{behind}"


def tags_inside(case: Case) -> str:
    return _tagged(
        case, case.chance.choice((("<b>", "</b>"), ("<i>", "</i>"), ("<span>", "</span>")))
    )


def marks_of_forums_inside(case: Case) -> str:
    return _tagged(case, case.chance.choice((("[b]", "[/b]"), ("**", "**"), ("~~", "~~"))))


def entities(case: Case) -> str:
    written = case.name.full.encode("ascii", "xmlcharrefreplace").decode()
    return written if written != case.name.full else ""


def entities_named(case: Case) -> str:
    written = letters(case, lambda each: f"&{_NAMED[ord(each)]};" if ord(each) in _NAMED else each)
    return written if written != case.name.full else ""


def entities_all(case: Case) -> str:
    return letters(case, lambda each: each if each == " " else f"&#{ord(each)};")


def mojibake(case: Case) -> str:
    return _misread(case, "latin-1")


def mojibake_windows(case: Case) -> str:
    return _misread(case, "cp1252")


def mojibake_twice(case: Case) -> str:
    once = _misread(case, "cp1252")
    return once.encode().decode("cp1252", "ignore") if once else ""


def letters_lost(case: Case) -> str:
    """Å, ä and ö came out as the sign for what cannot be shown."""
    sign = case.chance.choice(("\ufffd", "?"))
    return "" if case.name.full.isascii() else re.sub("[^ -~]", sign, case.name.full)


def escaped_for_addresses(case: Case) -> str:
    return quote(case.name.full).replace("%20", case.chance.choice(("%20", "+", "_")))


def escaped_for_mail(case: Case) -> str:
    return "" if case.name.full.isascii() else letters(case, _quoted_printable)


def escaped_for_scripts(case: Case) -> str:
    return (
        ""
        if case.name.full.isascii()
        else letters(case, lambda each: each if each.isascii() else f"\\u{ord(each):04x}")
    )


def mail_address(case: Case) -> str:
    return f"{_plain(case, '.')}@{_HOST}"


def mail_address_reversed(case: Case) -> str:
    return ".".join(_plain(case, " ").split()[::-1]) + f"@{_HOST}"


def mail_address_hidden(case: Case) -> str:
    dot, at = case.chance.choice(
        ((" punkt ", " snabel-a "), ("[.]", "[at]"), (" (dot) ", " (at) "))
    )
    return f"{_plain(case, dot)}{at}{_HOST.replace('.', dot)}"


def mail_initial(case: Case) -> str:
    given, _, surname = _plain(case, ".").partition(".")
    return f"{given[0]}.{surname}@{_HOST}"


def user_name(case: Case) -> str:
    return f"@{_plain(case, case.chance.choice(('', '_', '.')))}"


def user_name_numbered(case: Case) -> str:
    return f"@{_plain(case, case.chance.choice(('', '_')))}{case.chance.randint(1, 1999)}"


def hash_tag(case: Case) -> str:
    return f"#{re.sub('[ -]', '', case.name.full)}"


def hash_tag_lower(case: Case) -> str:
    return f"#{_plain(case, '').replace('-', '')}"


def hash_tag_with_word(case: Case) -> str:
    word = case.chance.choice(("SkaBort", "Måste", "Avslöjad", "UtNu"))
    return f"#{re.sub('[ -]', '', case.name.full)}{word}"


def slug(case: Case) -> str:
    return f"https://forum.example/trad/{_plain(case, '-')}-avslojad"


def address_of_profile(case: Case) -> str:
    return f"https://{_plain(case, case.chance.choice(('', '-')))}.example/om"


def file_name(case: Case) -> str:
    return f"{_plain(case, case.chance.choice('_-'))}.{case.chance.choice(('jpg', 'pdf', 'mp4'))}"


def camel_case(case: Case) -> str:
    plain = re.sub("[ -]", "", case.name.full)
    return plain[0].lower() + plain[1:]


def _some(case: Case, pairs: Mapping[str, str], share: float) -> str:
    """About a share of the letters written as others; at least one."""
    changed = letters(
        case,
        lambda each: pairs[each] if each in pairs and case.chance.random() < share else each,
    )
    return changed if changed != case.name.full else ""


def _between(case: Case, sign: str, share: float) -> str:
    full = case.name.full
    signs = [sign if case.chance.random() < share else "" for _ in full]
    signs[1] = sign
    return "".join(map(str.__add__, signs, full))


def _masked(case: Case, count: int) -> str:
    sign = case.chance.choice("**_#@•")
    full, surname_at = case.name.full, len(case.name.given) + 1
    places = [at for at in range(1, len(full) - 1) if full[at].isalpha() and at != surname_at]
    if len(places) <= count:
        return ""
    kept = list(full)
    for at in case.chance.sample(places, count):
        kept[at] = sign
    return "".join(kept)


def _spelled(case: Case, inside: str, between: str) -> str:
    words = case.name.full.replace("-", " ").split()
    return between.join(inside.join(word) for word in words)


def _tagged(case: Case, tags: tuple[str, str]) -> str:
    word = case.name.surname
    if len(word) < _TELLING:
        return ""
    at = case.chance.randint(1, len(word) - 2)
    return f"{case.name.given} {word[:at]}{tags[0]}{word[at:-1]}{tags[1]}{word[-1]}"


def _mathematical(letter: str, start: int) -> str:
    if "A" <= letter <= "Z":
        return chr(start + ord(letter) - ord("A"))
    return chr(start + 26 + ord(letter) - ord("a")) if "a" <= letter <= "z" else letter


def _circled(letter: str) -> str:
    if "A" <= letter <= "Z":
        return chr(0x24B6 + ord(letter) - ord("A"))
    return chr(0x24D0 + ord(letter) - ord("a")) if "a" <= letter <= "z" else letter


def _misread(case: Case, encoding: str) -> str:
    if case.name.full.isascii():
        return ""
    return case.name.full.encode().decode(encoding, "ignore")


def _quoted_printable(letter: str) -> str:
    return letter if letter.isascii() else "".join(f"={byte:02X}" for byte in letter.encode())


def _plain(case: Case, joint: str) -> str:
    """In small letters without accents, as in addresses."""
    return (ascii_letters(case) or case.name.full).lower().replace(" ", joint)


KINDS: Final[tuple[Kind, ...]] = (
    *kinds(
        Family.DISGUISE,
        look_alike_cyrillic,
        look_alike_one,
        look_alike_greek,
        mathematical,
        full_width,
        circled,
        small_capitals,
        decomposed,
        invisible_characters,
        soft_hyphens,
        directions,
        struck_through,
        heaped_marks,
        leet,
        leet_full,
        masked_one,
        masked_two,
        spaced,
        spaced_evenly,
        dotted,
        hyphenated,
        thin_spaced,
        broken_line,
        hyphen_at_line_end,
        hyphen_inside,
        other_space,
        quoted,
        tags_inside,
        marks_of_forums_inside,
        entities,
        entities_named,
        entities_all,
        mojibake,
        mojibake_windows,
        mojibake_twice,
        letters_lost,
        escaped_for_addresses,
        escaped_for_mail,
        escaped_for_scripts,
    ),
    *kinds(Family.DISGUISE, masked_long, without_vowels, turned, mirrored, expect=Expect.WEAK),
    *kinds(
        Family.HANDLE,
        mail_address,
        mail_address_reversed,
        mail_address_hidden,
        user_name,
        user_name_numbered,
        hash_tag,
        hash_tag_lower,
        hash_tag_with_word,
        slug,
        address_of_profile,
        file_name,
        camel_case,
    ),
    *kinds(Family.HANDLE, mail_initial, expect=Expect.WEAK),
)
