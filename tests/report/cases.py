"""Invented cases, as the report receives them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from scanner.model.assessment import (
    Because,
    DetailMatch,
    ExposedDetail,
    Gathering,
    Identity,
    IdentityEvidence,
    Level,
    Severity,
    SeverityTier,
)
from scanner.model.finding import Change, Excerpt, Place, PlaceState, Verdict
from scanner.model.ids import Address, CaseReference, PersonId, PersonLabel, Sha256, SourceId
from scanner.model.page import MissReason
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import Personal
from scanner.report.data import Period, ReportData, ReportedCase, SourceCoverage

NOW = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)

HOSTILE_WORDS = "Amina Warsame </blockquote><script>alert(1)</script> \u202edrow\u202c \x1b[2J"

PLACE = Place(
    source_id=SourceId("forum"),
    address=Address("https://forum.example/trad/7?x=%3Cscript%3E"),
    post_key="p3",
    state=PlaceState.SEEN,
    first_seen=YESTERDAY,
    last_seen=NOW,
)

PHONE = ExposedDetail(
    kind=DetailKind.PHONE,
    match=DetailMatch.KNOWN,
    setting=Setting.PRIVATE,
    masked="07•-••• •• 05",
    start=40,
    end=53,
)

CASE = ReportedCase(
    person_id=PersonId("a" * 32),
    label=PersonLabel("P-4F7KX2"),
    case_reference=CaseReference("V-K7Q2M9"),
    change=Change.NEW,
    verdict=Verdict.UNJUDGED,
    identity=Identity(
        probability=0.987,
        evidence=(
            IdentityEvidence(
                feature="detail",
                bits=6.25,
                because=Because(message="it took too long"),
            ),
            IdentityEvidence(
                feature="town", bits=-1.5, because=Because(message="it was too large")
            ),
        ),
    ),
    severity=Severity(
        tier=SeverityTier.T3,
        level=Level.HIGH,
        details=(PHONE,),
        score=61.0,
        because=(Because(message="the site refused us"),),
    ),
    excerpt=None,
    places=(PLACE, replace(PLACE, address=Address("https://mirror.example/kopia"), post_key="")),
    evidence_sha256=(Sha256("0" * 64),),
    first_seen=YESTERDAY,
    last_seen=NOW,
)

REVEALED_CASE = replace(
    CASE,
    excerpt=Excerpt(
        text=Personal(HOSTILE_WORDS), spans=((0, 13),), language="sv", posted_at=YESTERDAY
    ),
    severity=replace(
        CASE.severity,
        because=(
            Because(
                message="the site refused us", words=Personal("ring henne <b>"), gloss="ring henne"
            ),
        ),
    ),
)

DATA = ReportData(
    organisation="Provstad <kommun>",
    zone="Europe/Stockholm",
    made_at=NOW,
    period=Period(since=YESTERDAY, until=NOW),
    is_lab=False,
    is_revealed=False,
    coverage=(
        SourceCoverage(source_id=SourceId("forum"), name="Forumet", checked=12, missed=()),
        SourceCoverage(
            source_id=SourceId("blog"),
            name="Bloggen <i>",
            checked=3,
            missed=((MissReason.ROBOTS, 4), (MissReason.TIMEOUT, 1)),
        ),
        SourceCoverage(source_id=SourceId("feed"), name="Flödet", checked=0, missed=()),
    ),
    cases=(CASE,),
)

REVEALED = replace(DATA, is_revealed=True, cases=(REVEALED_CASE,))


CALL = Gathering(place=Personal("utanför Lönngatan 7"), time=Personal("på fredag kl 18"))


def calling(data: ReportData, call: Gathering) -> ReportData:
    """`data` whose cases call people to gather."""
    return replace(
        data,
        cases=tuple(
            replace(one, severity=replace(one.severity, gathering=call)) for one in data.cases
        ),
    )


def case(level: Level, **changes: object) -> ReportedCase:
    """`CASE` at another level, with other changes."""
    return replace(CASE, severity=replace(CASE.severity, level=level), **changes)  # type: ignore[arg-type]
