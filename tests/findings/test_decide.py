from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.findings.decide import judge, look, news, unchanged, unite, worst
from scanner.model.assessment import Assessment, DetailMatch, Gathering, Level
from scanner.model.finding import (
    Change,
    Finding,
    FindingEvent,
    PlaceState,
    Sighting,
    Verdict,
)
from scanner.model.ids import CaseReference, FindingId
from scanner.model.personal import Personal
from tests.findings.cast import (
    CALL,
    DAY_1,
    DAY_2,
    DAY_3,
    HOUR,
    MIRROR,
    OTHER_PHONE,
    PHONE,
    THREAD,
    assessment,
    calling,
    detail,
    found,
    seen,
    sighting,
)

KNOWN = detail(PHONE, DetailMatch.KNOWN)


OTHER_WORDS = "Amina Provhult, i kväll bränner vi ner ditt hus, alla kommer dit med bensin"


def test_another_threat_in_the_same_place_is_worse() -> None:
    finding = seen(found(), sighting(DAY_2, words=OTHER_WORDS))
    assert finding.change is Change.WORSE
    assert finding.excerpt.text == Personal(OTHER_WORDS)


def test_a_threat_that_was_judged_hers_is_told_of_again_when_another_comes() -> None:
    finding = seen(judge(found(), Verdict.HER), sighting(DAY_2, words=OTHER_WORDS))
    assert (finding.change, finding.verdict) == (Change.WORSE, Verdict.HER)


@pytest.mark.parametrize(
    "again",
    [
        sighting(DAY_2, words=OTHER_WORDS, address=MIRROR),
        sighting(DAY_2, Level.LOW, words=OTHER_WORDS),
        sighting(DAY_2, words="Amina Provhult, ring henne !"),
    ],
    ids=["a copy", "in doubt", "the same words"],
)
def test_what_is_no_other_threat_is_not_worse(again: Sighting) -> None:
    assert seen(found(), again).change is not Change.WORSE


def test_another_call_to_gather_is_worse() -> None:
    severity = replace(sighting().assessment.severity, gathering=CALL)
    call = replace(sighting().assessment, severity=severity)
    now = replace(sighting(DAY_2), assessment=call)
    assert seen(found(), now).change is Change.WORSE
    assert seen(calling(found()), now).change is Change.SEEN_AGAIN


def test_a_first_sighting_is_new() -> None:
    finding = found(Level.HIGH, (detail(),))
    assert finding.change is Change.NEW
    assert finding.verdict is Verdict.UNJUDGED
    assert finding.detail_version == 1
    assert (finding.first_seen, finding.last_seen, finding.changed_at) == (DAY_1, DAY_1, DAY_1)
    assert [(p.address, p.post_key, p.state) for p in finding.places] == [
        (THREAD, "p5", PlaceState.SEEN)
    ]


# What day 2 brings, against a medium finding of day 1 with one phone number beside the name.
SECOND_SIGHTINGS = {
    "the same": (sighting(DAY_2, details=(detail(),)), Change.SEEN_AGAIN, 1, Level.MEDIUM),
    "calmer": (sighting(DAY_2, Level.LOW), Change.SEEN_AGAIN, 1, Level.MEDIUM),
    "graver": (sighting(DAY_2, Level.HIGH), Change.WORSE, 1, Level.HIGH),
    "another detail": (
        sighting(DAY_2, details=(detail(OTHER_PHONE),)),
        Change.WORSE,
        2,
        Level.MEDIUM,
    ),
    "another detail in calmer words": (
        sighting(DAY_2, Level.LOW, (detail(OTHER_PHONE),)),
        Change.WORSE,
        2,
        Level.MEDIUM,
    ),
    "known to be hers": (sighting(DAY_2, details=(KNOWN,)), Change.WORSE, 2, Level.MEDIUM),
    "a copy": (
        sighting(DAY_2, details=(detail(),), address=MIRROR, post_key=""),
        Change.NEW,
        1,
        Level.MEDIUM,
    ),
}


@pytest.mark.parametrize(
    ("again", "change", "version", "level"), SECOND_SIGHTINGS.values(), ids=SECOND_SIGHTINGS
)
def test_a_second_sighting(again: Sighting, change: Change, version: int, level: Level) -> None:
    finding = seen(found(details=(detail(),)), again)
    assert finding.change is change
    assert finding.detail_version == version
    assert finding.assessment.severity.level is level
    assert finding.last_seen == DAY_2
    assert finding.first_seen == DAY_1


