"""Whole scans of sources that list their pages: sitemaps and feeds, from a server to a finding."""

import gzip
import json
from textwrap import wrap

from scanner.model.page import MissReason
from scanner.places.sources import SourceKind
from tests.extract.pdfs import pdf, scan
from tests.pipeline.stage import AMINA, Stage, page, post, source

SMEAR = (
    "Socialsekreteraren Amina Provhult i Provstad har läst igenom vår utredning en gång till. "
    "Lägg ut namn och bild på henne överallt där ni kan, så att alla får veta vem hon är."
)
CALM = page(post("p1", "Vi är nöjda med hjälpen."))
BLOG = "http://blogg.example"


def urlset(*entries: str) -> str:
    return (
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{"".join(entries)}</urlset>'
    )


def entry(path: str, changed: str = "") -> str:
    return f"<url><loc>{BLOG}{path}</loc><lastmod>{changed}</lastmod></url>"


async def test_a_site_is_read_by_its_sitemaps(stage: Stage) -> None:
    """From the front page by robots.txt and an index to a packed sitemap and its newest page."""
    stage.sources = (source(f"{BLOG}/", source_id="blogg", kind=SourceKind.SITEMAP, max_pages=7),)
    await stage.opt_in(AMINA)
    sites = stage.sites
    sites.page("blogg.example/", page("<a href='/meny'>meny</a>"))
    sites.page(
        "blogg.example/robots.txt",
        f"User-agent: *\nDisallow: /stangt\nSitemap: {BLOG}/index.xml\n",
        content_type="text/plain",
    )
    index = f"<sitemapindex><sitemap><loc>{BLOG}/post.xml.gz</loc></sitemap></sitemapindex>"
    sites.page("blogg.example/index.xml", index, content_type="application/xml")
    old = [entry(f"/gammalt/{n}", "2020-01-01") for n in range(5)]
    listed = urlset(*old, entry("/nytt", "2026-11-20"), entry("/stangt", "2026-11-21"))
    sites.page(
        "blogg.example/post.xml.gz",
        gzip.compress(listed.encode()),
        content_type="application/x-gzip",
    )
    sites.page("blogg.example/nytt", page(post("p1", SMEAR), links=("/annat",)))
    for number in range(5):
        sites.page(f"blogg.example/gammalt/{number}", CALM)
    result = await stage.scan()
    assert [place.address for place in stage.the(AMINA).places] == [f"{BLOG}/nytt"]
    asked = sites.paths()
    assert "blogg.example/sitemap.xml" in asked
    assert not {"blogg.example/meny", "blogg.example/annat", "blogg.example/stangt"} & set(asked)
    assert result.visited == 7


async def test_the_minutes_of_ones_own_organisation_are_read(stage: Stage) -> None:
    """A PDF that only the sitemap knows, with its author and a page that somebody scanned."""
    own = source(f"{BLOG}/", source_id="egen", kind=SourceKind.OWN)
    stage.sources = (own,)
    await stage.opt_in(AMINA)
    sites = stage.sites
    sites.page("blogg.example/", page("<a href='/karta'>karta</a>"))
    sites.page("blogg.example/karta", CALM)
    sites.page(
        "blogg.example/sitemap.xml",
        urlset(entry("/protokoll.pdf"), entry("/inskannat.pdf")),
        content_type="application/xml",
    )
    minutes = pdf(["Socialnämnden § 41", *wrap(SMEAR, 60)], said={"Author": "Registratorn"})
    sites.page("blogg.example/protokoll.pdf", minutes, content_type="application/pdf")
    sites.page("blogg.example/inskannat.pdf", scan(), content_type="application/pdf")
    result = await stage.scan()
    assert [place.address for place in stage.the(AMINA).places] == [f"{BLOG}/protokoll.pdf"]
    assert "blogg.example/karta" in sites.paths()
    assert [one.missed for one in result.report.data.gaps] == [((MissReason.PARTLY, 1),)]


async def test_a_packed_bomb_is_a_gap_and_the_other_sitemap_is_read(stage: Stage) -> None:
    addresses = (f"{BLOG}/bomb.xml.gz", f"{BLOG}/post.xml")
    stage.sources = (source(*addresses, source_id="blogg", kind=SourceKind.SITEMAP),)
    await stage.opt_in(AMINA)
    bomb = gzip.compress(b"<urlset>" + b" " * 64 * 1024 * 1024)
    stage.sites.page("blogg.example/bomb.xml.gz", bomb, content_type="application/gzip")
    stage.sites.page("blogg.example/post.xml", urlset(entry("/nytt")), content_type="text/xml")
    stage.sites.page("blogg.example/nytt", page(post("p1", SMEAR)))
    result = await stage.scan()
    assert [place.address for place in stage.the(AMINA).places] == [f"{BLOG}/nytt"]
    assert [gap.missed for gap in result.report.data.gaps] == [((MissReason.UNREADABLE, 1),)]


async def test_a_packed_program_is_not_fetched_as_a_page(stage: Stage) -> None:
    """What is packed is worth its bytes only where its name says that it is a sitemap."""
    stage.sources = (source(f"{BLOG}/a.tar.gz", source_id="blogg", kind=SourceKind.SITEMAP),)
    packed = gzip.compress(urlset(entry("/nytt")).encode())
    stage.sites.page("blogg.example/a.tar.gz", packed, content_type="application/gzip")
    result = await stage.scan()
    assert [gap.missed for gap in result.report.data.gaps] == [((MissReason.CONTENT_TYPE, 1),)]


async def test_an_item_of_a_json_feed_is_found_with_its_author(stage: Stage) -> None:
    stage.sources = (source(f"{BLOG}/feed.json", source_id="blogg", kind=SourceKind.FEED),)
    await stage.opt_in(AMINA)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Provstads sanning",
        "items": [
            {"id": "1", "url": f"{BLOG}/1", "content_text": "Vi är nöjda med hjälpen."},
            {"id": "2", "url": f"{BLOG}/2", "content_html": f"<p>{SMEAR}</p>"},
        ],
    }
    stage.sites.page(
        "blogg.example/feed.json", json.dumps(feed), content_type="application/feed+json"
    )
    stage.sites.page("blogg.example/1", CALM)
    stage.sites.page("blogg.example/2", page(post("p2", SMEAR)))
    await stage.scan()
    assert {place.address for place in stage.the(AMINA).places} >= {f"{BLOG}/2"}
    assert {"blogg.example/1", "blogg.example/2"} <= set(stage.sites.paths())
