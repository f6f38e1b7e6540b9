"""Names written in every way: what is asked of a matcher is what was meant."""

from collections import Counter
from itertools import product
from random import Random

import pytest

from scanner.bench.names.negatives import KINDS as NEGATIVES
from scanner.bench.names.origins import Name, Origin, draw, stocks
from scanner.bench.names.transcriptions import declined
from scanner.bench.names.variations import KINDS
from scanner.bench.names.written import Case, Expect, Kind

WRITES = {kind.name: kind.write for kind in KINDS}


def case(given: str, surname: str, origin: Origin = Origin.SWEDISH, seed: int = 1) -> Case:
    name = Name(given=given, surname=surname, origin=origin, woman=True)
    return Case(name=name, stock=stocks()[origin], chance=Random(seed))


def test_kinds_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    asked = Counter(kind.expect for kind in KINDS)
    assert asked[Expect.HIT] >= 120
    assert asked[Expect.NONE] >= 25


@pytest.mark.parametrize(
    ("kind", "given", "surname", "written"),
    [
        ("genitive", "Åsa", "Lindström", "Åsa Lindströms"),
        ("genitive", "Åsa", "Moritz", ""),
        ("reversed_comma", "Åsa", "Lindström", "Lindström, Åsa"),
        ("half_surname", "Åsa", "Al-Amin", ""),
        ("double_given_joined", "Anna-Karin", "Berg", "Annakarin Berg"),
        ("ascii_letters", "Åsa", "Lindström", "Asa Lindstrom"),
        ("ascii_letters", "Anna", "Berg", ""),
        ("digraphs", "Åsa", "Öberg", "Aasa Oeberg"),
        ("undoubled", "Anna", "Pettersson", "Ana Pettersson"),
        ("decomposed", "Anna", "Öberg", "Anna O\u0308berg"),
        ("full_width", "Eva", "Berg", "Ｅｖａ Ｂｅｒｇ"),
        ("entities", "Eva", "Öberg", "Eva &#214;berg"),
        ("entities_named", "Eva", "Öberg", "Eva &Ouml;berg"),
        ("mojibake", "Eva", "Östby", "Eva Ã\x96stby"),
        ("escaped_for_mail", "Eva", "Östby", "Eva =C3=96stby"),
        ("spaced", "Eva", "Berg", "E v a   B e r g"),
        ("mail_address", "Åsa", "Lindström", "asa.lindstrom@provstad.example"),
        ("hash_tag", "Anna-Karin", "Berg", "#AnnaKarinBerg"),
        ("camel_case", "Eva", "Berg", "evaBerg"),
    ],
)
def test_writes_a_name(kind: str, given: str, surname: str, written: str) -> None:
    assert WRITES[kind](case(given, surname)) == written


@pytest.mark.parametrize(
    ("kind", "surname", "written"),
    [
        ("cyrillic", "Sjöberg", "Ева Шёберг"),
        ("greek", "Lindberg", "Εβα Λιντμπεργκ"),
        ("hebrew", "Lindgren", "אוה לינדגרן"),
    ],
)
def test_transcribes_by_rule(kind: str, surname: str, written: str) -> None:
    ways = {WRITES[kind](case("Eva", surname, seed=seed)) for seed in range(60)}
    assert any(written.split()[1] in way for way in ways)


@pytest.mark.parametrize(
    ("word", "grammar", "woman", "form"),
    [
        ("Анна", "gen", True, "Анны"),
        ("Ольга", "gen", True, "Ольги"),
        ("Мария", "dat", True, "Марии"),
        ("Линдберг", "gen", True, "Линдберг"),
        ("Линдберг", "ins", False, "Линдбергом"),
        ("Петров", "ins", False, "Петровым"),
        ("Игорь", "dat", False, "Игорю"),
    ],
)
def test_declines_russian_names(word: str, grammar: str, woman: bool, form: str) -> None:
    assert declined(word, grammar, woman=woman) == form


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_writes_short_and_long_names(kind: Kind) -> None:
    names = (("Bo", "Ek"), ("Per", "Ek"), ("Anna-Karin", "von Öberg-Ström"), ("Al", "Al-Ali"))
    for (given, surname), origin in product(names, Origin):
        for seed in range(4):
            written = kind.write(case(given, surname, origin, seed))
            assert written == "" or written.strip()


def test_slips_change_the_name_and_stay_near_it() -> None:
    for kind in ("deleted", "inserted", "substituted", "transposed", "doubled"):
        for seed in range(40):
            written = WRITES[kind](case("Ingrid", "Lindström", seed=seed))
            assert written != "Ingrid Lindström"
            assert abs(len(written) - len("Ingrid Lindström")) <= 1


@pytest.mark.parametrize("kind", [kind for kind in NEGATIVES if "in_" not in kind.name])
def test_a_negative_never_is_the_name_itself(kind: Kind) -> None:
    for origin in Origin:
        for seed in range(20):
            chance = Random(seed)
            stock = stocks()[origin]
            name = draw(stock, origin, chance)
            written = kind.write(Case(name=name, stock=stock, chance=chance))
            assert name.full not in written
