"""What may stand between the parts of a name, and what parts two people: alike for all origins."""

from collections.abc import Callable, Sequence
from typing import Final

import pytest

from scanner.match.matcher import Matcher
from scanner.model.mention import Mention, Tier
from scanner.model.person import WatchedPerson

NAMES: Final = (
    ("Anna", "Lindström"),
    ("Amina", "Haddad"),
    ("Youssef", "Al-Masri"),
    ("Hodan", "Warsame"),
    ("Parisa", "Hosseini"),
    ("Elif", "Öztürk"),
    ("Dragana", "Petrović"),
    ("Aino", "Virtanen"),
)
OTHERS: Final = (("Erika", "Holm"), ("Ahmed", "Farah"), ("Timo", "Korhonen"), ("Leyla", "Demir"))
PEOPLE: Final = [
    WatchedPerson(f"{number:032x}", given, surname, ())
    for number, (given, surname) in enumerate(NAMES)
]
MATCHER: Final = Matcher(PEOPLE, seed=1)


def found(form: str) -> Sequence[tuple[WatchedPerson, tuple[Mention, ...]]]:
    """What is found of each in a text that holds her `{given}` and `{surname}`.

    And `{other}` `{name}`, `{third}` `{last}` of two others.
    """
    texts = []
    for number, (given, surname) in enumerate(NAMES):
        (other, name), (third, last) = OTHERS[number % 4], OTHERS[(number + 1) % 4]
        texts.append(
            form.format(
                given=given, surname=surname, other=other, name=name, third=third, last=last
            )
        )
    return list(zip(PEOPLE, MATCHER.find(texts), strict=True))


def assert_hers(form: str) -> None:
    for person, mentions in found(form):
        assert [(each.person_id, each.tier) for each in mentions] == [
            (person.person_id, Tier.FULL)
        ], form


@pytest.mark.parametrize(
    "form",
    [
        "Förnamn: {given}\nEfternamn: {surname}",
        "Efternamn: {surname}\nFörnamn: {given}\nOrt: Provstad",
        "نام خانوادگی: {surname}\nنام: {given}",
        "Förnamn\n{given}\nEfternamn\n{surname}\n",
        "Förnamn:\t{given}\nEfternamn:\t{surname}",
        "First name: {given}\nLast name: {surname}",
        "Given name: {given}, Family name: {surname}",
        "Förnamn: {given}\nMellannamn: {third}\nEfternamn: {surname}",
        "الاسم: {given}\nاللقب: {surname}",
        "نام: {given}\nنام خانوادگی: {surname}",
        "Имя: {given}\nФамилия: {surname}",
        "Etunimi: {given}\nSukunimi: {surname}",
        "Adı: {given}\nSoyadı: {surname}",
        '{{"lastName": "{surname}", "firstName": "{given}"}}',
        '{{"fornamn":"{given}","efternamn":"{surname}"}}',
        "?fornamn={given}&efternamn={surname}",
        "Förnamn: {other}\nEfternamn: {name}\nFörnamn: {given}\nEfternamn: {surname}",
        "Efternamn: {surname}\nFörnamn: {given}\nEfternamn: {name}\nFörnamn: {other}",
    ],
)
def test_fields_of_a_form_are_one_name(form: str) -> None:
    assert_hers(form)


@pytest.mark.parametrize(
    "form",
    [
        "{given}\t{surname}\tProvstad",
        "{surname}\t{given}\tProvstad",
        "1 | {given} | {surname} | Provstad",
        "| {surname} | {given} |",
        "{given};{surname};Provstad",
        "{given},{surname},1980,Provstad",
        '"{surname}";"{given}"',
        '"{given}","{surname}","Provstad"',
        "{surname}\n{given}",
        "Handläggare:\n{surname}\n{given}\nsocialkontoret",
        "Namn      {surname}      {given}      Provstad",
    ],
)
def test_cells_of_a_row_and_lines_are_one_name(form: str) -> None:
    for person, mentions in found(form):
        assert [each.person_id for each in mentions] == [person.person_id], form


