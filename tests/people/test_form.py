from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.consent import Choices, DetailEntry, Recipient
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import Personal
from scanner.people.choices import Chosen, Offer
from scanner.people.form import Answers, DetailRow, Fault, Field, Form, Problem, read

MAIL = Personal("amina.provhult@provstad.example")
OFFERED = Offer(recipients=frozenset({Recipient.HR, Recipient.PERSON}), has_personnummer=True)

FORM = Form(
    given=Personal("Amina"),
    surname=Personal("Provhult"),
    role=Personal("socialsekreterare"),
    unit=Personal("Barn och unga"),
    town=Personal("Provstad"),
    language="sv",
    consent=True,
)


def row(
    value: str = "070-174 06 05",
    *,
    kind: str = "phone",
    setting: str = "private",
    ticked: bool = True,
) -> DetailRow:
    return DetailRow(kind=kind, setting=setting, value=Personal(value), ticked=ticked)


def answers(form: Form, mail: Personal = MAIL) -> Answers:
    result = read(form, mail, OFFERED)
    assert isinstance(result, Answers)
    return result


def faults(form: Form) -> tuple[tuple[Field, Fault], ...]:
    result = read(form, MAIL, OFFERED)
    assert not isinstance(result, Answers)
    return tuple((problem.field, problem.fault) for problem in result)


def test_a_complete_form_is_a_profile() -> None:
    profile = answers(FORM).profile
    assert profile.mail == MAIL
    assert (profile.given, profile.surname) == (Personal("Amina"), Personal("Provhult"))
    assert profile.language == "sv"


def test_nothing_is_assumed() -> None:
    result = answers(FORM)
    assert result.details == ()
    assert result.choices == Choices(
        recipients=frozenset({Recipient.SECURITY}), detail_kinds=frozenset()
    )


def test_an_empty_form_says_everything_that_is_missing() -> None:
    assert faults(Form()) == (
        (Field.GIVEN, Fault.MISSING),
        (Field.SURNAME, Fault.MISSING),
        (Field.LANGUAGE, Fault.NOT_OFFERED),
        (Field.CONSENT, Fault.NOT_TICKED),
    )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amina \t", "Amina"),
        ("Amina  Karin", "Amina Karin"),
        ("A\u030amina", "Åmina"),
        ("Am\u200bina\u202e", "Amina"),
        ("Amina\nBcc: x", None),
        ("A’mina", "A’mina"),
        ("Anna-Amina", "Anna-Amina"),
        ("J. Amina", "J. Amina"),
        ("Amina2", None),
        ("<b>Amina</b>", None),
        ("=Amina", None),
        ("A", None),
        ("..", None),
        ("😀😀", None),
    ],
)
def test_a_name_is_tidied_or_refused(typed: str, kept: str | None) -> None:
    form = replace(FORM, given=Personal(typed))
    if kept is None:
        assert faults(form) == ((Field.GIVEN, Fault.NOT_A_NAME),)
    else:
        assert answers(form).profile.given == Personal(kept)


def test_names_have_a_length_that_names_have() -> None:
    mail = Personal("a" * 80 + ".provhult@provstad.example")
    assert answers(replace(FORM, given=Personal("a" * 80)), mail).profile.surname
    assert faults(replace(FORM, given=Personal("a" * 81))) == ((Field.GIVEN, Fault.TOO_LONG),)
    assert faults(replace(FORM, unit=Personal("a" * 121))) == ((Field.UNIT, Fault.TOO_LONG),)


def test_nobody_enrols_a_colleague_with_her_own_mailbox() -> None:
    form = replace(FORM, given=Personal("Anna"), surname=Personal("Provdal"))
    assert faults(form) == ((Field.SURNAME, Fault.OTHER_MAILBOX),)


def test_spellings_are_one_a_line_each_once() -> None:
    form = replace(FORM, spellings=Personal("Amina Ek\r\n\n  Amina Ek \nأمينة بروفهولت"))
    assert answers(form).profile.spellings == (
        Personal("Amina Ek"),
        Personal("أمينة بروفهولت"),
    )


def test_a_spelling_of_a_colleagues_name_is_refused() -> None:
    result = read(replace(FORM, spellings=Personal("Anna Provdal\nآنا بروفدال")), MAIL, OFFERED)
    assert result == tuple(
        Problem(field=Field.SPELLINGS, fault=Fault.OTHER_NAME, row=row) for row in (0, 1)
    )


def test_a_spelling_is_a_whole_name() -> None:
    result = read(replace(FORM, spellings=Personal("Amina Ek\nAmina")), MAIL, OFFERED)
    assert result == (Problem(field=Field.SPELLINGS, fault=Fault.NOT_WHOLE, row=1),)


def test_spellings_have_a_limit() -> None:
    letters = "abcdefghijklm"
    form = replace(FORM, spellings=Personal("\n".join(f"Amina {x}ov" for x in letters)))
    assert faults(form) == ((Field.SPELLINGS, Fault.TOO_MANY),)


def test_a_ticked_detail_is_kept_in_its_normal_form() -> None:
    spaced, dense = row("070-174 06 05"), row("+46701740605")
    (entry,) = answers(replace(FORM, details=(spaced, dense))).details
    assert (entry.kind, entry.setting) == (DetailKind.PHONE, Setting.PRIVATE)
    assert "174" in entry.value.reveal()


