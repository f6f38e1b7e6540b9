from datetime import timedelta

import pytest
from sqlalchemy import func, select

from scanner.model.personal import Personal
from scanner.render.mails import MailText
from scanner.store import outbox, schema, tokens
from scanner.store.database import Store, Transaction
from tests.conftest import MORNING
from tests.store.cast import AMINA

MAIL = Personal("amina.provhult@provstad.example")
OTHER = Personal("anna.provdal@provstad.example")
MINUTE = timedelta(minutes=1)


def issue(store: Store, mail: Personal = MAIL, now=MORNING) -> str:
    return store.write(lambda tx: tokens.issue(tx, mail, None, now))


def redeem(store: Store, token: str, now=MORNING) -> Personal | None:
    return store.write(lambda tx: tokens.redeem(tx, token, now))


def count(store: Store, table) -> int:
    return store.read(lambda tx: tx.connection.scalar(select(func.count()).select_from(table)))


def test_a_token_proves_its_mailbox_once(any_store: Store) -> None:
    token = issue(any_store)
    assert redeem(any_store, token) == MAIL
    assert redeem(any_store, token) is None
    assert count(any_store, schema.login_token) == 0


def test_looking_uses_nothing_up(any_store: Store) -> None:
    token = issue(any_store)
    for _ in range(2):
        assert any_store.read(lambda tx: tokens.is_live(tx, token, MORNING))
    assert redeem(any_store, token) == MAIL
    assert not any_store.read(lambda tx: tokens.is_live(tx, token, MORNING))


def test_a_token_lasts_an_hour(any_store: Store) -> None:
    token = issue(any_store)
    last = MORNING + tokens.LIFETIME
    assert not any_store.read(lambda tx: tokens.is_live(tx, token, last))
    assert redeem(any_store, token, last) is None
    assert redeem(any_store, token, last - timedelta(microseconds=1)) == MAIL


@pytest.mark.parametrize("token", ["", "x", "../..", "' OR 1=1 --", "å" * 5000])
def test_what_nobody_was_sent_proves_nothing(store: Store, token: str) -> None:
    issue(store)
    assert redeem(store, token) is None


def test_what_is_kept_is_not_what_was_sent(store: Store) -> None:
    token = issue(store)
    row = store.read(lambda tx: tx.connection.execute(select(schema.login_token)).one())
    assert token not in map(str, row)
    assert b"provhult" not in row.sealed


def test_waiting_counts_one_mailbox_from_a_moment_on(any_store: Store) -> None:
    for minutes in range(3):
        issue(any_store, now=MORNING + minutes * MINUTE)
    issue(any_store, OTHER)
    since = MORNING + MINUTE / 2
    assert any_store.read(lambda tx: tokens.waiting(tx, MAIL, since)) == 2


def queue(tx: Transaction, token: str) -> None:
    outbox.queue_mail(
        tx,
        person_id=None,
        recipient=MAIL,
        kind="link",
        said=MailText(subject="Länk", text=token, html=token),
        idempotency_key=tokens.mail_key(token),
        sender="varn@provstad.example",
        due_at=MORNING,
    )


def test_forgetting_a_mailbox_drops_its_tokens_and_their_mails(any_store: Store) -> None:
    hers, others = issue(any_store), issue(any_store, OTHER)
    any_store.write(lambda tx: (queue(tx, hers), queue(tx, others)))
    any_store.write(lambda tx: tokens.forget(tx, MAIL))
    assert redeem(any_store, hers) is None
    assert count(any_store, schema.outbox) == 1
    assert redeem(any_store, others) == OTHER


def test_sweeping_drops_what_has_expired(any_store: Store) -> None:
    old, fresh = issue(any_store), issue(any_store, OTHER, MORNING + MINUTE)
    any_store.write(lambda tx: queue(tx, old))
    any_store.write(lambda tx: tokens.sweep(tx, MORNING + tokens.LIFETIME))
    assert count(any_store, schema.login_token) == 1
    assert count(any_store, schema.outbox) == 0
    assert redeem(any_store, fresh) == OTHER


def test_a_token_may_be_a_persons(any_store: Store) -> None:
    any_store.write(lambda tx: tokens.issue(tx, MAIL, AMINA, MORNING))
    column = select(schema.login_token.c.person_id)
    assert any_store.read(lambda tx: tx.connection.scalar(column)) == AMINA
