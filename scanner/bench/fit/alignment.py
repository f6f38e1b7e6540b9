"""Which letters stand for which, from pairs of names and from words: estimates for `match.scripts`.

Expectation maximisation finds, without any rule, which letters stand for which; then each pair is
aligned in its likeliest way and the alignments are counted by context, twice. Pairs that even then
fit badly are no renderings (translations, wrong rows) and are left out, contexts that tell nothing
new are pruned.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import log, log2
from typing import Final

from scanner.bench.fit.renderings import Pair, Weights
from scanner.match.scripts import EDGE, Counts, Rendering, Shares, contexts
from scanner.text.fold import bare

Tally = defaultdict[str, defaultdict[str, float]]
Steps = Callable[[str], list[Shares]]
"""What each letter of a Latin name may become."""

_SAMPLE: Final = 8_000
"""Pairs that expectation maximisation sees."""
_ROUNDS: Final = 6
_UNSEEN: Final = 1e-7
_WORST_FIT: Final = -1.6
"""Mean log chance of a letter below which a pair is none."""
_NEVER: Final = -1e9
_LEAST_SHARE: Final = 0.004
"""Of the names whose rendering begins (ends) with a letter: those with another Latin one there."""
_LEAST_GAIN: Final = 8.0
"""Bits that a context must save on what it was seen with."""


def fit_renderings(weights: Weights) -> Counts:
    """How each Latin letter is rendered, by context, from weighted pairs."""
    pairs = sorted(weights.items())
    shares = _letters_alone(pairs[:: 1 + len(pairs) // _SAMPLE])
    counts = _aligned(pairs, lambda latin: [shares.get(letter, {}) for letter in latin])
    first = Rendering(counts)
    counts = _aligned(pairs, lambda latin: list(map(first.renderings, contexts(latin))))
    return _pruned(counts)


def _letters_alone(pairs: list[tuple[Pair, float]]) -> dict[str, Shares]:
    """Renderings of letters whatever stands beside them, by expectation maximisation."""
    letters = sorted({letter for pair, _ in pairs for letter in pair.native})
    guess = _guess(letters)
    shares = {letter: guess for pair, _ in pairs for letter in pair.latin}
    for _ in range(_ROUNDS):
        counts: Tally = _nothing_seen()
        for pair, weight in pairs:
            _expect(pair, weight, shares, counts)
        shares = {letter: _normal(seen) for letter, seen in counts.items()}
    return shares


def _nothing_seen() -> Tally:
    return defaultdict(lambda: defaultdict(float))


def _guess(letters: list[str]) -> Shares:
    ones = dict.fromkeys(letters, 0.6 / len(letters))
    twos = {one + two: 0.1 / len(letters) ** 2 for one in letters for two in letters}
    return {"": 0.3, **ones, **twos}


def _normal(seen: Shares) -> Shares:
    total = sum(seen.values())
    return {native: count / total for native, count in seen.items() if count / total > 1e-5}


def _expect(pair: Pair, weight: float, shares: Mapping[str, Shares], counts: Tally) -> None:
    """Adds what each letter of `pair` is expected to have become."""
    steps = [shares[letter] for letter in pair.latin if letter in shares]
    if len(steps) < len(pair.latin):
        return
    behind = _forward(steps, pair.native)
    if not behind[-1][-1]:
        return
    ahead = [0.0] * len(pair.native) + [weight / behind[-1][-1]]
    for letter, share, before in zip(
        reversed(pair.latin), reversed(steps), behind[-2::-1], strict=True
    ):
        now = [0.0 for _ in ahead]
        for start, end in _spans(len(pair.native)):
            written = pair.native[start:end]
            through = share.get(written, 0.0) * ahead[end]
            now[start] += through
            if before[start] * through > 0.003 * weight:
                counts[letter][written] += before[start] * through
        ahead = now


def _forward(steps: list[Shares], native: str) -> list[list[float]]:
    rows = [[1.0] + [0.0] * len(native)]
    for share in steps:
        row = [0.0 for _ in rows[-1]]
        for start, end in _spans(len(native)):
            row[end] += rows[-1][start] * share.get(native[start:end], 0.0)
        rows.append(row)
    return rows


def _spans(length: int) -> Iterable[tuple[int, int]]:
    """Where none, one or two letters of a word can stand."""
    return (
        (start, end)
        for start in range(length + 1)
        for end in range(start, min(start + 2, length) + 1)
    )


def _aligned(pairs: list[tuple[Pair, float]], steps: Steps) -> Counts:
    """What letters became in the likeliest alignment of each pair, by context."""
    counts: Tally = _nothing_seen()
    for pair, weight in pairs:
        chance, written = _best(steps(pair.latin), pair.native)
        if chance < _WORST_FIT * (len(pair.latin) + len(pair.native)):
            continue
        for around, native in zip(contexts(pair.latin), written, strict=True):
            for context in around:
                counts[context][native] += weight
    return counts


def _best(steps: list[Shares], native: str) -> tuple[float, list[str]]:
    """Log chance of the likeliest way to write `native`, and what each letter became in it."""
    best = [0.0] + [_NEVER] * len(native)
    ways: list[list[int]] = []
    for share in steps:
        row, way = [_NEVER] * len(best), [0] * len(best)
        for start, end in _spans(len(native)):
            floor = _UNSEEN if end - start < 2 else 0.0
            through = share.get(native[start:end], floor)
            if through and best[start] + log(through) > row[end]:
                row[end], way[end] = best[start] + log(through), start
        best = row
        ways.append(way)
    return best[-1], _traced(ways, native)


def _traced(ways: list[list[int]], native: str) -> list[str]:
    end = len(native)
    written: list[str] = []
    for way in reversed(ways):
        written.append(native[way[end] : end])
        end = way[end]
    return written[::-1]


def _pruned(counts: Counts) -> Counts:
    """Whole counts, and of the narrower contexts those that say more than the wider ones."""
    kept: dict[str, dict[str, int]] = {}
    for context in sorted(counts, key=lambda context: (len(context), context)):
        seen = {native: round(count) for native, count in sorted(counts[context].items())}
        seen = {native: count for native, count in seen.items() if count}
        if seen and (len(context) == 1 or _gain(seen, context, kept) > _LEAST_GAIN):
            kept[context] = seen
    return kept


def _gain(seen: Mapping[str, float], context: str, kept: Counts) -> float:
    letter = context[0] if len(context) == 2 else context[1]
    without = Rendering(kept).renderings((letter, letter + context[-1], context))
    with_it = Rendering({**_wider(kept, letter, context), context: seen}).renderings(
        (letter, letter + context[-1], context)
    )
    return sum(
        count * log2(with_it[native] / max(without.get(native, 0.0), 1e-6))
        for native, count in seen.items()
    )


def _wider(kept: Counts, letter: str, context: str) -> Counts:
    return {each: kept[each] for each in (letter, letter + context[-1]) if each in kept}


def fit_background(words: Iterable[str]) -> Counts:
    """How often each letter was seen behind none, one and two others, in different words."""
    counts: Tally = _nothing_seen()
    for word in sorted(set(words)):
        framed = f"{EDGE}{EDGE}{word}{EDGE}"
        for place in range(2, len(framed)):
            for start in range(place - 2, place + 1):
                counts[framed[start:place]][framed[place]] += 1
    return {
        context: {letter: int(count) for letter, count in sorted(seen.items()) if count > 2}
        for context, seen in counts.items()
        if sum(seen.values()) > 10
    }


def fit_edge(weights: Weights, place: int) -> Mapping[str, str]:
    """Of each native letter at an edge of words: the Latin letters (without accents) there."""
    seen: Tally = _nothing_seen()
    for pair, weight in sorted(weights.items()):
        seen[pair.native[place]][bare(pair.latin)[place]] += weight
    return {
        native: "".join(
            sorted(letter for letter, share in _normal(latin).items() if share > _LEAST_SHARE)
        )
        for native, latin in seen.items()
    }
