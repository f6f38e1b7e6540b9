"""The matcher tried on all that there is: public development data, and a trial made from a seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scanner.bench.names.accuracy import (
    Accuracy,
    Bucket,
    Slice,
    accuracy,
    answers,
    asked,
    calibration,
    judged,
    slices,
)
from scanner.bench.names.development import trials
from scanner.bench.names.generated import generate
from scanner.bench.names.mistakes import mistakes
from scanner.bench.names.trials import Trial
from scanner.match.matcher import Matcher

HELD_OUT: Final = 20_261_122
"""Seed of the trial that is measured: nothing may be fitted or tuned to it."""
BATCH: Final = 64
"""Texts of one call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """All that is told of one trial."""

    accuracy: Accuracy
    buckets: tuple[Bucket, ...]
    slices: tuple[Slice, ...]
    """By origin, at a precision of 0.99; empty where the origins are not known."""
    mistakes: str
    """As Markdown; it shows names."""


def measure(development: Path | None = None) -> Iterator[Tried]:
    """Each set of the development data where it is given, then the held-out trial.

    Raises `UsageError` where `development` does not hold the data.
    """
    if development is not None:
        yield from map(tried, trials(development))
    yield tried(generate(HELD_OUT))


def tried(trial: Trial) -> Tried:
    """What a new matcher makes of a trial."""
    matcher = Matcher(trial.people, seed=HELD_OUT)
    found = [
        mentions
        for first in range(0, len(trial.texts), BATCH)
        for mentions in matcher.find(trial.texts[first : first + BATCH])
    ]
    given = asked(trial, answers(found))
    reached = accuracy(trial, given)
    threshold = reached.at_99.threshold
    of_origins = any(true.origin for true in trial.truth)
    return Tried(
        accuracy=reached,
        buckets=calibration(judged(trial, given)),
        slices=slices(trial, given, threshold) if of_origins else (),
        mistakes=mistakes(trial, given, threshold),
    )