def test_details_of_all_sightings_are_united_and_known_stays_known() -> None:
    finding = seen(
        found(details=(KNOWN,)), sighting(DAY_2, details=(detail(), detail(OTHER_PHONE)))
    )
    details = {d.masked: d.match for d in finding.assessment.severity.details}
    assert details == {PHONE: DetailMatch.KNOWN, OTHER_PHONE: DetailMatch.NEARBY}


def test_the_excerpt_shows_what_made_it_worse() -> None:
    calm = seen(found(), sighting(DAY_2, Level.LOW, words="lugnare"))
    assert calm.excerpt.text == found().excerpt.text
    worse = seen(found(), sighting(DAY_2, Level.ACUTE, words="värre"))
    assert worse.excerpt.text == Personal("värre")


@pytest.mark.parametrize(("since", "change"), [(DAY_1, Change.NEW), (DAY_2, Change.SEEN_AGAIN)])
def test_what_a_killed_scan_saw_is_new_until_a_report_has_told_it(
    since: datetime, change: Change
) -> None:
    assert seen(found(), sighting(DAY_2), since=since).change is change


def test_what_was_away_is_seen_again_though_no_report_has_told_that_it_is_back() -> None:
    away = look(found(), THREAD, present=frozenset(), at=DAY_2)
    back = seen(away, sighting(DAY_3), since=DAY_1)
    assert back.change is Change.SEEN_AGAIN
    assert [place.state for place in back.places] == [PlaceState.SEEN]


def test_a_copy_adds_a_place_and_its_evidence_behind_the_original() -> None:
    finding = seen(found(), sighting(DAY_2, address=MIRROR, post_key="", evidence="d" * 64))
    assert [p.address for p in finding.places] == [THREAD, MIRROR]
    assert finding.evidence_sha256 == ("e" * 64, "d" * 64)
    assert seen(finding, sighting(DAY_3)).evidence_sha256 == finding.evidence_sha256


THE_SAME = {
    "the same": sighting(DAY_2, details=(detail(),)),
    "calmer": sighting(DAY_2, Level.LOW),
    "a copy": sighting(DAY_2, address=MIRROR, post_key=""),
}
OVERTAKING = {
    "graver": sighting(DAY_2, Level.HIGH),
    "a detail": sighting(DAY_2, details=(detail(OTHER_PHONE),)),
    "a detail known to be hers": sighting(DAY_2, details=(KNOWN,)),
    "other words": sighting(DAY_2, words="Amina Provhult, ring henne, hon ska dö"),
    "a copy with other words": sighting(
        DAY_2, address=MIRROR, words="Så här skrev de: Amina Provhult, ring henne. Hon ska dö"
    ),
}


@pytest.mark.parametrize("said", [Verdict.NOT_HER, Verdict.SET_ASIDE])
def test_not_her_holds_for_what_it_was_said_of_and_for_nothing_graver(said: Verdict) -> None:
    not_her = judge(found(details=(detail(),)), said)
    for again in THE_SAME.values():
        assert seen(not_her, again).verdict is said
    for again in OVERTAKING.values():
        reopened = seen(not_her, again)
        assert (reopened.verdict, reopened.change) == (Verdict.UNJUDGED, Change.WORSE)
        assert reopened.excerpt == again.excerpt
    her = judge(found(), Verdict.HER)
    assert {seen(her, again).verdict for again in OVERTAKING.values()} == {Verdict.HER}


def test_a_post_and_its_copy_with_more_around_it_are_asked_about_once() -> None:
    copy = sighting(DAY_2, address=MIRROR, words="Läs vad de skriver: Amina Provhult, ring henne")
    not_her = judge(seen(judge(found(), Verdict.NOT_HER), copy), Verdict.NOT_HER)
    for again in (sighting(DAY_3), replace(copy, seen_at=DAY_3)):
        assert seen(not_her, again).verdict is Verdict.NOT_HER


def test_a_counter_that_goes_on_or_a_changed_word_overtakes_no_verdict() -> None:
    text = (
        "Amina Provhult vann loppet i går och {} såg på när hon gick i mål först av alla {}, "
        "fast det hade regnat hela natten och banan var tung"
    )
    before = seen(None, sighting(words=text.format("alla", 31)))
    after = sighting(DAY_2, words=text.format("många", 470))
    assert seen(judge(before, Verdict.NOT_HER), after).verdict is Verdict.NOT_HER


