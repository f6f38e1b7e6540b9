"""Pages cut into posts: forums, blogs and channels as their software writes them."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given

from scanner.extract.page import read
from scanner.extract.posts import cut
from scanner.model.document import Document, Post
from tests.extract.pages import ADDRESS, check_offsets, page, real_pages
from tests.extract.test_html import HOSTILE, ordinary

Said = tuple[str, str, str, datetime | None, str | None, str]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def cut_markup(markup: str, address: str = ADDRESS) -> Document:
    document = cut(page(markup, address=address))
    check_offsets(document)
    plain = read(page(markup, address=address))
    assert plain is not None
    assert (document.text, document.links) == (plain.text, plain.links)
    return document


def text_of(document: Document, post: Post) -> str:
    return document.text[post.start : post.end]


FLASHBACK = """<title>Tråden - Flashback</title><div id="posts">
<div id="post81" data-postid="81" class="post"><div class="post-heading">2026-11-19, 18:04
<a href="/sp81">#1</a></div><div class="post-left"><a class="post-user-username" href="/u7">
Sanningen</a></div><div id="post_message_81" class="post_message">Anna Berg bor på Ekstigen 7.
</div></div>
<div id="post82" data-postid="82" class="post"><div class="post-heading">Igår, 09:30</div>
<a class="post-user-username" href="/u8">Lugn</a><div class="post_message">
<div class="post-bbcode-quote-wrapper">Ursprungligen postat av <b class="username">Sanningen</b>
Anna Berg bor på Ekstigen 7.</div>Sluta.</div></div></div><div>Sidfot</div>"""

WORDPRESS = """<article id="post-5" class="post-5 post type-post"><h1 class="entry-title">Om soc
</h1><a href="/2026/11/om-soc/" rel="bookmark"><time class="entry-date published"
datetime="2026-11-20T08:00:00+01:00">20 november</time><time class="updated"
datetime="2026-11-20T20:00:00+01:00">x</time></a> av <span class="author vcard">
<a class="url fn n" href="/a">Redaktionen</a></span><p>Text om nämnden.</p>
<section id="comments"><ol><li id="comment-5" class="comment"><article id="div-comment-5"
class="comment-body"><cite class="fn">Amina</cite> skriver: <div class="comment-metadata">
<a href="/2026/11/om-soc/#comment-5"><time datetime="2026-11-20T09:00:00+01:00">9.00</time></a>
</div><p>Första.</p></article><ol class="children"><li id="comment-6" class="comment"><article
id="div-comment-6"><cite class="fn">Bertil</cite><p>Svar.</p></article></li></ol></li>
<li id="comment-7" class="comment"><cite class="fn">Cia</cite><p>Tredje.</p></li></ol></section>
<p>Slut.</p></article>"""

PHPBB = """<div id="p11" class="post bg2"><p class="author">av <strong><a class="username"
href="./m?u=2">Olof</a></strong> » fre 20 nov 2026, 18:04</p><div class="content">Ett.
<blockquote><cite>Nils skrev:</cite>Noll.</blockquote></div></div>
<div id="p12" class="post bg1"><p class="author">av <a class="username-coloured">Nadia</a> »
<time datetime="2026-11-20T17:30:00+00:00">x</time></p><div class="content">Två.</div></div>"""

VBULLETIN = """<ol><li id="post_31" class="postbitlegacy"><span class="date">Idag, 08:15</span>
<a class="username">Per</a><div id="post_message_31"><blockquote class="postcontent restore">A
</blockquote></div></li><li id="post_32" class="postbitlegacy"><span class="date">2026-11-20, 23:50
</span><a class="username">Sara</a><div id="post_message_32">B</div></li></ol>"""

XENFORO = """<article class="message message--post js-post" data-author="Leyla"
data-content="post-901" id="js-post-901"><div class="message-cell"><a class="username">Leyla</a>
<h5 class="userTitle">Medlem</h5></div><a href="/threads/x.1/post-901" rel="nofollow"><time
class="u-dt" datetime="2026-11-20T18:04:05+0100" data-time="1795194245">x</time></a>
<div class="bbWrapper">Hej.<blockquote class="bbCodeBlock bbCodeBlock--quote"
data-quote="Tor"><time datetime="2020-01-01T00:00:00Z">x</time>Gammalt.</blockquote></div></article>
<article class="message" data-author="Tor" data-content="post-902"><p>Då.</p></article>"""

DISCOURSE = """<div id="post_1" itemprop="mainEntity" itemscope
itemtype="http://schema.org/DiscussionForumPosting" class="topic-body crawler-post">
<div class="crawler-post-meta"><span class="creator" itemprop="author" itemscope
itemtype="http://schema.org/Person"><a itemprop="url" href="/u/a"><span itemprop="name">Ali</span>
</a></span><time itemprop="datePublished" datetime="2026-11-20T18:04:00Z" class="post-time">x</time>
</div><div class="post" itemprop="text">Fråga.</div></div>
<div id="post_2" class="topic-body crawler-post"><div class="post">Svar.</div></div>"""

TELEGRAM = """<div class="tgme_widget_message_wrap"><div class="tgme_widget_message"
data-post="kanalen/77"><div class="tgme_widget_message_author"><a
class="tgme_widget_message_owner_name" href="https://t.example/kanalen"><span>Kanalen</span></a>
</div><a class="tgme_widget_message_reply"><span class="tgme_widget_message_author_name">Annan
</span>Tidigare.</a><div class="tgme_widget_message_text">Ring Anna Berg.</div>
<a class="tgme_widget_message_date" href="https://t.example/kanalen/77"><time
datetime="2026-11-20T17:04:00+00:00">18:04</time></a></div></div>"""

SCHEMA = """<main><div itemscope itemtype="https://schema.org/Comment" id="k1">
<meta itemprop="datePublished" content="2026-11-20"><span itemprop="creator">Ida</span>
<a itemprop="url" href="/k/1">länk</a><p>Bra.</p></div>
<div itemscope itemtype="https://schema.org/Comment"><p>Nej.</p></div></main>"""

OWN = """<article><p>Artikeln.</p></article><div class="kommentar-lista">
<div class="kommentar" id="k-1"><b class="namn">Av: Eva:</b><i class="datum">20 nov 2026 18.04</i>
<p>Ja.</p><div class="svar">Svara</div><div class="kommentar" id="k-2"><b class="namn">Ola</b>
<p>Jo.</p><div class="svar">Svara</div></div></div>
<div class="kommentar"><a class="permalink" href="?k=3#k3">3</a><p>Nja.</p></div></div>"""

CASES: dict[str, tuple[str, list[Said]]] = {
    "Flashback": (FLASHBACK, [
        ("81", "2026-11-19, 18:04 #1", "Sanningen", utc("2026-11-19 17:04"), None,
         "Anna Berg bor på Ekstigen 7."),
        ("82", "Igår, 09:30", "Lugn", utc("2026-11-20 08:30"), None, "Sluta."),
    ]),
    "WordPress": (WORDPRESS, [
        ("post-5", "Om soc", "Redaktionen", utc("2026-11-20 07:00"),
         "https://blogg.example/2026/11/om-soc/", "Text om nämnden."),
        ("comment-5", "Amina skriver:", "Amina", utc("2026-11-20 08:00"),
         "https://blogg.example/2026/11/om-soc/", "Första."),
        ("comment-6", "Bertil", "Bertil", None, None, "Svar."),
        ("comment-7", "Cia", "Cia", None, None, "Tredje."),
    ]),
    "phpBB": (PHPBB, [
        ("p11", "av Olof » fre 20 nov 2026, 18:04", "Olof", utc("2026-11-20 17:04"), None,
         "Nils skrev:Noll."),
        ("p12", "av Nadia » x", "Nadia", utc("2026-11-20 17:30"), None, "Två."),
    ]),
    "vBulletin": (VBULLETIN, [
        ("post_31", "Idag, 08:15 Per", "Per", utc("2026-11-21 07:15"), None, "A"),
        ("post_32", "2026-11-20, 23:50 Sara", "Sara", utc("2026-11-20 22:50"), None, "B"),
    ]),
    "XenForo": (XENFORO, [
        ("post-901", "Leyla", "Leyla", utc("2026-11-20 17:04:05"),
         "https://blogg.example/threads/x.1/post-901", "xGammalt."),
        ("post-902", "Då.", "Tor", None, None, "Då."),
    ]),
    "Discourse": (DISCOURSE, [
        ("post_1", "Ali x", "Ali", utc("2026-11-20 18:04"), None, "Fråga."),
        ("post_2", "Svar.", "", None, None, "Svar."),
    ]),
    "Telegram": (TELEGRAM, [
        ("kanalen/77", "Kanalen", "Kanalen", utc("2026-11-20 17:04"),
         "https://t.example/kanalen/77", "18:04"),
    ]),
    "schema.org": (SCHEMA, [
        ("k1", "Ida länk", "Ida", utc("2026-11-19 23:00"), "https://blogg.example/k/1", "Bra."),
        ("", "Nej.", "", None, None, "Nej."),
    ]),
    "of its own making": (OWN, [
        ("k-1", "Av: Eva:20 nov 2026 18.04", "Eva", utc("2026-11-20 17:04"), None, "Svara"),
        ("k-2", "Ola", "Ola", None, None, "Svara"),
        ("k3", "3", "", None, ADDRESS + "?k=3", "Nja."),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("software", CASES)
def test_posts_have_key_author_time_and_address(software: str) -> None:
    markup, expected = CASES[software]
    document = cut_markup(markup)
    found = []
    for post in document.posts:
        lines = text_of(document, post).split("\n")
        said = (post.key, lines[0], post.author, post.posted_at, post.address, lines[-1])
        found.append(said)
    assert found == expected


def test_text_behind_inner_posts_belongs_to_none() -> None:
    document = cut_markup(WORDPRESS)
    assert document.text.endswith("Tredje.\nSlut.")
    assert document.posts
    assert all("Slut." not in text_of(document, post) for post in document.posts)


@pytest.mark.parametrize(
    "markup",
    [
        "<article><h1>Krönika</h1><p>Text.</p></article>",
        "<div class=post>En enda.</div>",
        "<p class=comment-form>Skriv</p><nav class=posts><a>1</a></nav>",
        "",
    ],
)
def test_a_page_of_one_text_is_the_post(markup: str) -> None:
    assert cut_markup(markup).posts == ()


def test_a_key_given_twice_names_the_first_only() -> None:
    document = cut_markup("<div id=p1 class=post>a</div><div id=p1 class=post>b</div>")
    assert [post.key for post in document.posts] == ["p1", ""]


def test_posts_without_text_are_left_out() -> None:
    document = cut_markup("<div id=p1 class=post></div><div id=p2 class=post>b</div>")
    assert [post.key for post in document.posts] == ["p2"]


def test_the_posts_address_is_not_the_pages() -> None:
    post = "<div id=p1 class=post><a rel=bookmark href='{}'>x</a></div>"
    assert cut_markup(post.format("#p1")).posts[0].address is None
    assert cut_markup(post.format("http://[")).posts[0].address is None
    assert cut_markup(post.format("/annan")).posts[0].address == "https://blogg.example/annan"


@given(ordinary)
def test_cutting_changes_no_text(body: str) -> None:
    cut_markup(f"<div class=comment>{body}</div><div class=comment id=c2>{body}</div>")


def test_real_pages_keep_their_text_when_cut() -> None:
    posts = 0
    for number, (_, body) in enumerate(real_pages()):
        if number % 16 == 0:
            posts += len(cut_markup(body.decode("utf-8", "replace")).posts)
    assert posts > 30


@pytest.mark.parametrize("case", ["100,000 open elements", "100,000 attributes"])
def test_hostile_pages_are_cut_soon(case: str) -> None:
    begin = time.process_time()
    assert "Anna Berg" in cut(page(HOSTILE[case])).text
    assert time.process_time() - begin < 15


def test_posts_in_posts_without_end_are_cut_soon() -> None:
    begin = time.process_time()
    nested = "".join(f"<div class='comment author' id=comment-{n}><p>x" for n in range(900))
    assert len(cut_markup(nested).posts) == 900
    assert time.process_time() - begin < 5


def test_feeds_are_cut_and_other_kinds_refused() -> None:
    entry = "<rss><channel><item><title>Anna Berg</title></item></channel></rss>"
    assert len(cut(page(entry, "application/rss+xml")).posts) == 1
    assert cut(page("Anna Berg", "text/plain")).posts == ()
    with pytest.raises(ValueError, match="not read"):
        cut(page(b"\x89PNG", "image/png"))
