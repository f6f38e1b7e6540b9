"""An excerpt shows her words in context, and nobody else's name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.assessment import (
    Assessment,
    Because,
    Identity,
    IdentityEvidence,
    Level,
    Severity,
    SeverityTier,
)
from scanner.model.document import Document, Post
from scanner.model.ids import Address, PersonId
from scanner.model.mention import REACH, Mention, PartForm, PartMatch, PartRole, Tier
from scanner.model.personal import Personal
from scanner.pipeline.excerpt import SOMEBODY, discreet, excerpt
from scanner.places.organisation import load_organisation
from scanner.places.phrases import plain_wording
from scanner.places.shelf import SHIPPED

ORGANISATION = replace(
    load_organisation((SHIPPED,)), names=plain_wording("Provstad", "Provstads kommun")
)


def document(text: str) -> Document:
    return Document(
        address=Address("http://forum.example/"), title="", language="sv", text=text, blocks=()
    )


def mention(text: str, name: str, person: str = "p1") -> Mention:
    start = text.index(name)
    return Mention(
        person_id=PersonId(person),
        detail=None,
        start=start,
        end=start + len(name),
        parts=(),
        score=1.0,
        tier=Tier.FULL,
    )


def shown(text: str, name: str) -> tuple[str, list[str]]:
    made = excerpt(document(text), None, (mention(text, name),), ORGANISATION)
    whole = made.text.reveal()
    return whole, [whole[start:end] for start, end in made.spans]


@pytest.mark.parametrize(
    "text",
    [
        "Amina Provhult och Karin Testberg tog barnen.",
        "Karin Testberg ringde Amina Provhult i går.",
        "Amina Provhult och Xyla Testberg tog barnen.",
        "Xyla Testberg Amina Provhult tog barnen.",
        "AMINA PROVHULT OCH KARIN TESTBERG",
    ],
)
def test_other_peoples_names_are_masked_whoever_is_enrolled(text: str) -> None:
    name = "Amina Provhult" if "Amina" in text else "AMINA PROVHULT"
    whole, marked = shown(text, name)
    assert "testberg" not in whole.lower()
    assert SOMEBODY in whole
    assert marked == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Amina Provhult är socialsekreterare i Provstad. I Provstad på Provstads kommun.",
        "Hej Amina Provhult, HON SKA DÖ",
    ],
)
def test_the_organisation_and_the_words_stay(text: str) -> None:
    assert shown(text, "Amina Provhult")[0] == text


def test_it_reaches_so_far_and_no_further() -> None:
    text = "x" * 1000 + " Amina Provhult " + "y" * 1000
    whole, marked = shown(text, "Amina Provhult")
    assert len(whole) == 2 * REACH + len("Amina Provhult")
    assert marked == ["Amina Provhult"]


def test_it_stays_within_the_post() -> None:
    text = "Förra inlägget. Amina Provhult skrev beslutet. Nästa inlägg."
    start = text.index("Amina")
    post = Post(key="p1", start=start, end=text.index(" Nästa"))
    made = excerpt(document(text), post, (mention(text, "Amina Provhult"),), ORGANISATION)
    assert made.text.reveal() == "Amina Provhult skrev beslutet."


@given(st.text(alphabet="Aa bKarin Testberg\n▮", max_size=400), st.text(max_size=400))
def test_the_marks_always_point_at_her(before: str, after: str) -> None:
    name = "Ömina Provhult"
    text = before + "\n" + name + "\n" + after
    _, marked = shown(text, name)
    assert marked == [name]


def test_of_a_name_in_two_places_both_are_marked_and_nothing_between() -> None:
    text = "Provhult ringde Karin Testberg. Hon heter Amina, tror jag."
    parts = tuple(
        PartMatch(role=role, form=PartForm.EXACT, start=text.index(one), end=text.index(one) + size)
        for role, one, size in ((PartRole.SURNAME, "Provhult", 8), (PartRole.GIVEN, "Amina", 5))
    )
    hers = replace(mention(text, text[: parts[1].end]), parts=parts, is_apart=True)
    made = excerpt(document(text), None, (hers,), ORGANISATION)
    whole = made.text.reveal()
    assert whole == f"Provhult ringde {SOMEBODY}. Hon heter Amina, tror jag."
    assert [whole[start:end] for start, end in made.spans] == ["Provhult", "Amina"]


def test_reasons_quote_nobody_else_by_name() -> None:
    text = "Amina Provhult är en råtta, och Karin Testberg med"
    hers = mention(text, "Amina Provhult")
    because = Because(message="x", words=Personal("Provhult är en råtta, och Karin Testberg med"))
    evidence = IdentityEvidence(feature="role", bits=1.0, because=because)
    assessment = Assessment(
        person_id=hers.person_id,
        identity=Identity(probability=0.9, evidence=(evidence,)),
        severity=Severity(
            tier=SeverityTier.T2, level=Level.LOW, details=(), score=1.0, because=(because,)
        ),
    )
    told = discreet(assessment, document(text), (hers,), ORGANISATION)
    for one in (told.identity.evidence[0].because, *told.severity.because):
        assert one.words == Personal(f"Provhult är en råtta, och {SOMEBODY} med")
    calm = replace(because, words=Personal("Amina Provhult är en råtta"))
    kept = replace(assessment, severity=replace(assessment.severity, because=(calm,)))
    assert discreet(kept, document(text), (hers,), ORGANISATION).severity.because == (calm,)


def test_words_that_stand_twice_lead_to_the_mention_beside_them() -> None:
    text = "Amina Provhult. " + "x " * REACH + "hon ska dö " + "y " * REACH
    text += "Amina Provhult, hon ska dö"
    name = "Amina Provhult"
    last = text.rindex(name)
    hers = (mention(text, name), replace(mention(text, name), start=last, end=last + len(name)))
    made = excerpt(document(text), None, hers, ORGANISATION, "hon ska dö")
    assert made.text.reveal().endswith("Amina Provhult, hon ska dö")


def test_words_that_stand_in_another_post_lead_nowhere() -> None:
    text = "Amina Provhult har fel. Hon ska dö."
    post = Post(key="p1", start=0, end=text.index(" Hon"))
    hers = (mention(text, "Amina Provhult"),)
    made = excerpt(document(text), post, hers, ORGANISATION, "Hon ska dö")
    assert made.text.reveal() == "Amina Provhult har fel."
