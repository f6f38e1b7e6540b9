from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.config.settings import Config
from scanner.enrol import optin
from scanner.enrol.optin import OptedIn
from scanner.model.action import Action
from scanner.model.consent import ConsentKind, Recipient
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.model.staff import Role
from scanner.people.choices import NOTHING
from scanner.people.form import DetailRow, Fault, Field, Form
from scanner.people.text import consent_text
from scanner.store import audit, consents, people, schema, sessions
from scanner.store.database import Store
from tests.conftest import MORNING
from tests.enrol.cast import (
    ANNAS_FORM,
    ANNAS_MAIL,
    FORM,
    MAIL,
    PHONE,
    begin,
    count,
    get_link,
    letters,
    log_in,
    opt_in,
    people_count,
    person_of,
)
from tests.enrol.exposure import expose
from tests.store.test_staff import added

HOUR = timedelta(hours=1)


async def test_a_link_a_form_and_she_is_watched(any_store: Store, config: Config) -> None:
    opted_in = await opt_in(any_store, config)
    (amina,) = any_store.read(lambda tx: people.watched(tx, MORNING))
    assert (amina.given, amina.surname) == (Personal("Amina"), Personal("Provhult"))
    assert amina.person_id == person_of(any_store)
    assert any_store.read(lambda tx: people.by_reference(tx, opted_in.reference)) == person_of(
        any_store
    )


async def test_a_detail_is_kept_as_the_hash_that_a_scan_computes(
    store: Store, config: Config
) -> None:
    await opt_in(store, config)
    (amina,) = store.read(lambda tx: people.watched(tx, MORNING))
    (detail,) = amina.details
    from_form = {
        store.keys.detail_hash(DetailKind.PHONE, normal)
        for normal in ("+46701740605", "0701740605", "46701740605")
    }
    assert detail.digest in from_form
    assert not detail.proved


async def test_the_consent_says_what_she_read_and_chose(store: Store, config: Config) -> None:
    await opt_in(store, config)
    (event,) = store.read(lambda tx: consents.events(tx, person_of(store)))
    text = consent_text(config.organisation, 12, "sv")
    assert event.kind is ConsentKind.GIVEN
    assert (event.text_version, event.text_sha256) == (text.version, text.sha256)
    assert event.choices.recipients == {Recipient.SECURITY, Recipient.HR}
    assert event.choices.detail_kinds == {DetailKind.PHONE}
    assert event.expires_at == MORNING.replace(year=2027)


async def test_the_audit_log_knows_that_she_said_yes(store: Store, config: Config) -> None:
    await opt_in(store, config)
    (entry,) = store.read(lambda tx: audit.about(tx, person_of(store)))
    assert (entry.actor, entry.action) == ("self", "consent.give")


async def test_who_shuts_an_officer_out_is_taken_out_of_the_teams_reports(
    store: Store, config: Config
) -> None:
    await opt_in(store, config)
    officers = [added(store, f"{name}@provstad.example", Role.SECURITY) for name in ("eva", "ali")]
    report = expose(store, config, person_of(store)).report
    await optin.change(store, config, person_of(store), FORM, MORNING)
    assert report.exists()
    chosen = replace(FORM.chosen, excluded=(officers[0],), asked=tuple(officers))
    form = replace(FORM, chosen=chosen)
    assert await optin.change(store, config, person_of(store), form, MORNING) == ()
    assert not report.exists()
    assert count(store, schema.report_file) == count(store, schema.report_person) == 0


async def test_a_private_mailbox_opts_nobody_in(store: Store, config: Config) -> None:
    session = await begin(store, config, Personal("amina.provhult@privat.example"))
    assert await optin.submit(store, config, session, FORM, MORNING) is None
    assert people_count(store) == 0


async def test_a_link_leaves_as_much_in_the_log_whoever_is_enrolled(
    store: Store, config: Config
) -> None:
    await opt_in(store, config)
    heads = [store.read(audit.head).number]
    for mail in (MAIL, ANNAS_MAIL):
        await optin.request_link(store, config, mail, "sv", MORNING)
        heads.append(store.read(audit.head).number)
    assert heads[1] - heads[0] == heads[2] - heads[1] == 1
    asked = store.read(lambda tx: audit.about(tx, person_of(store)))
    assert [entry.action for entry in asked].count(Action.LINK_ASK) == 1


