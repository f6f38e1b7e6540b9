"""Text of a page beside BeautifulSoup."""

from scanner.bench import extracting, pages


def test_measures_both_on_the_same_pages() -> None:
    given = [pages.page(number, body) for number, body in enumerate(pages.bodies(30))]
    row = extracting.measure(given, of="generated pages")
    assert row.pages == 30
    assert row.seconds is not None
    assert row.peer_seconds is not None
    assert row.measured > 1
