"""`audit verify` as an operator or auditor runs it."""

import json

import pytest

from tests.cli.conftest import Scanned
from tests.cli.test_doctor import touched_audit_log
from tests.cli.world import World


def end_of(world: World) -> str:
    ended = world.varn("audit", "verify")
    assert ended.code == 0, ended
    return ended.out.split()[-1]


def test_the_end_of_a_whole_log_is_shown(scanned: Scanned) -> None:
    number, hashed = end_of(scanned.world).split(":")
    assert (int(number) >= 1, len(hashed)) == (True, 64)
    answer = json.loads(scanned.world.varn("audit", "verify", "--json").out)
    assert (answer["entries"], answer["hash"]) == (int(number), hashed)
    assert (answer["broken"], answer["holds_mailed"]) == (None, True)


def test_a_broken_log_is_exit_code_4(after: World) -> None:
    touched_audit_log(after)
    ended = after.varn("audit", "verify")
    assert (ended.code, "broken at entry 1" in ended.sentence) == (4, True)
    assert json.loads(after.varn("audit", "verify", "--json").out)["broken"] == 1


def test_an_end_that_was_mailed_is_looked_for(after: World) -> None:
    mailed = end_of(after)
    after.varn("findings", "list", "--reveal", "--reason", "polisen frågar")
    assert end_of(after) != mailed
    assert after.varn("audit", "verify", "--mailed", mailed).code == 0
    ended = after.varn("audit", "verify", "--mailed", f"1:{'0' * 64}")
    assert (ended.code, "does not lead over" in ended.sentence) == (4, True)


@pytest.mark.parametrize("mailed", ["1", "x:y", f"1:{'0' * 63}"])
def test_an_end_that_is_none_is_a_usage_error(after: World, mailed: str) -> None:
    assert after.varn("audit", "verify", "--mailed", mailed).code == 2
