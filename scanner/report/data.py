"""What a report says. Labels for names; words and names only where somebody had them revealed."""

from dataclasses import dataclass
from datetime import datetime

from scanner.model.assessment import Identity, Level, Severity
from scanner.model.finding import Change, Excerpt, Place, Verdict
from scanner.model.ids import CaseReference, PersonId, PersonLabel, Sha256, SourceId
from scanner.model.page import MissReason
from scanner.model.personal import Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `since` up to, not including, `until`."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCoverage:
    """What was and was not read of one source."""

    source_id: SourceId
    name: str
    checked: int
    """Pages that were read, or that the site said are unchanged or not there."""
    missed: tuple[tuple[MissReason, int], ...]
    """Pages that were not checked, by reason, most first."""
    robots_override_reason: str = ""
    """Why the controller decided to read it against its robots.txt; empty where that is obeyed."""

    @property
    def is_whole(self) -> bool:
        """True where something was read and nothing was missed."""
        return self.checked > 0 and not self.missed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCase:
    """One finding, as the security team may see it."""

    person_id: PersonId
    """To know whose file this is; never shown."""
    label: PersonLabel
    case_reference: CaseReference
    change: Change
    verdict: Verdict
    identity: Identity
    severity: Severity
    excerpt: Excerpt | None
    """Her words in context; None unless revealed."""
    places: tuple[Place, ...]
    """Earliest seen first, on mirrors last. Which is the original is not known."""
    evidence_sha256: tuple[Sha256, ...]
    first_seen: datetime
    last_seen: datetime
    is_claimed: bool = False
    """True where the person says herself that it is about her."""
    name: Personal | None = None
    """Her name; None unless revealed to an officer. No report file holds it."""

    @property
    def is_out_there(self) -> bool:
        """False where it was looked for and not found."""
        return self.change not in (Change.MISSING, Change.GONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    organisation: str
    zone: str
    """The time zone that times are shown in."""
    made_at: datetime
    period: Period
    is_lab: bool
    """True where the people and pages are invented."""
    is_revealed: bool
    """True where words in context stand in the report."""
    coverage: tuple[SourceCoverage, ...]
    cases: tuple[ReportedCase, ...]
    """Worst first; what is not out there any more, last."""
    set_aside: tuple[ReportedCase, ...] = ()
    """Said to be about somebody else, by an officer or by her; a slip can be mended. Uncounted."""
    unreviewed: tuple[str, ...] = ()
    """Languages (BCP 47) whose word list no native reader has reviewed yet, where asked for."""

    @property
    def people(self) -> frozenset[PersonId]:
        return frozenset(case.person_id for case in (*self.cases, *self.set_aside))

    @property
    def gaps(self) -> tuple[SourceCoverage, ...]:
        """The sources of which something was not checked."""
        return tuple(source for source in self.coverage if not source.is_whole)

    def count(self, level: Level) -> int:
        """How many cases of `level` are out there."""
        return sum(case.is_out_there and case.severity.level is level for case in self.cases)

    def changed(self, change: Change) -> int:
        """How many cases the period brought this change."""
        return sum(case.change is change for case in self.cases)