def test_getting_worse_is_news_each_time_and_nothing_else_is() -> None:
    worse = seen(found(), sighting(DAY_2, Level.HIGH))
    assert worse.changed_at == DAY_2
    assert seen(worse, sighting(DAY_3, Level.ACUTE)).changed_at == DAY_3
    copied = seen(worse, sighting(DAY_3, address=MIRROR, post_key=""))
    assert (copied.change, copied.changed_at) == (Change.WORSE, DAY_2)
    assert look(worse, THREAD, present=frozenset({"p5"}), at=DAY_3) == worse


# ---- looked for and not found -----------------------------------------------------------------

NOBODY: frozenset[str] = frozenset()


Step = Callable[[Finding], Finding]

missed_day_2: Step = partial(look, address=THREAD, present=NOBODY, at=DAY_2)
missed_an_hour_later: Step = partial(look, address=THREAD, present=NOBODY, at=DAY_2 + HOUR)
missed_day_3: Step = partial(look, address=THREAD, present=NOBODY, at=DAY_3)
present_day_3: Step = partial(look, address=THREAD, present=frozenset({"p5"}), at=DAY_3)
back_day_3: Step = partial(seen, new=sighting(DAY_3))
copied_day_2: Step = partial(seen, new=sighting(DAY_2, address=MIRROR, post_key=""))
mirror_missed_day_3: Step = partial(look, address=MIRROR, present=NOBODY, at=DAY_3)
other_page: Step = partial(look, address=MIRROR, present=NOBODY, at=DAY_2)
unchanged_day_2: Step = partial(unchanged, address=THREAD, at=DAY_2)
unchanged_day_3: Step = partial(unchanged, address=THREAD, at=DAY_3)

LOOKS: dict[str, tuple[list[Step], Change]] = {
    "not looked at": ([other_page], Change.NEW),
    "missed once": ([missed_day_2], Change.MISSING),
    "missed twice within a day": ([missed_day_2, missed_an_hour_later], Change.MISSING),
    "missed again a day later": ([missed_day_2, missed_day_3], Change.GONE),
    "gone stays gone": ([missed_day_2, missed_day_3, missed_day_3], Change.GONE),
    "back after missing": ([missed_day_2, back_day_3], Change.SEEN_AGAIN),
    "back after gone": ([missed_day_2, missed_day_3, back_day_3], Change.SEEN_AGAIN),
    "gone while a copy stands": ([copied_day_2, missed_day_2, missed_day_3], Change.NEW),
    "copied": ([copied_day_2], Change.NEW),
    "copied after it was missed": ([missed_day_2, copied_day_2], Change.SEEN_AGAIN),
    "one gone, the copy missed once": (
        [copied_day_2, missed_day_2, missed_day_3, mirror_missed_day_3],
        Change.MISSING,
    ),
    "present": ([present_day_3], Change.NEW),
    "page unchanged": ([unchanged_day_2], Change.SEEN_AGAIN),
    "page unchanged since it was missed": ([missed_day_2, unchanged_day_3], Change.GONE),
}


@pytest.mark.parametrize(("steps", "change"), LOOKS.values(), ids=LOOKS)
def test_looks(steps: list[Step], change: Change) -> None:
    finding = found()
    for step in steps:
        finding = step(finding)
    assert finding.change is change


def test_a_place_missed_keeps_when_it_was_last_seen() -> None:
    place = missed_day_2(found()).places[0]
    assert (place.last_seen, place.missing_since) == (DAY_1, DAY_2)
    assert back_day_3(missed_day_2(found())).places[0].missing_since is None


def test_an_unchanged_page_counts_as_seen() -> None:
    finding = unchanged_day_2(found())
    assert finding.last_seen == finding.places[0].last_seen == DAY_2