async def test_known_and_unknown_mailboxes_get_the_same_mail(store: Store, config: Config) -> None:
    await opt_in(store, config)
    for mail in (MAIL, ANNAS_MAIL):
        await optin.request_link(store, config, mail, "sv", MORNING)
    known, unknown = letters(store)
    assert known.subject == unknown.subject
    assert len(known.text.reveal()) == len(unknown.text.reveal())


async def test_a_link_alone_opens_nothing_of_hers(store: Store, config: Config) -> None:
    await opt_in(store, config)
    token = await log_in(store, config)
    session = store.write(lambda tx: sessions.use(tx, token, MORNING))
    assert session is not None
    assert session.person_id is None


async def test_without_a_second_factor_nobody_opts_in(store: Store, config: Config) -> None:
    session = await log_in(store, config)
    assert await optin.submit(store, config, session, FORM, MORNING) is None
    assert people_count(store) == 0


async def test_a_link_works_once_and_for_an_hour(any_store: Store, config: Config) -> None:
    used, late = await get_link(any_store, config), await get_link(any_store, config)
    assert await optin.is_live(any_store, used, MORNING)
    assert await optin.enter(any_store, used, MORNING) is not None
    assert not await optin.is_live(any_store, used, MORNING)
    assert await optin.enter(any_store, used, MORNING) is None
    assert await optin.enter(any_store, late, MORNING + HOUR) is None


async def test_nobody_floods_a_mailbox(store: Store, config: Config) -> None:
    for _ in range(10):
        await optin.request_link(store, config, MAIL, "sv", MORNING)
    await optin.request_link(store, config, ANNAS_MAIL, "sv", MORNING)
    sent = letters(store)
    assert [letter.recipient for letter in sent].count(MAIL) == optin.MOST_LINKS
    assert sent[-1].recipient == ANNAS_MAIL or ANNAS_MAIL in [each.recipient for each in sent]
    await optin.request_link(store, config, MAIL, "sv", MORNING + HOUR)
    assert len(letters(store, MORNING + HOUR)) == 1


@pytest.mark.parametrize("language", ["sv", "en", "fi"])
async def test_the_mail_speaks_the_language_she_chose(
    store: Store, config: Config, language: str
) -> None:
    await optin.request_link(store, config, MAIL, language, MORNING)
    (letter,) = letters(store)
    assert ("Din länk" in letter.subject.reveal()) is (language != "en")


async def test_a_faulty_form_changes_nothing(store: Store, config: Config) -> None:
    session = await begin(store, config)
    form = replace(FORM, consent=False, surname=Personal(""))
    problems = await optin.submit(store, config, session, form, MORNING)
    assert isinstance(problems, tuple)
    assert {(problem.field, problem.fault) for problem in problems} == {
        (Field.SURNAME, Fault.MISSING),
        (Field.CONSENT, Fault.NOT_TICKED),
    }
    assert people_count(store) == 0
    assert store.keys.person_ids() == set()


async def test_nobody_enrols_another_with_her_own_mailbox(store: Store, config: Config) -> None:
    session = await begin(store, config, ANNAS_MAIL)
    problems = await optin.submit(store, config, session, FORM, MORNING)
    assert isinstance(problems, tuple)
    assert [problem.fault for problem in problems] == [Fault.OTHER_MAILBOX]
    assert people_count(store) == 0


async def test_without_a_session_nothing_is_submitted(store: Store, config: Config) -> None:
    session = await begin(store, config)
    late = MORNING + HOUR
    assert await optin.submit(store, config, "invented", FORM, MORNING) is None
    assert await optin.submit(store, config, session, FORM, late) is None
    assert people_count(store) == 0


async def test_two_browsers_make_one_opt_in(any_store: Store, config: Config) -> None:
    one, other = await begin(any_store, config), await begin(any_store, config)
    assert isinstance(await optin.submit(any_store, config, one, FORM, MORNING), OptedIn)
    assert await optin.submit(any_store, config, other, FORM, MORNING) is None
    assert await optin.submit(any_store, config, one, FORM, MORNING) is None
    assert people_count(any_store) == 1


