"""Fits the model of severity: `assess/tables/severity.txt`, from `texts/*.jsonl`.

Method: multinomial logistic regression (maximum likelihood with a normal prior around no effect,
scikit-learn's `LogisticRegression`) over the traits of `assess.severity.traits`. Single letters
and pairs of concepts are many and each says little: their prior is narrower (`SCALES`). The words
that their writer says decide a text are one more example, of half its weight (Zaidan and Eisner
2008: rationales); so are the sentences of long texts, which are judged by themselves too. A trait
must stand in `SEEN` texts. What a model is worth is judged by leaving writers out
(`of_unknown_writers`),
never by texts of a writer that it knows.

    python -m scanner.bench.fit.severity
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from sklearn.linear_model import LogisticRegression

from scanner import assess
from scanner.assess.context import AssessContext
from scanner.assess.passage import Passage, passages
from scanner.assess.scene import scene
from scanner.assess.severity.exposure import exposed
from scanner.assess.severity.lexical import hits
from scanner.assess.severity.traits import traits
from scanner.assess.severity.weights import share
from scanner.assess.wording import Trait
from scanner.bench.severity.texts import Text, carried, page, read
from scanner.model.assessment import SeverityTier

TEXTS: Final = Path(__file__).parent / "texts"
TABLE: Final = Path(assess.__file__).parent / "tables" / "severity.txt"
NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)

SCALES: Final = {"w": 1.0, "c": 0.3, "k": 1.0, "b": 0.3, "l": 1.0, "d": 1.0, "g": 1.0}
"""Standard deviation of each kind's weights, in units of the prior's."""
PRIOR: Final = 0.3
"""scikit-learn's C: the inverse of the prior's strength."""
CARRIED: Final = 0.5
"""Weight of the words that decide a text, beside the text's own of 1."""
CLOSER: Final = 0.3
"""Weight of each part of a long text."""
RULES: Final = 9.0
"""Weight of a text of `rules_*.jsonl`: the plain cases, which must come out as they are written."""
SEEN: Final = 3
LEAST: Final = 3
"""Hundredths of log odds: a feature whose weights are all smaller is left out of the table."""

Chances = NDArray[np.float64]


class Seen(NamedTuple):
    """A text, or a part of one, as the model sees it."""

    features: frozenset[str]
    words: int


class Example(NamedTuple):
    tier: int
    whole: Seen
    """All its passages."""
    parts: tuple[tuple[Seen, float], ...] = ()
    """What is learnt of it beside the whole, each with its weight."""
    weight: float = 1.0


def examples(texts: Iterable[Text]) -> list[Example]:
    context = AssessContext(now=NOW)
    return [_example(text, context) for text in texts]


def _example(text: Text, context: AssessContext) -> Example:
    document, mentions = page(text.text)
    stage = scene(document, mentions, ())
    found, details = hits(stage, context.lexicons), exposed(stage, context)
    views = [
        (passage, list(traits(passage, found, details)))
        for passage in passages(stage, context.lexicons)
    ]
    whole = Seen(
        frozenset(one.name for _, seen in views for one in seen),
        sum(len(passage.words) for passage, _ in views),
    )
    carrying = [(_carrying(passage, seen, text), CARRIED) for passage, seen in views]
    closer = [
        (
            Seen(frozenset(one.name for one in traits(near, found, details)), len(near.words)),
            CLOSER,
        )
        for passage, _ in views
        for near in passage.closer()
        if text.tier <= SeverityTier.T1 or _carries(near, passage, text)
    ]
    parts = [part for part in (*carrying, *closer) if part[0].words]
    weight = RULES if text.writer == "rules" else 1.0
    return Example(int(text.tier), whole, tuple(parts), weight)


def _carrying(passage: Passage, seen: Iterable[Trait], text: Text) -> Seen:
    """Only the words that decide; none where nobody said which."""
    first, last = passage.places(*carried(text))
    inside = (one.name for one in seen if first <= one.first < one.last <= last)
    return Seen(frozenset(inside) | ANY, last - first)


def _carries(near: Passage, passage: Passage, text: Text) -> bool:
    """True if all the words of a passage that decide stand in a part of it."""
    (first, last), (start, end) = (one.places(*carried(text)) for one in (passage, near))
    return last - first == end - start > 0


class Model(NamedTuple):
    """Weights in log odds: a row for each of `columns`, a column for each tier."""

    columns: Mapping[str, int]
    values: Chances

    def chances(self, seen: Sequence[Example]) -> Chances:
        """A row for each example, a column for each tier."""
        odds = _matrix([one.whole for one in seen], self.columns, EVEN) @ self.values
        likely = np.exp(odds - odds.max(axis=1, keepdims=True))
        return np.asarray(likely / likely.sum(axis=1, keepdims=True))


def fitted(seen: Sequence[Example]) -> Model:
    """The model that makes the examples likeliest, given the prior."""
    counts = Counter(name for one in seen for name in one.whole.features)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    columns = {name: place for place, name in enumerate(names)}
    rows = [(one.whole, one.tier, one.weight) for one in seen]
    rows += [(part, one.tier, weight) for one in seen for part, weight in one.parts]
    shown, tiers, shares = zip(*rows, strict=True)
    fit = LogisticRegression(C=PRIOR, max_iter=400, tol=1e-3, fit_intercept=False)
    fit.fit(_matrix(shown, columns), tiers, sample_weight=shares)
    scales = np.array([SCALES[name[0]] for name in names])
    return Model(columns, fit.coef_.T * scales[:, None])


ANY: Final = frozenset(("g:any",))
EVEN: Final = dict.fromkeys(SCALES, 1.0)


def _matrix(
    seen: Sequence[Seen],
    columns: Mapping[str, int],
    scales: Mapping[str, float] = SCALES,
) -> csr_array:
    kept = [sorted(name for name in one.features if name in columns) for one in seen]
    places = [columns[name] for names in kept for name in names]
    shares = [share(one.words) for one in seen]
    values = [
        scales[name[0]] * part for names, part in zip(kept, shares, strict=True) for name in names
    ]
    starts = np.cumsum([0, *map(len, kept)])
    return csr_array((values, places, starts), shape=(len(seen), len(columns)))


def of_unknown_writers(texts: Sequence[Text]) -> Chances:
    """A row for each text: the tiers' chances by a model that knows nothing of its writer."""
    seen = examples(texts)
    chances = np.zeros((len(texts), len(SeverityTier)))
    for writer in sorted({text.writer for text in texts}):
        learnt = [
            one
            for one, text in zip(seen, texts, strict=True)
            if text.writer != writer and not text.ambiguous
        ]
        asked = [place for place, text in enumerate(texts) if text.writer == writer]
        chances[asked] = fitted(learnt).chances([seen[place] for place in asked])
    return chances


def table(model: Model) -> str:
    """The model as `assess.severity.weights` reads it."""
    hundredths = np.round(model.values * 100).astype(int)
    return "".join(
        f"{name}\t{' '.join(map(str, hundredths[place]))}\n"
        for name, place in model.columns.items()
        if np.abs(hundredths[place]).max() >= LEAST
    )


def main() -> None:
    texts = [one for one in read(TEXTS) if not one.ambiguous]
    TABLE.write_text(table(fitted(examples(texts))), encoding="utf-8")


if __name__ == "__main__":
    main()
