"""Which findings stand on which page, for as long as a scan lasts.

Only in memory: a table of it, blinded as it may be, would lead from an old backup to pages that
show somebody who has been erased since. Reading 15,000 findings takes some two seconds.
"""

from collections import defaultdict
from typing import Final

from scanner.model.finding import Finding
from scanner.model.ids import Address, FindingId
from scanner.store import findings
from scanner.store.database import Store


class Standing:
    """Belongs to the scan: nobody else makes findings, though others merge and erase them."""

    def __init__(self, store: Store) -> None:
        self._store: Final = store
        self._ids: dict[Address, set[FindingId]] | None = None

    async def on(self, address: Address) -> tuple[Finding, ...]:
        """Findings that stand or stood on the page with this address, as they are now."""
        if self._ids is None:
            await self._read()
        found = await self._of(address)
        if len(found) < len(self._on(address)):
            # Merged into others, or erased.
            await self._read()
            found = await self._of(address)
        return found

    def note(self, finding: Finding) -> None:
        """A finding is new, or has another place."""
        if self._ids is not None:
            for place in finding.places:
                self._ids[place.address].add(finding.finding_id)

    async def _read(self) -> None:
        self._ids = defaultdict(set)
        for finding in await self._store.aread(lambda tx: tuple(findings.every(tx))):
            self.note(finding)

    async def _of(self, address: Address) -> tuple[Finding, ...]:
        ids = self._on(address)
        return await self._store.aread(lambda tx: findings.of_ids(tx, ids)) if ids else ()

    def _on(self, address: Address) -> frozenset[FindingId]:
        return frozenset(self._ids.get(address, ())) if self._ids is not None else frozenset()
