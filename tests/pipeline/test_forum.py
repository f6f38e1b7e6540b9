"""A whole scan of a forum's board: the last page of a thread comes first, and nothing endless."""

from scanner.places.sources import SourceKind
from tests.pipeline.stage import AMINA, DAY, Stage, page, source

FORUM = "http://forum.example"
SMEAR = (
    "Socialsekreteraren Amina Provhult i Provstad har läst igenom vår utredning en gång till. "
    "Lägg ut namn och bild på henne överallt där ni kan, så att alla får veta vem hon är."
)


def message(number: int, text: str) -> str:
    """As phpBB's prosilver marks one (viewtopic_body.html)."""
    return (
        f'<div id="p{number}" class="post bg2"><div class="inner"><div class="postbody">'
        f'<p class="author">av <strong><a href="./memberlist.php?mode=viewprofile&amp;u={number}" '
        f'class="username">Gäst{number}</a></strong> » <time datetime="2026-11-20T18:01:00+00:00">'
        f'20 nov 2026</time></p><div class="content">{text}</div></div></div></div>'
    )


def paging(*starts: int) -> str:
    pages = "".join(
        f'<li><a class="button" href="./viewtopic.php?f=2&amp;t=7&amp;start={start}'
        '&amp;sid=0123456789abcdef0123456789abcdef" role="button">n</a></li>'
        for start in starts
    )
    return f'<div class="pagination"><ul>{pages}</ul></div>'


def board() -> str:
    return page(
        '<a href="./viewtopic.php?f=2&amp;t=7" class="topictitle">Socialen</a>'
        + paging(10, 20, 30)
        + '<a href="./posting.php?mode=post&amp;f=2">Nytt</a><a href="./ucp.php?mode=login">In</a>'
        + '<a href="./viewforum.php?f=2&amp;sk=t&amp;sd=a">Sortera</a>'
    )


async def test_the_last_page_of_a_thread_is_read_first(stage: Stage) -> None:
    stage.sources = (source(f"{FORUM}/viewforum.php?f=2", kind=SourceKind.FORUM, max_pages=2),)
    await stage.opt_in(AMINA)
    texts = {"": "Hej", "&start=10": "Ja", "&start=20": "Nej", "&start=30": SMEAR}
    topic = "forum.example/viewtopic.php?f=2&t=7"
    stage.sites.page("forum.example/viewforum.php?f=2", board())
    for number, (start, text) in enumerate(texts.items()):
        stage.sites.page(f"{topic}{start}", page(message(10 * number + 1, text) + paging(10, 30)))
    await stage.scan()
    (place,) = stage.the(AMINA).places
    assert (place.address, place.post_key) == (f"http://{topic}&start=30", "p31")
    for day in range(1, 4):
        await stage.scan(day * DAY)
    asked = [one for one in stage.sites.paths() if not one.endswith("robots.txt")]
    assert asked[:2] == ["forum.example/viewforum.php?f=2", f"{topic}&start=30"]
    assert {one for one in asked if "viewtopic" in one} == {f"{topic}{start}" for start in texts}
    assert not [one for one in asked if "mode=" in one or "sk=" in one]