@given(
    st.lists(
        st.tuples(
            st.integers(0, 5), st.sampled_from(["see", "miss", "unchanged", "copy", "miss copy"])
        ),
        max_size=12,
    )
)
def test_nothing_is_gone_sooner_than_a_day_after_it_was_last_seen(
    moves: list[tuple[int, str]],
) -> None:
    finding, at = found(), DAY_1
    for wait, what in moves:
        at += timedelta(hours=6 * wait)
        match what:
            case "see":
                finding = seen(finding, sighting(at))
            case "miss":
                finding = look(finding, THREAD, present=NOBODY, at=at)
            case "unchanged":
                finding = unchanged(finding, THREAD, at=at)
            case "copy":
                finding = seen(finding, sighting(at, address=MIRROR, post_key=""))
            case _:
                finding = look(finding, MIRROR, present=NOBODY, at=at)
    stands = any(p.state is PlaceState.SEEN for p in finding.places)
    assert stands == (finding.change not in (Change.MISSING, Change.GONE))
    if finding.change is Change.GONE:
        assert at - finding.last_seen >= timedelta(days=1)
    assert finding.last_seen == max(p.last_seen for p in finding.places)


# ---- one post after all -----------------------------------------------------------------------


def other_finding() -> Finding:
    new = seen(None, sighting(DAY_2, Level.HIGH, (detail(),), address=MIRROR, evidence="d" * 64))
    return replace(new, finding_id=FindingId("0" * 32), case_reference=CaseReference("V-222222"))


def test_united_findings_keep_the_survivors_name_and_the_worst_of_both() -> None:
    united = unite(found(), other_finding())
    assert united.finding_id == found().finding_id
    assert united.case_reference == found().case_reference
    assert united.assessment.severity.level is Level.HIGH
    assert united.detail_version == 2
    assert [p.address for p in united.places] == [THREAD, MIRROR]
    assert united.evidence_sha256 == ("e" * 64, "d" * 64)
    assert (united.first_seen, united.last_seen) == (DAY_1, DAY_2)


def test_a_call_to_gather_is_lost_with_neither_and_the_later_says_where_people_go() -> None:
    quiet, called = found(Level.HIGH), calling(other_finding())
    assert unite(quiet, called).assessment.severity.gathering == CALL
    assert unite(called, quiet).assessment.severity.gathering == CALL
    moved = replace(CALL, place=Personal("torget"))
    assert worst(called.assessment, _calling_to(moved)).severity.gathering == moved


def _calling_to(call: Gathering) -> Assessment:
    now = assessment(Level.LOW)
    return replace(now, severity=replace(now.severity, gathering=call))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (Verdict.UNJUDGED, Verdict.HER, Verdict.HER),
        (Verdict.NOT_HER, Verdict.UNJUDGED, Verdict.UNJUDGED),
        (Verdict.UNJUDGED, Verdict.SET_ASIDE, Verdict.UNJUDGED),
        (Verdict.NOT_HER, Verdict.NOT_HER, Verdict.NOT_HER),
        (Verdict.NOT_HER, Verdict.HER, Verdict.HER),
        (Verdict.HER, Verdict.SET_ASIDE, Verdict.HER),
        (Verdict.NOT_HER, Verdict.SET_ASIDE, Verdict.SET_ASIDE),
    ],
)
def test_her_holds_for_both_and_somebody_else_only_where_said_of_both(
    one: Verdict, other: Verdict, both: Verdict
) -> None:
    assert unite(judge(found(), one), judge(other_finding(), other)).verdict is both


def test_a_missing_finding_united_with_a_standing_one_stands() -> None:
    assert unite(missed_day_2(found()), other_finding()).change is not Change.MISSING


def events(*states: Finding) -> tuple[FindingEvent, ...]:
    return tuple(
        FindingEvent(at=one.changed_at, change=one.change, level=one.assessment.severity.level)
        for one in states
    )


@pytest.mark.parametrize(
    ("since", "expected"),
    [(DAY_1, Change.NEW), (DAY_2, Change.WORSE), (DAY_3, Change.SEEN_AGAIN)],
)
def test_a_report_does_not_lose_the_news_to_a_later_look(since: datetime, expected: Change) -> None:
    worse = seen(found(), sighting(DAY_2, Level.HIGH))
    copy = seen(worse, sighting(DAY_2, Level.LOW, address=MIRROR, post_key=""))
    again = seen(copy, sighting(DAY_3))
    assert news(again, events(found(), worse, copy, again), since) is expected


@pytest.mark.parametrize("since", [DAY_1, DAY_2, DAY_3])
def test_what_is_not_there_any_more_is_not_news(since: datetime) -> None:
    missing = look(found(), THREAD, present=frozenset(), at=DAY_3)
    assert news(missing, events(found(), missing), since) is Change.MISSING
