"""Withdrawal by reference, sources, reports, evidence, migration."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from scanner.store import people
from tests.cli.conftest import Scanned
from tests.cli.program import varn
from tests.cli.world import SOURCE, THREAD, World
from tests.lab import Lab

SAME_WORDS = "If that reference is somebody's, her opt-in has ended and all of hers is erased.\n"


def people_in(world: World) -> int:
    store = world.opened()
    try:
        return len(store.read(people.ids))
    finally:
        store.close()


def test_whoever_holds_the_reference_can_leave(after: World, scanned: Scanned) -> None:
    reports = after.varn("report", "build").out.splitlines()
    ended = after.varn("people", "withdraw", said=f"{scanned.reference}\n")
    assert (ended.code, ended.out) == (0, SAME_WORDS)
    assert people_in(after) == 0
    assert list((after.folder / "data" / "evidence").iterdir()) == []
    assert len(reports) == 3
    assert not any(Path(path).exists() for path in reports)
    assert after.varn("findings", "list").out == "No cases.\n"


def test_a_reference_of_nobody_is_told_the_same(scanned: Scanned) -> None:
    ended = scanned.world.varn("people", "withdraw", said="AAAA-BBBB-CCCC-DDDD-EEEE\n")
    assert (ended.code, ended.out) == (0, SAME_WORDS)
    assert people_in(scanned.world) == 1


@pytest.mark.parametrize(
    "typed",
    ["AAAA", "AAAA-BBBB-CCCC-DDDD-EEE", "AAAA-BBBB-CCCC-DDDD-EEEEE", "AAAA-BBBB-CCCC-DDDD-EEE0"],
)
def test_what_can_be_nobodys_is_said_to_be_mistyped(scanned: Scanned, typed: str) -> None:
    ended = scanned.world.varn("people", "withdraw", said=f"{typed}\n")
    assert (ended.code, ended.out) == (2, "")
    assert "five groups of four" in ended.sentence
    assert typed not in ended.err


@pytest.mark.parametrize(
    "typed", [("withdraw", "{}"), ("withdraw", "--reference", "{}"), ("withdraw", "--{}"), ("{}",)]
)
def test_a_reference_is_no_argument_and_no_refusal_repeats_it(
    after: World, scanned: Scanned, typed: tuple[str, ...]
) -> None:
    words = (word.format(scanned.reference) for word in typed)
    ended = after.varn("--debug", "people", *words)
    assert ended.code == 2
    assert "asks for the reference" in ended.err
    assert scanned.reference not in ended.out + ended.err


def test_without_a_reference_nobody_leaves(after: World, scanned: Scanned) -> None:
    assert "Type it, or pipe it in" in after.varn("people", "withdraw").sentence
    assert people_in(after) == 1


@pytest.mark.parametrize("change", [str.lower, lambda said: said.replace("-", " ")])
def test_how_it_is_written_does_not_matter(
    after: World, scanned: Scanned, change: Callable[[str], str]
) -> None:
    assert after.varn("people", "withdraw", said=change(scanned.reference) + "\n").code == 0
    assert people_in(after) == 0


def test_of_an_endless_line_only_the_beginning_is_read(after: World, scanned: Scanned) -> None:
    assert after.varn("people", "withdraw", said=scanned.reference + " " * 300 + "x").code == 0
    assert people_in(after) == 0


def test_a_mistake_in_a_watchlist_keeps_nobody_from_leaving(after: World, scanned: Scanned) -> None:
    after.source("forum", SOURCE.replace("owner", "ownr"))
    assert after.varn("people", "withdraw", said=f"{scanned.reference}\n").code == 0
    assert people_in(after) == 0


def test_sources_say_how_they_stand(world: World, scanned: Scanned) -> None:
    before = world.varn("sources", "list")
    assert before.out.startswith("forum: pages, forum, not read yet; owner ")
    after = scanned.world.varn("sources", "list")
    assert after.out.startswith(
        "forum: pages, forum, 1 checked, nothing missed; "
        "owner Säkerhetsfunktionen, review by 2027-05-31\n"
    )


def test_a_source_that_is_read_against_its_robots_txt_says_so_and_why(world: World) -> None:
    world.source("forum", SOURCE + 'robots_override_reason = "Beslut SN 2026/18"\n')
    listed = world.varn("sources", "list")
    assert listed.out.endswith("; read against its robots.txt: Beslut SN 2026/18\n1 source.\n")
    (source,) = json.loads(world.varn("sources", "list", "--json").out)["sources"]
    assert source["robots_override_reason"] == "Beslut SN 2026/18"


def test_a_source_whose_address_is_mistyped_is_called_clear_nowhere(
    world: World, sites: Lab
) -> None:
    world.source("typo", SOURCE.replace('"forum"', '"typo"', 1).replace(THREAD, f"{THREAD}n"))
    assert "typo: pages, forum, not read yet; owner" in world.varn("sources", "list").out
    done = world.varn("run")
    why = "1 page (the site says that the page is not there)"
    assert done.code == 3
    assert f"Not checked: typo, {why}." in done.out
    assert f"typo: pages, forum, 0 checked, {why} missed;" in world.varn("sources", "list").out
    assert f"typo: nothing was read at the last scan: {why}." in world.varn("doctor").out


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_that_there_is_no_source_is_no_success(world: World, options: tuple[str, ...]) -> None:
    (world.folder / "watchlists" / "sources" / "forum.toml").unlink()
    listed = world.varn("sources", "list", *options)
    assert listed.code == 3
    assert ("nothing is checked" in listed.out) == (not options)


def test_sources_for_machines(scanned: Scanned) -> None:
    ended = scanned.world.varn("sources", "list", "--json")
    assert ended.out.isascii()
    answer = json.loads(ended.out)
    (source,) = answer["sources"]
    assert answer["lab"] is True
    assert source == {
        "source": "forum", "name": "Forumet", "kind": "pages", "class": "forum",
        "owner": "Säkerhetsfunktionen", "legal_note": "Påhittat forum.",
        "review_by": "2027-05-31", "expires": None, "robots_override_reason": None,
        "languages": [],
        "constitutional_media": False, "checked": 1, "missed": {},
    }  # fmt: skip


@pytest.mark.parametrize("command", ["doctor", "migrate", "sources test", "sources list"])
def test_a_lab_says_so_whatever_is_asked(world: World, command: str) -> None:
    assert world.varn(*command.split()).err.count("LAB: nothing here is real.\n") == 1


def test_watchlists_are_tested_without_asking_a_site(world: World, sites: Lab) -> None:
    asked = len(sites.asked)
    ended = world.varn("sources", "test")
    assert ended.code == 0
    assert ended.out.startswith("1 source and ")
    assert "Not yet reviewed by a native reader: ar, " in ended.out
    assert "und" not in ended.out
    assert len(sites.asked) == asked


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_report_is_written_where_and_as_asked(
    after: World, tmp_path: Path, language: str
) -> None:
    folder = tmp_path / "new" / "report"
    ended = after.varn("report", "build", "--folder", folder, "--language", language)
    assert ended.code == 0
    files = [Path(line) for line in ended.out.splitlines()]
    assert sorted(path.name for path in files) == ["report.csv", "report.html", "report.json"]
    assert {path.parent for path in files} == {folder}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}
    html = (folder / "report.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in html
    assert "Amina" not in html


def test_a_revealed_report_holds_words_but_no_name(after: World, tmp_path: Path) -> None:
    folder = tmp_path / "revealed"
    ended = after.varn("report", "build", "--folder", folder, "--reveal", "--reason", "möte")
    assert ended.code == 0
    (finding,) = json.loads((folder / "report.json").read_text())["findings"]
    assert set(finding["person"]) == {"label", "words"}
    assert "places" not in finding


def test_a_report_that_cannot_be_written_is_said(after: World, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = after.varn("report", "build", "--folder", tmp_path / "file" / "report")
    assert ended.code == 4
    assert "choose another folder (--folder" in ended.sentence


def test_a_demo_that_could_not_be_written_does_not_begin(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = varn("demo", "--folder", tmp_path / "file" / "demo")
    assert (ended.code, ended.out) == (4, "")
    assert "Choose another folder with --folder" in ended.sentence


def test_evidence_is_verified(scanned: Scanned) -> None:
    ended = scanned.world.varn("evidence", "verify")
    assert (ended.code, ended.out) == (0, "Every kept page is as it was.\n")
    machine = scanned.world.varn("evidence", "verify", "--json")
    assert (machine.code, json.loads(machine.out)) == (0, {"spoilt": [], "lab": True})


@pytest.mark.parametrize("condition", ["missing", "damaged"])
def test_spoilt_evidence_is_named(after: World, condition: str) -> None:
    (file,) = (after.folder / "data" / "evidence").iterdir()
    if condition == "missing":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] + b"\0")
    ended = after.varn("evidence", "verify")
    assert ended.code == 4
    assert ended.out == f"{file.name}: {condition}\n"
    assert "Restore the files named above" in ended.sentence
    machine = after.varn("evidence", "verify", "--json")
    assert machine.code == 4
    assert json.loads(machine.out)["spoilt"] == [{"file": file.name, "condition": condition}]


def test_an_installation_of_today_needs_no_migration(after: World) -> None:
    ended = after.varn("migrate")
    assert (ended.code, ended.out) == (0, "The database has the shape that this program needs.\n")
    assert after.varn("findings", "list").out.endswith("1 case.\n")


def test_candidates_travel_wait_and_become_sources(after: World, tmp_path: Path) -> None:
    file = tmp_path / "export.json"
    exported = json.loads(after.varn("sources", "export").out)
    assert "Säkerhetsfunktionen" not in json.dumps(exported, ensure_ascii=False)
    exported["sources"][0]["source_id"] = "grannens-forum"
    file.write_text(json.dumps(exported))
    ended = after.varn("sources", "import", str(file), "--officer", "Karin")
    assert (ended.code, ended.out.split(".")[0]) == (0, "1 new on the list")
    assert "proposed by Karin" in after.varn("sources", "candidates").out
    [one] = json.loads(after.varn("sources", "candidates", "--json").out)["candidates"]
    assert one["name"] == "sources/grannens-forum"
    yes = ("sources", "approve", one["name"], "--owner", "IT", "--legal-note", "Beslut 1")
    assert after.varn(*yes, "--officer", "Karin").code == 2
    assert after.varn(*yes, "--officer", "Lisa").code == 0
    assert "grannens-forum" in after.varn("sources", "list").out
    assert after.varn("sources", "refuse", one["name"]).code == 2
    assert after.varn("sources", "import", str(tmp_path / "none")).code == 4
