"""The first operator comes in by a link that the machine prints; nobody else does."""

import re

from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.store import audit, staff, staff_invitations
from tests.cli.world import World
from tests.conftest import MORNING


def join(world: World, token: str) -> str:
    """What the page of the link does."""
    store = world.opened()
    try:
        role = store.write(lambda tx: staff_invitations.redeem(tx, token, MORNING))
        assert role is Role.OPERATOR
        member = store.write(
            lambda tx: staff.add(
                tx,
                role=role,
                name=Personal("Eva Driftsson"),
                mail=Personal("eva.driftsson@provstad.example"),
                password_hash=Personal("$argon2id$"),
                secret=Personal("00" * 20),
                last_step=0,
                now=MORNING,
            )
        )
    finally:
        store.close()
    assert member is not None
    return member.staff_id


def audited(world: World) -> int:
    store = world.opened()
    try:
        assert store.read(audit.verify) is None
        return store.read(audit.head).number
    finally:
        store.close()


def test_that_there_is_no_account_is_said(world: World) -> None:
    assert world.varn("staff", "list").out.startswith("No account yet. `staff invite`")


def test_the_first_operator_is_invited_by_a_link_that_opens_once(world: World) -> None:
    before = audited(world)
    ended = world.varn("staff", "invite")
    found = re.search(r"^http://127\.0\.0\.1:8081/invitation/([\w-]{43})$", ended.out, re.M)
    assert found is not None, ended
    assert "It opens once, within 7 days." in ended.out
    staff_id = join(world, found[1])
    assert f"{staff_id} · operator · active · since 2026-11-21 · password · Eva" in (
        world.varn("staff", "list").out
    )
    assert audited(world) == before + 1


def test_while_there_is_an_operator_the_machine_invites_nobody(world: World) -> None:
    link = world.varn("staff", "invite").out.split()[0]
    staff_id = join(world, link.rpartition("/")[2])
    refused = world.varn("staff", "invite")
    assert (refused.code, refused.out) == (2, "")
    assert "There is an operator already" in refused.sentence
    assert world.varn("staff", "shut", staff_id).out == "The account is shut.\n"
    assert "/invitation/" in world.varn("staff", "invite").out


def test_an_account_that_is_none_or_shut_cannot_be_shut(world: World) -> None:
    refused = world.varn("staff", "shut", "0" * 32)
    assert refused.code == 2
    assert "`staff list` shows them" in refused.sentence
