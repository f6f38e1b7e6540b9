"""Nothing is chosen for her, nothing but what is offered; protected data go nowhere."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.consent import TOLD_WHEN_PROTECTED, Choices, Depth, Recipient
from scanner.model.ids import StaffId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.people.choices import (
    NOTHING,
    Chosen,
    Offer,
    choices,
    chosen,
)
from scanner.people.form import Answers, DetailRow, Fault, Field, read
from tests.people.test_form import FORM, MAIL

EVA, ALI, BO = (StaffId(sign * 32) for sign in "ef0")
OFFER = Offer(
    recipients=frozenset(Recipient) - {Recipient.SECURITY},
    providers=("sokmotor",),
    officers=(EVA, ALI),
)
KINDS = frozenset({DetailKind.PHONE})
ALL = Chosen(
    recipients=("hr", "manager", "person", "safety_representative"),
    providers=("sokmotor",),
    excluded=(EVA,),
    asked=(EVA, ALI),
)


def test_what_she_chose_is_what_is_kept() -> None:
    made = choices(ALL, OFFER, KINDS)
    assert made.recipients == {
        Recipient.SECURITY, Recipient.HR, Recipient.MANAGER, Recipient.PERSON,
        Recipient.SAFETY_REPRESENTATIVE,
    }  # fmt: skip
    assert made.providers == {"sokmotor"}
    assert (made.excluded, made.detail_kinds, made.is_protected) == ({EVA}, KINDS, False)
    assert made.admitted == {ALI}


def test_nothing_is_chosen_for_her() -> None:
    made = choices(NOTHING, OFFER, frozenset())
    assert made.recipients == {Recipient.SECURITY}
    assert made == Choices(recipients=made.recipients, detail_kinds=frozenset())


def test_protected_data_go_nowhere_and_to_one_officer() -> None:
    made = choices(replace(ALL, is_protected=True, officer=ALI), OFFER, KINDS)
    assert made.recipients == {Recipient.SECURITY, Recipient.PERSON}
    assert made.providers == frozenset()
    assert (made.is_protected, made.officer, made.excluded) == (True, ALI, frozenset())


def test_nobody_takes_the_place_of_the_officer_whom_she_named() -> None:
    """Bo joined after she named Ali, whose account is shut now."""
    made = choices(replace(NOTHING, is_protected=True, officer=ALI), OFFER, KINDS)
    later = replace(OFFER, officers=(BO,))
    again = chosen(made, later)
    assert again.officer == ""
    sent = read(replace(FORM, chosen=again), MAIL, later)
    assert not isinstance(sent, Answers)
    assert [(one.field, one.fault) for one in sent] == [(Field.OFFICER, Fault.MISSING)]


def test_of_who_joined_since_she_excluded_somebody_the_form_says_no_until_she_says_yes() -> None:
    made = choices(ALL, OFFER, KINDS)
    later = replace(OFFER, officers=(EVA, ALI, BO))
    again = chosen(made, later)
    assert set(again.excluded) == {EVA, BO}
    assert choices(again, later, KINDS).admitted == {ALI}
    assert choices(replace(again, excluded=(EVA,)), later, KINDS).admitted == {ALI, BO}


def test_whom_she_excluded_stays_excluded_when_the_account_is_shut() -> None:
    made = choices(ALL, OFFER, KINDS)
    later = replace(OFFER, officers=(ALI,), shut=(EVA,))
    again = choices(chosen(made, later), later, KINDS)
    assert (again.excluded, again.admitted) == ({EVA}, {ALI})


SENT = st.builds(
    Chosen,
    recipients=st.lists(st.sampled_from([*Recipient, "nobody"])).map(tuple),
    providers=st.lists(st.sampled_from(["sokmotor", "other"])).map(tuple),
    excluded=st.lists(st.sampled_from([EVA, ALI, "x"])).map(tuple),
    asked=st.just((EVA, ALI)),
    is_protected=st.booleans(),
    officer=st.sampled_from(["", EVA, ALI, "x"]),
)


@given(SENT)
def test_a_form_shows_again_what_was_kept(sent: Chosen) -> None:
    made = choices(sent, OFFER, KINDS)
    if made.is_protected and sent.officer not in OFFER.officers:
        return
    assert choices(chosen(made, OFFER), OFFER, KINDS) == made


@given(SENT)
def test_nothing_goes_out_that_was_not_offered(sent: Chosen) -> None:
    made = choices(sent, OFFER, KINDS)
    assert made.providers <= {*OFFER.providers}
    assert made.excluded <= {*OFFER.officers}
    if made.is_protected:
        assert made.providers == made.recipients - TOLD_WHEN_PROTECTED == frozenset()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (Chosen(providers=("other",)), (Field.PROVIDERS, Fault.NOT_OFFERED)),
        (Chosen(excluded=("x",)), (Field.EXCLUDED, Fault.NOT_OFFERED)),
        (Chosen(excluded=(EVA, ALI), asked=(EVA, ALI)), (Field.EXCLUDED, Fault.TOO_MANY)),
        # Ali joined after the form was shown: nobody said that he may.
        (Chosen(excluded=(EVA,), asked=(EVA,)), (Field.EXCLUDED, Fault.TOO_MANY)),
        (Chosen(is_protected=True), (Field.OFFICER, Fault.MISSING)),
        (Chosen(is_protected=True, officer="x"), (Field.OFFICER, Fault.MISSING)),
    ],
)
def test_what_cannot_be_is_said(sent: Chosen, problem: tuple[Field, Fault]) -> None:
    result = read(replace(FORM, chosen=sent), MAIL, OFFER)
    assert not isinstance(result, Answers)
    assert [(one.field, one.fault) for one in result] == [problem]


def test_without_accounts_nobody_can_be_excluded_and_nobody_is_asked_to() -> None:
    assert isinstance(read(FORM, MAIL, replace(OFFER, officers=())), Answers)


def test_a_personnummer_is_taken_only_where_the_operator_said_why() -> None:
    # Of the Tax Agency's numbers for tests.
    row = DetailRow(
        kind="personnummer", setting="private", value=Personal("19900118-9811"), ticked=True
    )
    form = replace(FORM, details=(row,))
    result = read(form, MAIL, OFFER)
    assert not isinstance(result, Answers)
    assert [(one.field, one.fault) for one in result] == [(Field.DETAILS, Fault.NOT_OFFERED)]
    assert isinstance(read(form, MAIL, replace(OFFER, has_personnummer=True)), Answers)


@pytest.mark.parametrize(("sent", "kept"), [("", Depth.EXISTS), ("words", Depth.WORDS),
                                            ("everything", Depth.EXISTS)])  # fmt: skip
def test_without_a_word_of_hers_the_least_is_shown(sent: str, kept: Depth) -> None:
    result = read(replace(FORM, depth=sent), MAIL, OFFER)
    assert isinstance(result, Answers)
    assert result.profile.depth is kept
