"""The hot path and the linear one agree, on what people write and on real pages."""

import time
from collections import Counter
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.extract import html, tokens
from scanner.model.document import Document
from tests.extract.pages import check_offsets, empty_lines, real_pages, shown

ASIDE = {"alt", "meta", "data", "hidden"}


def by_tree(markup: str) -> Document:
    lines = empty_lines()
    html.feed(markup, lines)
    return lines.document()


def by_tokens(markup: str) -> Document:
    lines = empty_lines()
    tokens.feed(markup, lines)
    return lines.document()


def seen(document: Document) -> Counter[str]:
    """The words that stand in the flow of a page."""
    return Counter(
        word for kind, line in shown(document) if kind not in ASIDE for word in line.split()
    )


words = st.text(alphabet="aåÖñ م😀&<;\u00ad\u00a0 \n", min_size=1, max_size=12).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
)
attributes = st.lists(
    st.tuples(
        st.sampled_from(["alt", "title", "class", "id", "aria-label", "placeholder"]),
        st.sampled_from(["Anna Berg", "quote", "x bbCodeBlock--quote", "a &amp; b", ""]),
    ),
    max_size=2,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: "".join(f' {name}="{value}"' for name, value in pairs))
links = st.sampled_from(['<a href="/b">', '<a href="mailto:a@b.example">', "<a>"])


def element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, max_size=4).map("".join)
    inline = st.sampled_from(["b", "i", "span", "em", "q", "abbr"])
    block = st.sampled_from(
        ["div", "section", "blockquote", "ul", "article", "noscript", "template", "x-card"]
    )
    plain = st.builds("<{0}{1}>{2}</{0}>".format, inline | block, attributes, content)
    return plain | st.builds("{0}{1}</a>".format, links, words)


ordinary = st.recursive(
    words
    | st.builds("<img{0}>".format, attributes)
    | st.builds("<p{0}>{1}</p>".format, attributes, words)
    | st.builds("<h2>{0}</h2>".format, words)
    | st.builds("<li>{0}".format, words).map("<ul>{0}</ul>".format)
    | st.builds("<table><tr><td>{0}<td>{1}</table>".format, words, words)
    | st.builds("<pre>x{0}</pre>".format, words)
    | st.builds("<!-- {0} -->".format, st.sampled_from(["Anna Berg", "<b>Anna</b> Berg", "end"]))
    | st.sampled_from(["<br>", "<hr>", "<wbr>", "<script>a<b</script>", "<style>p{}</style>"]),
    element,
    max_leaves=15,
)


@given(st.lists(ordinary, max_size=5).map("".join))
def test_both_paths_read_ordinary_pages_alike(body: str) -> None:
    page = f"<!doctype html><html lang=sv><head><title>T</title></head><body>{body}</body></html>"
    document = by_tree(page)
    check_offsets(document)
    assert document == by_tokens(page)


@given(st.text(alphabet="<>/!-=\"' abdiptv&;å\0\ud800", max_size=60))
def test_any_markup_gives_a_sound_document_on_both_paths(markup: str) -> None:
    check_offsets(by_tree(markup))
    check_offsets(by_tokens(markup))


def test_both_paths_find_the_same_words_on_real_pages() -> None:
    same = count = 0
    for name, body in islice(real_pages(), 0, None, 4):
        page = body.decode("utf-8", "replace")
        tree, linear = by_tree(page), by_tokens(page)
        check_offsets(tree)
        known, found = seen(tree), seen(linear)
        # Styles in drawings and links that a broken page leaves open are read differently.
        assert (known - found).total() + (found - known).total() <= 0.03 * known.total(), name
        same += known == found
        count += 1
    assert count > 70
    assert same >= 0.97 * count


HOSTILE = {
    "100,000 open elements": "<div>" * 100_000 + "Anna Berg",
    "100,000 closed elements": "<div>" * 100_000 + "Anna Berg" + "</div>" * 100_000,
    "100,000 elements of many names": "".join(f"<x{n % 50}>" for n in range(100_000)) + "Anna Berg",
    "stray ends between": "<div></b>" * 100_000 + "Anna Berg",
    "100,000 formatting elements": "".join(f"<font size={n}>" for n in range(100_000))
    + "Anna Berg",
    "100,000 attributes": "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">Anna Berg",
    "100,000 attributes with values": "<p "
    + " ".join(f"a{n}='{n}'" for n in range(100_000))
    + ">Anna Berg",
    "8 MiB of <": "<" * 8 * 1024 * 1024 + " Anna Berg",
    "8 MiB of &": "&" * 8 * 1024 * 1024 + " Anna Berg",
    "8 MiB of letters in a comment": "<!--" + "a" * 8 * 1024 * 1024 + "-->Anna Berg",
    "8 MiB of NUL": "\0" * 8 * 1024 * 1024 + "Anna Berg",
    "100,000 frames": "<iframe>" * 100_000 + "</iframe>Anna Berg",
    "100,000 comments": "<!-- en sak " * 100_000 + "-->Anna Berg",
    "100,000 quotes of JSON": '<script type="application/ld+json">'
    + '{"a":[' * 100_000
    + "</script>Anna Berg",
    "100,000 alt texts": "<img alt=x>" * 100_000 + "Anna Berg",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_pages_are_read_soon_and_to_their_end(case: str) -> None:
    begin = time.process_time()
    document = by_tree(HOSTILE[case])
    assert time.process_time() - begin < 8
    assert "Anna Berg" in document.text
    document.text.encode()


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 1_000 + "</div>" * 1_000,
        "<p>x<br><img>" * 20_000,
        "<li>x" * 20_000,
        "<img src='data:image/png;base64," + "iVBOR/w0" * 20_000 + "'>",
        "<script>" + "var a = 1 < 2;\n" * 20_000 + "</script>",
    ],
)
def test_large_ordinary_pages_stay_on_the_hot_path(page: str) -> None:
    assert html.is_calm(page)


def test_well_nested_markup_reads_the_same() -> None:
    page = "<title>T</title><p>a<p>b<b>c<div>d</b>e<table><td>f<!-- g --></table><template><p>h"
    again = html.well_nested(page)
    assert shown(by_tree(again)) == shown(by_tree(page)) == shown(by_tokens(again))