@pytest.mark.parametrize(
    "sign",
    [
        *("😀", " 🤡🤡 ", " ❤️ ", "... ", "…", " - ", " – ", "--", " / ", " • ", " → ", " * ", "::"),
        *(" # ", "==", " \\ ", "\x00", "\x0b", " \x1f", "||", "* ", "]["),
    ],
)
def test_signs_between_make_a_name_less_sure(sign: str) -> None:
    for person, mentions in found(f"{{given}}{sign}{{surname}}"):
        assert [each.person_id for each in mentions] == [person.person_id], sign


@pytest.mark.parametrize(
    "form",
    [
        "{given} jävla {surname}",
        "{given} jävla hora {surname}",
        "{given} fucking {surname}",
        "{given} (socialsekreterare i Provstad) {surname}",
        "{given} (45) {surname}",
        "{given}[1] {surname}",
        "{given} ”den onda häxan” {surname}",
        "{given} 'the evil witch' {surname}",
        "{given} {name} (f. {surname})",
        "{given} {name} (tid. {surname})",
        "{given} ({surname})",
        "”{given}” {surname}",
        "{given} *{surname}*",
        "häx-{given} {surname}",
        "Häx-{given} {surname}",
        "Soc-{given} {surname}",
    ],
)
def test_words_that_are_put_into_a_name_hide_nobody(form: str) -> None:
    assert_hers(form)


@pytest.mark.parametrize(
    "form",
    [
        "{other} {surname}\n{given} {name}",
        "{other};{surname};Provstad\n{given};{name};Provstad",
        "{surname},{other}\n{name},{given}",
        "{other}\t{surname}\n{given}\t{name}",
        "{other} {name}\t{given} {last}\t{third} {surname}",
        "{name}\t{other}\n{surname}\t{third}\n{last}\t{given}",
        "| {other} | {surname} |\n| {given} | {name} |",
        "Förnamn: {other}\nEfternamn: {surname}\nFörnamn: {given}\nEfternamn: {name}",
        "Efternamn: {name}\nFörnamn: {given}\nEfternamn: {surname}\nFörnamn: {other}",
        '{{"firstName":"{other}","lastName":"{surname}"}},{{"firstName":"{given}","lastName":"X"}}',
        "Namn: {other} {name}\nOmråde: {surname}\nFörnamn: {given}",
        "Barnets förnamn: {given}\nHandläggarens efternamn: {surname}",
        "Kontakt: {given}\nOrt: {surname}",
        "{name}\n{given}\n{surname}\n{other}",
        "{given}\n{surname}\n{other}\n{third}",
        "{given};{other};{surname};{third}",
        "{other},{given},{surname},{third}",
        "Läs om {other},{surname}\n{given};{name}",
        "{given}, {surname}",
        "{given} - {name}, {other} {surname}",
        "{other} - {given} - {surname} - {third}",
        "{other} {surname} / {given} {name}",
        "{other} {surname} 😀 {given} {name}",
        "{given}! {surname} ringde",
        "{given}: {surname} ljuger",
        "{given} ({other} {surname})",
        "{given} och jävla {surname}",
        "{given} jävla idiot, {surname} sa det",
        "{given} hatar {surname}",
    ],
)
def test_what_parts_two_people_names_neither(form: str) -> None:
    for _, mentions in found(form):
        assert all(each.is_apart for each in mentions), form


@pytest.mark.parametrize("form", ["Hej {given} - {surname} är fint", "{given}... {surname} kom"])
def test_what_may_part_two_sentences_never_claims_the_highest_precision(form: str) -> None:
    for _, mentions in found(form):
        assert all(each.score < 0.99 for each in mentions), form


NATIVE: Final = (
    ("أمينة", "المنصوري"),
    ("ليلى", "حداد"),
    ("شیرین", "رستمی"),
    ("Анна", "Ковальчук"),
)
NATIVES: Final = Matcher(
    [WatchedPerson(f"{at:032x}", given, surname, ()) for at, (given, surname) in enumerate(NATIVE)],
    seed=1,
)


