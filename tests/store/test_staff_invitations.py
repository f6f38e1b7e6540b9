"""An invitation opens once, for a week, for the role that it was made for."""

from datetime import timedelta

from scanner.model.staff import Role
from scanner.store import schema, staff_invitations
from scanner.store.database import Store
from scanner.store.staff_invitations import LIFETIME
from tests.conftest import MORNING

TICK = timedelta(microseconds=1)


def issue(store: Store, role: Role = Role.HR) -> str:
    return store.write(lambda tx: staff_invitations.issue(tx, role, "operator", MORNING))


def test_it_opens_once(any_store: Store) -> None:
    token = issue(any_store)
    assert any_store.read(lambda tx: staff_invitations.role_of(tx, token, MORNING)) is Role.HR
    redeemed = [
        any_store.write(lambda tx: staff_invitations.redeem(tx, token, MORNING)) for _ in range(2)
    ]
    assert redeemed == [Role.HR, None]
    assert any_store.read(lambda tx: staff_invitations.role_of(tx, token, MORNING)) is None


def test_it_opens_for_a_week(any_store: Store) -> None:
    token = issue(any_store)
    for after, role in ((LIFETIME - TICK, Role.HR), (LIFETIME, None)):
        at = MORNING + after
        found = any_store.read(lambda tx, at=at: staff_invitations.role_of(tx, token, at))
        assert found is role
    late = MORNING + LIFETIME
    assert any_store.write(lambda tx: staff_invitations.redeem(tx, token, late)) is None


def test_an_invented_one_opens_nothing(any_store: Store) -> None:
    assert any_store.write(lambda tx: staff_invitations.redeem(tx, "x" * 43, MORNING)) is None


def test_those_of_a_role_can_be_taken_back(any_store: Store) -> None:
    operators, hrs = issue(any_store, Role.OPERATOR), issue(any_store)
    any_store.write(lambda tx: staff_invitations.withdraw_all(tx, Role.OPERATOR))
    live = [
        any_store.read(lambda tx, t=t: staff_invitations.role_of(tx, t, MORNING))
        for t in (operators, hrs)
    ]
    assert live == [None, Role.HR]


def test_what_has_expired_is_swept_and_the_token_is_nowhere(any_store: Store) -> None:
    token = issue(any_store)

    def rows() -> str:
        query = schema.staff_invitation.select()
        return str(any_store.read(lambda tx: tx.connection.execute(query).all()))

    assert token not in rows()
    any_store.write(lambda tx: staff_invitations.sweep(tx, MORNING + LIFETIME - TICK))
    assert rows() != "[]"
    any_store.write(lambda tx: staff_invitations.sweep(tx, MORNING + LIFETIME))
    assert rows() == "[]"


def test_those_by_one_actor_can_be_taken_back_and_the_others_are_listed(any_store: Store) -> None:
    theirs = any_store.write(lambda tx: staff_invitations.issue(tx, Role.HR, "eva", MORNING))
    issue(any_store, Role.AUDITOR)
    any_store.write(lambda tx: staff_invitations.withdraw_by(tx, "eva"))
    assert any_store.read(lambda tx: staff_invitations.role_of(tx, theirs, MORNING)) is None
    (left,) = any_store.read(lambda tx: staff_invitations.open_ones(tx, MORNING))
    assert (left.role, left.invited_by) == (Role.AUDITOR, "operator")
    assert any_store.read(lambda tx: staff_invitations.open_ones(tx, MORNING + LIFETIME)) == ()
