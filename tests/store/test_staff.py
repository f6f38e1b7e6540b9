"""Accounts: found by their mail address, shut without a trace lost, one operator always left."""

from dataclasses import replace

import pytest

from scanner.model.ids import StaffId
from scanner.model.personal import Personal
from scanner.model.staff import Role, StaffMember, Subject
from scanner.store import schema, staff, staff_sessions
from scanner.store.database import Store
from tests.conftest import MORNING

MAIL = Personal("eva.ansvarig@provstad.example")


def add(store: Store, mail: Personal = MAIL, role: Role = Role.OPERATOR) -> StaffMember | None:
    return store.write(
        lambda tx: staff.add(
            tx,
            role=role,
            name=Personal("Eva Ansvarig"),
            mail=mail,
            password_hash=Personal("$argon2id$…"),
            secret=Personal("5e" * 20),
            last_step=7,
            now=MORNING,
        )
    )


def added(store: Store, mail: str = MAIL.reveal(), role: Role = Role.OPERATOR) -> StaffId:
    member = add(store, Personal(mail), role)
    assert member is not None
    return member.staff_id


@pytest.mark.parametrize("typed", [MAIL.reveal(), " EVA.Ansvarig@provstad.example\n"])
def test_an_account_is_found_by_its_mail_address(any_store: Store, typed: str) -> None:
    staff_id = added(any_store)
    account = any_store.read(lambda tx: staff.by_mail(tx, Personal(typed)))
    assert account == any_store.read(lambda tx: staff.find(tx, staff_id))
    assert account is not None
    assert account.is_active
    assert (account.member.name.reveal(), account.secret.reveal()) == ("Eva Ansvarig", "5e" * 20)
    assert any_store.read(lambda tx: staff.by_mail(tx, Personal("x@provstad.example"))) is None


def test_nobody_has_two_accounts(any_store: Store) -> None:
    added(any_store)
    assert add(any_store, Personal("Eva.Ansvarig@provstad.example")) is None
    assert len(any_store.read(staff.everybody)) == 1


SUBJECT = Subject(issuer="https://id.provstad.example", name=Personal("c0ffee"))


def add_by_provider(store: Store, subject: Subject, mail: str) -> StaffMember | None:
    return store.write(
        lambda tx: staff.add_by_provider(
            tx,
            role=Role.SECURITY,
            name=Personal("Eva Vaktsam"),
            mail=Personal(mail),
            subject=subject,
            now=MORNING,
        )
    )


def test_an_account_is_found_by_what_its_provider_calls_her_and_not_by_mail(
    any_store: Store,
) -> None:
    member = add_by_provider(any_store, SUBJECT, "vaktsam@provstad.example")
    account = any_store.read(lambda tx: staff.by_subject(tx, SUBJECT))
    assert account is not None
    assert (account.member, account.issuer, account.has_password) == (
        member,
        SUBJECT.issuer,
        False,
    )
    assert any_store.read(lambda tx: staff.by_mail(tx, account.member.mail)) is None
    for other in (
        replace(SUBJECT, issuer="https://id.elsewhere.example"),
        replace(SUBJECT, name=Personal("C0FFEE")),
    ):
        assert any_store.read(lambda tx, o=other: staff.by_subject(tx, o)) is None


def test_one_subject_and_one_mail_address_have_one_account(any_store: Store) -> None:
    added(any_store, "first@provstad.example")
    assert add_by_provider(any_store, SUBJECT, "FIRST@provstad.example") is None
    assert add_by_provider(any_store, SUBJECT, "second@provstad.example") is not None
    assert add_by_provider(any_store, SUBJECT, "third@provstad.example") is None
    assert add(any_store, Personal(" Second@provstad.example")) is None
    assert len(any_store.read(staff.everybody)) == 2


def test_no_column_tells_whose_an_account_is(any_store: Store) -> None:
    added(any_store)
    row = any_store.read(lambda tx: tx.connection.execute(schema.staff.select()).one())
    for value in row:
        raw = value if isinstance(value, bytes) else str(value).encode()
        for word in (b"eva", b"Eva", b"ansvarig", b"argon2id", b"5e5e"):
            assert word not in raw


def test_a_code_opens_once(any_store: Store) -> None:
    staff_id = added(any_store)
    steps = (7, 8, 8, 6, 9)
    opened = [any_store.write(lambda tx, s=s: staff.use_code(tx, staff_id, s)) for s in steps]
    assert opened == [False, True, False, False, True]


def test_a_shut_account_opens_nothing_and_loses_its_sessions(any_store: Store) -> None:
    added(any_store)
    other = added(any_store, "other@provstad.example", Role.SECURITY)
    token = any_store.write(lambda tx: staff_sessions.start(tx, other, MORNING))
    assert any_store.read(lambda tx: len(staff.of_role(tx, Role.SECURITY))) == 1
    assert any_store.write(lambda tx: staff.disable(tx, other, MORNING))
    assert not any_store.write(lambda tx: staff.disable(tx, other, MORNING))
    assert any_store.read(lambda tx: staff_sessions.find(tx, token, MORNING)) is None
    assert not any_store.write(lambda tx: staff.use_code(tx, other, 99))
    assert any_store.read(lambda tx: staff.of_role(tx, Role.SECURITY)) == ()
    assert any_store.read(lambda tx: len(staff.everybody(tx))) == 2


def test_of_a_shut_account_only_the_name_is_left(any_store: Store) -> None:
    shut, other = added(any_store), added(any_store, "other@provstad.example")
    assert any_store.write(lambda tx: staff.disable(tx, shut, MORNING))
    account = any_store.read(lambda tx: staff.find(tx, shut))
    assert account is not None
    assert account.member.name.reveal() == "Eva Ansvarig"
    assert not any((account.member.mail, account.password_hash, account.secret))
    assert any_store.read(lambda tx: staff.by_mail(tx, MAIL)) is None
    # Who lost her phone is invited anew, with the address that she has.
    assert added(any_store) not in (shut, other)


def test_the_last_operator_stays(any_store: Store) -> None:
    assert not any_store.read(staff.has_operator)
    first, second = added(any_store), added(any_store, "second@provstad.example")
    assert any_store.write(lambda tx: staff.disable(tx, first, MORNING))
    assert not any_store.write(lambda tx: staff.disable(tx, second, MORNING))
    assert any_store.read(staff.has_operator)


def test_the_audit_logs_actors_have_names(store: Store) -> None:
    staff_id = added(store)
    assert store.read(lambda tx: staff.called(tx, staff_id)).reveal() == "Eva Ansvarig"
    assert store.read(lambda tx: staff.called(tx, "eva.ansvarig")).reveal() == "eva.ansvarig"


def test_no_repr_shows_a_secret(store: Store) -> None:
    added(store)
    (account,) = store.read(staff.everybody)
    for word in ("Eva", "provstad", "argon2id", "5e5e"):
        assert word not in repr(account)
