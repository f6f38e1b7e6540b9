"""The demo as a user runs it: one process, three days, a report for each, nothing left behind."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from scanner.demo import expected, town
from scanner.demo.expected import Story
from scanner.demo.summary import INVENTED
from scanner.model.assessment import Level
from scanner.report.as_json import SCHEMA_FILE

REPOSITORY = Path(__file__).parents[2]
LONGEST_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    folder: Path
    exit_code: int
    said: str
    complained: str
    left_running: tuple[str, ...]

    def report(self, day: int) -> Any:
        folder = self.folder / "reports" / "demo"
        last = day == len(town.MORNINGS)
        return json.loads((folder / ("" if last else f"day-{day}") / "report.json").read_text())


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    folder = tmp_path_factory.mktemp("demo")
    temporary = folder / "tmp"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, REPOSITORY / "scan.py", "demo"],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    said, complained = process.communicate(timeout=LONGEST_SECONDS)
    return Played(
        folder=folder,
        exit_code=process.returncode,
        said=said,
        complained=complained,
        left_running=in_session(process.pid),
    )


def in_session(session: int) -> tuple[str, ...]:
    """The commands of processes that belong to a session still."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        if int(rest.split()[3]) == session:
            found.append(name)
    return tuple(found)


def test_shows_what_it_must_and_says_so(played: Played) -> None:
    assert (played.exit_code, played.complained.count("Traceback")) == (0, 0), played.complained
    assert INVENTED in played.said


@pytest.mark.parametrize("day", [1, 2, 3])
def test_each_days_report_holds_what_the_day_must_show(played: Played, day: int) -> None:
    found = Counter(
        (frozenset(one["urls"]), one["change"], one["severity"]["level"], one["severity"]["tier"])
        for one in played.report(day)["findings"]
    )
    assert found == Counter(
        (urls(story), state.change.value, state.level.name.lower(), state.tier.name)
        for story, state in expected.on(day)
        if state.level >= Level.LOW
    )


@pytest.mark.parametrize("day", [1, 2, 3])
def test_each_days_report_is_valid_and_names_nobody(played: Played, day: int) -> None:
    report = played.report(day)
    Draft202012Validator(json.loads(SCHEMA_FILE.read_text())).validate(report)
    assert report["lab"]
    assert not named(json.dumps(report, ensure_ascii=False))


@pytest.mark.parametrize("day", [1, 2, 3])
def test_each_days_report_says_what_could_not_be_checked(played: Played, day: int) -> None:
    coverage = {one["source"]: one["missed"] for one in played.report(day)["coverage"]}
    assert {source: set(missed) for source, missed in coverage.items() if missed} == {
        source: {reason.value} for source, reason in expected.GAPS.items()
    }
    assert "Stängda sidan: the site's robots.txt forbids it" in played.said


def test_the_last_report_stands_in_three_formats(played: Played) -> None:
    folder = played.folder / "reports" / "demo"
    assert {path.suffix for path in folder.iterdir() if path.is_file()} == {
        ".html", ".json", ".csv"
    }  # fmt: skip
    for path in folder.iterdir():
        if path.is_file():
            assert str(path.relative_to(played.folder)) in played.said
            assert not named(path.read_text())


def test_mails_left_for_those_who_must_know(played: Played) -> None:
    sent = Counter[str]()
    for mails in (*expected.MAILS, *(judged.mails for judged in expected.JUDGEMENTS)):
        sent.update(mails)
    herself = sent.total() - sent[town.SECURITY] - sent[town.HR]
    for count, who in (
        (2 * len(town.CASEWORKERS), "at opt-in"),
        (sent[town.SECURITY], "security team"),
        (sent[town.HR], "HR"),
        (herself, "caseworkers themselves"),
    ):
        assert re.search(rf"^ *{count}  {who}$", played.said, re.MULTILINE), played.said


def test_what_is_shown_names_nobody(played: Played) -> None:
    assert not named(played.said + played.complained)


def test_nothing_is_left_running_and_no_data(played: Played) -> None:
    assert played.left_running == ()
    assert list((played.folder / "tmp").iterdir()) == []
    assert [path.name for path in played.folder.iterdir() if path.name != "tmp"] == ["reports"]


def urls(story: Story) -> frozenset[str]:
    return frozenset(leaf.address for leaf in (story.where, *story.copies))


def named(text: str) -> list[str]:
    """Names and details of the town's people that stand in `text`."""
    folded = text.casefold()
    parts = [
        part
        for who in town.CASEWORKERS
        for part in (who.surname, *who.spellings, *(detail.value for detail in who.details))
    ]
    return [part for part in (*parts, "Hadzovrana", "Branehed") if part.casefold() in folded]
