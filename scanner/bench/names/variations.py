"""Every kind in which a name is written here, and every kind of what is not her."""

from typing import Final

from scanner.bench.names import abroad, between, disguises, negatives, orders, slips, transcriptions
from scanner.bench.names.written import Kind

KINDS: Final[tuple[Kind, ...]] = (
    *orders.KINDS,
    *slips.KINDS,
    *disguises.KINDS,
    *transcriptions.KINDS,
    *negatives.KINDS,
    *abroad.KINDS,
    *between.KINDS,
)
