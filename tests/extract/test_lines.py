"""Where lines end, of what kind they are, and what is kept that nobody sees."""

from itertools import pairwise

import pytest

from scanner.extract import html, tokens
from scanner.extract.lines import MOST_LINKS, Passage
from scanner.model.document import BlockKind, Document
from tests.extract.pages import ADDRESS, check_offsets, empty_lines, lines_of, shown


def read(markup: str) -> Document:
    lines = empty_lines()
    html.feed(markup, lines)
    document = lines.document()
    check_offsets(document)
    return document


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("And<b>ers</b>son", ["Andersson"]),
        ("And<wbr>ers<!-- x -->son", ["Andersson"]),
        ("<span>Anna</span> <i>Berg</i>", ["Anna Berg"]),
        ("Anna\n   Berg&nbsp;bor", ["Anna Berg bor"]),
        ("Anna<br>Berg", ["Anna", "Berg"]),
        ("<div>Anna</div>Berg<p>bor", ["Anna", "Berg", "bor"]),
        ("<ul><li>Anna<li>Berg</ul>", ["Anna", "Berg"]),
        ("<b>Anna<div>Berg</div></b>bor", ["Anna", "Berg", "bor"]),
        ("<table><tr><td>Berg<td> Anna </td><td></td><tr><th>Ort</table>", ["Berg\tAnna", "Ort"]),
        ("<table><tr><td><p>Anna</p><td>Berg</table>", ["Anna", "Berg"]),
        ("<pre>Anna\n  Berg\n\nbor</pre>", ["Anna", "Berg", "bor"]),
        ("<textarea>Anna\nBerg</textarea>", ["Anna", "Berg"]),
        ("<my-name>Anna</my-name>Berg", ["Anna", "Berg"]),
        ("Anna<button>Svara</button><select><option>a<option>b", ["Anna", "Svara", "a", "b"]),
        ("<div style='display:none'>Anna</div>", ["Anna"]),
        ("<svg><text>Anna</text></svg>", ["Anna"]),
        ("<xmp>An<b>na</b></xmp>", ["An<b>na</b>"]),
        ("<script>var x = 'Anna'</script><style>.anna{}</style>", []),
        ("&Aring;sa &#214;berg &#x1F600;", ["Åsa Öberg 😀"]),
    ],
)  # fmt: skip
def test_lines_end_where_a_reader_sees_them_end(markup: str, lines: list[str]) -> None:
    assert read(markup).text.split("\n") == (lines or [""])


@pytest.mark.parametrize(
    ("markup", "kinds"),
    [
        ("<title>T</title>b", [("title", "T"), ("body", "b")]),
        ("a<h2>h</h2>b", [("body", "a"), ("heading", "h"), ("body", "b")]),
        ("a<blockquote>b<h3>c</h3></blockquote>d",
         [("body", "a"), ("quote", "b"), ("quote", "c"), ("body", "d")]),
        ("Hon sa <q>dö</q> igår", [("body", "Hon sa"), ("quote", "dö"), ("body", "igår")]),
        ("<div class='x Quote'>a<p>b</div>c", [("quote", "a"), ("quote", "b"), ("body", "c")]),
        ("<div class='bbCodeBlock bbCodeBlock--quote'>a</div>", [("quote", "a")]),
        ("<div class='quote-button'>a</div>", [("body", "a")]),
        ("<hr><noscript>a<q>b</q></noscript>", [("hidden", "ab")]),
        ("a<template><p title=t>b</template>", [("body", "a"), ("hidden", "b"), ("alt", "t")]),
        ("<!-- Anna Berg, Ekstigen 7 -->", [("hidden", "Anna Berg, Ekstigen 7")]),
        ("<!-- <p>Anna <b>Berg</b></p><script>x y</script> -->", [("hidden", "Anna Berg")]),
        ("<!--[if lt IE 9]><p>Anna Berg</p><![endif]-->", [("hidden", "Anna Berg")]),
        ("<!-- end --><!-- /div -->", []),
        ("<iframe srcdoc='&lt;p&gt;Anna'><b>Berg</b></iframe>",
         [("hidden", "Berg"), ("hidden", "Anna")]),
        ("<img alt='Anna Berg'>", [("alt", "Anna Berg")]),
        ("Hej <img alt=b>på dig<p>då", [("body", "Hej på dig"), ("alt", "b"), ("body", "då")]),
        ("<i title=a aria-label=b></i><input placeholder=c>",
         [("alt", "a"), ("alt", "b"), ("alt", "c")]),
        ("<link title=a><meta title=b>", []),
        ("<a href='mailto:anna.berg%40provstad.example?subject=x'>Skriv</a>",
         [("body", "Skriv"), ("alt", "anna.berg@provstad.example")]),
        ("<p>Skriv: <b data-cfemail=2a4b4743444b6a5a45595e044f524b475a464f>[skyddad]</b>",
         [("body", "Skriv: [skyddad]"), ("alt", "amina@post.example")]),
        ("<a href='/cdn-cgi/l/email-protection#2a4b4743444b6a5a45595e044f524b475a464f'>Skriv</a>",
         [("body", "Skriv"), ("alt", "amina@post.example")]),
        ("<span data-cfemail=xyz>Skriv</span>", [("body", "Skriv")]),
        ("<a href='tel:070-174 06 05'>Ring</a>", [("body", "Ring"), ("alt", "070-174 06 05")]),
        ("<meta name=Description content='Om Anna'><meta property=og:title content='Anna Berg'>",
         [("meta", "Om Anna"), ("meta", "Anna Berg")]),
        ("<meta itemprop=name content='Anna Berg'><meta name=twitter:creator content=@anna>",
         [("meta", "Anna Berg"), ("meta", "@anna")]),
        ("<meta name=viewport content='width=device-width'>", []),
        ("<meta property=og:type content=article>", []),
        ("<meta property=og:image content='https://a.example/anna.png'>", []),
        ("<script type='application/ld+json'>{'x': \"@type\", \"name\": \"Anna\"}</script>",
         [("data", "@type"), ("data", "Anna")]),
        ('<script type="application/json">{"c": "div", "t": "Anna <b>Be</b>rg"}</script>',
         [("data", "Anna Berg")]),
    ],
)  # fmt: skip
def test_each_line_has_its_kind(markup: str, kinds: list[tuple[str, str]]) -> None:
    assert shown(read(markup)) == kinds


