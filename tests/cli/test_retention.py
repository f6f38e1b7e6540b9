import json

from tests.cli.conftest import Scanned
from tests.cli.program import later
from tests.cli.world import World


def test_it_shows_each_class_and_changes_nothing(scanned: Scanned) -> None:
    ended = scanned.world.varn("retention")
    assert ended.code == 0, ended
    assert "rejected: 0 over (findings about somebody else" in ended.out
    assert ended.out.endswith("Nothing was changed; run and serve do it, or --apply.\n")


def test_one_day_is_one(after: World) -> None:
    after.edit("# rejected_days = 30", "rejected_days = 1")
    assert ": 1 day)\n" in after.varn("retention").out


def test_applied_it_removes_what_is_over(after: World) -> None:
    (case,) = json.loads(after.varn("findings", "list", "--json").out)["findings"]
    assert after.varn("findings", "judge", case["id"], "not_her").code == 0
    month = later().replace(month=12, day=28)
    shown = json.loads(after.varn("retention", "--json", now=month).out)["classes"]
    assert {one["class"]: one["over"] for one in shown}["rejected"] == 1
    assert after.varn("retention", "--apply", now=month).code == 0
    again = json.loads(after.varn("retention", "--json", now=month).out)["classes"]
    assert {one["over"] for one in again} == {0}
    assert list((after.folder / "data" / "evidence").iterdir()) == []
