from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from scanner.demo import summary
from scanner.model.assessment import (
    Because,
    DetailMatch,
    ExposedDetail,
    Identity,
    Level,
    Severity,
    SeverityTier,
)
from scanner.model.finding import Change, Place, PlaceState, Verdict
from scanner.model.ids import Address, CaseReference, PersonId, PersonLabel, SourceId
from scanner.model.page import MissReason
from scanner.model.person import DetailKind, Setting
from scanner.report.data import Period, ReportData, ReportedCase, SourceCoverage

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)

CASE = ReportedCase(
    person_id=PersonId("a" * 32),
    label=PersonLabel("P-4F7KX2"),
    case_reference=CaseReference("V-K7Q2M9"),
    change=Change.NEW,
    verdict=Verdict.UNJUDGED,
    identity=Identity(probability=0.987, evidence=()),
    severity=Severity(
        tier=SeverityTier.T3,
        level=Level.HIGH,
        details=(
            ExposedDetail(
                kind=DetailKind.PHONE,
                match=DetailMatch.NEARBY,
                setting=Setting.PRIVATE,
                masked="07•-••• •• 12",
                start=0,
                end=13,
            ),
        ),
        score=7.0,
        because=tuple(Because(message=f"Reason {number}.") for number in (1, 1, 2, 3)),
    ),
    excerpt=None,
    places=tuple(
        Place(
            source_id=SourceId("s"),
            address=Address(address),
            post_key="",
            state=PlaceState.SEEN,
            first_seen=NOW,
            last_seen=NOW,
        )
        for address in ("http://blogg.example/a\u202e", "http://spegel.example/b")
    ),
    evidence_sha256=(),
    first_seen=NOW,
    last_seen=NOW,
)

DAY = ReportData(
    organisation="Provstads kommun",
    zone="Europe/Stockholm",
    made_at=NOW,
    period=Period(since=NOW, until=NOW),
    is_lab=True,
    is_revealed=False,
    coverage=(
        SourceCoverage(source_id=SourceId("a"), name="Bloggen", checked=3, missed=()),
        SourceCoverage(
            source_id=SourceId("b"), name="Stängt", checked=0, missed=((MissReason.ROBOTS, 1),)
        ),
    ),
    cases=(CASE,),
)


def shown(*days: ReportData) -> str:
    return "\n".join(summary.lines(days, {"HR": 2}, [Path("reports/demo/report.html")]))


def test_tells_who_what_how_bad_why_and_where() -> None:
    text = shown(DAY)
    for words in (
        "P-4F7KX2", "V-K7Q2M9", "HIGH", "exposure or a call to act", "Phone number 07•-••• •• 12",
        "perhaps another's", "Reason 1.", "Reason 2.", "99 % sure", "blogg[.]example",
        "and 1 more", "reports/demo/report.html",
    ):  # fmt: skip
        assert words in text
    assert "Reason 3." not in text


def test_tells_what_each_day_brought() -> None:
    again = replace(DAY, cases=(replace(CASE, change=Change.WORSE),))
    assert "day 1 new, day 2 worse" in shown(DAY, again)
    assert "day 2 worse" in shown(replace(DAY, cases=()), again)


def test_tells_what_could_not_be_checked_and_why() -> None:
    assert "Stängt: the site's robots.txt forbids it" in shown(DAY)
    assert "Bloggen" not in shown(DAY)
    assert "could not be checked\n  nothing" in shown(replace(DAY, coverage=DAY.coverage[:1]))


def test_tells_how_many_mails_left_and_that_all_is_invented() -> None:
    assert " 2  HR" in shown(DAY)
    assert summary.INVENTED in shown(DAY)


def test_hostile_addresses_cannot_turn_the_text() -> None:
    assert "\u202e" not in shown(DAY)


def test_a_day_in_one_line() -> None:
    assert summary.day_line(2, DAY) == "Day 2: 1 high (1 new); 1 source could not be checked."
