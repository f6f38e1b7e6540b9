"""The officer's morning: every case in a list, one shown whole, judged, registered."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import select

from scanner.model.action import Action
from scanner.model.consent import ConsentKind
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.portal.staff.audit_log import OWN_DEEDS
from scanner.report.as_json import SCHEMA_FILE
from scanner.store import audit, consents, findings, people, schema
from scanner.store.audit import Entry
from tests.cli.conftest import Scanned
from tests.cli.program import Ended
from tests.cli.world import THREAD, World
from tests.conftest import MORNING
from tests.findings.cast import calling

NAME = "Amina Provhult"
WORDS = "tar våra barn"
NUMBER = "070-174 06 05"


def reference(world: World) -> str:
    (found,) = re.findall(r"V-\w+", world.varn("findings", "list").out)
    return found


def about_her(world: World) -> tuple[Entry, ...]:
    store = world.opened()
    try:
        (her,) = store.read(people.ids)
        return store.read(lambda tx: audit.about(tx, PersonId(her)))
    finally:
        store.close()


def test_a_case_of_a_clock_that_ran_ahead_stays_when_it_is_set_right(world: World) -> None:
    assert "1 high" in world.varn("run", now=MORNING + timedelta(days=1)).out
    right = MORNING + timedelta(hours=2)
    (case,) = re.findall(r"V-\w+", world.varn("findings", "list", now=right).out)
    assert world.varn("findings", "show", case, now=right).code == 0
    assert "look  clock" in world.varn("doctor", now=right).out


def test_a_list_says_what_how_bad_and_what_the_last_scan_brought(scanned: Scanned) -> None:
    ended = scanned.world.varn("findings", "list")
    line, count = ended.out.splitlines()
    assert (ended.code, count) == (0, "1 case.")
    case, label, *rest = line.split(" · ")
    assert re.fullmatch(r"V-\w{6} P-\w{6}", f"{case} {label}")
    assert rest == [
        "High",
        "exposure or a call to act",
        "Phone number 07•-••• •• 05 (the person's own)",
        "New",
        "Not yet reviewed",
    ]
    assert not re.search(f"Amina|Provhult|{WORDS}|{NUMBER}", ended.out + ended.err)


def test_what_was_not_checked_stands_beside_no_cases(world: World) -> None:
    listed = world.varn("findings", "list").out
    assert listed == "No cases.\nNot checked: forum, nothing was read.\n"


def test_what_was_there_before_the_last_scan_is_not_new(after: World) -> None:
    assert after.varn("run", now=MORNING + timedelta(days=1)).code == 0
    listed = after.varn("findings", "list", now=MORNING + timedelta(days=1, hours=1))
    assert " · Seen again · " in listed.out


def test_one_case_is_shown_with_reasons_places_and_times(scanned: Scanned) -> None:
    case = reference(scanned.world)
    ended = scanned.world.varn("findings", "show", case.lower())
    assert ended.code == 0
    assert "bits:" in ended.out
    assert re.search(
        r"hxxp://forum\[.\]example/trad .*first seen 2026-11-21 \d\d:\d\d CET", ended.out
    )
    assert re.search(r"Evidence SHA-256: [0-9a-f]{64}", ended.out)
    assert not re.search(f"Amina|Provhult|{WORDS}|{NUMBER}", ended.out + ended.err)


def looks(world: World, after: int = 0) -> list[tuple[str, str]]:
    """Who saw what is masked of hers, by the entries beyond the first `after`."""
    seen = (Action.CASE_LOOK, Action.REPORT_WRITE)
    return [(e.actor, e.action) for e in about_her(world)[after:] if e.action in seen]


def test_who_sees_what_is_masked_stands_in_her_log_once_an_hour(after: World) -> None:
    """Of who is not asked who she is no name: only that somebody reached the machine."""
    case, before, later = reference(after), len(about_her(after)), MORNING + timedelta(days=1)
    for arguments in (("list", "--json"), ("show", case), ("show", case, "--json")):
        assert after.varn("findings", *arguments, now=later).code == 0
    assert looks(after, before) == [("operator", "case.look")]
    assert about_her(after)[-1].matter.object_id == case
    after.varn("findings", "show", case, "--officer", "Vakten", now=later)
    after.varn("findings", "show", case, now=later + timedelta(hours=2))
    assert looks(after, before + 1) == [("cli:Vakten", "case.look"), ("operator", "case.look")]


def test_a_case_in_a_report_file_stands_in_her_log(after: World) -> None:
    assert looks(after)[0] == ("time", "report.write")
    before = len(about_her(after))
    assert after.varn("run", now=MORNING + timedelta(days=1)).code == 0
    assert after.varn("report", "build", "--officer", "Vakten").code == 0
    assert looks(after, before) == [("cli:Vakten", "report.write")]


@pytest.mark.parametrize("typed", ["self", "mailbox", "time", "0" * 32])
def test_no_name_that_is_typed_passes_for_another_actor(after: World, typed: str) -> None:
    before = len(about_her(after))
    reason = ("--reveal", "--reason", "nyfiken", "--officer", typed)
    assert after.varn("findings", "list", *reason).code == 0
    (seen,) = (one for one in about_her(after)[before:] if one.action == "report.reveal")
    assert seen.actor == f"cli:{typed}"
    store = after.opened()
    try:
        read = store.read(lambda tx: audit.deeds(tx, but=OWN_DEEDS, before=None, limit=50))
    finally:
        store.close()
    assert ("cli:" + typed, "report.reveal") in {(one.actor, one.action) for one in read}


def test_a_name_too_long_for_the_log_is_refused(after: World) -> None:
    ended = after.varn("findings", "judge", reference(after), "her", "--officer", "x" * 61)
    assert (ended.code, "at most 60" in ended.err) == (2, True)


def test_times_are_those_of_the_organisation(after: World) -> None:
    case = reference(after)
    after.edit('# timezone = "Europe/Stockholm"', 'timezone = "Asia/Tokyo"')
    shown = after.varn("findings", "show", case).out
    assert re.search(r"First seen 2026-11-21 \d\d:\d\d JST, last seen .* JST\n", shown)
    assert "UTC" not in shown


def test_the_help_names_the_argument_as_people_do(world: World) -> None:
    shown = world.varn("findings", "register", "--help").out
    assert "CASE" in shown
    assert "scanner." not in shown


def test_one_case_for_machines(scanned: Scanned) -> None:
    case = reference(scanned.world)
    report = listed(scanned.world.varn("findings", "show", case, "--json"))
    assert [finding["id"] for finding in report["findings"]] == [case]
    assert "registered" not in report
    assert scanned.world.varn("findings", "show", "V-AAAAAA", "--json").code == 2


def test_json_names_nobody_and_keeps_to_the_schema(scanned: Scanned) -> None:
    report = listed(scanned.world.varn("findings", "list", "--json"))
    (finding,) = report["findings"]
    assert finding["urls"] == [THREAD]
    assert set(finding["person"]) == {"label"}
    assert "places" not in finding


def test_revealed_json_adds_name_words_reference_and_times_and_she_sees_who_looked(
    after: World,
) -> None:
    ended = after.varn(
        "findings", "list", "--json", "--reveal", "--reason", "polisanmälan", "--officer", "Vakten"
    )
    (finding,) = listed(ended)["findings"]
    assert finding["person"]["name"] == NAME
    assert WORDS in finding["person"]["words"]
    assert finding["case_reference"] == finding["id"]
    (place,) = finding["places"]
    assert (place["url"], place["state"]) == (THREAD, "seen")
    assert place["first_seen"] == place["last_seen"] == finding["first_seen"]
    last = about_her(after)[-1]
    assert (last.actor, last.action) == ("cli:Vakten", "report.reveal")
    assert last.matter.object_id == finding["id"]
    assert last.matter.reason == Personal("polisanmälan")


def test_a_revealed_case_shows_name_and_words(after: World) -> None:
    ended = after.varn("findings", "show", reference(after), "--reveal", "--reason", "samtal")
    assert NAME in ended.out
    assert WORDS in ended.out
    assert about_her(after)[-1].action == "report.reveal"


def test_a_case_says_that_people_are_called_and_revealed_when_and_where(after: World) -> None:
    store = after.opened()
    try:
        (her,) = store.read(people.ids)
        (one,) = store.read(lambda tx: findings.for_person(tx, PersonId(her)))
        store.write(lambda tx: findings.save(tx, calling(one), now=MORNING))
    finally:
        store.close()
    masked = after.varn("findings", "show", one.case_reference).out
    assert "It calls people to gather: --reveal shows when and where." in masked
    assert "Lönngatan" not in masked
    shown = after.varn("findings", "show", one.case_reference, "--reveal", "--reason", "polis").out
    assert "When: på fredag kl 18. Where: utanför Lönngatan 7." in shown


@pytest.mark.parametrize(
    "arguments", [("findings", "list"), ("findings", "show", "V-AAAAAA"), ("report", "build")]
)
def test_nobody_looks_without_a_reason(scanned: Scanned, arguments: tuple[str, ...]) -> None:
    before = len(about_her(scanned.world))
    ended = scanned.world.varn(*arguments, "--reveal", "--reason", " ")
    assert (ended.code, ended.out) == (2, "")
    assert "--reveal needs --reason" in ended.sentence
    assert len(about_her(scanned.world)) == before


def test_judged_to_be_her_hr_is_told_with_the_next_run(after: World) -> None:
    case = reference(after)
    judged = after.varn("findings", "judge", case, "her", "--officer", "Vakten")
    assert (judged.code, judged.out) == (0, f"{case}: Reviewed: it is the person.\n")
    assert about_her(after)[-1].actor == "cli:Vakten"
    assert "Mails: 1 sent" in after.varn("run").out


def test_judged_not_to_be_her_the_case_is_listed_last_and_can_be_judged_again(
    after: World,
) -> None:
    case = reference(after)
    assert after.varn("findings", "judge", case, "not_her").code == 0
    line, count = after.varn("findings", "list").out.splitlines()
    assert line.startswith(case)
    assert line.endswith("Reviewed: it is somebody else")
    assert count == "No cases. 1 set aside as somebody else's."
    assert after.varn("findings", "show", case).code == 0
    assert after.varn("findings", "judge", case, "her").code == 0
    assert reference(after) == case


def test_a_registered_case_outlives_her_withdrawal(after: World, scanned: Scanned) -> None:
    case = reference(after)
    ended = after.varn(
        "findings", "register", case,
        "--registry-number", "SN 2026/17", "--retention-reference", "Gallringsbeslut 4",
    )  # fmt: skip
    assert (ended.code, ended.out) == (0, f"{case} is registered as SN 2026/17.\n")
    assert after.varn("people", "withdraw", said=f"{scanned.reference}\n").code == 0
    assert after.varn("findings", "list").out == "No cases.\n"
    store = after.opened()
    kept = store.read(lambda tx: tx.connection.execute(select(schema.registered_case)).all())
    store.close()
    assert [(row.case_reference, row.registry_number) for row in kept] == [(case, "SN 2026/17")]
    shown = after.varn("findings", "show", case)
    assert (shown.code, WORDS in shown.out) == (0, False)
    assert f"{case} is registered as SN 2026/17 since 2026-11-21" in shown.out
    assert "kept by Gallringsbeslut 4, locked since 2026-11-21" in shown.out
    machine = listed(after.varn("findings", "show", case, "--json"))
    assert machine["findings"] == []
    assert machine["registered"]["registry_number"] == "SN 2026/17"
    assert machine["registered"]["locked_at"] > machine["registered"]["registered_at"]
    asked = ("--reveal", "--reason", "utlämnande", "--officer", "Vakten")
    assert WORDS in after.varn("findings", "show", case, *asked).out
    store = after.opened()
    last = store.read(lambda tx: tx.connection.execute(select(schema.audit)).all())[-1]
    store.close()
    assert (last.actor, last.action) == ("cli:Vakten", "registered.reveal")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "V-AAAAAA"),
        ("judge", "V-AAAAAA", "her"),
        ("register", "V-AAAAAA", "--registry-number", "1", "--retention-reference", "2"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_case_that_there_is_not(scanned: Scanned, arguments: tuple[str, ...]) -> None:
    ended = scanned.world.varn("findings", *arguments)
    assert ended.code == 2
    assert "There is no case V-AAAAAA. `findings list` shows" in ended.sentence


def listed(ended: Ended) -> dict:
    assert ended.code == 0, ended
    assert ended.out.isascii()
    report = json.loads(ended.out)
    Draft202012Validator(json.loads(SCHEMA_FILE.read_text())).validate(report)
    return report


def shut_out(world: World, **chosen: object) -> None:
    store = world.opened()
    try:
        (her,) = store.read(people.ids)
        last = store.read(lambda tx: consents.latest(tx, her))
        choices = replace(last.choices, **chosen)
        event = replace(last, number=2, kind=ConsentKind.CHANGED, choices=choices)
        store.write(lambda tx: consents.append(tx, event))
    finally:
        store.close()


def test_who_shuts_an_officer_out_is_not_there_for_the_commands(after: World) -> None:
    case, before = reference(after), len(about_her(after))
    shut_out(after, excluded=frozenset({"0" * 32}))
    assert after.varn("findings", "list").out == "No cases.\n"
    registering = ("--registry-number", "1", "--retention-reference", "2")
    for arguments in (
        ("show", case),
        ("show", case, "--reveal", "--reason", "x"),
        ("judge", case, "her"),
        ("register", case, *registering),
    ):
        there = after.varn("findings", *arguments)
        nobodys = after.varn("findings", *(arguments[0], "V-222222", *arguments[2:]))
        assert there.code == nobodys.code == 2
        assert there.err.replace(case, "V-222222") == nobodys.err
    assert len(about_her(after)) == before
