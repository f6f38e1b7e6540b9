"""The employer's people who use the staff's pages: each with one role, which decides what opens."""

from dataclasses import dataclass
from enum import StrEnum

from scanner.model.ids import StaffId
from scanner.model.personal import Personal


class Role(StrEnum):
    """What a staff account is for. Nobody has two: who judges cases does not read the audit log."""

    SECURITY = "security"
    """Judges cases, reads what was written about a person, secures, registers."""
    HR = "hr"
    """Learns that a case exists and what to do by when, where the person ticked it."""
    AUDITOR = "auditor"
    """Reads who did what; no case."""
    OPERATOR = "operator"
    """Keeps the installation running: sources, blindness, staff accounts; no case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Somebody whom an identity provider vouches for."""

    issuer: str
    """The provider's own address, as it signs it."""
    name: Personal
    """What the provider calls her (``sub``): for good, and nobody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffMember:
    staff_id: StaffId
    role: Role
    name: Personal
    mail: Personal
