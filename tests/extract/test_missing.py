"""What an error page that is sent as a page is told by, and what it is not."""

import pytest

from scanner.extract.missing import says_missing
from scanner.extract.page import read
from tests.extract.pages import page, real_pages

MENU = "<nav>" + "".join(f"<a href='/{word}'>{word}</a> " for word in ["hem", "om", "kontakt"])
WORDS = "Socialnämnden sammanträdde och behandlade ärenden om stöd till familjer. " * 20


def says(body: str) -> bool:
    document = read(page(body))
    assert document is not None
    return says_missing(document)


@pytest.mark.parametrize(
    "body",
    [
        "<title>404 Not Found</title><p>nginx",
        f"<title>Provstad</title>{MENU}</nav><h1>Sidan hittades inte</h1><p>Sök i stället.",
        "<title>Sidan du söker finns inte längre | Provstad</title><p>Hoppsan!",
        "<title>Forum</title><h1>Tråden finns inte</h1>",
        "<h1>404</h1><p>Hoppsan",
        "<title>Page could not be found – Blogg</title><p>Sorry",
        "<h2>The requested topic does not exist.</h2>",
        "<title>الصفحة غير موجودة</title><p>عذرا",
    ],
)
def test_error_pages_are_told(body: str) -> None:
    assert says(body)


@pytest.mark.parametrize(
    "body",
    [
        "<title>Provstad</title><h1>Nyheter</h1><p>Sidan hittades inte, skrev han.",
        f"<title>Sidan hittades inte</title><p>{WORDS}",
        "<title>Vägen 404 stängs</title><p>I dag.",
        "<title>Barnen finns inte hemma</title><p>Hon kom klockan tre.",
        "<title></title><p>Hej",
    ],
)
def test_pages_that_say_something_are_pages(body: str) -> None:
    assert not says(body)


def test_no_real_page_is_taken_for_an_error_page() -> None:
    told = []
    for name, body in real_pages():
        document = read(page(body))
        if document is not None and says_missing(document):
            told.append((name, document.title))
    assert told == []
