"""Trials made from a seed: nothing in them is in doubt."""

from itertools import combinations
from random import Random

import pytest

from scanner.bench.names.frames import FRAMES, fitting
from scanner.bench.names.generated import forms, generate
from scanner.bench.names.origins import Name, Origin, draw, stocks
from scanner.bench.names.trials import Trial
from scanner.bench.names.variations import KINDS
from scanner.bench.names.written import Expect
from scanner.match.matcher import Matcher


@pytest.fixture(scope="module")
def trial() -> Trial:
    return generate(7, people=15, texts=1)


def test_the_same_seed_makes_the_same_trial(trial: Trial) -> None:
    assert generate(7, people=15, texts=1) == trial
    assert generate(8, people=15, texts=1).texts != trial.texts


def test_every_text_has_one_truth_that_points_into_it(trial: Trial) -> None:
    assert [true.text for true in trial.truth] == list(range(len(trial.texts)))
    for true in trial.truth:
        assert 0 <= true.start < true.end <= len(trial.texts[true.text])
        assert bool(true.person_id) == (true.expect is not Expect.NONE)


def test_every_origin_is_asked_for_in_nearly_every_kind(trial: Trial) -> None:
    everywhere = {kind.name for kind in KINDS if not kind.enrolled_natively}
    asked = {(true.kind, true.origin) for true in trial.truth if true.kind in everywhere}
    assert len(asked) > 0.75 * len(everywhere) * len(Origin)
    assert {true.origin for true in trial.truth} == set(Origin)


def test_no_two_people_can_be_taken_for_each_other(trial: Trial) -> None:
    names = {(each.given.reveal(), each.surname.reveal()) for each in trial.people}
    assert len(names) == len(trial.people)


def test_every_kind_has_sentences_of_its_language() -> None:
    assert len(FRAMES) >= 60
    for kind in KINDS:
        for language in kind.languages:
            assert fitting(language, kind.grammar), (kind.name, language)


def test_halves_and_former_names_are_forms_of_a_name() -> None:
    name = Name(
        given="Anna-Karin", surname="Öberg Lind", origin=Origin.SWEDISH, woman=True, former="Ek"
    )
    assert {("karin", "lind"), ("annakarin", "oberg"), ("anna", "ek")} <= forms(name)


def test_names_of_an_origin_are_its_own() -> None:
    for one, other in combinations(Origin, 2):
        shared = set(stocks()[one].surnames) & set(stocks()[other].surnames)
        assert len(shared) <= 3, (one, other, shared)


def test_a_name_known_at_home_has_both_parts_or_none() -> None:
    for seed in range(200):
        native = draw(stocks()[Origin.ARABIC], Origin.ARABIC, Random(seed)).native
        assert native is None or all(native)


def test_plain_names_are_found_where_they_stand(trial: Trial) -> None:
    found = Matcher(trial.people, seed=1).find(trial.texts)
    for true in trial.truth:
        if true.kind in ("plain", "upper", "reversed_comma"):
            mention = next(each for each in found[true.text] if each.person_id == true.person_id)
            assert (mention.start, mention.end) == (true.start, true.end)