@pytest.mark.parametrize(
    ("form", "is_she"),
    [
        ("{given}\t{surname}\tمدينة", True),
        ("{surname}، {given}", True),
        ("{given} 😀 {surname}", True),
        ("{surname}\n{given}", True),
        ("Имя: {given}\nФамилия: {surname}", True),
        ("نام خانوادگی: {surname}\nنام: {given}", True),
        ("{given} (موظفة في البلدية) {surname}", True),
        ("{given} сука {surname}", True),
        ("{given} الكلبة {surname}", True),
        ("Ольга {surname}, {given} Петренко", False),
        ("سارة\t{given}\t{surname}\tنازنین", False),
        ("Ольга\n{given}\n{surname}\nИгорь", False),
        ("{given} و {surname}", False),
        ("{given}! {surname}", False),
        ("{given} (سارة {surname})", False),
        ("Имя: Ольга\nФамилия: {surname}\nИмя: {given}\nФамилия: Петренко", False),
    ],
)
def test_names_in_other_scripts_alike(form: str, is_she: bool) -> None:
    texts = [form.format(given=given, surname=surname) for given, surname in NATIVE]
    for number, mentions in enumerate(NATIVES.find(texts)):
        expected = {f"{number:032x}"} if is_she else set()
        one_place = {
            str(each.person_id) for each in mentions if not (each.is_apart or each.is_surname_alone)
        }
        assert one_place == expected, texts[number]


LEET: Final = str.maketrans("aeioAEIO", "43104310")


@pytest.mark.parametrize(
    "write",
    [
        lambda given, surname: f"\u202e{given} {surname}\u202c"[::-1].replace("\u202c", "\u202e"),
        lambda given, surname: f"{given} \u202e{surname[::-1]}\u202c",
        lambda given, surname: "\n".join(given) + "\n\n" + "\n".join(surname),
        lambda given, surname: "\t".join(given) + "\t\t" + "\t".join(surname),
        lambda given, surname: "–".join(given) + " " + "–".join(surname),
        lambda given, surname: "    ".join(given) + "        " + "    ".join(surname),
        lambda given, surname: " ".join(f"{given}\t{surname}".lower().translate(LEET)),
        lambda given, surname: f"{given} jävla {surname.translate(LEET)}",
        lambda given, surname: f"{given.upper()} 😀 {surname.upper()}",
        lambda given, surname: f"Förnamn: {given.translate(LEET)}\nEfternamn: {surname}",
    ],
)
def test_two_disguises_at_once(write: Callable[[str, str], str]) -> None:
    texts = [write(given, surname.replace("-", "")) for given, surname in NAMES]
    for person, mentions in zip(PEOPLE, MATCHER.find(texts), strict=True):
        assert [each.person_id for each in mentions] == [person.person_id], mentions


def test_leet_in_capitals_stays_loud() -> None:
    (mentions,) = MATCHER.find(["4M1N4 H4DD4D SK4 BORT"])
    assert [each.person_id for each in mentions] == [PEOPLE[1].person_id]


@pytest.mark.parametrize(
    "form", ["{given} 😀 {surname}", "{given}\t{surname}", "{given} ({surname})"]
)
def test_particles_part_no_name_from_its_signs(form: str) -> None:
    (mentions,) = MATCHER.find([form.format(given="YOUSSEF", surname="AL-MASRI")])
    assert [each.person_id for each in mentions] == [PEOPLE[2].person_id]


@pytest.mark.parametrize("form", ["{other}-{given} {surname}", "Lars-{given} {surname}"])
def test_a_hyphen_to_another_given_name_leaves_a_hint(form: str) -> None:
    for _, mentions in found(form):
        assert [each.tier for each in mentions] == [Tier.LOW], form


@pytest.mark.parametrize(
    "text",
    [
        "Lund\tMaria\nEk\tJohan\nLind\tEva",
        "Lund; Maria\nEk; Johan\nLind; Eva",
        "Lund, Maria; Ek, Johan; Lind, Eva",
        "Maria Lund Johan Ek Eva Lind",
        "Ek, Johan Lund och Maria Holm",
    ],
)
def test_a_name_does_not_begin_with_one_person_and_end_with_the_next(text: str) -> None:
    people = [WatchedPerson("maria", "Maria", "Ek"), WatchedPerson("johan", "Johan", "Lind")]
    found = Matcher(people, seed=1).find([text])[0]
    assert all(each.score < 0.99 for each in found)


def test_a_long_line_that_a_sign_turns_is_read_too() -> None:
    text = "\u202e" + ("Anna Lindström" + " x" * 70)[::-1]
    assert Matcher([WatchedPerson("anna", "Anna", "Lindström")], seed=1).find([text])[0]
