"""Sitemaps: an entry is a post with the address it names.

The forms are those of sitemaps.org and of crawler-commons/crawler-commons,
src/test/resources/sitemaps (sitemap.ns.xml, sitemap.badns.xml, sitemap.index.xml,
sitemap-with-bom.txt, extension/sitemap-news.xml, extension/sitemap-images.xml).
"""

import gzip
import hashlib
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scanner import urls
from scanner.extract import page as pages
from scanner.extract import sitemap
from scanner.extract.sitemap import BombError
from scanner.model.document import Document
from scanner.model.ids import Address, Sha256, SourceId
from scanner.model.page import Page
from tests.conftest import MORNING
from tests.extract.pages import ADDRESS, check_offsets

SUITE = Path(__file__).parents[2] / ".." / "shared" / "data" / "conformance" / "sitemaps"

NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<!-- generator="wordpress.com" -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://blogg.example/gammalt</loc><lastmod>2026-01-02</lastmod></url>
<url>
  <loc>
    https://blogg.example/amina-provhult?a=1&amp;b=2
  </loc>
  <news:news><news:publication><news:name>Provbladet</news:name></news:publication>
   <news:title>Om &lt;Amina&gt; Provhult</news:title></news:news>
  <image:image><image:loc>https://blogg.example/bild.jpg</image:loc>
   <image:caption><![CDATA[Utanför kontoret]]></image:caption></image:image>
  <lastmod>2026-11-20T18:04:00+01:00</lastmod><changefreq>daily</changefreq>
