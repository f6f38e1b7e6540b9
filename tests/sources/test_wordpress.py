"""A WordPress site: which addresses are asked for, by what its pages offer."""

from scanner.model.document import Document, Post
from scanner.model.ids import Address
from scanner.places.sources import SourceKind
from scanner.sources import kinds
from tests.pipeline.stage import source

HOME = "https://blogg.example/"
FEEDS = (HOME + "feed/", HOME + "comments/feed/")
QUERY = (
    "per_page=20&_embed=author"
    "&_fields=id,date_gmt,link,title,content,excerpt,author_name,_links,_embedded"
)
BLOG = source(HOME, source_id="blogg", kind=SourceKind.WORDPRESS)


def follow(
    address: str,
    depth: int,
    *,
    offers: tuple[str, ...] = (),
    links: tuple[str, ...] = (),
    posts: tuple[str, ...] = (),
) -> tuple[str, ...]:
    document = Document(
        address=Address(address), title="", language="sv", text="hej", blocks=(),
        links=tuple(map(Address, links)), offers=tuple(map(Address, offers)),
        posts=tuple(Post(key="", start=0, end=1, address=Address(post)) for post in posts),
    )  # fmt: skip
    return kinds.follow(BLOG, document, depth)


def test_the_front_page_leads_to_the_interface_and_the_feeds() -> None:
    assert follow(HOME, 0, offers=(*FEEDS, HOME + "wp-json/"), links=(HOME + "om/",)) == (
        *FEEDS,
        *(f"{HOME}wp-json/wp/v2/{name}?{QUERY}" for name in ("posts", "comments", "pages")),
    )


def test_an_interface_behind_a_query_is_asked_by_query() -> None:
    """As a site without permalinks says it: WordPress/wordpress-develop, `get_rest_url`."""
    for root in (HOME + "index.php?rest_route=/", HOME + "?rest_route=%2F"):
        base = root.partition("rest_route=")[0]
        assert follow(HOME, 0, offers=(root,)) == tuple(
            f"{base}rest_route=/wp/v2/{name}&{QUERY}" for name in ("posts", "comments", "pages")
        )


def test_without_the_interface_the_feeds_serve() -> None:
    assert follow(HOME, 0, offers=FEEDS) == FEEDS


def test_a_site_that_offers_nothing_is_asked_for_the_usual_feeds() -> None:
    assert follow(HOME, 0) == FEEDS


def test_what_lies_elsewhere_is_not_asked_for() -> None:
    assert follow(HOME, 0, offers=("https://annan.example/wp-json/",)) == ()


def test_a_collection_leads_to_its_next_page_alone() -> None:
    here = HOME + "wp-json/wp/v2/posts?page=2"
    offers = (HOME + "wp-json/wp/v2/posts?page=3", HOME + "wp-json/wp/v2/users?page=3", HOME)
    links = (HOME + "wp-json/wp/v2/posts?search=x", HOME + "2026/11/a/")
    assert follow(here, 7, offers=offers, links=links, posts=links[1:]) == offers[:1]


def test_a_feed_leads_to_the_pages_of_its_entries() -> None:
    """Comments of one article all name its page."""
    article = HOME + "2026/11/a/"
    entries = (article, article, "https://annan.example/b/")
    assert follow(FEEDS[1], 1, posts=entries, links=(HOME + "x",)) == (article,)
    assert follow(FEEDS[1], 0, posts=entries) == (article,)


def test_an_article_leads_to_the_pages_of_its_comments_alone() -> None:
    article = HOME + "2026/11/a/"
    links = (
        article + "comment-page-1/", article + "comment-page-2/", article + "comment-page-51/",
        article + "?replytocom=7", HOME + "2026/11/b/", HOME + "2026/11/b/comment-page-1/",
        HOME + "author/x/", HOME + "wp-login.php",
    )  # fmt: skip
    assert follow(article, 2, links=links, offers=(article + "feed/",)) == links[:2]
    assert follow(links[1], 3, links=links) == links[:2]
