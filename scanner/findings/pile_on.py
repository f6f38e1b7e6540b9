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


def with_others(finding: Finding, hers: Iterable[Finding], *, alert: float) -> Finding:
    """A finding at first sight: raised to medium where it is one of many within three days.

    `hers`: what was found of the same person before; read only where it matters. `alert`: the
    probability from which a post is held to be about her: posts on a namesake are no pile-on.
    """
    if not _harasses(finding, alert) or finding.assessment.severity.level >= Level.MEDIUM:
        return finding
    others = sum(
        _harasses(one, alert) and abs(_said_at(one) - _said_at(finding)) <= WITHIN for one in hers
    )
    return _raised(finding, others) if others + 1 >= MANY else finding


def _harasses(finding: Finding, alert: float) -> bool:
    severity, identity = finding.assessment.severity, finding.assessment.identity
    is_her = finding.verdict is Verdict.HER or identity.probability >= alert
    is_sure = is_her and not (finding.is_about_another or severity.in_doubt)
    return is_sure and severity.tier is SeverityTier.T2 and severity.level >= Level.LOW


def _said_at(finding: Finding) -> datetime:
    """What an old thread holds was not said in the hour in which it was first read.

    A page may date its posts as it likes: none was said after it was seen.
    """
    return min(finding.excerpt.posted_at or finding.first_seen, finding.first_seen)


def _raised(finding: Finding, others: int) -> Finding:
    severity = finding.assessment.severity
    why = Because(
        message="Many posts harass her within three days: {count} others beside this one.",
        values=(("count", str(others)),),
    )
    raised = replace(severity, level=Level.MEDIUM, because=(*severity.because, why))
    return replace(finding, assessment=replace(finding.assessment, severity=raised))
