"""A channel's preview from its newest page backwards to the finding, by whole scans."""

import pytest

from scanner.places.sources import SourceKind
from tests.extract.telegram import EMPTY, FORWARDED, LANDING, message, preview, words
from tests.pipeline.stage import AMINA, DAY, Stage, source
from tests.pipeline.test_visits import AMINAS, CALM
from tests.pipeline.test_wordpress import coverage, places

NEWEST = "t.me/s/kanalen"


@pytest.fixture
async def channel(stage: Stage) -> Stage:
    """Amina has opted in; one channel is watched, which has 50 messages."""
    stage.sources = (source(f"http://{NEWEST}", source_id="kanalen", kind=SourceKind.TELEGRAM),)
    await stage.opt_in(AMINA)
    show(stage, last=50)
    return stage


def show(stage: Stage, *, last: int, **texts: str) -> None:
    """Let the channel have messages up to `last`; `m7` is what message 7 says if not calm."""
    for end in (None, *range(20, last + 20, 20)):
        shown = [n for n in range(1, last + 1) if end is None or n < end][-20:]
        messages = (
            message(n, texts.get(f"m{n}") or words(f"{CALM} ({n})"), host="http://t.me")
            for n in shown
        )
        before = shown[0] if shown[0] > 1 else None
        where = NEWEST if end is None else f"{NEWEST}?before={end}"
        stage.sites.page(where, preview(*messages, before=before))


def asked(stage: Stage) -> list[str]:
    """Since the last look."""
    pages = [where for where in stage.sites.paths() if "robots.txt" not in where]
    stage.sites.asked.clear()
    return pages


async def test_a_message_of_an_older_page_is_found(channel: Stage) -> None:
    show(channel, last=50, m7=FORWARDED + words(AMINAS))
    await channel.scan()
    assert asked(channel) == [NEWEST, f"{NEWEST}?before=40", f"{NEWEST}?before=20"]
    # Message 7 of twenty shows on one page only.
    assert places(channel) == [(f"http://{NEWEST}?before=20", "kanalen/7")]
    assert "Andra kanalen" in channel.the(AMINA).excerpt.text.reveal()
    assert (coverage(channel).checked, coverage(channel).missed) == (3, ())


async def test_new_messages_bring_no_new_pages_of_old_ones(channel: Stage) -> None:
    await channel.scan()
    known = set(asked(channel))
    for last in (51, 55, 59):
        show(channel, last=last)
        await channel.scan(DAY)
        assert set(asked(channel)) == known
    show(channel, last=61, m61=words(AMINAS))
    await channel.scan(DAY)
    assert set(asked(channel)) == known | {f"{NEWEST}?before=60"}
    assert places(channel) == [(f"http://{NEWEST}", "kanalen/61")]


async def test_a_message_moves_from_page_to_page_as_one_finding(channel: Stage) -> None:
    show(channel, last=50, m50=words(AMINAS))
    await channel.scan()
    show(channel, last=75, m50=words(AMINAS))
    await channel.scan(DAY)
    assert [key for _, key in places(channel)] == ["kanalen/50"] * 2
    # An edited message stays the same finding.
    show(channel, last=75, m50=words(AMINAS + " Hon bor på Ekstigen."))
    await channel.scan(DAY)
    assert len(channel.of(AMINA)) == 1


async def test_a_channel_without_a_preview_counts_as_not_read(channel: Stage) -> None:
    channel.sites.redirect(NEWEST, "http://t.me/kanalen")
    channel.sites.page("t.me/kanalen", LANDING)
    await channel.scan()
    assert coverage(channel).missed == (("blocked", 1),)
    assert asked(channel) == [NEWEST, "t.me/kanalen"]


async def test_an_empty_channel_is_read(channel: Stage) -> None:
    channel.sites.page(NEWEST, preview(EMPTY))
    await channel.scan()
    assert (coverage(channel).checked, coverage(channel).missed) == (1, ())
