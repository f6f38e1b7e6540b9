"""What is done with parity groups that the model has not learnt."""

from pathlib import Path

import scanner.bench.fit
from scanner.bench.severity.judging import OF_WORK, judged, parity
from scanner.bench.severity.texts import read
from scanner.model.assessment import Level, SeverityTier

FOLDER = Path(scanner.bench.fit.__file__).parent / "unlearnt"
DIFFER = 40
"""Groups of 152 whose tier depends on the language; it may only fall."""


def test_an_offices_details_beside_lawful_words_alert_nobody_in_any_language() -> None:
    beside = [
        one
        for one in judged(read(FOLDER))
        if one.text.tier <= SeverityTier.T1
        and one.text.details
        and not set(one.text.details) - OF_WORK
    ]
    assert len(beside) >= 45
    assert [one.text.text_id for one in beside if one.level >= Level.MEDIUM] == []


def test_every_threat_comes_before_an_officer_in_any_language() -> None:
    threats = [one for one in judged(read(FOLDER)) if one.text.tier is SeverityTier.T4]
    assert [one.text.text_id for one in threats if one.level < Level.LOW] == []


def test_no_more_groups_differ_between_languages_than_did() -> None:
    assert parity(judged(read(FOLDER))).count <= DIFFER
