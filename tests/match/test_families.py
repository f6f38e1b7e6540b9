"""Names that are one name, written in another way."""

from collections import Counter

import pytest

from scanner.match import families
from scanner.match.families import family
from scanner.text.fold import word_key

SAME = (
    "kristina christina kristhina",
    "lindqvist lindkvist lindquist lindqwist",
    "pettersson petersson petterson peterson",
    "eriksson ericsson erixon erikson",
    "wallin vallin",
    "karl carl",
    "karin carin",
    "filip philip",
    "sofia sophia",
    "gustafsson gustavsson",
    "mohamed mohammed muhammad mohamud mohamad muhamed maxamed",
    "hussein hussain husein hossein",
    "yusuf yousef youssef josef joseph",
    "abdirahman abdulrahman abdelrahman",
    "abdelmajid abdulmajid abdimajid",
    "abdussalam abdelsalam abdisalam",
    "jelena yelena elena",
    "sharif sherif",
    "warsame warsama",
    "asha casha",
    "ghaderi qaderi",
    "sawsan saousan",
    "osman cusmaan cismaan",
    "elmi cilmi ilmi",
    "guled guuleed",
    "yusuf yuusuf",
    "djordje dorde",
    "aleksandr oleksandr",
    "tesfay tesfaye",
    "александр олександр",
    "дмитрий дмитро",
    "наталья наталія",
)


@pytest.mark.parametrize("spellings", SAME)
def test_spellings_of_a_name_are_one_family(spellings: str) -> None:
    assert len({family(word_key(each)) for each in spellings.split()}) == 1


OTHERS = (
    "kristina kristine kristin",
    "peter petter",
    "anna ana hanna hana",
    "lindstrom lundstrom",
    "amina amira emina",
    "hamid hamed ahmed",
    "jamal jamil jamila",
    "salim salem selma salma",
    "hassan hussein",
    "rashid rashed",
    "sander zander",
    "abdullah abdullahi abdi",
    "fatima fatma fadumo",
    "zahra sara",
    "elias ilyas",
)


@pytest.mark.parametrize("names", OTHERS)
def test_other_names_are_other_families(names: str) -> None:
    apart = names.split()
    assert len({family(each) for each in apart}) == len(apart)


def test_no_name_is_listed_in_two_families() -> None:
    listed: dict[str, set[str]] = {}
    for line in families._LISTED:
        first, *others = line.split()
        listed.setdefault(first, {first}).update(others)
    counts = Counter(name for line in listed.values() for name in line)
    assert [name for name, number in counts.items() if number > 1] == []
    assert all(len({family(word_key(name)) for name in line}) == 1 for line in listed.values())
