"""What goes into a report: cases from the store, labels for names, words only where revealed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from scanner.config.settings import Config
from scanner.findings import decide
from scanner.model.action import Action
from scanner.model.assessment import UNSHOWN, Because, Identity, Level, Severity
from scanner.model.finding import Change, Finding, Place
from scanner.model.ids import CaseReference, PersonId, SourceId
from scanner.model.personal import UNKNOWN, Personal
from scanner.places.sources import Source, SourceClass
from scanner.report.data import Period, ReportData, ReportedCase, SourceCoverage
from scanner.store import audit, consents, findings, frontier, people
from scanner.store.database import Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """Who wants to see words in context, and why; noted in the audit log."""

    actor: str
    reason: str
    names: bool = False
    """Names too: for an officer at work on a case, never for a file."""


def gather(
    tx: Transaction,
    config: Config,
    period: Period,
    sources: Sequence[Source],
    *,
    news_since: datetime | None = None,
    unreviewed: tuple[str, ...] = (),
    reveal: Reveal | None = None,
    only: CaseReference | None = None,
    admits: Callable[[Transaction, PersonId], bool] = consents.is_open_to_team,
) -> ReportData:
    """A report of `period`, made at its end: what is out there, what it brought or took away.

    What is out there is there also where it bears a time that is still to come, by a clock that
    ran ahead.

    New or worse is what became so since `news_since`; None: since the period began. Coverage is
    that of `sources` at its end: a source of which nothing was read is there too.

    Holds no finding below level low and none of somebody without a valid consent; of the others
    only those whom `admits` lets through: unless told otherwise, who lets the whole team see, for
    any of it may read a report. With `only` at most the case that it names or was merged into. With
    `reveal` the transaction must be one that writes.
    """
    within = (f for f in _found(tx, only) if _belongs(tx, f, period))
    found = tuple(f for f in within if admits(tx, f.person_id))
    since = news_since or period.since
    mirrors = frozenset(s.source_id for s in sources if s.source_class is SourceClass.MIRROR)
    shown = tuple((f, _case(tx, f, since, reveal, mirrors)) for f in found)
    cases = tuple(case for f, case in shown if not f.is_about_another)
    set_aside = tuple(case for f, case in shown if f.is_about_another)
    if reveal is not None:
        _note(tx, (*cases, *set_aside), reveal, period.until)
    return ReportData(
        organisation=config.organisation.name,
        zone=config.organisation.timezone,
        made_at=period.until,
        period=period,
        is_lab=config.lab is not None,
        is_revealed=reveal is not None,
        coverage=coverage(tx, sources, period.until),
        cases=tuple(sorted(cases, key=lambda case: not case.is_out_there)),
        set_aside=set_aside,
        unreviewed=unreviewed,
    )


def _found(tx: Transaction, only: CaseReference | None) -> tuple[Finding, ...]:
    if only is None:
        return findings.at_or_above(tx, Level.LOW)
    one = findings.by_reference(tx, only)
    return () if one is None else (one,)


def coverage(
    tx: Transaction, sources: Sequence[Source], at: datetime
) -> tuple[SourceCoverage, ...]:
    """What was and was not read of each source after the scan that last took it up."""
    known = {source.source_id: source for source in sources}
    return tuple(
        SourceCoverage(
            source_id=one.source_id,
            name=known[one.source_id].name,
            checked=one.checked,
            missed=one.missed,
            robots_override_reason=known[one.source_id].robots_override_reason,
        )
        for one in frontier.coverage(tx, tuple(known), at)
        # Where nothing was handed in, nothing is missing.
        if one.checked or one.missed or not known[one.source_id].is_supplied
    )


def _belongs(tx: Transaction, finding: Finding, period: Period) -> bool:
    over = finding.change is Change.GONE and finding.changed_at < period.since
    return not over and consents.is_valid(tx, finding.person_id, period.until)


def _case(
    tx: Transaction,
    finding: Finding,
    news_since: datetime,
    reveal: Reveal | None,
    mirrors: frozenset[SourceId],
) -> ReportedCase:
    assessment = finding.assessment
    is_revealed = reveal is not None
    return ReportedCase(
        person_id=finding.person_id,
        label=people.label(tx, finding.person_id),
        case_reference=finding.case_reference,
        change=decide.news(finding, findings.events(tx, finding.finding_id), news_since),
        verdict=finding.verdict,
        identity=assessment.identity if is_revealed else _wordless_identity(assessment.identity),
        severity=assessment.severity if is_revealed else _wordless_severity(assessment.severity),
        excerpt=finding.excerpt if is_revealed else None,
        places=_in_order(finding.places, mirrors),
        evidence_sha256=finding.evidence_sha256,
        first_seen=finding.first_seen,
        last_seen=finding.last_seen,
        is_claimed=finding.is_claimed,
        name=_name(tx, finding) if reveal is not None and reveal.names else None,
    )


def _in_order(places: tuple[Place, ...], mirrors: frozenset[SourceId]) -> tuple[Place, ...]:
    """Where to ask for removal first: the order in which a scan came by says nothing."""
    return tuple(sorted(places, key=lambda p: (p.source_id in mirrors, p.first_seen)))


def _name(tx: Transaction, finding: Finding) -> Personal:
    profile = people.profile(tx, finding.person_id)
    return Personal(f"{profile.given.reveal()} {profile.surname.reveal()}")


def _wordless_identity(identity: Identity) -> Identity:
    evidence = tuple(replace(e, because=_wordless(e.because)) for e in identity.evidence)
    return replace(identity, evidence=evidence)


def _wordless_severity(severity: Severity) -> Severity:
    # Without their words several reasons may read alike: said once is enough.
    because = tuple(dict.fromkeys(map(_wordless, severity.because)))
    gathering = severity.gathering and UNSHOWN
    return replace(severity, because=because, gathering=gathering)


def _wordless(because: Because) -> Because:
    return replace(because, words=UNKNOWN, gloss="")


def _note(tx: Transaction, cases: tuple[ReportedCase, ...], reveal: Reveal, at: datetime) -> None:
    for case in cases:
        audit.append(
            tx,
            at=at,
            actor=reveal.actor,
            action=Action.REPORT_REVEAL,
            person_id=case.person_id,
            object_id=case.case_reference,
            reason=Personal(reveal.reason),
        )
