import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from scanner.demo import expected, sites, town
from scanner.demo.expected import Story
from scanner.demo.sites import Leaf, edition
from scanner.model.finding import Change

PAGES = Path(sites.__file__).parent / "pages"
ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")

WRITTEN = {
    town.KRISTINA: ("Kristina Jakobsson", "Kristina Jacobsson"),
    town.AMINA: ("Amina Rahwandi", "أمينة رهوندي"),
    town.JORGEN: ("Jörgen Brånehed", "Jorgen Branehed"),
    town.HODAN: ("Hodan Dalmarow",),
    town.SELMA: ("Selma Hadzovrana", "SelmaHadzovrana"),
}
"""How the pages spell them."""


def soup(leaf: Leaf, day: int) -> BeautifulSoup:
    found = edition(leaf, day)
    assert found is not None
    return BeautifulSoup(found.body, "html.parser")


def post(story: Story, day: int) -> Tag | None:
    page = soup(story.where, day)
    return page.find(id=story.post) if story.post else page


def names(text: str) -> set[str]:
    flat = " ".join(text.split())
    return {who.name for who, forms in WRITTEN.items() if any(form in flat for form in forms)}


@pytest.mark.parametrize("day", sites.DAYS)
def test_each_post_stands_there_while_it_must_be_found(day: int) -> None:
    for story, state in expected.on(day):
        found = post(story, day)
        if state.change in {Change.MISSING, Change.GONE}:
            assert found is None
        else:
            assert found is not None
            assert story.who.name in names(found.get_text(" "))


@pytest.mark.parametrize("day", sites.DAYS)
def test_nobody_enrolled_is_named_where_nothing_is_expected(day: int) -> None:
    told = {(story.where, story.who.name) for story, _ in expected.on(day)}
    copies = {(copy, story.who.name) for story, _ in expected.on(day) for copy in story.copies}
    for leaf in sites.LEAVES:
        found = edition(leaf, day)
        if found is not None and leaf is not sites.CHOIR:
            assert {(leaf, name) for name in names(found.body.decode())} <= told | copies


def test_the_choir_leader_has_the_name_and_nothing_else_of_hers() -> None:
    text = soup(sites.CHOIR, 1).get_text(" ")
    assert names(text) == {town.NAMESAKE}
    assert town.TOWN not in text.replace("Provstadsbladet", "")


def test_a_copy_holds_the_words_of_the_post() -> None:
    for story, _ in expected.on(1):
        found = post(story, 1)
        assert found is not None
        for copy in story.copies:
            words = " ".join(soup(copy, 1).get_text(" ").split())
            for paragraph in found.select(".entry-content p"):
                assert " ".join(paragraph.get_text(" ").split()) in words


def test_the_worse_post_gets_her_number_on_the_second_day() -> None:
    number = town.AMINA.details[0].value
    first, second = post(expected.WORSE, 1), post(expected.WORSE, 2)
    assert first is not None
    assert number not in first.get_text().translate(ARABIC_DIGITS)
    assert second is not None
    assert number in second.get_text().translate(ARABIC_DIGITS)


def test_every_number_is_one_reserved_for_fiction() -> None:
    for path in PAGES.rglob("*.*"):
        text = path.read_text(encoding="utf-8").translate(ARABIC_DIGITS)
        for number in re.findall(r"(?<![\d.])(?:\+46|0)[\d -]{7,12}\d", text):
            digits = "0" + re.sub(r"\D", "", number).removeprefix("46").removeprefix("0")
            assert re.fullmatch(r"07017406(?:0[5-9]|[1-9]\d)|0313900(?:6\d\d)", digits), number


def test_every_address_leads_nowhere_real() -> None:
    for path in PAGES.rglob("*.*"):
        hosts = re.findall(r"https?://([^/\"<\s]+)", path.read_text(encoding="utf-8"))
        assert {host for host in hosts if not host.endswith(".example")} <= {
            "purl.org", "www.w3.org", "wordpress.org", "schema.org"
        }  # fmt: skip
