from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.render.mails import MailText
from scanner.store import outbox, schema
from scanner.store.database import Store
from scanner.store.outbox import Mail, MailState
from tests.findings.cast import DAY_1, DAY_2
from tests.postbag import emptied
from tests.store.enrolled import AMINA, enrol

MINUTE = timedelta(minutes=1)


def queue(
    store: Store,
    key: str = "k1",
    *,
    person_id: PersonId | None = None,
    due_at: datetime = DAY_1,
) -> bool:
    return store.write(
        lambda tx: outbox.queue_mail(
            tx,
            person_id=person_id,
            recipient=Personal("hr@provstad.example"),
            said=MailText(subject=f"Ärende {key}", text="Gör nu", html="<p>Gör nu</p>"),
            idempotency_key=key,
            sender="Värn <varn@provstad.example>",
            due_at=due_at,
            kind="hr_judged",
        )
    )


def lease(store: Store, now: datetime = DAY_1, *, owner: str = "one") -> Mail | None:
    return store.write(lambda tx: outbox.lease(tx, owner=owner, now=now, until=now + 5 * MINUTE))


def taken(store: Store, now: datetime = DAY_1, *, owner: str = "one") -> Mail:
    mail = lease(store, now, owner=owner)
    assert mail is not None
    return mail


def subject(mail: Mail | None) -> str | None:
    return None if mail is None else mail.letter.subject.reveal()


def row(store: Store) -> dict[str, object]:
    return dict(store.read(lambda tx: tx.connection.execute(select(schema.outbox)).one()._mapping))


def test_what_was_queued_comes_out_as_it_was(any_store: Store) -> None:
    assert queue(any_store)
    mail = taken(any_store)
    assert mail.letter.recipient.reveal() == "hr@provstad.example"
    assert mail.letter.subject.reveal() == "Ärende k1"
    assert (mail.letter.text.reveal(), mail.letter.html.reveal()) == ("Gör nu", "<p>Gör nu</p>")
    assert mail.attempts == 0


def test_two_mails_with_one_key_are_one(any_store: Store) -> None:
    assert [queue(any_store), queue(any_store), queue(any_store, "k2")] == [True, False, True]
    assert len(any_store.write(lambda tx: emptied(tx, DAY_1))) == 2
    assert not queue(any_store)


def test_a_row_tells_the_hour_and_no_more(any_store: Store) -> None:
    queue(any_store, due_at=DAY_1 + 17 * MINUTE)
    assert row(any_store)["due_at"] == DAY_1


def test_the_earliest_due_goes_first_and_none_before_its_time(any_store: Store) -> None:
    queue(any_store, "later", due_at=DAY_2)
    queue(any_store, "second", due_at=DAY_1)
    queue(any_store, "first", due_at=DAY_1 - 60 * MINUTE)
    leased = [lease(any_store) for _ in range(3)]
    assert list(map(subject, leased)) == ["Ärende first", "Ärende second", None]


def test_a_leased_mail_is_nobody_elses_until_the_lease_runs_out(any_store: Store) -> None:
    queue(any_store)
    mine = taken(any_store)
    assert lease(any_store, DAY_1 + 4 * MINUTE, owner="two") is None
    theirs = taken(any_store, DAY_1 + 5 * MINUTE, owner="two")
    assert theirs.message_id == mine.message_id
    any_store.write(lambda tx: outbox.settle_deferred(tx, mine, DAY_2, "late"))
    assert row(any_store)["state"] == MailState.LEASED
    any_store.write(lambda tx: outbox.settle_sent(tx, theirs))
    assert row(any_store)["state"] == MailState.SENT


def test_what_a_mail_said_is_erased_on_delivery(any_store: Store) -> None:
    queue(any_store)
    mail = taken(any_store)
    assert row(any_store)["sealed"] is not None
    any_store.write(lambda tx: outbox.settle_sent(tx, mail))
    sent = row(any_store)
    assert (sent["sealed"], sent["lease_owner"], sent["person_id"]) == (None, None, None)
    assert sent["message_id"] == sent["mail_id"]
    assert sent["due_at"] == datetime(1970, 1, 1, tzinfo=UTC)
    assert "k1" not in str(sent["idempotency_key"])
    assert not queue(any_store)
    assert lease(any_store, DAY_2) is None


def test_a_deferred_mail_comes_again_with_the_same_message_id(any_store: Store) -> None:
    queue(any_store)
    first = taken(any_store)
    any_store.write(lambda tx: outbox.settle_deferred(tx, first, DAY_2, "smtp 451"))
    assert lease(any_store, DAY_2 - MINUTE) is None
    (trouble,) = any_store.read(outbox.troubles)
    assert (trouble.kind, trouble.state, trouble.attempts, trouble.reason) == (
        "hr_judged",
        MailState.QUEUED,
        1,
        "smtp 451",
    )
    again = taken(any_store, DAY_2)
    assert (again.message_id, again.attempts) == (first.message_id, 1)


def test_a_refused_mail_is_shown_and_can_be_tried_again(any_store: Store) -> None:
    queue(any_store)
    mail = taken(any_store)
    any_store.write(lambda tx: outbox.settle_failed(tx, mail, "smtp 550 " + "x" * 100))
    assert lease(any_store, DAY_2) is None
    (trouble,) = any_store.read(outbox.troubles)
    assert trouble.state is MailState.FAILED
    assert any_store.write(lambda tx: outbox.requeue_failed(tx, due_since=DAY_1 + MINUTE)) == 0
    assert lease(any_store, DAY_2) is None
    assert any_store.write(lambda tx: outbox.requeue_failed(tx, due_since=DAY_1)) == 1
    again = taken(any_store, DAY_2)
    assert again.message_id == mail.message_id
    assert again.letter == mail.letter


def test_a_mail_about_somebody_whose_key_is_gone_keeps_nothing_back(any_store: Store) -> None:
    enrol(any_store, AMINA, DAY_1)
    queue(any_store, "hers", person_id=AMINA, due_at=DAY_1 - 60 * MINUTE)
    queue(any_store, "first", due_at=DAY_1 - 30 * MINUTE)
    queue(any_store, "second")
    any_store.keys.destroy_person(AMINA)
    leased = [lease(any_store) for _ in range(3)]
    assert sorted(map(str, map(subject, leased))) == ["None", "Ärende first", "Ärende second"]
    rows = select(func.count()).select_from(schema.outbox)
    assert any_store.read(lambda tx: tx.connection.scalar(rows)) == 2


def test_a_mail_and_what_it_tells_are_kept_together_or_not_at_all(any_store: Store) -> None:
    def dies(tx: outbox.Transaction) -> None:
        outbox.queue_mail(
            tx,
            person_id=None,
            kind="link",
            recipient=Personal("hr@provstad.example"),
            said=MailText(subject="", text="", html=""),
            idempotency_key="k1",
            sender="varn@provstad.example",
            due_at=DAY_1,
        )
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        any_store.write(dies)
    assert lease(any_store) is None


def test_no_word_of_a_mail_can_be_read_in_the_files(store: Store, tmp_path: Path) -> None:
    queue(store)
    files = [f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()]
    assert any(b"@provstad.example>" in content for content in files)
    assert not any(b"hr@provstad" in content or b"rende k1" in content for content in files)


def test_message_ids_differ_and_stand_under_the_senders_domain(any_store: Store) -> None:
    for number in range(9):
        queue(any_store, f"k{number}")
    ids = {mail.message_id for mail in any_store.write(lambda tx: emptied(tx, DAY_1))}
    assert len(ids) == 9
    assert all(i.startswith("<") and i.endswith("@provstad.example>") for i in ids)
