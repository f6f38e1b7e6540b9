import pytest

from scanner.model.assessment import DetailMatch, SeverityTier
from scanner.render.gist import gist
from tests.findings.cast import detail


@pytest.mark.parametrize(
    ("tier", "said"),
    [
        (SeverityTier.T0, "exponerat: telefonnummer"),
        (SeverityTier.T1, "exponerat: telefonnummer"),
        (SeverityTier.T4, "hot"),
    ],
)
def test_harmless_words_beside_her_number_are_not_what_the_case_is_about(
    tier: SeverityTier, said: str
) -> None:
    details = (detail(match=DetailMatch.KNOWN), detail())
    assert gist(tier, details, "sv") == said


def test_without_a_detail_it_is_what_the_text_does() -> None:
    assert gist(SeverityTier.T0, (), "sv") == "neutralt omnämnande"
