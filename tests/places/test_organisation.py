"""The organisation's words: read, overridden, refused."""

from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.places.organisation import load_organisation
from scanner.places.phrases import comparable
from scanner.places.shelf import SHIPPED

OWN = """\
names = ["Provstad", "بروفستاد"]
units = ["Barn- och ungdomsenheten"]
work_phones = ["031-390 06 00"]
mail_domains = ["Provstad.example"]
offices = ["Rådhusgatan 1"]
"""


def folder(tmp_path: Path, name: str, text: str) -> Path:
    place = tmp_path / "own" / "organisation"
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_text(text, encoding="utf-8")
    return place.parent


SHIPPED_WORDS = load_organisation()


def test_the_shipped_words_know_no_municipality() -> None:
    organisation = SHIPPED_WORDS
    assert organisation.own.names == ()
    assert not organisation.names.pattern.search(comparable("Provstad")[0])


@pytest.mark.parametrize(
    "text",
    ["Socialsekreteraren", "1:e socialsekreterare", "social workers", "الأخصائية الاجتماعية",
     "shaqaalaha sooshalka", "sosyal hizmet uzmanı"],
)  # fmt: skip
def test_roles_are_known_in_every_language(text: str) -> None:
    assert SHIPPED_WORDS.roles.pattern.search(comparable(text)[0])


@pytest.mark.parametrize("text", ["en social fråga", "sociala medier", "soc1al"])
def test_what_only_resembles_a_role_is_none(text: str) -> None:
    assert not SHIPPED_WORDS.roles.pattern.search(comparable(text)[0])


def test_the_operators_file_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    organisation = load_organisation((SHIPPED, folder(tmp_path, "own.toml", OWN)))
    assert organisation.names.pattern.search(comparable("i Provstads kommun")[0])
    assert organisation.names.pattern.search(comparable("بلدية بروفستاد")[0])
    assert organisation.units.pattern.search(comparable("barn- och ungdomsenhetens")[0])
    assert organisation.own.work_phones == ("+46313900600",)
    assert organisation.own.mail_domains == ("provstad.example",)
    assert organisation.towns == SHIPPED_WORDS.towns


@pytest.mark.parametrize(
    ("written", "office"),
    [
        ("Torget 1", "torget 1"),
        ("Box 12", "box 12"),
        ("Stadshuset, Torget 1", "torget 1"),
        ("Stora torget 1", "stora torget 1"),
        ("Rådhusgatan 12 B, 2 tr", "radhusgatan 12b"),
    ],
)
def test_an_office_may_lie_on_a_square_or_be_a_box(
    tmp_path: Path, written: str, office: str
) -> None:
    own = OWN.replace("Rådhusgatan 1", written)
    organisation = load_organisation((SHIPPED, folder(tmp_path, "own.toml", own)))
    assert organisation.own.offices == (office,)


def test_a_town_is_known_by_all_its_names() -> None:
    organisation = SHIPPED_WORDS
    assert "Gothenburg" in organisation.spellings("Göteborg")
    assert organisation.spellings("Provstad") == ("Provstad",)


def test_a_role_of_ones_own_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    text = OWN + 'roles = ["trygghetslots*"]\n'
    organisation = load_organisation((SHIPPED, folder(tmp_path, "own.toml", text)))
    for role in ("trygghetslotsen", "socialsekreterare"):
        assert organisation.roles.pattern.search(role)
    assert not SHIPPED_WORDS.roles.pattern.search("trygghetslotsen")


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("own.toml", OWN + 'roles = ["trygghets<lots"]', '"roles[1]"'),
        ("own.toml", OWN.replace("031-390 06 00", "växeln"), 'line 3: "work_phones[1]" must be a'),
        ("own.toml", OWN.replace("Provstad.ex", "a@b.ex"), 'line 4: "mail_domains[1]" must be a'),
        ("own.toml", OWN.replace("Rådhusgatan 1", "här"), 'line 5: "offices[1]" must be a pl'),
        ("own.toml", "person = 'x'", '"person" is not known'),
        ("word.toml", OWN, 'Did you mean "words.toml"?'),
        ("words.toml", 'reviewed_by = ""', '"languages" is missing'),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, name: str, text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_organisation((SHIPPED, folder(tmp_path, name, text)))
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("relations", "mamman"),
        ("elsewhere", "matchen"),
        ("elsewhere", "مباراة"),
        ("death", "somnat in"),
        ("duties", "förhandsbedömning"),
        ("roles_elsewhere", "enhetschef"),
        ("occupations", "tandläkare"),
        ("occupations", "مهندسة"),
    ],
)
def test_other_lives_are_known_by_their_words(kind: str, text: str) -> None:
    assert getattr(SHIPPED_WORDS, kind).pattern.search(comparable(text)[0])


def test_words_without_the_newer_lists_are_read_all_the_same(tmp_path: Path) -> None:
    lists = ("roles", "workplace", "occupations", "namesake", "at_work", "at_home", "private")
    rows = "\n".join(f'{name} = ["ord"]' for name in lists)
    text = f'reviewed_by = ""\n[[languages]]\nlanguage = "sv"\n{rows}\n'
    organisation = load_organisation((SHIPPED, folder(tmp_path, "words.toml", text)))
    assert not organisation.duties.pattern.search("ord")


def test_places_of_one_spelling_are_towns() -> None:
    assert {"Borlänge", "Vetlanda", "Oslo"} <= {town.name for town in SHIPPED_WORDS.towns}
