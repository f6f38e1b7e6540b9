"""What a browser sends becomes the form, whatever it sends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.personal import Personal
from scanner.people.choices import Chosen
from scanner.people.form import MOST_DETAILS, Form
from scanner.portal.caseworker.fields import (
    EMPTY_ROW,
    FIRST_ROWS,
    MORE_ROWS,
    form_from,
    form_of,
    rows,
)
from tests.store.cast import profile

SENT = {
    "given": ("Amina",),
    "surname": ("Provhult",),
    "spellings": ("Amina P Provhult\r\nأمينة بروفهولت",),
    "rows": ("2",),
    "detail-0-kind": ("phone",),
    "detail-0-setting": ("private",),
    "detail-0-value": ("070-174 06 05",),
    "detail-0-tick": ("yes",),
    "detail-2-value": ("beyond the rows that the form had",),
    "recipients": ("hr", "person"),
    "consent": ("yes",),
}


def test_every_field_is_read() -> None:
    form = form_of(SENT)
    assert form.given == Personal("Amina")
    assert form.spellings == Personal("Amina P Provhult\r\nأمينة بروفهولت")
    assert form.chosen.recipients == ("hr", "person")
    assert form.consent
    assert form.unit == Personal("")
    assert len(form.details) == 2
    assert form.details[0].kind == "phone"
    assert form.details[0].ticked
    assert form.details[1] == EMPTY_ROW


def test_an_empty_post_is_an_empty_form() -> None:
    assert form_of({}) == Form()


@pytest.mark.parametrize("said", ["-1", "two", "²", "", "1e9", "9" * 5000])
def test_a_senseless_number_of_rows_is_none(said: str) -> None:
    assert form_of({"rows": (said,)}).details == ()


def test_rows_are_bounded() -> None:
    assert len(form_of({"rows": ("999",)}).details) == MOST_DETAILS


def test_a_tick_is_only_what_the_tick_sends() -> None:
    assert not form_of(SENT | {"consent": ("",)}).consent
    assert not form_of(SENT | {"consent": ("no",)}).consent


def test_there_are_always_rows_to_write_in() -> None:
    assert rows(Form()) == (EMPTY_ROW,) * FIRST_ROWS
    two = form_of(SENT)
    assert rows(two)[:2] == two.details
    assert len(rows(two, more=True)) == 2 + MORE_ROWS
    full = form_of({"rows": (str(MOST_DETAILS),)})
    assert len(rows(full, more=True)) == MOST_DETAILS


def test_a_change_begins_with_what_is_kept_but_the_consent_unticked() -> None:
    form = form_from(profile(), Chosen(recipients=("hr", "security")))
    assert form.given == Personal("Amina")
    assert form.chosen.recipients == ("hr", "security")
    assert form.details == ()
    assert not form.consent


@given(st.dictionaries(st.sampled_from(sorted(SENT)), st.lists(st.text(max_size=9)).map(tuple)))
def test_anything_is_a_form(sent: dict[str, tuple[str, ...]]) -> None:
    assert len(form_of(sent).details) <= MOST_DETAILS
