"""The people-search sites of the checklist."""

from datetime import date
from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.model.ids import Address
from scanner.model.removal import Proof
from scanner.places.removal import RemovalSite, load_removal_sites, rechecked
from scanner.places.shelf import SHIPPED
from tests.pipeline.stage import source

SITE = """\
site_id = "katalogen"
name = "Katalogen"
page = "https://katalogen.example/bort"
proof = "bankid"
shows = ["address"]
known_on = 2026-03-01
"""


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "removal").mkdir()
    (tmp_path / "removal" / "one.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_what_ships_is_whole_and_dated() -> None:
    sites = load_removal_sites([SHIPPED])
    assert len(sites) >= 7
    for site in sites:
        assert site.page.startswith("https://")
        assert site.known_on < date(2026, 12, 1)
        assert bool(site.note("sv")) is bool(site.note("en"))


def test_nothing_is_looked_up_at_a_site_that_ships() -> None:
    sites = load_removal_sites([SHIPPED])
    assert not any(site.recheck for site in sites)
    assert rechecked(sites, (), date(2026, 12, 1)) == ()


def test_own_files_take_the_place_of_shipped_ones(tmp_path: Path) -> None:
    own = folder(tmp_path, SITE.replace("katalogen", "hitta"))
    by_id = {site.site_id: site for site in load_removal_sites([SHIPPED, own])}
    assert by_id["hitta"].name == "Katalogen"
    assert by_id["hitta"].proof is Proof.BANKID


def test_an_old_route_is_known_to_be_old(tmp_path: Path) -> None:
    (site,) = load_removal_sites([folder(tmp_path, SITE)])
    assert not site.is_old(date(2027, 3, 1))
    assert site.is_old(date(2027, 3, 2))


@pytest.mark.parametrize(
    ("line", "wrong", "said"),
    [
        ('proof = "bankid"', 'proof = "luck"', "must be one of bankid"),
        ('shows = ["address"]', "shows = []", '"shows" must not be empty'),
        ('page = "https://katalogen.example/bort"', 'page = "bort"', "must be a web address"),
        ('proof = "bankid"', 'proof = "bankid"\nnote_sv = "Bara svenska"', "belong together"),
        ('proof = "bankid"', 'proof = "bankid"\nrecheck = true', '"profiles" is needed'),
        ('proof = "bankid"', 'proof = "bankid"\nrecheck = true', '"legal_note" is needed'),
        ('proof = "bankid"', 'proof = "bankid"\nrecheck = true', '"review_by" is needed'),
        *(
            ('proof = "bankid"', f'proof = "bankid"\nrecheck = true\nprofiles = "{at}"', said)
            for at, said in (
                ("https://annan.example/p/", "at the site of"),
                ("http://katalogen.example/p/", "begin with https"),
                ("https://katalogen.example/p", "must end in /"),
            )
        ),
    ],
)
def test_mistakes_are_told(tmp_path: Path, line: str, wrong: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load_removal_sites([folder(tmp_path, SITE.replace(line, wrong))])


OPEN = (
    SITE
    + """\
recheck = true
profiles = "https://www.katalogen.example/person/"
legal_note = "Sajten sa ja 2026-11-20 (brev 17)."
review_by = 2027-11-20
"""
)


@pytest.fixture
def site(tmp_path: Path) -> RemovalSite:
    (one,) = load_removal_sites([folder(tmp_path, OPEN)])
    return one


def test_what_a_site_allowed_ends_with_its_date_and_where_it_is_a_source(
    site: RemovalSite,
) -> None:
    day = date(2027, 11, 19)
    assert rechecked([site], (), day) == (site,)
    assert rechecked([site], (), date(2027, 11, 20)) == ()
    assert rechecked([site], [source("https://katalogen.example/nytt")], day) == ()
    assert rechecked([site], [source("https://annan.example/")], day) == (site,)


@pytest.mark.parametrize(
    ("pasted", "page"),
    [
        ("https://www.katalogen.example/person/amina-1", "amina-1"),
        ("  https://WWW.katalogen.example/person/Amina/1#karta ", "Amina/1"),
        ("https://www.katalogen.example/x/../person/1", "1"),
        ("https://www.katalogen.example/person/sokolov-anna", "sokolov-anna"),
        ("https://www.katalogen.example/person/sök/amina", None),
        ("https://www.katalogen.example/person/s%C3%B6k/amina", None),
        ("https://www.katalogen.example/person/logga-in", None),
        ("https://www.katalogen.example/person/login.php", None),
        ("https://www.katalogen.example/person/search_results", None),
        ("https://www.katalogen.example/person/1?namn=amina", None),
        ("https://www.katalogen.example/person/1?utm_source=amina", None),
        ("https://www.katalogen.example/person/", None),
        ("https://www.katalogen.example/person//", None),
        ("https://www.katalogen.example/person/../sok", None),
        ("https://www.katalogen.example/person/%2e%2e/sok", None),
        ("https://www.katalogen.example/", None),
        ("https://katalogen.example/person/1", None),
        ("http://www.katalogen.example/person/1", None),
        ("https://www.katalogen.example:8443/person/1", None),
        ("https://www.katalogen.example.annan.example/person/1", None),
        ("https://annan.example/www.katalogen.example/person/1", None),
        ("https://amina@annan.example/person/1", None),
        ("javascript:alert(1)", None),
        ("", None),
        ("Amina Provhult", None),
    ],
)
def test_only_the_address_of_one_page_of_people_is_taken(
    site: RemovalSite, pasted: str, page: str | None
) -> None:
    where = None if page is None else Address(f"https://www.katalogen.example/person/{page}")
    assert site.page_of(pasted) == where
