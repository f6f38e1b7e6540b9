"""A source that cannot be seen any more is known, and one bad night is none."""

from datetime import timedelta

import pytest

from scanner.crawl.blind import is_blind
from scanner.model.frontier import SourceState
from scanner.model.page import MissReason
from scanner.store import source_states
from tests.conftest import MORNING
from tests.crawl.desk import FORUM, HOUR, Desk, links, source


@pytest.mark.parametrize(
    ("good_hours_ago", "misses", "expected"),
    [(3.5, 3, True), (3.5, 2, False), (2.5, 30, False), (None, 3, True), (None, 1, False)],
)
def test_when_a_source_is_blind(
    good_hours_ago: float | None, misses: int, *, expected: bool
) -> None:
    good = None if good_hours_ago is None else MORNING - timedelta(hours=good_hours_ago)
    state = SourceState(
        source_id=FORUM, tried_at=MORNING, last_good_at=good, misses=misses,
        reason=MissReason.CAPTCHA,
    )  # fmt: skip
    assert is_blind(state, HOUR, MORNING) is expected


async def test_each_source_has_its_last_good_read(desk: Desk) -> None:
    desk.sites.page("forum.example/", links("/a"))
    desk.sites.page("forum.example/a", "hej")
    desk.sites.page("vakt.example/", "<script>_cf_chl_opt</script>")
    forum, guarded = source("http://forum.example/"), source("http://vakt.example/", source_id="v")
    began = desk.now
    await desk.scan(forum, guarded)
    blind, seen = sorted(desk.store.read(source_states.every), key=lambda one: one.misses)[::-1]
    assert (seen.source_id, seen.last_good_at, seen.misses, seen.reason) == (FORUM, began, 0, None)
    assert (blind.last_good_at, blind.misses, blind.reason) == (None, 1, MissReason.CAPTCHA)
    # The forum shuts; what was seen last stays known, and a page that comes ends it.
    for path in ("", "a"):
        desk.sites.page(f"forum.example/{path}", "nej", status=403)
    desk.now += 4 * HOUR
    await desk.scan(forum)
    (shut,) = (one for one in desk.store.read(source_states.every) if one.source_id == FORUM)
    assert (shut.last_good_at, shut.misses, shut.reason) == (began, 2, MissReason.BLOCKED)
    desk.sites.page("forum.example/", "hej")
    desk.now += 4 * HOUR
    await desk.scan(forum)
    (back,) = (one for one in desk.store.read(source_states.every) if one.source_id == FORUM)
    assert back.last_good_at is not None
    assert back.last_good_at > began


async def test_our_own_limits_blind_nobody(desk: Desk) -> None:
    desk.sites.page("forum.example/", "nej", status=429, headers={"Retry-After": "86400"})
    await desk.scan(source("http://forum.example/"))
    (first,) = desk.store.read(source_states.every)
    for _ in range(5):
        desk.now += HOUR
        await desk.scan(source("http://forum.example/"))
    assert desk.store.read(source_states.every) == (first,)
