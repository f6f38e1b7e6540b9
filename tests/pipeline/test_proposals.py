"""Candidates become sources by somebody else's yes; what travels holds nothing of ours."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scanner.config.settings import WatchlistSettings
from scanner.errors import UsageError
from scanner.pipeline import proposals
from scanner.pipeline.proposals import Approval
from scanner.places.queries import load_queries
from scanner.places.sources import SourceKind, load_sources
from scanner.store import audit, candidates
from scanner.store.candidates import CandidateState
from tests.pipeline.stage import Stage, source
from tests.pipeline.test_search import QUERY, hosts

KARIN, LISA = "typed:Karin", "typed:Lisa"
FORUM = source(
    "https://forum.example/social/",
    source_id="forum",
    robots_override_reason="Beslut 7",
    delay_seconds=5.0,
    base_severity=3,
    languages=("sv", "ar"),
    expires=date(2027, 11, 30),
)


@pytest.fixture
def receiver(stage: Stage, tmp_path: Path) -> Stage:
    """An installation with watchlists of its own, no lab in its configuration."""
    folder = tmp_path / "own"
    (folder / "sources").mkdir(parents=True)
    stage.config = replace(stage.config, lab=None, watchlists=WatchlistSettings(folder=folder))
    return stage


def export(stage: Stage) -> bytes:
    stage.sources, stage.queries = (FORUM,), (replace(QUERY, sources=(FORUM.source_id,)),)
    return proposals.exported(stage.house.watchlists).encode()


def take_in(stage: Stage, text: bytes, officer: str = KARIN) -> tuple[str, ...]:
    return stage.store.write(lambda tx: proposals.proposed(tx, text, officer, stage.now))


def approve(stage: Stage, name: str, **changes: Any) -> Path:
    values = {"officer": LISA, "owner": "IT", "legal_note": "Beslut 1"} | changes
    return proposals.approve(stage.store, stage.config, name, Approval(**values), stage.now)


def own(stage: Stage) -> Path:
    folder = stage.config.watchlists.folder
    assert folder is not None
    return folder


def test_what_travels_comes_with_the_receivers_owner_and_legal_note(receiver: Stage) -> None:
    text = export(receiver)
    for ours in (FORUM.owner, FORUM.legal_note, FORUM.robots_override_reason):
        assert ours not in text.decode()
    assert take_in(receiver, text) == ("sources/forum", "queries/kampanj")
    # Nothing of it is read before somebody says yes.
    assert load_sources([own(receiver)], lab=False) == ()
    approve(receiver, "sources/forum")
    approve(receiver, "queries/kampanj")
    [taken] = load_sources([own(receiver)], lab=False)
    assert taken == replace(FORUM, owner="IT", legal_note="Beslut 1", robots_override_reason="")
    assert load_queries([own(receiver)]) == (QUERY,)
    assert receiver.store.read(lambda tx: audit.counts(tx, after=0)) == {
        "source.propose": 2, "source.approve": 2,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["sources/forum", "queries/kampanj"])
def test_an_id_of_ours_in_a_file_of_another_name_is_not_written_twice(
    receiver: Stage, name: str
) -> None:
    take_in(receiver, export(receiver))
    approved = approve(receiver, name)
    approved.rename(approved.with_name("ours.toml"))
    receiver.store.write(lambda tx: candidates.settle(tx, name, CandidateState.OPEN))
    with pytest.raises(UsageError, match=f"has the id {approved.stem} already"):
        approve(receiver, name)
    assert [path.name for path in approved.parent.glob("*.toml")] == ["ours.toml"]


def test_whoever_proposed_it_cannot_approve_it(receiver: Stage) -> None:
    take_in(receiver, export(receiver), officer=LISA)
    with pytest.raises(UsageError, match="Somebody else must approve"):
        approve(receiver, "sources/forum")
    assert load_sources([own(receiver)], lab=False) == ()


def test_what_was_taken_in_once_is_not_new_again(receiver: Stage) -> None:
    text = export(receiver)
    take_in(receiver, text)
    proposals.refuse(receiver.store, "sources/forum", LISA, receiver.now)
    assert take_in(receiver, text) == ()
    with pytest.raises(UsageError, match="No candidate sources/forum waits"):
        approve(receiver, "sources/forum")


def found(stage: Stage, address: str = "http://blogg.example/1") -> None:
    stage.store.write(
        lambda tx: candidates.note(
            tx, [address], known=frozenset(), source_id=FORUM.source_id, led_by=address,
            at=stage.now,
        )
    )  # fmt: skip


def test_a_host_that_a_scan_led_to_becomes_a_source_with_an_end(receiver: Stage) -> None:
    found(receiver)
    with pytest.raises(UsageError, match='"review_by" is missing'):
        approve(receiver, "blogg.example")
    with pytest.raises(UsageError, match='"legal_note" must not be empty'):
        approve(receiver, "blogg.example", legal_note=" ", review_by=date(2027, 1, 1))
    assert hosts(receiver) == ["blogg.example"]
    approve(receiver, "blogg.example", review_by=date(2027, 1, 1))
    [taken] = load_sources([own(receiver)], lab=False)
    assert (taken.kind, taken.addresses) == (SourceKind.SITE, ("https://blogg.example/",))
    assert taken.expires == date(2027, 11, 21)
    assert hosts(receiver, CandidateState.APPROVED) == ["blogg.example"]


def test_no_file_of_somebody_elses_is_written_over(receiver: Stage) -> None:
    found(receiver)
    file = own(receiver) / "sources" / "blogg-example.toml"
    file.write_text("# ours")
    with pytest.raises(UsageError, match="is there already"):
        approve(receiver, "blogg.example", review_by=date(2027, 1, 1))
    assert file.read_text() == "# ours"


def test_an_approval_that_was_killed_on_its_way_goes_on(
    receiver: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found(receiver)
    with monkeypatch.context() as at_work:
        at_work.setattr(candidates, "settle", None)
        with pytest.raises(TypeError):
            approve(receiver, "blogg.example", review_by=date(2027, 1, 1))
    approve(receiver, "blogg.example", review_by=date(2027, 1, 1))
    assert hosts(receiver) == []


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        b'{"format": "varn.sources/1", "sources": 7, "queries": []}',
        b'{"format": "varn.sources/1", "sources": [{}], "queries": []}',
        b'{"format": "varn.sources/1", "sources": [{"expires": 7}], "queries": []}',
        (
            b'{"format": "varn.sources/1", "sources": [], "queries": [{"query_id": "../x", '
            b'"words": ["a"]}]}'
        ),
        (
            b'{"format": "varn.sources/1", "sources": [], "queries": [{"query_id": "a", '
            b'"words": ["070-174 06 05"]}]}'
        ),
        b" " * (proposals.MOST_BYTES + 1),
    ],
)
def test_what_can_be_no_source_is_refused_whole(receiver: Stage, text: bytes) -> None:
    with pytest.raises(UsageError):
        take_in(receiver, text)
    assert hosts(receiver) == []


def test_no_archive_search_or_test_page_travels(receiver: Stage) -> None:
    receiver.sources = (
        source(source_id="arkiv", kind=SourceKind.ARCHIVE, archive="a.warc"),
        source("https://sok.example/", source_id="sok", kind=SourceKind.SEARCH),
        source("https://prov.example/", source_id="vakt", kind=SourceKind.PAGES, canary=True),
    )
    assert json.loads(proposals.exported(receiver.house.watchlists))["sources"] == []
