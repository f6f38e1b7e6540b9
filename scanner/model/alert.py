"""That somebody must be told, and whether she was."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from scanner.model.assessment import Level
from scanner.model.consent import Recipient
from scanner.model.ids import CaseReference, FindingId, PersonId


class AlertText(StrEnum):
    """Which wording an alert has (docs/alerts.md)."""

    SECURITY = "security"
    HR_JUDGED = "hr_judged"
    HR_NOT_YET_REVIEWED = "hr_not_yet_reviewed"
    PERSON = "person"
    PERSON_OPEN = "person_open"
    """Of what she was told before: her page shows it now."""
    FLOOD_SECURITY = "flood_security"
    FLOOD_HR = "flood_hr"
    FLOOD_PERSON = "flood_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What to tell to whom. Holds nothing of the case but its reference and level."""

    person_id: PersonId
    finding_id: FindingId
    case_reference: CaseReference
    recipient: Recipient
    text: AlertText
    level: Level
    respond_by: datetime
    """By when the recipient must have acted."""
    idempotency_key: str
    """Two alerts with one key are one alert."""
    opens_at: datetime | None = None
    """From when her page shows the case where nobody judges it before; None where it does."""
