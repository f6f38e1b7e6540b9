"""Which posts are one: a post keeps its cluster when edited, its copies and mirrors join it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Final

from scanner.findings.sketch import common_size, containment, resemblance, sketch
from scanner.model.document import Post
from scanner.model.finding import Cluster, Sketch
from scanner.model.ids import Address, ClusterId

SAME: Final = 0.8
"""Share of shingles from which two texts count as one. A changed word spoils four of them."""

FEW: Final = 12
"""With fewer shingles than this in common measure, one phrase would make two posts the same, so
that only equal texts are: twelve are fifteen words."""

Anchor = tuple[Address, str]
"""(page address, post key): where a post was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Where a post belongs. Without a cluster it is the first of its own."""

    cluster_id: ClusterId | None
    absorbed: tuple[ClusterId, ...] = ()
    """Clusters that turn out to be the same post: they become redirects to `cluster_id`."""


def post_key(post: Post | None, words: str) -> str:
    """The key of a post on its page: the page's own, or made of its words where it gives none.

    '' means that the page is the post.
    """
    if post is None or post.key:
        return post.key if post else ""
    hashes = sorted(sketch(words).hashes)
    return "~" + blake2b(repr(hashes).encode(), digest_size=8).hexdigest()


def join(anchor: Anchor, text: Sketch, known: Sequence[Cluster]) -> Join:
    """Where a post with this anchor and text belongs among the clusters known near it."""
    chosen = _anchored(anchor, known) or _most_like(text, known)
    if chosen is None:
        return Join(cluster_id=None)
    told_by = _with_text(chosen, anchor, text).sketch
    twins = [chosen, *(c for c in known if c != chosen and _same(told_by, c.sketch))]
    oldest = min(twins, key=_age)
    others = sorted((c for c in twins if c != oldest), key=_age)
    return Join(cluster_id=oldest.cluster_id, absorbed=tuple(c.cluster_id for c in others))


def start(cluster_id: ClusterId, anchor: Anchor, text: Sketch, at: datetime) -> Cluster:
    """A cluster of one post, seen for the first time."""
    return Cluster(cluster_id=cluster_id, first_seen=at, sketch=text, anchors=(anchor,))


def grow(cluster: Cluster, anchor: Anchor, text: Sketch) -> Cluster:
    """The cluster with a post that belongs to it, new or seen again."""
    grown = _with_text(cluster, anchor, text)
    return grown if anchor in grown.anchors else replace(grown, anchors=(*grown.anchors, anchor))


def absorb(survivor: Cluster, other: Cluster) -> Cluster:
    """Two clusters as one: the survivor's id and text, the places of both."""
    anchors = dict.fromkeys((*survivor.anchors, *other.anchors))
    first_seen = min(survivor.first_seen, other.first_seen)
    return replace(survivor, anchors=tuple(anchors), first_seen=first_seen)


def alike(one: Sketch, other: Sketch) -> bool:
    """True where either text holds the other: a mirror with its surroundings, a shortened copy."""
    if common_size(one, other) < FEW:
        return _equal(one, other)
    return max(containment(one, other), containment(other, one)) >= SAME


def _same(one: Sketch, other: Sketch) -> bool:
    if common_size(one, other) < FEW:
        return _equal(one, other)
    return resemblance(one, other) >= SAME


def _equal(one: Sketch, other: Sketch) -> bool:
    return bool(one.hashes) and one == other


def _with_text(cluster: Cluster, anchor: Anchor, text: Sketch) -> Cluster:
    # The original's text tells the cluster, edited or not: a mirror would bring its surroundings.
    return replace(cluster, sketch=text) if anchor == cluster.anchors[0] else cluster


def _anchored(anchor: Anchor, known: Sequence[Cluster]) -> Cluster | None:
    return min((c for c in known if anchor in c.anchors), key=_age, default=None)


def _most_like(text: Sketch, known: Sequence[Cluster]) -> Cluster | None:
    likely = sorted((c for c in known if alike(text, c.sketch)), key=_age)
    return max(likely, key=lambda c: resemblance(text, c.sketch), default=None)


def _age(cluster: Cluster) -> tuple[datetime, ClusterId]:
    return cluster.first_seen, cluster.cluster_id
