"""Pages to measure on: no two alike, shaped like real ones, named people where they should be."""

from collections.abc import Iterable
from itertools import islice

import pytest

from scanner.bench import pages
from scanner.bench.people import people
from scanner.extract.page import read
from scanner.match.matcher import Matcher
from scanner.model.document import Document

COUNT = 104


@pytest.fixture(scope="module")
def bodies() -> tuple[bytes, ...]:
    return tuple(pages.bodies(COUNT))


def documents(bodies: Iterable[bytes], first: int = 0) -> list[Document]:
    found = [read(pages.page(number, body)) for number, body in enumerate(bodies, first)]
    return [document for document in found if document is not None]


def test_no_two_pages_are_alike(bodies: tuple[bytes, ...]) -> None:
    assert len(set(bodies)) == COUNT


def test_the_same_seed_makes_the_same_pages(bodies: tuple[bytes, ...]) -> None:
    assert tuple(islice(pages.bodies(COUNT), 5)) == bodies[:5]


def test_another_seed_makes_other_pages(bodies: tuple[bytes, ...]) -> None:
    assert not set(pages.bodies(10, seed=1)) & set(bodies)


def test_pages_have_the_size_that_the_bars_are_set_for(bodies: tuple[bytes, ...]) -> None:
    for document in documents(bodies[:20]):
        assert 5_000 <= len(document.text) <= 7_500
    assert 50_000 <= sum(map(len, bodies)) / COUNT <= 90_000


def test_every_page_is_reached_from_the_seeds(bodies: tuple[bytes, ...]) -> None:
    links = {
        pages.address(number): document.links for number, document in enumerate(documents(bodies))
    }
    reached = {pages.address(number) for number in range(len(pages.HOSTS))}
    while more := {link for page in reached for link in links[page]} - reached:
        reached |= more
    assert reached == links.keys()


def test_the_pages_said_name_somebody_enrolled(bodies: tuple[bytes, ...]) -> None:
    watched = people(pages.ENROLLED, seed=pages.SEED)
    found = Matcher(watched, seed=1).find([document.text for document in documents(bodies)])
    expected = [pages.named(number) for number in range(COUNT)]
    assert len(expected) - expected.count(None) == 1
    for person, mentions in zip(expected, found, strict=True):
        if person is not None:
            assert watched[person].person_id in {mention.person_id for mention in mentions}
    # Few bystanders have the name of somebody enrolled.
    assert sum(map(bool, found)) < COUNT / 10
