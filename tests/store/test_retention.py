"""Each class goes when its time is over, and not a moment before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table

from scanner.config.clock import system_clock
from scanner.config.settings import Config, RetentionSettings
from scanner.enrol.withdraw import KEPT_AFTER_EXPIRY, WITNESS, resume
from scanner.errors import UsageError
from scanner.evidence import keep
from scanner.model.assessment import Level
from scanner.model.finding import Change, Finding, Verdict
from scanner.model.ids import FindingId, ScanId, StaffId
from scanner.model.judgement import Judgement, Speaker
from scanner.model.notice import Notice
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.model.tip import Tip
from scanner.render.mails import MailText
from scanner.store import (
    acknowledgements,
    audit,
    consents,
    contacts,
    evidence_files,
    findings,
    judgements,
    leavers,
    notices,
    outbox,
    photos,
    rechecks,
    registered,
    removal_ticks,
    report_files,
    retention,
    scans,
    schema,
    sessions,
    spellings,
    staff,
    staff_invitations,
    tips,
    tokens,
)
from scanner.store.contacts import Code, Contact
from scanner.store.database import Store, Transaction
from scanner.store.leavers import Leaver
from scanner.store.names import new_id
from scanner.store.photos import Photo
from tests.conftest import MORNING
from tests.enrol.cast import count
from tests.enrol.exposure import expose, register
from tests.postbag import emptied
from tests.store.enrolled import AMINA, enrol

DAY = timedelta(days=1)


def photo(tx: Transaction) -> None:
    photos.add(tx, AMINA, Photo(digest="0" * 16, added_at=MORNING))


def waiting_name(tx: Transaction) -> None:
    spellings.ask(tx, AMINA, Personal("Amina Gammalprov"))


def tick_of_today(tx: Transaction) -> None:
    removal_ticks.tick(tx, AMINA, "personsök", MORNING)


def safe_contact(tx: Transaction) -> None:
    contacts.keep(tx, AMINA, Contact(private=Personal("amina@privat.example")))


SECOND = timedelta(seconds=1)


@pytest.fixture
def found(store: Store, config: Config) -> Finding:
    return expose(store, config, enrol(store, AMINA, MORNING)).finding


def keep_as(store: Store, finding: Finding, **changes: object) -> Finding:
    changed = replace(finding, **changes)
    assert store.write(lambda tx: findings.save(tx, changed, now=MORNING))
    return changed


def at_level(finding: Finding, level: Level) -> Finding:
    severity = replace(finding.assessment.severity, level=level)
    return replace(finding, assessment=replace(finding.assessment, severity=severity))


def counted(store: Store, config: Config, now) -> dict[str, int]:
    due = store.read(lambda tx: retention.due(tx, config, now))
    return {one.kind.name: one.count for one in due if one.count}


def swept(store: Store, config: Config, now) -> None:
    retention.sweep(store, config, now)
    keep.sweep(config.data.folder / keep.FOLDER, store)


def rejected(store: Store, finding: Finding) -> None:
    keep_as(store, finding, verdict=Verdict.NOT_HER)


def set_aside(store: Store, finding: Finding) -> None:
    keep_as(store, finding, verdict=Verdict.SET_ASIDE)


def resolved(store: Store, finding: Finding) -> None:
    keep_as(store, finding, change=Change.GONE, changed_at=MORNING)


@pytest.mark.parametrize(
    ("become", "name", "days"),
    [(rejected, "rejected", 30), (set_aside, "rejected", 30), (resolved, "resolved", 180)],
)
def test_a_finding_goes_when_its_time_is_over(
    store: Store,
    config: Config,
    found: Finding,
    become: Callable[[Store, Finding], None],
    name: str,
    days: int,
) -> None:
    become(store, replace(found, last_seen=MORNING))
    over = MORNING + days * DAY
    assert name not in counted(store, config, over)
    swept(store, config, over)
    assert count(store, schema.finding) == 1
    assert counted(store, config, over + SECOND)[name] == 1
    swept(store, config, over + SECOND)
    for table in (schema.finding, schema.finding_event, schema.cluster):
        assert count(store, table) == 0


def test_a_finding_about_somebody_else_stays_while_its_page_does(
    store: Store, config: Config, found: Finding
) -> None:
    later = MORNING + 400 * DAY
    keep_as(store, found, verdict=Verdict.NOT_HER, last_seen=later)
    swept(store, config, later + 30 * DAY)
    assert count(store, schema.finding) == 1


def test_an_open_finding_has_no_time(store: Store, config: Config, found: Finding) -> None:
    swept(store, config, MORNING + 3650 * DAY)
    assert count(store, schema.finding) == 1


def test_a_page_of_no_open_case_goes(store: Store, config: Config, found: Finding) -> None:
    rejected(store, replace(found, last_seen=MORNING + 400 * DAY))
    over = MORNING + 30 * DAY
    assert counted(store, config, over) == {}
    assert counted(store, config, over + SECOND)["evidence"] == 1
    swept(store, config, over + SECOND)
    assert count(store, schema.evidence) == count(store, schema.evidence_subject) == 0
    assert list((config.data.folder / keep.FOLDER).iterdir()) == []


def test_a_page_of_an_open_case_stays(store: Store, config: Config, found: Finding) -> None:
    swept(store, config, MORNING + 3650 * DAY)
    assert len(store.read(evidence_files.every)) == 1
    assert len(list((config.data.folder / keep.FOLDER).iterdir())) == 1


def test_a_page_of_a_registered_case_stays(store: Store, config: Config, found: Finding) -> None:
    register(store, found)
    rejected(store, found)
    swept(store, config, MORNING + 3650 * DAY)
    assert count(store, schema.finding) == 0
    assert len(store.read(evidence_files.every)) == 1
    assert count(store, schema.registered_case) == 1


def test_what_only_she_sees_goes_uncounted(store: Store, config: Config, found: Finding) -> None:
    keep_as(store, at_level(found, Level.INFO), verdict=Verdict.SET_ASIDE, last_seen=MORNING)
    over = MORNING + 31 * DAY
    assert counted(store, config, over) == {"reports": 1}
    swept(store, config, over)
    assert count(store, schema.finding) == count(store, schema.evidence) == 0


def test_a_report_file_goes(store: Store, config: Config, found: Finding) -> None:
    over = MORNING + 30 * DAY
    path = next(config.reports.folder.iterdir())
    swept(store, config, over)
    assert path.exists()
    assert counted(store, config, over + SECOND)["reports"] == 1
    swept(store, config, over + SECOND)
    assert not path.exists()
    assert store.read(report_files.paths) == frozenset()


def refused(tx: Transaction) -> None:
    outbox.queue_mail(
        tx,
        person_id=None,
        kind="link",
        recipient=Personal("amina.provhult@provstad.example"),
        said=MailText(subject="s", text="t", html="h"),
        idempotency_key="k",
        sender="varn@provstad.example",
        due_at=MORNING,
    )
    (mail,) = emptied(tx, MORNING)
    outbox.settle_failed(tx, mail, "smtp 550")


def test_a_mail_that_nobody_takes_goes(store: Store, config: Config) -> None:
    store.write(refused)
    over = MORNING + 30 * DAY
    swept(store, config, over)
    assert count(store, schema.outbox) == 1
    assert counted(store, config, over + SECOND) == {"refused_mails": 1}
    swept(store, config, over + SECOND)
    assert count(store, schema.outbox) == 0


def test_an_entry_of_the_audit_log_goes(store: Store, config: Config) -> None:
    # The database's own clock has a say in this.
    now = system_clock()

    def note(at: datetime) -> None:
        store.write(lambda tx: audit.append(tx, at=at, actor="x", action="case.reveal"))

    for days in (732, 731, 729):
        note(now - days * DAY)
    assert counted(store, config, now) == {"audit": 2}
    swept(store, config, now)
    assert counted(store, config, now) == {}
    assert store.read(audit.verify) is None
    # What is left: the young one, and the note of where the log begins.
    assert count(store, schema.audit) == 2


def reported(store: Store, done_at: datetime | None) -> None:
    enrol(store, AMINA, MORNING)
    tip = Tip(tip_id=str(done_at is None), at=MORNING, address=None, note=Personal("se här"))
    store.write(lambda tx: tips.add(tx, AMINA, replace(tip, done_at=done_at)))


def ticked(store: Store) -> None:
    enrol(store, AMINA, MORNING)
    store.write(lambda tx: removal_ticks.tick(tx, AMINA, "personsök", MORNING))


def allowed(store: Store) -> None:
    enrol(store, AMINA, MORNING)
    page = Personal("https://personsok.example/person/1")
    store.write(lambda tx: rechecks.allow(tx, AMINA, "personsök", page, MORNING))


def asked(store: Store) -> None:
    enrol(store, AMINA, MORNING)
    store.write(lambda tx: leavers.keep(tx, AMINA, Leaver(asked_at=MORNING)))


def sent_a_code(store: Store) -> None:
    enrol(store, AMINA, MORNING)
    code = Code(code=Personal("12345678"), sent_at=MORNING, first_at=MORNING)
    store.write(lambda tx: contacts.keep_code(tx, AMINA, code))


def said(store: Store) -> None:
    enrol(store, AMINA, MORNING)
    word = Judgement(is_her=False, by=Speaker.HERSELF, at=MORNING, signs=())
    store.write(lambda tx: judgements.keep(tx, AMINA, FindingId("f" * 32), word))


@pytest.mark.parametrize(
    ("kept", "table", "days", "told"),
    [
        (lambda store: reported(store, MORNING), schema.tip, 30, {"tips": 1}),
        # What is on her own page, or on its way to her, is in no count.
        (ticked, schema.removal_tick, 365, {}),
        (allowed, schema.recheck, 365, {}),
        (asked, schema.leaver, 90, {}),
        (sent_a_code, schema.contact_code, 1, {}),
        (said, schema.judgement, 730, {}),
    ],
)
def test_what_is_hers_goes(
    store: Store,
    config: Config,
    kept: Callable[[Store], None],
    table: Table,
    days: int,
    told: dict[str, int],
) -> None:
    kept(store)
    over = MORNING + days * DAY
    swept(store, config, over)
    assert count(store, table) == 1
    assert counted(store, config, over + SECOND) == told
    swept(store, config, over + SECOND)
    assert count(store, table) == 0


def test_what_everybody_was_told_goes(store: Store, config: Config) -> None:
    notice = Notice(notice_id="kopia-1", at=MORNING, sv="Borta.", en="Lost.")
    store.write(lambda tx: notices.keep(tx, notice))
    over = MORNING + 365 * DAY
    swept(store, config, over)
    assert count(store, schema.notice) == 1
    assert counted(store, config, over + SECOND) == {"notices": 1}
    swept(store, config, over + SECOND)
    assert count(store, schema.notice) == 0


def test_a_tip_that_nobody_is_done_with_stays(store: Store, config: Config) -> None:
    reported(store, None)
    swept(store, config, MORNING + 300 * DAY)
    assert count(store, schema.tip) == 1


def test_an_answered_leaver_stays_out_of_her_work_mailbox(store: Store, config: Config) -> None:
    enrol(store, AMINA, MORNING)
    store.write(lambda tx: leavers.keep(tx, AMINA, Leaver(asked_at=MORNING, kept_at=MORNING)))
    swept(store, config, MORNING + 300 * DAY)
    assert count(store, schema.leaver) == 1


def test_who_has_taken_note_goes_with_the_case(
    store: Store, config: Config, found: Finding
) -> None:
    officer = StaffId("0" * 32)
    store.write(lambda tx: acknowledgements.keep(tx, found, Role.SECURITY, officer, MORNING))
    resolved(store, found)
    swept(store, config, MORNING + 181 * DAY)
    assert count(store, schema.acknowledgement) == 0


def test_a_shut_account_goes_with_the_last_entry_that_may_name_it(
    store: Store, config: Config
) -> None:
    joined = store.write(
        lambda tx: staff.add(
            tx,
            role=Role.SECURITY,
            name=Personal("Eva Ansvarig"),
            mail=Personal("eva@provstad.example"),
            password_hash=Personal("x"),
            secret=Personal("5e"),
            last_step=0,
            now=MORNING,
        )
    )
    assert joined is not None
    swept(store, config, MORNING + 3000 * DAY)
    assert count(store, schema.staff) == 1
    store.write(lambda tx: staff.disable(tx, joined.staff_id, MORNING))
    over = MORNING + config.retention.audit_days * DAY
    swept(store, config, over)
    assert count(store, schema.staff) == 1
    assert counted(store, config, over + SECOND) == {"shut_accounts": 1}
    swept(store, config, over + SECOND)
    assert count(store, schema.staff) == 0


@pytest.mark.parametrize("keep_hers", [photo, waiting_name, tick_of_today, safe_contact])
def test_what_has_no_time_of_its_own_goes_with_her_opt_in(
    store: Store, config: Config, keep_hers: Callable[[Transaction], None]
) -> None:
    enrol(store, AMINA, MORNING)
    store.write(keep_hers)
    tables = (schema.photo, schema.spelling, schema.removal_tick, schema.contact)
    assert sum(count(store, table) for table in tables) == 1
    end = store.read(lambda tx: consents.latest(tx, AMINA)).expires_at
    after = end + KEPT_AFTER_EXPIRY + 2 * WITNESS
    for at in (after - WITNESS, after):
        store.write(lambda tx, at=at: scans.begin(tx, ScanId(new_id()), at))
    assert resume(store, config, after) == 1
    assert sum(count(store, table) for table in tables) == 0


def test_links_sessions_and_invitations_close(store: Store, config: Config) -> None:
    mail = Personal("amina.provhult@provstad.example")
    store.write(lambda tx: tokens.issue(tx, mail, None, MORNING))
    store.write(lambda tx: sessions.start(tx, mail, None, MORNING))
    store.write(lambda tx: staff_invitations.issue(tx, Role.OPERATOR, "driften", MORNING))
    tables = (schema.login_token, schema.session, schema.staff_invitation)
    swept(store, config, MORNING)
    assert [count(store, table) for table in tables] == [1, 1, 1]
    swept(store, config, MORNING + 8 * DAY)
    assert [count(store, table) for table in tables] == [0, 0, 0]


def test_the_times_are_settings(store: Store, config: Config, found: Finding) -> None:
    rejected(store, replace(found, last_seen=MORNING))
    short = replace(config, retention=RetentionSettings(rejected_days=1))
    swept(store, short, MORNING + 2 * DAY)
    assert count(store, schema.finding) == 0


@pytest.mark.parametrize(("number", "rule"), [("", "Beslut 4"), ("SN 2026/17", " ")])
def test_nothing_is_locked_without_saying_until_when(
    store: Store, found: Finding, number: str, rule: str
) -> None:
    with pytest.raises(UsageError, match="Name both"):
        store.write(
            lambda tx: registered.register(
                tx, found, registry_number=number, retention_reference=rule, now=MORNING
            )
        )
    assert count(store, schema.registered_case) == 0


def test_every_class_says_what_it_holds(config: Config) -> None:
    docs = (Path(__file__).parents[2] / "docs" / "privacy.md").read_text(encoding="utf-8")
    for kind in retention.KINDS:
        assert f"| `{kind.name}`" in docs
        assert kind.time(config) >= DAY
