"""The report for machines: `varn.report/1`, described by `schema.json`."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from scanner.model.assessment import ExposedDetail, Gathering, Identity, Severity
from scanner.model.finding import Place
from scanner.render.places import spots
from scanner.render.reasons import reason
from scanner.report.data import ReportData, ReportedCase, SourceCoverage
from scanner.store.registered import RegisteredCase

VERSION: Final = "varn.report/1"

SCHEMA_FILE: Final = Path(__file__).with_name("schema.json")
"""JSON Schema (2020-12) of what `as_json` returns."""


def as_json(data: ReportData, language: str, registered: RegisteredCase | None = None) -> str:
    """`data` as JSON; sentences in `language`. With what the registry knows of the one case asked
    for, where it knows it.

    ASCII only, so that what a page wrote cannot act on a terminal that shows the file.
    """
    report = {
        "version": VERSION,
        "period": {"since": _time(data.period.since), "until": _time(data.period.until)},
        "coverage": [_coverage(source) for source in data.coverage],
        "findings": [_finding(case, language) for case in data.cases],
        "set_aside": [_finding(case, language) for case in data.set_aside],
    }
    unreviewed = {"unreviewed_languages": list(data.unreviewed)} if data.unreviewed else {}
    kept = {} if registered is None else {"registered": _registered(registered)}
    lab = {"lab": True} if data.is_lab else {}
    return json.dumps(report | unreviewed | kept | lab, indent=2) + "\n"


def _coverage(source: SourceCoverage) -> dict[str, object]:
    reason = source.robots_override_reason
    override = {"robots_override_reason": reason} if reason else {}
    return {
        "source": source.source_id,
        "checked": source.checked,
        "missed": {missed.value: count for missed, count in source.missed},
    } | override


def _registered(case: RegisteredCase) -> dict[str, object]:
    locked = {} if case.locked_at is None else {"locked_at": _time(case.locked_at)}
    known: dict[str, object] = {
        "id": case.case_reference,
        "registry_number": case.registry_number,
        "retention_reference": case.retention_reference,
        "registered_at": _time(case.registered_at),
    }
    return known | locked


def _finding(case: ReportedCase, language: str) -> dict[str, object]:
    return {
        "id": case.case_reference,
        "person": _person(case),
        "urls": [spot.address for spot in spots(case.places)],
        "details": [_detail(detail) for detail in case.severity.details],
        "identity": _identity(case.identity, language),
        "severity": _severity(case.severity, language),
        "change": case.change.value,
        "first_seen": _time(case.first_seen),
        "last_seen": _time(case.last_seen),
        "evidence_sha256": list(case.evidence_sha256),
    } | _case_file(case)


def _person(case: ReportedCase) -> dict[str, str]:
    name = {} if case.name is None else {"name": case.name.reveal()}
    words = {} if case.excerpt is None else {"words": case.excerpt.text.reveal()}
    return {"label": str(case.label)} | name | words


def _case_file(case: ReportedCase) -> dict[str, object]:
    """What only an officer is shown, beside the name."""
    if case.name is None:
        return {}
    return {
        "case_reference": case.case_reference,
        "places": [_place(place) for place in case.places],
    }


def _place(place: Place) -> dict[str, object]:
    return {
        "url": place.address,
        "state": place.state.value,
        "first_seen": _time(place.first_seen),
        "last_seen": _time(place.last_seen),
    }


def _detail(detail: ExposedDetail) -> dict[str, object]:
    return {"kind": detail.kind.value, "match": detail.match.value, "masked": detail.masked}


def _identity(identity: Identity, language: str) -> dict[str, object]:
    return {
        "probability": round(identity.probability, 4),
        "evidence": [
            {
                "feature": evidence.feature,
                "bits": round(evidence.bits, 2),
                "because": reason(evidence.because, language),
            }
            for evidence in identity.evidence
        ],
    }


def _severity(severity: Severity, language: str) -> dict[str, object]:
    return {
        "level": severity.level.name.lower(),
        "tier": severity.tier.name,
        "because": [reason(because, language) for because in severity.because],
    } | _gathering(severity.gathering)


def _gathering(gathering: Gathering | None) -> dict[str, object]:
    """Where and when the post calls people to; only where her words are revealed."""
    if gathering is None or not gathering.is_said:
        return {}
    said = {"place": gathering.place.reveal(), "time": gathering.time.reveal()}
    return {"gathering": said}


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
