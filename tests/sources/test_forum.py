"""A forum leads from boards to threads and through their pages, and to nothing else.

Addresses are written as the software writes them: phpBB's prosilver templates (viewforum_body,
viewtopic_body, pagination.html) and `append_sid` calls of viewforum.php; Discourse's crawler views
(app/views/list/list.erb, topics/show.html.erb); links to vBulletin, XenForo and Flashback in public
scrapers (johneddcooper/forumscraper, TUVIMEN/forumscraper, christopherkullenberg/flashbackscraper).
"""

import pytest

from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.places.sources import SourceKind
from scanner.sources import kinds
from tests.sources.test_kinds import source

HOME = "http://forum.example"
FORUM = source(SourceKind.FORUM)


def follow(here: str, *links: str, depth: int = 1) -> list[str]:
    document = Document(
        address=Address(HOME + here), title="", language="", text="hej", blocks=(),
        links=tuple(Address(HOME + link) for link in links),
    )  # fmt: skip
    return [one.removeprefix(HOME) for one in kinds.follow(FORUM, document, depth)]


BOARDS = {
    "phpBB": (
        "/viewforum.php?f=2",
        ["/viewtopic.php?f=2&t=7", "/viewtopic.php?f=2&t=7&start=20", "/viewtopic.php?t=8",
         "/viewforum.php?f=2&start=25", "/viewforum.php?f=2&start=900"],
        ["/viewtopic.php?f=2&t=7&start=20", "/viewtopic.php?f=2&t=7", "/viewtopic.php?t=8",
         "/viewforum.php?f=2&start=25"],
    ),
    "vBulletin 3": (
        "/vb/forumdisplay.php?f=5",
        ["/vb/showthread.php?t=7", "/vb/showthread.php?t=7&page=2",
         "/vb/forumdisplay.php?f=5&page=2"],
        ["/vb/showthread.php?t=7&page=2", "/vb/showthread.php?t=7",
         "/vb/forumdisplay.php?f=5&page=2"],
    ),
    "vBulletin 4": (
        "/forums/5-Familj",
        ["/threads/7-Socialen", "/threads/7-Socialen/page3", "/forums/5-Familj/page2"],
        ["/threads/7-Socialen/page3", "/threads/7-Socialen", "/forums/5-Familj/page2"],
    ),
    "XenForo": (
        "/forums/familj.5/",
        ["/threads/socialen.7/", "/threads/socialen.7/page-2", "/threads/socialen.7/page-19",
         "/forums/familj.5/page-2"],
        ["/threads/socialen.7/page-19", "/threads/socialen.7/page-2", "/threads/socialen.7/",
         "/forums/familj.5/page-2"],
    ),
    "Discourse": (
        "/c/familj/5",
        ["/t/socialen/7", "/t/socialen/7?page=2", "/c/familj/5?page=1"],
        ["/t/socialen/7?page=2", "/t/socialen/7", "/c/familj/5?page=1"],
    ),
    "Flashback": (
        "/f12",
        ["/t7", "/t7p40", "/f12p2"],
        ["/t7p40", "/t7", "/f12p2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOARDS)
def test_a_board_leads_to_its_threads_last_page_first_and_to_its_next_page(name: str) -> None:
    here, links, wanted = BOARDS[name]
    assert follow(here, *links) == wanted


def test_a_thread_leads_to_its_own_pages_only() -> None:
    links = ("/t7p2", "/t7p40", "/t8", "/f12", "/t7")
    assert follow("/t7", *links) == ["/t7p40", "/t7p2", "/t7"]


def test_a_front_page_leads_to_its_boards_and_a_page_further_in_does_not() -> None:
    assert follow("/", "/f12", "/f12p2", "/t7", depth=0) == ["/t7", "/f12"]
    assert follow("/om", "/f12", "/t7") == ["/t7"]


@pytest.mark.parametrize(
    "link",
    [
        "/viewtopic.php?f=2&t=7&view=print", "/viewtopic.php?f=2&t=7&sk=t&sd=a",
        "/viewtopic.php?p=71", "/viewtopic.php?f=2&t=7&hilit=anna", "/posting.php?mode=reply&t=7",
        "/viewforum.php?f=2&sk=t", "/memberlist.php?mode=viewprofile&u=2", "/ucp.php?mode=login",
        "/forumdisplay.php?f=5&order=desc", "/showthread.php?t=7&mode=hybrid",
        "/showthread.php?p=71", "/member.php?u=3", "/printthread.php?t=7", "/newreply.php?t=7",
        "/threads/socialen.7/post-71", "/threads/socialen.7/latest", "/threads/socialen.7/unread",
        "/threads/socialen.7/reply?quote=71", "/members/anna.3/", "/search/", "/login/",
        "/t/socialen/7/71", "/t/socialen/7?u=anna", "/u/anna", "/c/familj/5?order=views",
        "/p71", "/sp71", "/u3", "/t7s", "/login.php?a=7",
    ],
)  # fmt: skip
def test_what_a_forum_makes_without_end_is_not_asked_for(link: str) -> None:
    assert follow("/viewforum.php?f=2", link, depth=0) == []
    assert follow("/t7", link) == []


def test_another_site_is_not_entered_and_prefixes_hold() -> None:
    document = Document(
        address=Address(f"{HOME}/f12"), title="", language="", text="hej", blocks=(),
        links=(Address("http://annan.example/t7"), Address(f"{HOME}/t8")),
    )  # fmt: skip
    assert kinds.follow(FORUM, document, 0) == (f"{HOME}/t8",)
    assert kinds.follow(source(SourceKind.FORUM, f"{HOME}/annat/"), document, 0) == ()


def test_a_board_has_an_end() -> None:
    assert follow("/f12p10", "/f12p11", depth=9) == ["/f12p11"]
    assert follow("/f12p11", "/f12p12", depth=10) == []
