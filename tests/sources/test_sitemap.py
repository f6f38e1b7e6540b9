"""A sitemap leads to its pages; a site to its sitemaps, as sites tell of them."""

from scanner.model.document import Document, Post
from scanner.model.ids import Address
from scanner.places.sources import SourceKind
from scanner.sources import kinds
from tests.sources.test_kinds import source

HOME = "http://forum.example/"
MAP = f"{HOME}sitemap.xml"


def document(address: str, *listed: str, text: str = "hej") -> Document:
    return Document(
        address=Address(address), title="", language="", text=text, blocks=(),
        links=(Address(f"{HOME}meny"),),
        posts=tuple(Post(key="", start=0, end=1, address=Address(one)) for one in listed),
    )  # fmt: skip


def follow(a_document: Document, depth: int, *within: str) -> list[str]:
    return list(kinds.follow(source(SourceKind.SITEMAP, *within), a_document, depth))


def test_a_sitemap_leads_to_what_it_lists_within_the_source() -> None:
    listed = [f"{HOME}t/41", "http://annan.example/1", f"{HOME}t/41"]
    assert follow(document(MAP, *listed), 0) == [f"{HOME}t/41"]


def test_a_page_leads_nowhere() -> None:
    assert follow(document(f"{HOME}t/41"), 1) == []
    assert follow(document(f"{HOME}t/41"), 0) == []
    assert follow(document(HOME), 1) == []


def test_a_front_page_leads_to_where_sitemaps_are_told_of() -> None:
    assert follow(document(HOME), 0) == [f"{HOME}robots.txt", MAP]


def test_robots_txt_names_sitemaps() -> None:
    """The line is that of sitemaps.org/protocol.html#submit_robots."""
    text = (
        "User-agent: *\nDisallow: /x\n# Sitemap: http://forum.example/nej.xml\n"
        "Sitemap: http://forum.example/ja.xml.gz # alla\nsitemap:/tva.xml\n"
        "Sitemap: http://annan.example/sitemap.xml\nSitemap: \n"
    )
    robots = document(f"{HOME}robots.txt", text=text)
    assert follow(robots, 1) == [f"{HOME}ja.xml.gz", f"{HOME}tva.xml"]
    assert follow(robots, 1, f"{HOME}t/") == [f"{HOME}ja.xml.gz", f"{HOME}tva.xml"]
    endless = "".join(f"Sitemap: /{n}.xml\n" for n in range(10_000))
    assert len(follow(document(f"{HOME}robots.txt", text=endless), 1)) == 100


def test_a_part_of_a_site_has_its_sitemaps_where_the_site_has_them() -> None:
    listed = [f"{HOME}t/41", f"{HOME}om", f"{HOME}del/2.xml", "http://annan.example/3.xml"]
    assert follow(document(MAP, *listed), 0, f"{HOME}t/") == [f"{HOME}t/41", f"{HOME}del/2.xml"]


def test_indexes_of_indexes_have_an_end() -> None:
    index = document(f"{HOME}9.xml", f"{HOME}10.xml")
    assert [len(follow(index, depth)) for depth in range(7)] == [1, 1, 1, 1, 1, 0, 0]
