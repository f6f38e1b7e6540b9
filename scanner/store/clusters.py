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
    return tuple(_open(tx, row.cluster_id, row.sealed) for row in rows.all())


def find(tx: Transaction, cluster_id: ClusterId) -> Cluster | None:
    """The cluster of this id, or the one that it was merged into."""
    row = tx.connection.execute(select(table).where(table.c.cluster_id == cluster_id)).one_or_none()
    if row is None:
        return None
    if row.merged_into is not None:
        return find(tx, ClusterId(row.merged_into))
    return _open(tx, cluster_id, row.sealed)


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
    unused = delete(table).where(table.c.merged_into.is_(None), table.c.cluster_id.not_in(used))
    deleted = tx.connection.execute(unused).rowcount
    left = select(table.c.cluster_id).where(table.c.merged_into.is_(None)).scalar_subquery()
    redirects = delete(table).where(
        table.c.merged_into.is_not(None), table.c.merged_into.not_in(left)
    )
    return deleted + tx.connection.execute(redirects).rowcount


def _merge_into(tx: Transaction, survivor: ClusterId, absorbed: ClusterId) -> None:
    for other in findings.in_cluster(tx, absorbed):
        kept = findings.of_key(tx, other.person_id, survivor)
        if kept is None:
            findings.move(tx, other, survivor)
        else:
            findings.replace_by(tx, other, unite(kept, other))
    # Redirects never chain: those that led to the absorbed one lead on.
    tx.connection.execute(
        update(table)
        .where((table.c.cluster_id == absorbed) | (table.c.merged_into == absorbed))
        .values(merged_into=survivor)
    )
    # Its text and places are the survivor's now.
    empty = tx.sealed(table, absorbed, "")
    tx.connection.execute(update(table).where(table.c.cluster_id == absorbed).values(sealed=empty))


def _open(tx: Transaction, cluster_id: str, sealed: bytes) -> Cluster:
    return tx.opened(table, cluster_id, sealed, Cluster)
