"""Persian, which no text of the training is in: its lists bring a threat before an officer."""

import pytest

from scanner.model.assessment import Level, SeverityTier
from tests.assess.stage import judge

T4 = [
    "{N} را می‌کشم",
    "{N} را می کشم",
    "{N} باید بمیرد",
    "می‌کشمت {N}",
    "خونه‌ات رو آتیش می‌زنیم {N}",
    "می‌دانیم کجا زندگی می‌کنی {N}",
    "سرت را می‌برم {N}",
    "مرگ بر {N}",
    "{N} مستحق مرگ است",
]
T3 = ["آدرس خانه {N} را دارید؟", "بریم در خونه {N}", "همه به {N} زنگ بزنید"]
T2 = ["{N} بچه دزد است", "خدا لعنتت کند {N}", "خدا ازت انتقام بگیره {N}"]
CALM = [
    "با {N} در اداره خدمات اجتماعی گفتگو کردیم",
    "جلسه با {N} به فردا افتاد",
    "{N} گفت که تهدید شده است",
    "{N} تصمیم اشتباه گرفت",
    "پلیس مردی را که نوشته بود «{N} را می‌کشم» دستگیر کرد",
    "شماره اداره {N} را دارید؟",
    "زنگ زدم به {N} و وقت گرفتم",
]
DOUBTED = ["{N} نباید بمیرد", "{N} عکس بچه را می‌کشم، گفت نقاش"]


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        (text, tier)
        for tier, texts in ((SeverityTier.T4, T4), (SeverityTier.T3, T3), (SeverityTier.T2, T2))
        for text in texts
    ],
)
def test_what_is_said_to_her_comes_before_an_officer(text: str, tier: SeverityTier) -> None:
    severity = judge(text).severity
    assert severity.tier is tier
    assert severity.level >= Level.LOW


def test_a_verdict_says_that_nobody_reviewed_the_words() -> None:
    because = judge("خونه‌ات رو آتیش می‌زنیم {N}").severity.because
    assert any(("language", "fa") in one.values for one in because)
    assert any(one.gloss for one in because)


@pytest.mark.parametrize("text", CALM)
def test_calm_words_stay_calm(text: str) -> None:
    severity = judge(text).severity
    assert severity.tier <= SeverityTier.T1
    assert severity.level is Level.INFO


@pytest.mark.parametrize("text", DOUBTED)
def test_what_is_denied_or_of_something_else_alerts_nobody(text: str) -> None:
    assert judge(text).severity.level <= Level.LOW
