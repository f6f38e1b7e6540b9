"""Which pictures a page shows, where they stand, and which of very many are kept."""

import time

import pytest

from scanner.extract.page import read, read_linear
from scanner.extract.posts import cut
from scanner.extract.showing import MOST_PICTURES
from scanner.model.document import Document
from scanner.model.page import Page
from tests.extract import pages as made

HERE = "http://forum.example"


def page(body: str) -> Page:
    return made.page(f"<!doctype html><body>{body}", "text/html; charset=utf-8")


def shown(body: str) -> list[str]:
    """The addresses of the pictures; the same whichever way the page is read."""
    document, linear, posts = read(page(body)), read_linear(page(body)), cut(page(body))
    assert document is not None
    assert linear is not None
    assert document.pictures == linear.pictures == posts.pictures
    return [one.address.rpartition("/")[2] for one in document.pictures]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p>Hej<img src="/a.jpg">', ["a.jpg"]),
        ('<img src="/grey.gif" data-src="/a.jpg">', ["a.jpg"]),
        ('<img src="/s.jpg" srcset="/m.jpg 640w, /l.jpg 1280w, /s.jpg 320w">', ["l.jpg"]),
        ('<img src="/s.jpg" srcset="/s.jpg, /l.jpg 2x">', ["l.jpg"]),
        ('<video poster="/p.jpg"></video>', ["p.jpg"]),
        ("<a style=\"width:9px;background-image:url('/t.jpg')\">.</a>", ["t.jpg"]),
        ("<div style='background: #fff url(/t.jpg) no-repeat'>.</div>", ["t.jpg"]),
        ('<a href="/whole.JPG?1"><img src="/small.jpg"></a>', ["whole.JPG?1", "small.jpg"]),
        ('<meta property="og:image" content="/og.jpg">', ["og.jpg"]),
        ('<img src="/icon.png" width="16" height="16">', []),
        ('<img src="/count.gif" height="1px">', []),
        ('<img src="data:image/png;base64,AAAA">', []),
        ("<img><img src=''><p style='background:url()'>", []),
        ('<img src="/a.jpg"><img src="/a.jpg">', ["a.jpg"]),
    ],
)
def test_what_a_page_shows(body: str, expected: list[str]) -> None:
    assert shown(body) == expected


def test_a_picture_stands_in_its_post_before_behind_and_between_words() -> None:
    posts = "".join(
        f'<div class="post" id="p{n}">{body}</div>'
        for n, body in enumerate(
            (
                "<p>Ett</p><img src='/0.jpg'>",
                "<img src='/1.jpg'><p>Två</p>",
                "<p>Tre</p><img src='/2.jpg'><p>Fyra</p>",
                "<h2>Fem</h2><img src='/3.jpg'>",
                "<p>Sex</p>",
            )
        )
    )
    document = cut(page(posts))
    assert [of(document, one.at) for one in document.pictures] == ["p0", "p1", "p2", "p3"]


def of(document: Document, at: int) -> str | None:
    post = document.post_at(at)
    return post.key if post else None


def test_of_many_the_largest_are_kept_by_place() -> None:
    sized = "".join(f'<img src="/{n}.jpg" width="{100 + n}" height="100">' for n in range(60))
    assert shown(sized) == [f"{n}.jpg" for n in range(40, 60)]
    unsized = "".join(f'<img src="/{n}.jpg">' for n in range(60))
    assert shown(unsized) == [f"{n}.jpg" for n in range(MOST_PICTURES)]


@pytest.mark.parametrize(
    "hostile",
    [
        '<img src="/a.jpg" srcset="' + "a " * 200_000 + '">',
        '<img src="/a.jpg" srcset="' + "," * 400_000 + '">',
        '<p style="background:url(' + "(" * 400_000 + '">',
        '<p style="' + "background:" * 50_000 + "url(" + '">',
        '<img src="/a.jpg" width="' + "9" * 400_000 + '" height="9">',
        "<img src=/a.jpg>" * 50_000,
        "".join(f"<img src=/{n}.jpg>" for n in range(50_000)),
    ],
    ids=["words", "commas", "brackets", "background", "digits", "same", "others"],
)
def test_hostile_pictures_are_read_soon(hostile: str) -> None:
    began = time.process_time()
    read(page(hostile))
    assert time.process_time() - began < 2