</url>
<url><loc>https://blogg.example/utan-datum</loc><lastmod>2026</lastmod></url>
</urlset>"""

INDEX = """<sit:sitemapindex xmlns:sit="http://www.sitemaps.org/schemas/sitemap/0.9">
<sit:sitemap><sit:loc>https://blogg.example/post.xml</sit:loc></sit:sitemap>
<sit:sitemap>
https://blogg.example/sitemap.jss?portal=1&amp;lang=sv
</sit:sitemap></sit:sitemapindex>"""


def came(body: bytes, content_type: str = "application/xml") -> Page:
    return Page(
        source_id=SourceId("k"), asked=ADDRESS, final=ADDRESS, fetched_at=MORNING, status=200,
        headers=(("content-type", content_type),), body=body,
        digest=Sha256(hashlib.sha256(body).hexdigest()),
    )  # fmt: skip


def read(body: bytes, content_type: str = "application/xml") -> Document:
    document = pages.read(came(body, content_type))
    assert document is not None
    check_offsets(document)
    return document


def test_an_entry_is_a_post_the_newest_first() -> None:
    document = read(NEWS.encode())
    assert [post.address for post in document.posts] == [
        "https://blogg.example/amina-provhult?a=1&b=2",
        "https://blogg.example/gammalt",
        "https://blogg.example/utan-datum",
    ]
    assert document.links == tuple(post.address for post in document.posts)
    first, second, third = document.posts
    assert first.posted_at == datetime(2026, 11, 20, 17, 4, tzinfo=UTC)
    assert second.posted_at == datetime(2026, 1, 1, 23, tzinfo=UTC)
    assert third.posted_at is None
    assert document.text[first.start : first.end].splitlines() == [
        "https://blogg.example/amina-provhult?a=1&b=2",
        "Provbladet Om <Amina> Provhult Utanför kontoret",
    ]


def test_an_index_names_sitemaps_also_without_loc() -> None:
    assert read(INDEX.encode(), "text/html").links == (
        "https://blogg.example/post.xml",
        "https://blogg.example/sitemap.jss?portal=1&lang=sv",
    )


def test_a_list_of_addresses_is_a_sitemap_and_other_text_is_not() -> None:
    plain = "\ufeffhttps://blogg.example/1\r\nhttps://blogg.example/2\r\n\r\n"
    document = read(plain.encode(), "text/plain")
    assert document.links == ("https://blogg.example/1", "https://blogg.example/2")
    prose = read(("Läs här:\n" + plain).encode(), "text/plain")
    assert prose.posts == ()


@pytest.mark.parametrize(
    "said",
    [
        "https://blogg.example/1 Amina Provhult\n",
        "https://blogg.example/1\n" * 50_001 + "Amina Provhult\n",
        "https://blogg.example/1\rAmina Provhult",
    ],
)
def test_words_among_addresses_are_read(said: str) -> None:
    """Lists of links with a name beside one are no sitemaps, wherever it stands."""
    assert "Amina Provhult" in read(said.encode(), "text/plain").text


@pytest.mark.parametrize("content_type", ["application/gzip", "application/xml", ""])
def test_a_packed_sitemap_is_unpacked(content_type: str) -> None:
    assert len(read(gzip.compress(NEWS.encode()), content_type).posts) == 3
    assert len(read(gzip.compress(b"https://blogg.example/1\n" * 2), content_type).posts) == 1


def test_what_else_is_packed_is_not_read() -> None:
    assert pages.read(came(gzip.compress(b"<html><p>Anna"), "application/gzip")) is None
    assert pages.read(came(b"\x1f\x8bno gzip at all", "application/gzip")) is None


def test_a_packed_sitemap_that_is_cut_short_keeps_what_came() -> None:
    many = "<urlset>" + "".join(
        f"<url><loc>https://blogg.example/{hashlib.sha256(b'%d' % n).hexdigest()}</loc></url>"
        for n in range(500)
    )
    packed = gzip.compress(many.encode())
    half = read(packed[: len(packed) // 2], "application/gzip")
    assert 100 < len(half.posts) < 500
    broken = bytearray(packed)
    broken[len(packed) // 2 :] = bytes(len(packed) - len(packed) // 2)
    assert 100 < len(read(bytes(broken), "application/gzip").posts) < 500


@pytest.mark.parametrize("size", [1, 16], ids=["ratio", "size"])
def test_a_packed_bomb_is_refused(size: int) -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * (size * 1024 * 1024))
    begin = time.process_time()
    with pytest.raises(BombError):
        pages.read(came(bomb, "application/gzip"))
    assert time.process_time() - begin < 1


@pytest.mark.parametrize(
    "text",
    [
        NEWS[:700],
        NEWS.replace("</url>", ""),
        NEWS.replace("</loc>", "</LOC >"),
        NEWS.replace("2026-11-20T18:04:00+01:00", "2026-99-99T99:99"),
        NEWS.replace("https://blogg.example/gammalt", "javascript:alert(1)"),
        NEWS.replace("https://blogg.example/gammalt", "http://[broken"),
    ],
)
def test_a_broken_sitemap_keeps_what_can_be_read(text: str) -> None:
    document = sitemap.read(text, ADDRESS)
    check_offsets(document)
    assert "https://blogg.example/amina-provhult?a=1&b=2" in document.links
    assert not any("alert" in link or "broken" in link for link in document.links)


@pytest.mark.parametrize(
    "hostile",
    [
        "<urlset>" + "<url><loc>https://blogg.example/" * 60_000,
        "<urlset>" + "<url>" * 300_000,
        "<urlset><url><loc>" + "a" * 4_000_000,
        "<urlset>" + "".join(f"<url><loc>https://b.example/{n}</loc></url>" for n in range(60_000)),
        '<!DOCTYPE urlset [<!ENTITY a "ha">' + "".join(
            f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(20)
        ) + "]><urlset><url><loc>https://b.example/&a19;</loc></url></urlset>",
    ],
    ids=["unclosed", "nested", "long", "many", "entities"],
)  # fmt: skip
def test_hostile_sitemaps_end_soon_and_within_bounds(hostile: str) -> None:
    begin = time.process_time()
    document = sitemap.read(hostile, ADDRESS)
    assert time.process_time() - begin < 4
    check_offsets(document)
    assert len(document.posts) <= sitemap.MOST_ENTRIES
    assert len(document.text) < 2_000_000


def test_files_of_others() -> None:
    """crawler-commons/crawler-commons, src/test/resources/sitemaps: every loc that a file has."""
    files = sorted(SUITE.rglob("*.*")) if SUITE.exists() else []
    if not files:
        pytest.skip("needs the suite in ../shared/data/conformance/sitemaps, which is not here")
    expected = {
        "atom.xml": 1, "do-not-visit.txt": 1, "feed.rss": 3,
        "hebdenbridgetimes-articles-sitemap.xml": 74, "pagemaps-sitemap.xml": 2,
        "shinpaideshou-news-sitemap.xml": 3, "sitemap-images.xml": 1, "sitemap-links.xml": 3,
        "sitemap-mobile.xml": 3, "sitemap-news.xml": 2, "sitemap-videos-tvshow.xml": 1,
        "sitemap-videos.xml": 3, "sitemap-with-bom.txt": 2, "sitemap.badns.xml": 2,
        "sitemap.index.xml": 15, "sitemap.ns.xml": 2, "sitemap.txt": 2, "sitemap.txt.gz": 5,
        "xmlRss_pubDate.xml": 7, "xmlSitemap.gz": 5,
    }  # fmt: skip
    counted = {}
    for file in files:
        kind = "text/plain" if ".txt" in file.name else "application/xml"
        document = read(file.read_bytes(), kind)
        assert all(urls.parse(link) == link for link in document.links)
        counted[file.name] = len([post for post in document.posts if post.address])
    assert counted == expected


def test_a_page_does_not_list_itself() -> None:
    text = f"<urlset><url><loc>{ADDRESS}</loc></url></urlset>"
    assert sitemap.read(text, Address(ADDRESS)).posts == ()
