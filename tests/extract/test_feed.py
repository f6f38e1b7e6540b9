"""Feeds: an entry is a post."""

import socket
import time
from datetime import UTC, datetime

import pytest

from scanner.extract import feed
from tests.extract.pages import ADDRESS, check_offsets, shown

RSS = """<?xml version="1.0" encoding="iso-8859-1"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Provstads sanning</title><link>https://blogg.example/</link>
<description>Om &lt;b&gt;soc&lt;/b&gt;</description>
<item><title>Om Åsa &amp;amp; Amina</title><link>/inlagg/7</link><guid>tag:7</guid>
<dc:creator>Skribenten</dc:creator><pubDate>Fri, 20 Nov 2026 18:04:00 +0100</pubDate>
<description>Kort text</description><category>soc</category><category>LVU</category>
<content:encoded><![CDATA[<p>And<b>ers</b>son</p><blockquote>citat</blockquote>
<img alt="bild"><a href="/kalla">k</a><script>alert(1)</script>]]></content:encoded></item>
<item><title>Andra</title><link>https://blogg.example/inlagg/8</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>
<entry><id>urn:1</id><title>1 &lt; 2</title><updated>2026-07-01T10:00:00Z</updated>
<author><name>Amina</name></author><link href="https://blogg.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>An<i>na</i></p></div></content>
</entry></feed>"""


def test_an_rss_item_is_a_post_read_by_the_rules_of_pages() -> None:
    document = feed.read(RSS, ADDRESS)
    check_offsets(document)
    assert document.title == "Provstads sanning"
    assert shown(document) == [
        ("title", "Provstads sanning"),
        ("meta", "Om soc"),
        ("heading", "Om Åsa & Amina"),
        ("body", "Kort text"),
        ("body", "Andersson"),
        ("quote", "citat"),
        ("body", "k"),
        ("alt", "bild"),
        ("meta", "soc, LVU"),
        ("heading", "Andra"),
    ]
    first, second = document.posts
    assert document.text[first.start : first.end].startswith("Om Åsa")
    assert document.text[first.start : first.end].endswith("LVU")
    assert (first.key, first.author) == ("tag:7", "Skribenten")
    assert first.posted_at == datetime(2026, 11, 20, 17, 4, tzinfo=UTC)
    assert first.address == "https://blogg.example/inlagg/7"
    assert (second.key, second.posted_at) == ("https://blogg.example/inlagg/8", None)
    assert document.links == (first.address, "https://blogg.example/kalla", second.address)


def test_an_atom_entry_is_a_post() -> None:
    document = feed.read(ATOM, ADDRESS)
    check_offsets(document)
    assert shown(document)[1:] == [("heading", "1 < 2"), ("body", "Anna")]
    assert document.posts[0].author == "Amina"
    assert document.posts[0].posted_at == datetime(2026, 7, 1, 10, tzinfo=UTC)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a feed made us open a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    stylesheet = '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'
    entity = (
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x" [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    )
    bare = RSS.partition("?>")[2]
    assert feed.read(stylesheet + bare, ADDRESS).posts
    text = feed.read(entity + bare.replace("Kort text", "Kort &x; text"), ADDRESS).text
    assert "Kort" in text
    feed.read("http://127.0.0.1:9/rss", ADDRESS)


@pytest.mark.parametrize(
    "text",
    [
        RSS[:900],
        RSS.replace("</title>", ""),
        RSS.replace("18:04", "99:99"),
        RSS.replace("2026", "0000").replace("/inlagg/7", "http://[broken"),
        RSS.replace("Kort text", "\0\ud800 & <b"),
    ],
)
def test_broken_feeds_keep_their_text(text: str) -> None:
    document = feed.read(text, ADDRESS)
    check_offsets(document)
    assert "Amina" in document.text


def test_what_is_no_feed_is_read_as_markup() -> None:
    document = feed.read("<rss><kanal><namn>Anna</namn><namn>Berg</namn></kanal></rss>", ADDRESS)
    assert document.text == "Anna\nBerg"
    assert document.posts == ()


def test_entities_that_multiply_end_soon() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a0 "Anna">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    item = "<rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>"
    begin = time.process_time()
    check_offsets(feed.read(bomb + "]>" + item, ADDRESS))
    assert time.process_time() - begin < 2
