"""The measures of how often a matcher is right, on answers that can be counted by hand."""

import pytest

from scanner.bench.names.accuracy import (
    NOWHERE,
    Answer,
    accuracy,
    answers,
    best_recall,
    calibration,
    curve,
    judged,
    largest_difference,
    slices,
)
from scanner.bench.names.mistakes import mistakes
from scanner.bench.names.origins import Origin
from scanner.bench.names.trials import Trial, Truth
from scanner.bench.names.written import Expect
from scanner.match.matcher import Matcher
from scanner.model.person import WatchedPerson


def true(
    text: int, person: str, expect: Expect, kind: str, origin: Origin = Origin.SWEDISH
) -> Truth:
    return Truth(
        text=text, person_id=person, start=0, end=4, kind=kind, expect=expect, origin=origin
    )


TRIAL = Trial(
    name="by hand",
    texts=("Anna Berg", "Ana Berg", "A. Berg", "Anna Lund", "Nobody"),
    people=(WatchedPerson("p1", "Anna", "Berg"), WatchedPerson("p2", "Hodan", "Ali")),
    truth=(
        true(0, "p1", Expect.HIT, "plain"),
        true(1, "p1", Expect.HIT, "typo"),
        true(2, "p1", Expect.WEAK, "initial"),
        true(3, "", Expect.NONE, "same_given"),
    ),
)


def said(score: float, start: int = 0) -> Answer:
    return Answer(score=score, start=start, end=start + 4)


GIVEN = {
    (0, "p1"): said(0.999),
    (1, "p1"): said(0.7, start=50),
    (2, "p1"): said(0.5),
    (3, "p1"): said(0.8),
    (4, "p2"): said(0.2),
}


def test_what_is_ambiguous_is_neither_right_nor_wrong() -> None:
    assert sorted(judged(TRIAL, GIVEN)) == [(0.2, False), (0.7, True), (0.8, False), (0.999, True)]


def test_measures_are_those_that_one_counts_by_hand() -> None:
    found = accuracy(TRIAL, GIVEN)
    assert (found.texts, found.hits) == (5, 2)
    assert (found.best.threshold, found.best.precision, found.best.recall) == (0.7, 2 / 3, 1.0)
    assert found.best.f1 == pytest.approx(0.8)
    assert (found.at_99.threshold, found.at_99.recall) == (0.999, 0.5)
    assert (found.emitted.precision, found.emitted.recall) == (0.5, 1.0)
    assert (found.in_place.count, found.in_place.of) == (1, 2)
    assert (found.best.wrong, found.emitted.wrong) == (1, 2)
    assert (found.weak.count, found.weak.of) == (1, 1)
    assert (found.weak_at_99.count, found.weak_at_99.of) == (0, 1)
    assert [(kind.what, kind.share) for kind in found.kinds] == [("plain", 1.0), ("typo", 0.0)]
    assert found.alarms == ()


def test_equal_scores_are_one_threshold() -> None:
    points = list(curve([(0.9, True), (0.9, False), (0.8, True)], 2))
    assert [(point.precision, point.recall) for point in points] == [(0.5, 0.5), (2 / 3, 1.0)]


def test_no_threshold_is_good_enough_where_all_is_wrong() -> None:
    assert best_recall(curve([(0.9, False)], 1), 0.99) == NOWHERE
    assert accuracy(TRIAL, {}).best == NOWHERE


def test_the_best_mention_of_a_person_answers_for_a_text() -> None:
    people = (WatchedPerson("p1", "Anna", "Lindström"),)
    text = "A. Lindström. Sedan kom Anna Lindström."
    found = answers(Matcher(people, seed=1).find([text]))
    assert (found[0, "p1"].start, found[0, "p1"].end) == (24, 38)


def test_calibration_counts_the_right_ones_of_each_bucket() -> None:
    buckets = calibration([(0.999, True), (0.995, True), (0.7, True), (0.6, False)])
    assert [(each.low, each.right.count, each.right.of) for each in buckets] == [
        (0.5, 1, 2),
        (0.99, 2, 2),
    ]
    assert buckets[0].mean == pytest.approx(0.65)


def test_slices_compare_kinds_that_every_origin_was_asked_of() -> None:
    hits = [true(n, "p", Expect.HIT, "plain", origin) for n, origin in enumerate(Origin)]
    only_swedish = true(7, "p", Expect.HIT, "dots", Origin.SWEDISH)
    trial = Trial(name="slices", texts=("",) * 8, people=TRIAL.people, truth=(*hits, only_swedish))
    given = {(n, "p"): said(1.0) for n in range(6)} | {(0, "q"): said(1.0)}
    found = slices(trial, given, 0.5)
    by_origin = {each.origin: (each.recall, each.precision) for each in found}
    assert by_origin[Origin.SWEDISH] == (1.0, 0.5)
    assert by_origin[Origin.FINNISH] == (0.0, 1.0)
    assert largest_difference(found) == (1.0, 0.5)


def test_mistakes_are_shown_by_kind_on_lines_of_their_own() -> None:
    shown = mistakes(TRIAL, GIVEN, 0.75)
    assert "- typo: 1\n  - Anna Berg: [Ana ]Berg (score 0.700)" in shown
    assert "- same_given: 1\n  - Anna Berg: [Anna] Lund (score 0.800)" in shown
    assert "None." in mistakes(TRIAL, {(0, "p1"): said(1.0), (1, "p1"): said(1.0)}, 0.5)
