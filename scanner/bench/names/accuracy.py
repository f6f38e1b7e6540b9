"""How often a matcher is right: the measures of the public development data.

What counts is a pair of a text and a person, with the best score of its mentions.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import fmean
from typing import Final

from scanner.bench.names.origins import Origin
from scanner.bench.names.trials import Trial, Truth
from scanner.bench.names.written import Expect
from scanner.model.mention import Mention

Pair = tuple[int, str]
"""The place of a text, and a person."""

PLAIN: Final = "plain sentence"
"""Kind of the texts of which nothing was asked."""
EDGES: Final = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99, 1.01)
"""Of the buckets of scores; the last one holds what claims a precision of 0.99."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a matcher says of one pair."""

    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    what: str
    count: int
    of: int

    @property
    def share(self) -> float:
        return self.count / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What one threshold reaches."""

    threshold: float
    precision: float
    recall: float
    wrong: int
    """Answers that are false alarms."""

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


NOWHERE: Final = Point(threshold=2.0, precision=0.0, recall=0.0, wrong=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accuracy:
    """How a matcher did in one trial."""

    name: str
    texts: int
    hits: int
    """Pairs that must be found."""
    best: Point
    """Where F1 is highest."""
    at_99: Point
    """The highest recall at a precision of at least 0.99; `NOWHERE` if there is none."""
    at_999: Point
    emitted: Point
    """Without any threshold."""
    in_place: Share
    """Of the hits found: those whose mention overlaps the name."""
    weak: Share
    """Ambiguous ones that are said with any score."""
    weak_at_99: Share
    kinds: tuple[Share, ...]
    """Recall by kind, at `at_99`."""
    alarms: tuple[Share, ...]
    """Texts with a false alarm, by kind, at `at_99`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """Scores from `low` to below `high`: how many of these answers are right."""

    low: float
    high: float
    mean: float
    """Of their scores: what they claim."""
    right: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Names of one origin."""

    origin: Origin
    recall: float
    """The mean over the kinds that every origin was asked of."""
    precision: float


def answers(found: Sequence[Sequence[Mention]]) -> Mapping[Pair, Answer]:
    """The best mention of each person in each text."""
    best: dict[Pair, Answer] = {}
    for text, mentions in enumerate(found):
        for each in mentions:
            pair = text, str(each.person_id)
            if pair not in best or each.score > best[pair].score:
                best[pair] = Answer(score=each.score, start=each.start, end=each.end)
    return best


def asked(trial: Trial, given: Mapping[Pair, Answer]) -> Mapping[Pair, Answer]:
    """The answers about those whom the trial asks about."""
    if not trial.asked:
        return given
    return {pair: answer for pair, answer in given.items() if trial.asked[pair[0]] == pair[1]}


def accuracy(trial: Trial, given: Mapping[Pair, Answer]) -> Accuracy:
    """The measures of one trial."""
    hits = _hits(trial)
    points = list(curve(judged(trial, given), len(hits)))
    at_99 = best_recall(points, 0.99)
    return Accuracy(
        name=trial.name,
        texts=len(trial.texts),
        hits=len(hits),
        best=max(points, key=lambda point: point.f1, default=NOWHERE),
        at_99=at_99,
        at_999=best_recall(points, 0.999),
        emitted=points[-1] if points else NOWHERE,
        in_place=_in_place(hits, given),
        weak=_weak(trial, given, 0.0),
        weak_at_99=_weak(trial, given, at_99.threshold),
        kinds=tuple(_recalls(trial, given, at_99.threshold)),
        alarms=tuple(_alarms(trial, given, at_99.threshold)),
    )


def judged(trial: Trial, given: Mapping[Pair, Answer]) -> list[tuple[float, bool]]:
    """Score, and whether it is right, of every answer that is either right or wrong."""
    hits, unasked = _hits(trial), _unasked(trial)
    return [
        (answer.score, pair in hits)
        for pair, answer in given.items()
        if pair in hits or pair not in unasked
    ]


def curve(answers: Iterable[tuple[float, bool]], hits: int) -> Iterator[Point]:
    """Each threshold from the highest score down, and what it reaches."""
    right = wrong = 0
    ordered = sorted(answers, reverse=True)
    for score, same in groupby(ordered, key=lambda answer: answer[0]):
        for _, is_right in same:
            right += is_right
            wrong += not is_right
        yield Point(
            threshold=score,
            precision=right / (right + wrong),
            recall=right / hits if hits else 0.0,
            wrong=wrong,
        )


def best_recall(points: Iterable[Point], precision: float) -> Point:
    """The point of highest recall among those of at least such a precision."""
    fit = (point for point in points if point.precision >= precision)
    return max(fit, key=lambda point: point.recall, default=NOWHERE)


def calibration(answers: Iterable[tuple[float, bool]]) -> tuple[Bucket, ...]:
    """How right answers are whose scores lie near each other; empty buckets are left out."""
    ordered = list(answers)
    found = []
    for low, high in pairwise(EDGES):
        inside = [answer for answer in ordered if low <= answer[0] < high]
        if inside:
            right = sum(is_right for _, is_right in inside)
            found.append(
                Bucket(
                    low=low,
                    high=min(high, 1.0),
                    mean=fmean(score for score, _ in inside),
                    right=Share(what="right", count=right, of=len(inside)),
                )
            )
    return tuple(found)


def slices(trial: Trial, given: Mapping[Pair, Answer], threshold: float) -> tuple[Slice, ...]:
    """Each origin's recall and precision at a threshold, over kinds that all were asked of."""
    shared = _shared_kinds(trial)
    return tuple(_slice(trial, given, threshold, origin, shared) for origin in Origin)


