"""Names of things. Ids are 32 hex digits, made before the row they name: 128 random bits, but a
PageId, which follows from source and address."""

from typing import NewType

TenantId = NewType("TenantId", str)
PersonId = NewType("PersonId", str)
FindingId = NewType("FindingId", str)
ClusterId = NewType("ClusterId", str)
EvidenceId = NewType("EvidenceId", str)
ScanId = NewType("ScanId", str)
PageId = NewType("PageId", str)
StaffId = NewType("StaffId", str)

SourceId = NewType("SourceId", str)
"""The id that a file in watchlists/sources gives a source: lower-case letters, digits, hyphens."""

Address = NewType("Address", str)
"""A canonical web address, as made by `scanner.urls`."""

Sha256 = NewType("Sha256", str)
"""64 lower-case hex digits."""

CaseReference = NewType("CaseReference", str)
"""Short, random, counts nothing: ``V-K7Q2M9``. Names a finding to people."""

PersonLabel = NewType("PersonLabel", str)
"""Short, random: ``P-4F7KX2``. Stands for a person where her name must not."""
