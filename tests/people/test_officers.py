"""Whom she excluded sees nothing of hers, and with protected data only whom she named."""

import pytest

from scanner.model.consent import Choices
from scanner.model.ids import StaffId
from scanner.people.officers import Access, access

EVA, OSKAR, NEW = StaffId("e" * 32), StaffId("0" * 32), StaffId("1" * 32)


def chosen(**chosen: object) -> Access:
    return access(Choices(recipients=frozenset(), detail_kinds=frozenset(), **chosen))


def test_where_she_excluded_anybody_only_whom_she_let_in_may_see() -> None:
    hers = chosen(excluded=frozenset({OSKAR}), admitted=frozenset({EVA}))
    assert [hers.admits(one) for one in (EVA, OSKAR, NEW)] == [True, False, False]
    assert [hers.leaves_open(one) for one in (EVA, OSKAR, NEW)] == [False, False, True]


@pytest.mark.parametrize("parts", [{}, {"is_protected": True, "officer": EVA}])
def test_of_nobody_else_she_is_asked(parts: dict[str, object]) -> None:
    assert not chosen(**parts).leaves_open(NEW)


@pytest.mark.parametrize(("named", "admitted"), [(EVA, {EVA}), (OSKAR, {OSKAR}), (None, set())])
def test_with_protected_data_only_whom_she_named_may_see(
    named: StaffId | None, admitted: set[StaffId]
) -> None:
    hers = chosen(is_protected=True, officer=named)
    assert {one for one in (EVA, OSKAR) if hers.admits(one)} == admitted


@pytest.mark.parametrize(
    ("parts", "is_open"),
    [
        ({}, True),
        ({"excluded": frozenset({OSKAR})}, False),
        # The only officer there was when she chose: nobody else could be shut out.
        ({"is_protected": True, "officer": EVA}, False),
    ],
)
def test_what_the_whole_team_reads_holds_only_who_lets_all_of_it_see(parts, is_open) -> None:
    assert chosen(**parts).is_open_to_all is is_open