async def test_her_session_is_a_new_one_after_she_opted_in(store: Store, config: Config) -> None:
    session = await begin(store, config)
    opted_in = await optin.submit(store, config, session, FORM, MORNING)
    assert isinstance(opted_in, OptedIn)
    assert opted_in.session_token != session
    kept = store.write(lambda tx: sessions.use(tx, opted_in.session_token, MORNING))
    assert kept is not None
    assert kept.person_id == person_of(store)
    assert count(store, schema.session) == 1


async def test_only_recipients_that_exist_are_offered(store: Store, config: Config) -> None:
    nobody = replace(config.recipients, hr=(), manager=(), safety_representative=())
    alone = replace(config, recipients=nobody)
    assert offered(store, alone) == {Recipient.PERSON}
    assert offered(store, config) == {
        Recipient.PERSON,
        Recipient.HR,
        Recipient.MANAGER,
        Recipient.SAFETY_REPRESENTATIVE,
    }
    session = await begin(store, alone)
    problems = await optin.submit(store, alone, session, FORM, MORNING)
    assert isinstance(problems, tuple)
    assert [problem.field for problem in problems] == [Field.RECIPIENTS]


def offered(store: Store, config: Config) -> frozenset[Recipient]:
    return store.read(lambda tx: optin.offer(tx, config)).recipients


async def change(store: Store, config: Config, form: Form, now=MORNING):
    return await optin.change(store, config, person_of(store), form, now)


async def test_a_change_replaces_and_renews(any_store: Store, config: Config) -> None:
    await opt_in(any_store, config)
    later = MORNING + 24 * HOUR
    plate = DetailRow(kind="plate", setting="home", value=Personal("ABC 123"), ticked=True)
    form = replace(FORM, unit=Personal("Mottagningen"), details=(plate,), chosen=NOTHING)
    assert await change(any_store, config, form, later) == ()
    profile = any_store.read(lambda tx: people.profile(tx, person_of(any_store)))
    kept = any_store.read(lambda tx: people.details(tx, person_of(any_store)))
    last = any_store.read(lambda tx: consents.latest(tx, person_of(any_store)))
    assert profile.unit == Personal("Mottagningen")
    assert [entry.detail.kind for entry in kept] == [DetailKind.PLATE]
    assert (last.number, last.kind) == (2, ConsentKind.CHANGED)
    assert last.choices.recipients == {Recipient.SECURITY}
    assert last.choices.detail_kinds == {DetailKind.PLATE}
    assert last.expires_at == later.replace(year=2027)


async def test_details_that_she_keeps_stay(store: Store, config: Config) -> None:
    await opt_in(store, config)
    before = store.read(lambda tx: people.details(tx, person_of(store)))
    keep = frozenset(entry.detail_id for entry in before)
    assert await change(store, config, replace(FORM, details=(), kept_details=keep)) == ()
    assert store.read(lambda tx: people.details(tx, person_of(store))) == before


async def test_a_faulty_change_changes_nothing(store: Store, config: Config) -> None:
    await opt_in(store, config)
    problems = await change(store, config, replace(FORM, given=Personal(""), consent=False))
    assert len(problems) == 2
    assert len(store.read(lambda tx: consents.events(tx, person_of(store)))) == 1


async def test_nobody_becomes_another_by_a_change(store: Store, config: Config) -> None:
    await opt_in(store, config)
    (problem,) = await change(store, config, ANNAS_FORM)
    assert problem.fault is Fault.OTHER_MAILBOX


async def test_an_expired_opt_in_is_renewed_by_a_change(store: Store, config: Config) -> None:
    await opt_in(store, config)
    later = MORNING.replace(year=2028)
    assert store.read(lambda tx: people.watched(tx, later)) == ()
    await log_in(store, config, now=later)
    assert await change(store, config, FORM, later) == ()
    assert len(store.read(lambda tx: people.watched(tx, later))) == 1


async def test_no_file_holds_what_she_wrote(store: Store, config: Config) -> None:
    await opt_in(store, config)
    store.close()
    content = b"".join(p.read_bytes() for p in config.data.folder.rglob("*") if p.is_file())
    for word in ("Provhult", "provhult", "أمينة", PHONE, "0701740605", "701740605", "Barn och"):
        assert word.encode() not in content
