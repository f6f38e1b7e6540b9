"""Clusters: which posts about a person are one, sealed under her key."""

from datetime import datetime

from sqlalchemy import delete, select, update

from scanner.findings import clusters as rules
from scanner.findings.clusters import Anchor
from scanner.findings.decide import unite
from scanner.model.finding import Cluster, Sketch
from scanner.model.ids import ClusterId, PersonId
from scanner.store import findings
from scanner.store.database import Transaction
from scanner.store.schema import cluster as table
from scanner.store.schema import finding


def place(
    tx: Transaction,
    person_id: PersonId,
    anchor: Anchor,
    sketch: Sketch,
    *,
    at: datetime,
    new_id: ClusterId,
) -> ClusterId:
    """The cluster of a post in which she was seen; `new_id` where it is the first of its own.

    Clusters that turn out to be the same post are merged, with the findings in them.
    """
    known = {cluster.cluster_id: cluster for cluster in of_person(tx, person_id)}
    join = rules.join(anchor, sketch, tuple(known.values()))
    if join.cluster_id is None:
        save(tx, person_id, rules.start(new_id, anchor, sketch, at))
        return new_id
    grown = rules.grow(known[join.cluster_id], anchor, sketch)
    for absorbed in join.absorbed:
        grown = rules.absorb(grown, known[absorbed])
        _merge(tx, person_id, absorbed, join.cluster_id)
    if grown != known[join.cluster_id]:
        save(tx, person_id, grown)
    return join.cluster_id


def of_person(tx: Transaction, person_id: PersonId) -> tuple[Cluster, ...]:
    """The clusters of posts about her. Raises `ErasedPerson` where she has some but no key."""
    hers = select(table.c.cluster_id, table.c.sealed).where(table.c.person_id == person_id)
    return tuple(
        tx.opened(table, row.cluster_id, row.sealed, Cluster, person_id)
        for row in tx.connection.execute(hers).all()
    )


def sweep(tx: Transaction) -> None:
    """Delete the clusters that no finding is in any more."""
    used = select(finding.c.cluster_id)
    tx.connection.execute(delete(table).where(table.c.cluster_id.not_in(used)))


def save(tx: Transaction, person_id: PersonId, cluster: Cluster) -> None:
    """Keep a cluster of hers, new or grown."""
    sealed = tx.sealed(table, cluster.cluster_id, cluster, person_id)
    known = update(table).where(table.c.cluster_id == cluster.cluster_id).values(sealed=sealed)
    if tx.connection.execute(known).rowcount == 0:
        tx.connection.execute(
            table.insert().values(
                cluster_id=cluster.cluster_id,
                tenant_id=tx.tenant_id,
                person_id=person_id,
                sealed=sealed,
            )
        )


def _merge(tx: Transaction, person_id: PersonId, absorbed: ClusterId, survivor: ClusterId) -> None:
    other = findings.of_key(tx, person_id, absorbed)
    kept = findings.of_key(tx, person_id, survivor)
    if other is not None and kept is not None:
        findings.replace_by(tx, other, unite(kept, other))
    elif other is not None:
        findings.move(tx, other, survivor)
    tx.connection.execute(delete(table).where(table.c.cluster_id == absorbed))
