"""The organisation's own site leads to what it links to and to what its sitemaps list."""

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import SourceKind
from scanner.sources import kinds
from tests.sources.test_kinds import source
from tests.sources.test_sitemap import HOME, MAP, document

OWN = source(SourceKind.OWN)


def follow(a_document: Document, depth: int) -> tuple[Address, ...]:
    return kinds.follow(OWN, a_document, depth)


def test_the_front_page_leads_to_its_links_and_to_the_sitemaps() -> None:
    assert follow(document(HOME), 0) == (f"{HOME}meny", f"{HOME}robots.txt", MAP)


def test_a_sitemap_leads_to_what_it_lists_and_a_page_to_its_links() -> None:
    assert f"{HOME}protokoll.pdf" in follow(document(MAP, f"{HOME}protokoll.pdf"), 1)
    assert follow(document(f"{HOME}om"), 7) == (f"{HOME}meny",)
