"""Every kind of detail against its own examples, and what holds for all of them."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.identifiers.candidate import Identifier
from scanner.identifiers.kinds import KINDS, find_folded, mask, normalise
from scanner.model.person import DetailKind
from scanner.text.fold import fold

HITS = [(kind, text, normal) for kind in KINDS.values() for text, normal in kind.hits]
NEAR_MISSES = [(kind, text) for kind in KINDS.values() for text in kind.near_misses]


def named(value: object) -> str | None:
    return value.kind.value if isinstance(value, Identifier) else None


def test_every_kind_of_detail_can_be_found() -> None:
    assert set(KINDS) == set(DetailKind)
    in_words = [kind for kind in KINDS.values() if kind.kind is not DetailKind.PHOTO]
    assert all(kind.hits and kind.near_misses for kind in in_words)


@pytest.mark.parametrize("kind", KINDS.values(), ids=named)
def test_a_kind_says_what_it_weighs(kind: Identifier) -> None:
    assert 0 <= kind.work_weight <= kind.private_weight <= 5
    assert (kind.bits > 0) == (kind.is_watched or kind.kind is DetailKind.PHOTO)


@pytest.mark.parametrize(("kind", "text", "normal"), HITS, ids=named)
def test_hits_are_found_and_sure(kind: Identifier, text: str, normal: str) -> None:
    sure = [each for each in find_folded(fold(text)) if each.sure]
    assert [(each.kind, each.normal.reveal()) for each in sure] == [(kind.kind, normal)]


@pytest.mark.parametrize(("kind", "text"), NEAR_MISSES, ids=named)
def test_near_misses_are_not(kind: Identifier, text: str) -> None:
    assert [each for each in find_folded(fold(text)) if each.sure and each.kind is kind.kind] == []


@pytest.mark.parametrize(("kind", "text", "normal"), HITS, ids=named)
def test_a_normal_form_is_its_own_normal_form(kind: Identifier, text: str, normal: str) -> None:
    assert normalise(kind.kind, normal) == normal


@pytest.mark.parametrize(("kind", "text", "normal"), HITS, ids=named)
def test_a_mask_shows_too_little_to_use(kind: Identifier, text: str, normal: str) -> None:
    shown = mask(kind.kind, normal)
    without_tld = shown.rpartition(".")[0] or shown
    assert "•" in shown
    assert sum(each.isalnum() for each in without_tld) <= 4
    assert normal not in shown


@pytest.mark.parametrize(("kind", "text", "normal"), HITS, ids=named)
def test_a_candidate_stands_where_it_says(kind: Identifier, text: str, normal: str) -> None:
    padded = f"\u200bÅ före {text} efter"
    [found] = [each for each in find_folded(fold(padded)) if each.sure]
    without = padded[: found.start] + padded[found.end :]
    assert not [each for each in find_folded(fold(without)) if each.kind is kind.kind]
    assert found.start >= len("\u200bÅ före ")
    assert found.end <= len(padded) - len(" efter")
    assert padded[found.start] != " " != padded[found.end - 1]


def test_a_detail_never_shows_in_a_repr() -> None:
    [found] = find_folded(fold("ring 070-174 06 05 nu"))
    assert "174" not in repr(found)


OVERLAPS = [
    ("hennes nummer 070174-0605 nu", 1),
    ("070-174 06 05 / 031-390 06 05", 2),
    ("Ring 070-174 06 05, 08-465 004 05 eller mejla amina@post.example", 3),
]


@pytest.mark.parametrize(("text", "count"), OVERLAPS)
def test_no_two_sure_candidates_overlap(text: str, count: int) -> None:
    sure = [each for each in find_folded(fold(text)) if each.sure]
    assert len(sure) == count
    assert all(one.end <= other.start for one, other in pairwise(sure))


@given(st.text(st.sampled_from("0174605+-() ABC123@.seolgatan å\u200b"), max_size=60))
def test_offsets_lie_in_the_text(text: str) -> None:
    assert all(0 <= each.start < each.end <= len(text) for each in find_folded(fold(text)))


@given(st.text(max_size=30))
def test_normalising_anything_gives_a_fixed_point_or_nothing(text: str) -> None:
    for kind in DetailKind:
        normal = normalise(kind, text)
        assert normal is None or normalise(kind, normal) == normal


HOSTILE = [
    "0", "0 ", "00 ", "01 ", "+", "+4", "(0)", "1", "12-", "19", "1 ", "a", "a.", "a@", "@", "a@b.",
    "aaaa@aaaa.", "(at)", " at ", "(", "&", "&#64;", "gatan 1 ", "väg ", "a ", "A", "ABC ", "ABC12",
    "o", "o0", "0o ", "l", "noll ", "noll", "sju", "zero", "%2b", "wa.me/4", "٠", "pnr ", "-", "/",
    "a/", "x.com/", "@aa", ":a", "insta:a", "A 1:", "1:1", "Aa ", "Test 2:16 ", "född ", "född 1",
    "f. 1", "811228-", "portkod", "kod 1", "portkod 1 ", "59.3", "59.3300,", "///a.",
    "maps.google.com/", "1 ABC", "414 51 A", "gatan 1, lgh 1102, 2 tr, ",
]  # fmt: skip


def seconds(unit: str, length: int) -> float:
    folded = fold((unit * length)[:length])
    start = time.process_time()
    find_folded(folded)
    return time.process_time() - start


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    """Eight times the text may take no more than about eight times as long."""
    assert seconds(unit, 16_000) < 24 * min(seconds(unit, 2_000) for _ in range(2)) + 0.1


@pytest.mark.parametrize("unit", ["0", "0 ", "aaaa@aaaa.", "A"])
def test_a_megabyte_costs_no_more_than_twice_half_of_it(unit: str) -> None:
    half = min(seconds(unit, 2**19) for _ in range(2))
    assert seconds(unit, 2**20) < 3 * half + 0.2
