"""What a matcher still misses and what it takes for somebody, by kind, with examples.

For invented people and public development data only: names are printed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from scanner.bench.names.accuracy import Answer, Pair, missed, wrong
from scanner.bench.names.trials import Trial, Truth

EXAMPLES: Final = 3
"""Of each kind."""
AROUND: Final = 30
"""Characters shown to either side."""


def mistakes(trial: Trial, given: Mapping[Pair, Answer], threshold: float) -> str:
    """Misses and false alarms at a threshold as Markdown, the kinds with most of them first."""
    misses: defaultdict[str, list[str]] = defaultdict(list)
    names = _names(trial)
    for true in missed(trial, given, threshold):
        misses[true.kind].append(_missed(trial, true, given, names))
    alarms: defaultdict[str, list[str]] = defaultdict(list)
    for pair, kind, answer in wrong(trial, given, threshold):
        alarms[kind].append(_wrong(trial, pair, answer, names))
    return "\n".join(
        [
            f"### {trial.name}: missed",
            "",
            *_listed(misses),
            "",
            f"### {trial.name}: false alarms",
            "",
            *_listed(alarms),
            "",
        ]
    )


def _names(trial: Trial) -> Mapping[str, str]:
    return {
        str(each.person_id): f"{each.given.reveal()} {each.surname.reveal()}"
        for each in trial.people
    }


def _listed(kinds: Mapping[str, list[str]]) -> Iterator[str]:
    if not kinds:
        yield "None."
    for kind, examples in sorted(kinds.items(), key=lambda each: (-len(each[1]), each[0])):
        yield f"- {kind}: {len(examples)}"
        # Spread over all, for they stand by origin.
        for example in examples[:: len(examples) // EXAMPLES or 1][:EXAMPLES]:
            yield f"  - {example}"


def _missed(
    trial: Trial, true: Truth, given: Mapping[Pair, Answer], names: Mapping[str, str]
) -> str:
    answer = given.get((true.text, true.person_id))
    score = "not found" if answer is None else f"score {answer.score:.3f}"
    return f"{names[true.person_id]}: {_shown(trial, true.text, true.start, true.end)} ({score})"


def _wrong(trial: Trial, pair: Pair, answer: Answer, names: Mapping[str, str]) -> str:
    text, person = pair
    shown = _shown(trial, text, answer.start, answer.end)
    return f"{names[person]}: {shown} (score {answer.score:.3f})"


def _shown(trial: Trial, text: int, start: int, end: int) -> str:
    """The words with some around them, on one line, whatever stands in them."""
    whole = trial.texts[text]
    before, behind = whole[max(0, start - AROUND) : start], whole[end : end + AROUND]
    line = f"{before}[{whole[start:end]}]{behind}"
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in line)
