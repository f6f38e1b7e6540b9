"""Judging in rounds: a page that takes too long loses only what was too slow by itself."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from scanner.model.exposure import Lot, View
from scanner.model.ids import PersonId
from scanner.pipeline.sight import AT_ONCE, WHOLE, Part
from scanner.pipeline.watch import ROUNDS, Lookout, Watch
from scanner.sandbox import SandboxTimeout
from tests.crawl.desk import CRAWL

WATCH = Watch(people_generation=1, people=frozenset(), brief=b"")
LOTS: tuple[Lot, ...] = tuple((PersonId("a" * 32), True, at, at + 1) for at in range(4))


class Asked:
    """A sight of four lots, the gravest first; it knows nothing but its part."""

    part = WHOLE


@pytest.fixture
def lookout(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Part], View]], Lookout]:
    """A lookout whose worker answers as it is told to."""

    def made(answer: Callable[[Part], View]) -> Lookout:
        async def asked(_: Any, __: Watch, ___: Any, sight: Part, *____: Any) -> View:
            return answer(sight)

        monkeypatch.setattr(Lookout, "_ask", asked)
        monkeypatch.setattr("scanner.pipeline.watch.replace", replaced)
        return Lookout(CRAWL)

    return made


def replaced(of: Any, **changes: Any) -> Any:
    return changes["part"] if isinstance(of, Asked) else replace(of, **changes)


def view(part: Part, most: int = len(LOTS)) -> View:
    waiting = [one for one in LOTS if one not in part.done]
    judged = tuple(waiting[part.skipped :][: 1 if part.is_one else most])
    left = len(waiting) - len(judged)
    return View(exposures=(), is_cut=not left, judged=judged, left=left)


async def test_rounds_go_on_where_the_time_ended(lookout: Any) -> None:
    parts: list[Part] = []

    def two_a_round(part: Part) -> View:
        parts.append(part)
        return view(part, most=2)

    seen = await lookout(two_a_round).judge(WATCH, Asked())
    assert (seen.judged, seen.left, seen.is_cut) == (LOTS, 0, True)
    assert [one.at_once for one in parts] == [AT_ONCE, AT_ONCE]


async def test_a_post_that_hangs_loses_no_other(lookout: Any) -> None:
    parts: list[Part] = []

    def gravest_hangs(part: Part) -> View:
        parts.append(part)
        seen = view(part)
        if LOTS[0] in seen.judged:
            raise SandboxTimeout
        return seen

    seen = await lookout(gravest_hangs).judge(WATCH, Asked())
    assert (seen.judged, seen.left, seen.is_cut) == (LOTS[1:], 1, False)
    tried = [(one.at_once > 1, one.is_one, one.skipped) for one in parts]
    assert tried == [(True, False, 0), (False, False, 0), (False, True, 0), (False, False, 1)]


async def test_where_only_one_is_judged_in_time_it_is_the_gravest(lookout: Any) -> None:
    def alone_only(part: Part) -> View:
        if not part.is_one:
            raise SandboxTimeout
        return view(part)

    seen = await lookout(alone_only).judge(WATCH, Asked())
    assert seen.judged[0] == LOTS[0]
    assert seen.left == len(LOTS) - len(seen.judged) > 0
    assert not seen.is_cut


async def test_where_no_round_ends_it_says_so_and_ends(lookout: Any) -> None:
    rounds: list[Part] = []

    def never(part: Part) -> View:
        rounds.append(part)
        raise SandboxTimeout

    with pytest.raises(SandboxTimeout):
        await lookout(never).judge(WATCH, Asked())
    assert len(rounds) == ROUNDS
