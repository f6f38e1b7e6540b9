"""Which word on a finding is kept for the next time, and with which signs."""

from dataclasses import replace

import pytest

from scanner.findings.decide import judge, remembered, unite
from scanner.findings.own_word import claimed, disclaimed
from scanner.model.assessment import Level
from scanner.model.finding import Finding, Verdict
from scanner.model.judgement import MOST_SIGNS, Judgement, Sign, SignKind, Speaker
from scanner.model.personal import Personal
from tests.findings.cast import DAY_1, DAY_2, MIRROR, THREAD, seen, sighting


def sign(value: str, kind: SignKind = SignKind.THREAD) -> Sign:
    return Sign(kind=kind, value=Personal(value))


HERE, THERE = sign(THREAD), sign(MIRROR)
FOUND = seen(None, sighting(signs=(HERE,)))


def her(finding: Finding) -> Finding:
    return judge(finding, Verdict.HER)


def not_her(finding: Finding) -> Finding:
    return judge(finding, Verdict.NOT_HER)


@pytest.mark.parametrize(
    ("words", "by", "is_her", "speaker"),
    [
        ((her,), Speaker.OFFICER, True, Speaker.OFFICER),
        ((not_her,), Speaker.OFFICER, False, Speaker.OFFICER),
        ((claimed,), Speaker.HERSELF, True, Speaker.HERSELF),
        ((disclaimed,), Speaker.HERSELF, False, Speaker.HERSELF),
        # Who speaks later has the other's word before them.
        ((her, disclaimed), Speaker.HERSELF, False, Speaker.HERSELF),
        ((disclaimed, her), Speaker.OFFICER, True, Speaker.OFFICER),
        ((not_her, claimed), Speaker.HERSELF, True, Speaker.HERSELF),
        ((disclaimed, claimed), Speaker.HERSELF, True, Speaker.HERSELF),
        # But nobody undoes her own "it is me".
        ((claimed, not_her), Speaker.OFFICER, True, Speaker.HERSELF),
    ],
)
def test_the_latest_word_is_kept_but_no_officer_undoes_her_own(
    words: tuple, by: Speaker, is_her: bool, speaker: Speaker
) -> None:
    finding = FOUND
    for word in words:
        finding = word(finding)
    assert remembered(finding, by, DAY_2) == Judgement(
        is_her=is_her, by=speaker, at=DAY_2, signs=(HERE,)
    )


def test_of_a_word_taken_back_nothing_is_kept() -> None:
    assert remembered(judge(her(FOUND), Verdict.UNJUDGED), Speaker.OFFICER, DAY_2) is None


def test_that_lawful_words_are_about_her_is_kept_nowhere_else() -> None:
    """Staff who read why another page is hers would learn of it."""
    info = seen(None, sighting(level=Level.INFO))
    assert remembered(claimed(info), Speaker.HERSELF, DAY_2) is None
    assert remembered(disclaimed(info), Speaker.HERSELF, DAY_2) is not None


def test_signs_of_copies_are_put_together_and_have_an_end() -> None:
    again = seen(FOUND, sighting(DAY_2, address=MIRROR, signs=(THERE, HERE)))
    assert again.signs == (HERE, THERE)
    united = unite(FOUND, replace(FOUND, signs=(THERE,)))
    assert united.signs == (HERE, THERE)
    many = tuple(sign(str(number)) for number in range(2 * MOST_SIGNS))
    assert seen(FOUND, sighting(DAY_2, signs=many)).signs == (HERE, *many[: MOST_SIGNS - 1])


def test_what_a_page_said_before_its_words_were_changed_is_no_sign_of_it() -> None:
    """A site owner lets a namesake's page be judged, and writes of her in its place."""
    town = sign("malmo", SignKind.TOWN)
    judged = not_her(seen(None, sighting(DAY_1, signs=(HERE, town))))
    new = "Amina Provhult bor på Lönngatan, alla dit i kväll och hälsa på henne hemma"
    reopened = seen(judged, sighting(DAY_2, words=new, signs=(HERE,)))
    assert reopened.verdict is Verdict.UNJUDGED
    assert reopened.signs == (HERE,)
