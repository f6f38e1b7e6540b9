"""The people-search sites of the checklist."""

from datetime import date
from pathlib import Path

import pytest

from scanner.errors import UsageError
from scanner.model.removal import Proof
from scanner.places.removal import load_removal_sites
from scanner.places.shelf import SHIPPED

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
    ],
)
def test_mistakes_are_told(tmp_path: Path, line: str, wrong: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        load_removal_sites([folder(tmp_path, SITE.replace(line, wrong))])