def largest_difference(found: Sequence[Slice]) -> tuple[float, float]:
    """Between two origins: of recall, and of precision."""
    recalls, precisions = zip(*((each.recall, each.precision) for each in found), strict=True)
    return max(recalls) - min(recalls), max(precisions) - min(precisions)


def missed(trial: Trial, given: Mapping[Pair, Answer], threshold: float) -> list[Truth]:
    """Hits that were not found, or with a lower score."""
    return [
        true
        for pair, true in _hits(trial).items()
        if pair not in given or given[pair].score < threshold
    ]


def wrong(
    trial: Trial, given: Mapping[Pair, Answer], threshold: float
) -> list[tuple[Pair, str, Answer]]:
    """Answers that are false alarms: the pair, the kind of its text, what was said."""
    neither = _hits(trial).keys() | _unasked(trial)
    kinds = _kinds_of_texts(trial)
    return [
        (pair, kinds.get(pair[0], PLAIN), answer)
        for pair, answer in given.items()
        if pair not in neither and answer.score >= threshold
    ]


def _hits(trial: Trial) -> dict[Pair, Truth]:
    return {(true.text, true.person_id): true for true in trial.truth if true.expect is Expect.HIT}


def _unasked(trial: Trial) -> set[Pair]:
    return {
        (true.text, true.person_id)
        for true in trial.truth
        if true.expect in (Expect.WEAK, Expect.IGNORE)
    }


def _kinds_of_texts(trial: Trial) -> dict[int, str]:
    return {true.text: true.kind for true in trial.truth}


def _in_place(hits: Mapping[Pair, Truth], given: Mapping[Pair, Answer]) -> Share:
    found = [(hits[pair], given[pair]) for pair in hits if pair in given]
    right = sum(said.start < true.end and true.start < said.end for true, said in found)
    return Share(what="in place", count=right, of=len(found))


def _weak(trial: Trial, given: Mapping[Pair, Answer], threshold: float) -> Share:
    pairs = {(true.text, true.person_id) for true in trial.truth if true.expect is Expect.WEAK}
    found = sum(pair in given and given[pair].score >= threshold for pair in pairs)
    return Share(what="weak", count=found, of=len(pairs))


def _recalls(trial: Trial, given: Mapping[Pair, Answer], threshold: float) -> Iterator[Share]:
    asked = Counter(true.kind for true in _hits(trial).values())
    lost = Counter(true.kind for true in missed(trial, given, threshold))
    for kind, count in sorted(asked.items()):
        yield Share(what=kind, count=count - lost[kind], of=count)


def _alarms(trial: Trial, given: Mapping[Pair, Answer], threshold: float) -> Iterator[Share]:
    texts: defaultdict[str, set[int]] = defaultdict(set)
    for (text, _), kind, _ in wrong(trial, given, threshold):
        texts[kind].add(text)
    of_kind = Counter(_kinds_of_texts(trial).values())
    of_kind[PLAIN] = len(trial.texts) - of_kind.total()
    for kind, alarmed in sorted(texts.items()):
        yield Share(what=kind, count=len(alarmed), of=of_kind[kind])


def _shared_kinds(trial: Trial) -> set[str]:
    asked: defaultdict[str, set[Origin | None]] = defaultdict(set)
    for true in trial.truth:
        asked[true.kind].add(true.origin)
    return {kind for kind, origins in asked.items() if origins >= set(Origin)}


def _slice(
    trial: Trial,
    given: Mapping[Pair, Answer],
    threshold: float,
    origin: Origin,
    shared: set[str],
) -> Slice:
    truth = [true for true in trial.truth if true.origin is origin and true.kind in shared]
    texts = {true.text for true in truth}
    found: defaultdict[str, list[bool]] = defaultdict(list)
    for true in truth:
        if true.expect is Expect.HIT:
            answer = given.get((true.text, true.person_id))
            found[true.kind].append(answer is not None and answer.score >= threshold)
    right = sum(map(sum, found.values()))
    alarms = sum(pair[0] in texts for pair, _, _ in wrong(trial, given, threshold))
    return Slice(
        origin=origin,
        recall=fmean(map(fmean, found.values())) if found else 0.0,
        precision=right / (right + alarms) if right + alarms else 1.0,
    )
