"""Against public development data: real Swedish sentences, and names varied in thirty ways.

The thresholds stand a little below what was measured when this was written.
"""

import json
from collections import defaultdict
from pathlib import Path

import pytest

from scanner.match.matcher import Matcher
from scanner.model.person import WatchedPerson

DATA = Path(__file__).parents[2] / ".." / "shared" / "data" / "names"
pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="needs ../shared/data/names, the public development data"
)

Pair = tuple[str, str]


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reported(folder: Path) -> dict[Pair, float]:
    """(document, person) and the best score; a rare surname alone is a hint, and no name."""
    watched = json.loads((folder / "watchlist.json").read_text(encoding="utf-8"))
    people = [WatchedPerson(each["person_id"], each["given"], each["surname"]) for each in watched]
    documents = lines(folder / "docs.jsonl")
    found = Matcher(people, seed=1).find([document["text"] for document in documents])
    best: dict[Pair, float] = {}
    for document, mentions in zip(documents, found, strict=True):
        for mention in mentions:
            if mention.is_surname_alone:
                continue
            pair = document["id"], mention.person_id
            best[pair] = max(mention.score, best.get(pair, 0.0))
    return best


def truth(folder: Path) -> tuple[dict[Pair, str], set[Pair]]:
    """Pairs that must be found, with their kind, and pairs that are neither right nor wrong."""
    rows = lines(folder / "truth.jsonl")
    hits = {(row["id"], row["person_id"]): row["kind"] for row in rows if row["expect"] == "hit"}
    open_ = {(row["id"], row["person_id"]) for row in rows if row["expect"] in ("ignore", "weak")}
    return hits, open_


def test_names_as_they_stand_in_swedish_news() -> None:
    hits, unsure = truth(DATA / "sv_natural")
    found = reported(DATA / "sv_natural")
    assert set(hits) <= set(found)
    assert len(set(found) - set(hits) - unsure) <= 3


def test_names_varied_in_thirty_ways() -> None:
    hits, unsure = truth(DATA / "sv_variants")
    found = reported(DATA / "sv_variants")
    false_alarms = set(found) - set(hits) - unsure
    assert len(set(hits) & set(found)) >= 0.985 * len(hits)
    assert len(false_alarms) <= 0.025 * len(found)
    claimed = {pair for pair, score in found.items() if score >= 0.99} - unsure
    assert len(claimed - set(hits)) <= 0.01 * len(claimed)


def test_no_kind_of_variation_is_left_out() -> None:
    hits, _ = truth(DATA / "sv_variants")
    found = reported(DATA / "sv_variants")
    by_kind: defaultdict[str, list[bool]] = defaultdict(list)
    for pair, kind in hits.items():
        by_kind[kind].append(pair in found)
    assert {kind for kind, each in by_kind.items() if sum(each) < 0.9 * len(each)} == set()
