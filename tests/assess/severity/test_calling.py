"""What she is called by beside her name neither hides a threat nor makes one."""

import pytest

from scanner.assess.context import AssessContext, shipped_organisation
from scanner.assess.scene import scene
from scanner.assess.severity.calling import uncalled
from scanner.assess.severity.severity import severity
from scanner.model.assessment import Identity, Level, Severity, SeverityTier
from scanner.model.document import Document
from scanner.model.mention import Mention
from tests.assess.stage import NOW, RARE
from tests.assess.stage import page as page_of

HERS = Identity(probability=0.99, evidence=())
NAME = f"{RARE.given.reveal()} {RARE.surname.reveal()}"


def page(text: str) -> tuple[Document, tuple[Mention, ...]]:
    return page_of(text, NAME)


def severity_of(text: str) -> Severity:
    document, mentions = page(text)
    return severity(scene(document, mentions, ()), HERS, AssessContext(now=NOW))


@pytest.mark.parametrize(
    "text",
    [
        "Vi ska döda socialsekreteraren {N} i Provstad i natt",
        "Någon måste slå ihjäl socialsekreteraren {N} i Provstad",
        "Handläggaren {N} på barn och familj i Provstad borde skjutas",
        "We will kill social worker {N} in Provstad tonight",
        "سنقتل الأخصائية الاجتماعية {N} في بروفستاد الليلة",
    ],
)
def test_a_threat_that_says_her_role_and_town_alerts(text: str) -> None:
    found = severity_of(text)
    assert (found.tier, found.level) == (SeverityTier.T4, Level.ACUTE)


def test_an_insult_that_says_her_workplace_is_one() -> None:
    assert severity_of("{N} på socialtjänsten i Provstad är en häxa").tier is SeverityTier.T2


@pytest.mark.parametrize(
    "text",
    [
        "Socialsekreteraren {N} i Provstad hotades till livet",
        "Handläggaren {N} i Provstad dödade stämningen på mötet",
        "Ring {N} på socialtjänsten i Provstad om du undrar",
        "Socialsekreteraren {N} i Provstad ska sluta",
    ],
)
def test_calm_words_with_her_role_and_town_stay_calm(text: str) -> None:
    assert severity_of(text).level is Level.INFO


def test_only_what_stands_beside_her_name_becomes_part_of_it() -> None:
    document, mentions = page("Socialsekreteraren {N} i Provstad ringde. Handläggaren var snäll.")
    stage = uncalled(scene(document, mentions, ()), shipped_organisation())
    assert stage is not None
    (window,) = stage.windows
    ((start, end),) = window.names
    assert document.text[slice(*window.span(start, end))].endswith("i Provstad")
    assert "handlaggaren" in window.text


def test_a_name_alone_has_nothing_beside_it() -> None:
    document, mentions = page("I går ringde {N}.")
    assert uncalled(scene(document, mentions, ()), shipped_organisation()) is None
