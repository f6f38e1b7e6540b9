"""What anybody may know stands open, is the same for everybody, and says what is configured."""

import pytest

from scanner.config.settings import Config
from tests.portal.visitor import Visitor


@pytest.mark.parametrize(
    ("language", "heading", "days"),
    [
        ("sv", "Om läsningen av webbsidor", "försvinner efter {} dagar"),
        ("en", "About the reading of web pages", "goes after {} days"),
    ],
)
async def test_it_says_who_why_and_how_long(
    visitor: Visitor, config: Config, language: str, heading: str, days: str
) -> None:
    about = await visitor.open(f"/about?language={language}")
    assert (about.status, about.heading) == (200, heading)
    board = config.organisation
    for said in (board.controller, board.data_protection_contact, board.legal_basis):
        assert said in about.words
    assert config.crawl.contact in about.words
    assert days.format(config.retention.evidence_days) in about.words
    assert "IMY" in about.words


async def test_every_page_leads_to_it(visitor: Visitor) -> None:
    start = await visitor.open("/")
    assert start.html.find("a", href="/about") is not None


async def test_it_does_not_change_when_somebody_takes_part(
    visitor: Visitor, stranger: Visitor
) -> None:
    before = await stranger.open("/about")
    await visitor.opt_in()
    after = await stranger.open("/about")
    assert after.text == before.text
