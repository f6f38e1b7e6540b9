"""The portal as those who attack it meet it: both listeners over HTTP, a clock, browsers."""

from tests.pipeline.conftest import stage
from tests.portal.conftest import address, clock, stranger, visitor
from tests.portal.staff.conftest import auditor, browser, hr, operator, security, staff_address

__all__ = [
    "address",
    "auditor",
    "browser",
    "clock",
    "hr",
    "operator",
    "security",
    "staff_address",
    "stage",
    "stranger",
    "visitor",
]
