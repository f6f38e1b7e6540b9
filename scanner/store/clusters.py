"""Clusters: which posts are one. Sealed under the tenant's key: several people may share one."""

from collections.abc import Iterable
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
    people: Iterable[PersonId],
    anchor: Anchor,
    sketch: Sketch,
    *,
    at: datetime,
    new_id: ClusterId,
) -> ClusterId:
    """The cluster of a post in which `people` were seen; `new_id` where it is the first of its own.

    Clusters that turn out to be the same post are merged, with the findings in them.
    """
    known = {c.cluster_id: c for c in near(tx, people)}
    join = rules.join(anchor, sketch, tuple(known.values()))
    if join.cluster_id is None:
        save(tx, rules.start(new_id, anchor, sketch, at))
        return new_id
    grown = rules.grow(known[join.cluster_id], anchor, sketch)
    for absorbed in join.absorbed:
        grown = rules.absorb(grown, known[absorbed])
        _merge_into(tx, join.cluster_id, absorbed)
    if grown != known[join.cluster_id]:
        save(tx, grown)
    return join.cluster_id


def near(tx: Transaction, people: Iterable[PersonId]) -> tuple[Cluster, ...]:
    """The clusters that these people's findings are in: a copy of a post shows the same people."""
    of_theirs = select(finding.c.cluster_id).where(finding.c.person_id.in_(list(people)))
    rows = tx.connection.execute(
        select(table.c.cluster_id, table.c.sealed).where(table.c.cluster_id.in_(of_theirs))
    )
    return tuple(tx.opened(table, row.cluster_id, row.sealed, Cluster) for row in rows.all())


def save(tx: Transaction, cluster: Cluster) -> None:
    """Keep a cluster, new or grown."""
    sealed = tx.sealed(table, cluster.cluster_id, cluster)
    known = update(table).where(table.c.cluster_id == cluster.cluster_id).values(sealed=sealed)
    if tx.connection.execute(known).rowcount == 0:
        tx.connection.execute(
            table.insert().values(
                cluster_id=cluster.cluster_id, tenant_id=tx.tenant_id, sealed=sealed
            )
        )


def sweep(tx: Transaction) -> int:
    """Delete the clusters that no finding is in any more; how many.

    Part of every erasure: a cluster tells copies of a text about somebody who may be forgotten.
    """
    used = select(finding.c.cluster_id)
    return tx.connection.execute(delete(table).where(table.c.cluster_id.not_in(used))).rowcount


def _merge_into(tx: Transaction, survivor: ClusterId, absorbed: ClusterId) -> None:
    for other in findings.in_cluster(tx, absorbed):
        kept = findings.of_key(tx, other.person_id, survivor)
        if kept is None:
            findings.move(tx, other, survivor)
        else:
            findings.replace_by(tx, other, unite(kept, other))
    tx.connection.execute(delete(table).where(table.c.cluster_id == absorbed))