@pytest.mark.parametrize(
    ("detail", "fault"),
    [
        (row("", ticked=True), Fault.MISSING),
        (row(ticked=False), Fault.NOT_TICKED),
        (row("070-174"), Fault.NOT_VALID),
        (row("7" * 500), Fault.NOT_VALID),
        (row(kind="shoe_size"), Fault.NOT_VALID),
        (row(setting="secret"), Fault.NOT_VALID),
        (row("anna@", kind="email"), Fault.NOT_VALID),
        (row("19900230-1234", kind="personnummer"), Fault.NOT_VALID),
        (row("4711", kind="door_code"), Fault.NOT_VALID),
        (row("1981-12-28", kind="birth_date"), Fault.NOT_VALID),
    ],
)
def test_a_detail_needs_a_value_a_kind_and_a_tick_of_its_own(
    detail: DetailRow, fault: Fault
) -> None:
    result = read(replace(FORM, details=(row("", ticked=False), detail)), MAIL, OFFERED)
    assert result == (Problem(field=Field.DETAILS, fault=fault, row=1),)


def test_an_empty_row_is_no_answer() -> None:
    assert (
        answers(replace(FORM, details=(row("", kind="", setting="", ticked=False),))).details == ()
    )


def test_details_have_a_limit() -> None:
    assert (Field.DETAILS, Fault.TOO_MANY) in faults(replace(FORM, details=(row(),) * 21))


def test_recipients_are_those_she_ticked_and_security() -> None:
    form = replace(FORM, chosen=Chosen(recipients=("hr", "security")))
    assert answers(form).choices.recipients == {Recipient.SECURITY, Recipient.HR}


@pytest.mark.parametrize("recipient", ["safety_representative", "manager", ""])
def test_a_recipient_that_is_not_offered_is_refused(recipient: str) -> None:
    form = replace(FORM, chosen=Chosen(recipients=("hr", recipient)))
    assert faults(form) == ((Field.RECIPIENTS, Fault.NOT_OFFERED),)


def test_a_form_shows_nothing_of_her_when_it_is_logged() -> None:
    form = replace(FORM, details=(row(),), spellings=Personal("Amina Ek"))
    assert not any(word in repr(form) for word in ("Provhult", "Ek", "174"))
    assert "174" not in repr(DetailEntry(kind=DetailKind.PHONE, setting=Setting.HOME,
                                         value=Personal("0701740605")))  # fmt: skip


noise = st.text(max_size=60).map(Personal)


@given(
    st.builds(
        Form,
        given=noise,
        surname=noise,
        spellings=noise,
        role=noise,
        born=noise,
        language=st.text(max_size=3),
        details=st.lists(
            st.builds(
                DetailRow,
                kind=st.sampled_from([*DetailKind, "x"]),
                setting=st.sampled_from([*Setting, "x"]),
                value=noise,
                ticked=st.booleans(),
            ),
            max_size=3,
        ).map(tuple),
        chosen=st.builds(
            Chosen,
            recipients=st.lists(st.text(max_size=5), max_size=2).map(tuple),
            providers=st.lists(st.text(max_size=5), max_size=2).map(tuple),
            excluded=st.lists(st.text(max_size=5), max_size=2).map(tuple),
            officer=st.text(max_size=5),
            is_protected=st.booleans(),
        ),
        depth=st.text(max_size=8),
        consent=st.booleans(),
    )
)
def test_whatever_a_browser_sends_is_answered(form: Form) -> None:
    result = read(form, MAIL, OFFERED)
    assert isinstance(result, Answers) or len(result) > 0


@pytest.mark.parametrize(("typed", "born"), [("", None), (" 1985 ", 1985), ("2001", 2001)])
def test_a_year_of_birth_is_hers_to_write_or_leave_out(typed: str, born: int | None) -> None:
    assert answers(replace(FORM, born=Personal(typed))).profile.born == born


@pytest.mark.parametrize(
    "typed", ["1985-03-12", "850312", "85", "12 mars 1985", "1785", "١٩٨٥", "hello"]
)
def test_no_whole_date_of_birth_is_taken(typed: str) -> None:
    assert faults(replace(FORM, born=Personal(typed))) == ((Field.BORN, Fault.NOT_VALID),)


NUMBERED = Personal("u12345@provstad.example")


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        ("", [Fault.OTHER_MAILBOX]),
        ("Provhult, Amina", []),
        ("Amina Karin PROVHULT", []),
        ("Amina Haddad", [Fault.OTHER_MAILBOX]),
        ("A Provhult", [Fault.OTHER_MAILBOX]),
        ("Aminata Provhultsson", [Fault.OTHER_MAILBOX]),
    ],
)
def test_a_mailbox_without_a_name_is_hers_by_the_directorys(
    called: str, expected: list[Fault]
) -> None:
    result = read(FORM, NUMBERED, OFFERED, Personal(called))
    found = [] if isinstance(result, Answers) else [problem.fault for problem in result]
    assert found == expected


def test_the_directorys_name_binds_as_a_mailbox_does() -> None:
    """No second whole name hides beside it, and none is put together of both."""
    second = replace(FORM, given=Personal("Amina Sara"), surname=Personal("Provhult Haddad"))
    result = read(second, NUMBERED, OFFERED, Personal("Amina Provhult"))
    assert not isinstance(result, Answers)
    assert [problem.fault for problem in result] == [Fault.MORE_NAMES]
    mixed = replace(FORM, given=Personal("Amina"), surname=Personal("Haddad"))
    result = read(mixed, Personal("amina.ek@provstad.example"), OFFERED, Personal("Sara Haddad"))
    assert not isinstance(result, Answers)
    assert [problem.fault for problem in result] == [Fault.OTHER_MAILBOX]


def test_a_name_that_was_proved_before_may_stay() -> None:
    kept = replace(FORM, kept_name=(FORM.given, FORM.surname))
    assert isinstance(read(kept, NUMBERED, OFFERED), Answers)
    other = replace(kept, surname=Personal("Haddad"))
    assert not isinstance(read(other, NUMBERED, OFFERED), Answers)
