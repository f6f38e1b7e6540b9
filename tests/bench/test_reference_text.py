"""The words of pages beside those that html5lib finds."""

import pytest

from scanner.bench import pages, reference_text
from scanner.model.page import Page

pytest.importorskip(reference_text.PACKAGE)


def made(body: str) -> Page:
    return pages.page(0, body.encode())


def test_words_of_the_flow_are_the_same() -> None:
    page = made(
        "<title>Ett</title><script>två</script><p>And<b>ers</b>son<p>tre<td>fyra"
        "<img alt='fem'><!-- sex sju --><noscript>åtta</noscript><svg><title>nio</title></svg>"
    )
    found = reference_text.agreement([page])
    assert found.recall == found.precision == 1
    assert found.reference == 5


def test_what_is_missed_and_what_is_made_up_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_text, "flow", lambda _: "ett tre fyra")
    found = reference_text.agreement([made("<p>ett två")])
    assert found.recall == pytest.approx(1 / 3)
    assert found.precision == pytest.approx(1 / 2)
