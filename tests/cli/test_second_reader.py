"""The second reader with the program as it runs: doctor, a scan, and a kill while it thinks."""

import os
import re
import signal
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.cli.program import later, started
from tests.cli.test_run import until
from tests.cli.world import World
from tests.endpoint import Endpoint, listening
from tests.threads import in_thread


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with in_thread(listening(Endpoint())) as one:
        yield one


def connect(world: World, endpoint: Endpoint) -> None:
    settings = endpoint.settings
    world.edit('# url = ""', f'url = "{settings.url}"')
    world.edit('# model = ""', f'model = "{settings.model}"')


def doctor(world: World) -> str:
    (line,) = (
        line for line in world.varn("doctor").out.splitlines() if re.search("second reader:", line)
    )
    return line


def test_doctor_says_whether_it_answers(world: World, endpoint: Endpoint) -> None:
    assert doctor(world) == "good  second reader: Not set: nobody else reads a post."
    connect(world, endpoint)
    assert "answers. Its advice changes no level." in doctor(world)
    (body,) = endpoint.asked
    assert "Amina" not in body
    endpoint.answer = b"no"
    assert "gives no advice (unreadable)" in doctor(world)
    endpoint.status = 401
    assert doctor(world).startswith("look  second reader")
    assert "gives no advice (refused)" in doctor(world)


def test_a_run_asks_after_its_scan_and_doctor_counts_what_failed(
    world: World, endpoint: Endpoint
) -> None:
    connect(world, endpoint)
    endpoint.answer = b"garbage"
    ended = world.varn("run")
    assert ended.code == 0, ended
    assert len(endpoint.asked) == 1
    said = world.varn("doctor").out
    assert "Of 1 cases 1 have no advice: unreadable 1." in said


def test_killed_while_it_waits_it_is_asked_once_more_and_never_again(
    after: World, endpoint: Endpoint
) -> None:
    connect(after, endpoint)
    endpoint.answer = None
    with started("--config", after.scan_toml, "run") as process:
        until(lambda: len(endpoint.asked) == 1)
        os.killpg(process.pid, signal.SIGKILL)
    now = later() + timedelta(hours=1)
    endpoint.answer = Endpoint().answer
    for hours in range(3):
        assert after.varn("run", now=now + timedelta(hours=hours)).code == 0
    assert len(endpoint.asked) == 2
