"""The model of severity is fitted again from a small part of its texts."""

import numpy as np

from scanner.assess.severity.weights import weights
from scanner.bench.fit.severity import (
    TEXTS,
    Example,
    Seen,
    examples,
    fitted,
    of_unknown_writers,
    table,
)
from scanner.bench.severity.texts import read
from scanner.model.assessment import SeverityTier

KNOWN = Seen(frozenset(("g:any", "k:kill")), 9)
OTHER = Seen(frozenset(("g:any", "k:thank")), 9)


def test_what_stands_in_threats_speaks_for_threats() -> None:
    seen = [
        Example(tier, KNOWN if tier == SeverityTier.T4 else OTHER)
        for tier in SeverityTier
        for _ in range(5)
    ]
    model = fitted(seen)
    kill = model.values[model.columns["k:kill"]]
    assert kill.argmax() == SeverityTier.T4
    assert "k:kill" in table(model)


def test_the_shipped_weights_come_out_of_a_part_of_the_texts() -> None:
    texts = [one for one in read(TEXTS) if one.writer == "rules" and not one.ambiguous]
    rows = dict(line.split("\t") for line in table(fitted(examples(texts))).splitlines())
    for feature in ("k:kill", "k:thief", "k:address", "k:resign"):
        found = [int(each) for each in rows[feature].split()]
        shipped = weights(feature)
        assert np.corrcoef(found, shipped)[0, 1] > 0, feature


def test_a_writer_is_judged_by_a_model_that_knows_only_the_others() -> None:
    texts = read(TEXTS)
    some = [one for one in texts if one.writer in ("rules", "sv1")][::12]
    chances = of_unknown_writers(some)
    assert chances.shape == (len(some), len(SeverityTier))
    assert np.allclose(chances.sum(axis=1), 1.0)


def test_texts_have_ids_of_their_own_and_words_that_stand_in_them() -> None:
    texts = read(TEXTS)
    assert len(texts) > 6_000
    assert len({one.text_id for one in texts}) == len(texts)
    assert {one.lang for one in texts} == {"sv", "en", "ar", "arabizi", "so", "tr"}
