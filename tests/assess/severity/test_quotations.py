"""Whose words stand between quotation marks: the post's own where nothing else is said."""

import pytest

from scanner.model.assessment import Level, SeverityTier
from tests.assess.stage import judge

WHOLE = [
    '"Vi ska döda {N}, socialsekreterare i Provstad."',
    "”Socialsekreterare {N} i Provstad ska dö i natt.”",
    "«Socialsekreterare {N} i Provstad borde skjutas» 😈",
    '"Socialsekreterare {N} i Provstad." "Hon ska dö i natt."',
    '"We will kill {N}, the social worker in Provstad, tonight."',
    "“Social worker {N} in Provstad deserves to die.” 🔪",
    "«سنقتل {N} الموظفة في السوسيال Provstad»",
    '"{N} الموظفة في السوسيال Provstad. تستحق الموت"',
]
REPORTED = [
    '"Vi ska döda {N}", läste åklagaren upp. Socialsekreteraren i Provstad lyssnade.',
    '"Vi ska döda {N}" skrev en man som nu åtalas, enligt socialtjänsten i Provstad.',
    "“We will kill {N}, social worker in Provstad”, the court heard.",
    "«سنقتل {N}» هكذا جاء في رسالة قرأتها الشرطة عن موظفة السوسيال في Provstad.",
]
CALM = [
    '"Tack för hjälpen {N}, socialsekreterare i Provstad."',
    "“Thank you {N}, social worker in Provstad.”",
    "«شكرا {N} على المساعدة»",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_threat_that_is_all_in_quotation_marks_is_the_posts_own(text: str) -> None:
    severity = judge(text).severity
    assert (severity.tier, severity.level) == (SeverityTier.T4, Level.ACUTE)


@pytest.mark.parametrize("text", REPORTED)
def test_a_quotation_that_something_is_said_about_alerts_nobody(text: str) -> None:
    assert judge(text).severity.level <= Level.LOW


@pytest.mark.parametrize("text", CALM)
def test_calm_words_in_quotation_marks_stay_calm(text: str) -> None:
    severity = judge(text).severity
    assert (severity.tier, severity.level) == (SeverityTier.T0, Level.INFO)


@pytest.mark.parametrize("text", ['"Vi ska döda {N}', '"Vi ska döda {N}" "'])
def test_marks_that_open_and_never_close_take_nothing_away(text: str) -> None:
    assert judge(text).severity.tier is SeverityTier.T4


def test_her_name_outside_the_marks_may_be_the_speakers() -> None:
    assert judge('Socialsekreterare {N} i Provstad: "Vi ska döda dig"').severity.level <= Level.LOW
