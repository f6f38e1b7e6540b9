"""The figures of the lexicon, estimated again for some words and names."""

from collections.abc import Mapping
from math import log2

import pytest

from scanner.bench.fit import lexicon as fit
from scanner.bench.fit import lexicon_sources as sources
from scanner.match.lexicon import STEP, Role, role_bits


def commonest(shares: Mapping[str, float], count: int) -> list[str]:
    return sorted(shares, key=lambda word: -shares[word])[:count]


def test_published_names_have_their_share_of_people() -> None:
    given, surnames = sources.swedish_names()
    for name in commonest(given, 100):
        expected = log2(given[name] * fit.GIVEN_SCALE / fit.PEOPLE)
        assert role_bits(name, Role.GIVEN) == pytest.approx(expected, abs=STEP)
    for name in commonest(surnames, 100):
        expected = log2(surnames[name] / surnames["andersson"] * fit.ANDERSSON / fit.PEOPLE)
        assert role_bits(name, Role.SURNAME) == pytest.approx(expected, abs=STEP)


def test_names_by_hand_have_bearers() -> None:
    given, surnames = sources.names_by_hand()
    for names, role in ((given, Role.GIVEN), (surnames, Role.SURNAME)):
        rarest = log2(fit.BY_HAND / fit.PEOPLE) - STEP
        assert min(role_bits(name, role) for name in names if sources.is_latin(name)) >= rarest


def test_words_have_their_share_of_what_is_read() -> None:
    swedish, english = sources.words("sv"), sources.words("en")
    for word in ("och", "inte", "kommun", "handlaggare", "beslut", "socialtjansten"):
        share = sources.READ["sv"] * swedish[word] + sources.READ["en"] * english.get(word, 0.0)
        assert role_bits(word, Role.WORD) == pytest.approx(log2(share), abs=1.0)
