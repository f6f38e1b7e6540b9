"""When a finding opens to the person it is about, reviewed or not. Pure."""

from datetime import datetime, timedelta
from typing import Final

from scanner.model.assessment import Level
from scanner.model.finding import Finding, Verdict

ACUTE_AFTER: Final = timedelta(hours=4)
OTHERS_AFTER: Final = timedelta(hours=24)
"""So long the security team has to review it first. Nothing about her is kept from her longer."""


def opens_at(finding: Finding) -> datetime:
    """From when on her page shows more of it than that it is under review.

    What is neutral or lawful criticism nobody reviews, and what somebody has judged is reviewed:
    both are open from the beginning.
    """
    level = finding.assessment.severity.level
    if finding.verdict is not Verdict.UNJUDGED or level is Level.INFO:
        return finding.first_seen
    return finding.first_seen + (ACUTE_AFTER if level is Level.ACUTE else OTHERS_AFTER)


def is_open(finding: Finding, now: datetime) -> bool:
    return now >= opens_at(finding)