def test_a_block_is_the_longest_run_of_one_kind() -> None:
    document = read("<p>a<p>b<h1>c</h1><p>d")
    assert [block.kind for block in document.blocks] == [
        BlockKind.BODY,
        BlockKind.HEADING,
        BlockKind.BODY,
    ]


def test_title_and_language_are_those_of_the_page() -> None:
    document = read("<html lang='SV_se'><title> Om \n Anna </title><svg><title>Pil</title></svg>")
    assert (document.title, document.language) == ("Om Anna", "sv-se")
    assert read("<html lang='no such language'>a").language == ""


def test_links_are_absolute_canonical_and_each_once() -> None:
    document = read(
        "<a href='b'>1</a><a href='/c?utm_source=x#y'>2</a><a href='b'>3</a><a href='#top'>4</a>"
        "<a href='javascript:alert(1)'>5</a><area href='//d.example'><iframe src='e'></iframe>"
        "<a href='http://[broken'>6</a><template><a href='f'>7</a></template>"
    )
    assert document.links == (
        ADDRESS + "b",
        "https://blogg.example/c",
        "https://d.example/",
        ADDRESS + "e",
        ADDRESS + "f",
    )


def test_links_without_end_are_not_followed() -> None:
    page = "".join(f"<a href={number}>x</a>" for number in range(MOST_LINKS + 50))
    assert len(read(page).links) == MOST_LINKS


def test_links_are_relative_to_the_base_that_the_page_names_first() -> None:
    page = "<a href=x>1</a><base href='/rot/'><base href='/annan/'><a href=y>2</a>"
    assert read(page).links == ("https://blogg.example/rot/x", "https://blogg.example/rot/y")


def test_marks_divide_posts_and_blocks() -> None:
    lines = empty_lines()
    marks = [lines.mark()]
    for markup in ("<p>a<p>b", "<p>c", ""):
        tokens.feed(markup, lines)
        marks.append(lines.mark())
    passages = [Passage(first=x, end=y, key=" k ") for x, y in pairwise(marks)]
    document = lines.document(passages)
    check_offsets(document)
    assert [document.text[post.start : post.end] for post in document.posts] == ["a\nb", "c"]
    assert [post.key for post in document.posts] == ["k", "k"]
    assert len(document.blocks) == 2


def test_a_part_of_a_page_is_opened_once_only() -> None:
    document = read("<!-- Anna Berg <iframe><iframe>djupt ner</iframe></iframe> -->")
    assert lines_of(document, BlockKind.HIDDEN) == ["Anna Berg"]


def test_signs_that_nobody_sees_are_cut_over_elements_too() -> None:
    document = read("Anna" + "<b>\u0301\u200b</b>" * 1000 + " Berg")
    assert len(document.text) < 40
