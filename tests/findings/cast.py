"""Invented sightings and findings, each differing from the first in what a test names."""

from datetime import UTC, datetime, timedelta

from scanner.findings.decide import see
from scanner.model.assessment import (
    Assessment,
    DetailMatch,
    ExposedDetail,
    Identity,
    Level,
    Severity,
    SeverityTier,
)
from scanner.model.finding import Excerpt, Finding, Sighting
from scanner.model.ids import (
    Address,
    CaseReference,
    ClusterId,
    FindingId,
    PersonId,
    Sha256,
    SourceId,
)
from scanner.model.judgement import Sign
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import Personal

DAY_1 = datetime(2026, 11, 2, 9, tzinfo=UTC)
DAY_2 = DAY_1 + timedelta(days=1)
DAY_3 = DAY_1 + timedelta(days=2)
HOUR = timedelta(hours=1)

AMINA = PersonId("a" * 32)
THREAD = Address("https://forum.example/t/17")
MIRROR = Address("https://spegel.example/kopia")

PHONE = "07•-••• •• 05"
OTHER_PHONE = "07•-••• •• 99"


def detail(masked: str = PHONE, match: DetailMatch = DetailMatch.NEARBY) -> ExposedDetail:
    return ExposedDetail(
        kind=DetailKind.PHONE,
        match=match,
        setting=Setting.PRIVATE,
        masked=masked,
        start=20,
        end=33,
    )


def assessment(
    level: Level = Level.MEDIUM,
    details: tuple[ExposedDetail, ...] = (),
    *,
    person_id: PersonId = AMINA,
    score: float = 4.0,
) -> Assessment:
    return Assessment(
        person_id=person_id,
        identity=Identity(probability=0.97, evidence=()),
        severity=Severity(
            tier=SeverityTier.T3, level=level, details=details, score=score, because=()
        ),
    )


def sighting(
    at: datetime = DAY_1,
    level: Level = Level.MEDIUM,
    details: tuple[ExposedDetail, ...] = (),
    *,
    address: Address = THREAD,
    post_key: str = "p5",
    person_id: PersonId = AMINA,
    cluster_id: str = "c" * 32,
    words: str = "Amina Provhult, ring henne",
    evidence: str = "e" * 64,
    signs: tuple[Sign, ...] = (),
) -> Sighting:
    return Sighting(
        person_id=person_id,
        cluster_id=ClusterId(cluster_id),
        source_id=SourceId("forum"),
        address=address,
        post_key=post_key,
        seen_at=at,
        assessment=assessment(level, details, person_id=person_id),
        excerpt=Excerpt(text=Personal(words), spans=((0, 14),), language="sv", posted_at=None),
        evidence_sha256=Sha256(evidence),
        signs=signs,
    )


def seen(old: Finding | None, new: Sighting, *, since: datetime | None = None) -> Finding:
    """By a scan that began then; by one of its own where it is not said."""
    return see(
        old,
        new,
        since=since or new.seen_at,
        finding_id=FindingId("f" * 32),
        case_reference=CaseReference("V-K7Q2M9"),
    )


def found(level: Level = Level.MEDIUM, details: tuple[ExposedDetail, ...] = ()) -> Finding:
    """As first seen on day 1 in the thread."""
    return seen(None, sighting(DAY_1, level, details))
