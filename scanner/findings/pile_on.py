"""Many posts that each only insult her, in a few days: a pile-on asks for an officer. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from scanner.model.assessment import Because, Level, SeverityTier
from scanner.model.finding import Finding, Verdict

MANY: Final = 5
"""Distinct posts, the one in hand with them: copies of a post are one."""

WITHIN: Final = timedelta(hours=72)

TRUSTED: Final = timedelta(days=7)
"""So long before it was first seen a post may have been said, by the date that its page gives. Who
writes the page may date each insult to another month."""


def with_others(finding: Finding, hers: Iterable[Finding], *, alert: float) -> Finding:
    """A finding at first sight, or once an officer said that it is her: raised to medium where it
    is one of many within three days.

    `hers`: what was found of the same person; read only where it matters. `alert`: the
    probability from which a post is held to be about her: posts on a namesake are no pile-on.
    """
    if not _harasses(finding, alert) or finding.assessment.severity.level >= Level.MEDIUM:
        return finding
    others = sum(
        one.finding_id != finding.finding_id and _harasses(one, alert) and _is_near(one, finding)
        for one in hers
    )
    return _raised(finding, others) if others + 1 >= MANY else finding


def _harasses(finding: Finding, alert: float) -> bool:
    severity, identity = finding.assessment.severity, finding.assessment.identity
    is_her = finding.verdict is Verdict.HER or identity.probability >= alert
    is_sure = is_her and not (finding.is_about_another or severity.in_doubt)
    return is_sure and severity.tier is SeverityTier.T2 and severity.level >= Level.LOW


def _is_near(one: Finding, other: Finding) -> bool:
    """True where two posts were said, or first seen, within the time: a page's own dates hide none
    of what came to us at once."""
    seen = abs(one.first_seen - other.first_seen)
    return min(seen, abs(_said_at(one) - _said_at(other))) <= WITHIN


def _said_at(finding: Finding) -> datetime:
    """When a post was said, as far as its page is to be believed; else when it was first seen."""
    said, seen = finding.excerpt.posted_at, finding.first_seen
    return said if said and seen - TRUSTED <= said <= seen else seen


def _raised(finding: Finding, others: int) -> Finding:
    severity = finding.assessment.severity
    why = Because(
        message="Many posts harass her within three days: {count} others beside this one.",
        values=(("count", str(others)),),
    )
    raised = replace(severity, level=Level.MEDIUM, because=(*severity.because, why))
    return replace(finding, assessment=replace(finding.assessment, severity=raised))
