"""Her yes to have one page of hers at a people-search site looked up, and its end.

Neither is in the audit log, which an auditor reads: the row itself says when she allowed it and of
each look what came, on her page and in her copy.
"""

from datetime import datetime

from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.places.removal import RemovalSite
from scanner.store import people, rechecks
from scanner.store.database import Store, Transaction


async def allow(
    store: Store, site: RemovalSite, person_id: PersonId, pasted: Personal, now: datetime
) -> bool:
    """Keep the address that she pasted; False where it is of no such page at the site."""
    address = site.page_of(pasted.reveal())
    if address is None:
        return False

    def keep(tx: Transaction) -> None:
        if people.hold(tx, person_id) and rechecks.may_allow(tx, person_id):
            rechecks.allow(tx, person_id, site.site_id, Personal(address), now)

    await store.awrite(keep)
    return True


async def end(store: Store, person_id: PersonId, site_id: str) -> None:
    """From the next request on nothing is asked there for her; the address and the looks go."""
    await store.awrite(lambda tx: rechecks.forget(tx, person_id, site_id))
