"""Opting in and changing it: a mailbox is proved, a form is read, an opt-in begins.

Nobody learns who is enrolled: asking for a link has the same answer and the same mail for all.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from scanner import directory
from scanner.config.settings import Config
from scanner.enrol import mails, reports, unsent
from scanner.enrol.admitted import tell_admitted
from scanner.model.action import Action
from scanner.model.consent import ConsentEvent, ConsentKind, DetailEntry, Profile, Recipient
from scanner.model.ids import PersonId, StaffId
from scanner.model.person import WatchedDetail
from scanner.model.personal import UNKNOWN, Personal
from scanner.model.staff import Role
from scanner.people import choices
from scanner.people import form as forms
from scanner.people.choices import Offer
from scanner.people.consent import expires
from scanner.people.form import Answers, Form, Problem
from scanner.people.mailbox import canonical
from scanner.people.text import consent_text
from scanner.places import watchlists
from scanner.store import (
    audit,
    consents,
    contacts,
    leavers,
    mailboxes,
    people,
    second_factors,
    sessions,
    staff,
    tokens,
)
from scanner.store.database import Store, Transaction
from scanner.store.names import new_id

MOST_LINKS: Final = 3
LINKS_WITHIN: Final = timedelta(hours=1)
"""A mailbox gets no more unused links than that in that time: nobody floods another's."""

HERSELF: Final = "self"
"""The actor of audit entries about her own deeds."""

READER: Final = "mailbox"
"""The actor of audit entries about whoever reads her mailbox, or says so: she, or somebody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptedIn:
    """What the portal shows and sets once: neither can be had again."""

    reference: str
    active_from: datetime
    """When the watch begins."""
    session_token: str
    """Of her new session; the one she filled the form in has ended."""


def offer(tx: Transaction, config: Config, person_id: PersonId | None = None) -> Offer:
    """What this installation has to offer now; to who takes part, also to go on excluding."""
    officers = tuple(one.staff_id for one in staff.of_role(tx, Role.SECURITY))
    return Offer(
        recipients=_offered_recipients(config),
        providers=tuple(one.provider_id for one in watchlists.read_providers(config)),
        officers=officers,
        shut=() if person_id is None else _excluded_and_shut(tx, person_id, officers),
        has_personnummer=bool(config.portal.personnummer_reason),
    )


def _excluded_and_shut(
    tx: Transaction, person_id: PersonId, officers: tuple[StaffId, ...]
) -> tuple[StaffId, ...]:
    excluded = consents.latest(tx, person_id).choices.excluded
    return tuple(sorted(excluded - {*officers}))


def _offered_recipients(config: Config) -> frozenset[Recipient]:
    found = {Recipient.PERSON}
    if config.recipients.hr:
        found.add(Recipient.HR)
    if config.recipients.manager:
        found.add(Recipient.MANAGER)
    if config.recipients.safety_representative:
        found.add(Recipient.SAFETY_REPRESENTATIVE)
    return frozenset(found)


async def request_link(
    store: Store, config: Config, mail: Personal, language: str, now: datetime
) -> None:
    """Mail a single-use link to a mailbox of ours, in canonical form; nothing after too many."""
    await store.awrite(lambda tx: _request_link(tx, config, mail, language, now))


async def request_link_away(
    store: Store, config: Config, mail: Personal, language: str, now: datetime
) -> None:
    """As `request_link`, for the private mailbox of who has left; nothing for any other.

    Takes longer where it is somebody's: let the answer wait.
    """

    def work(tx: Transaction) -> None:
        person_id = enrolled(tx, mail)
        if person_id is not None and mailboxes.has_moved(tx, person_id, mail):
            _request_link(tx, config, mail, language, now)

    await store.awrite(work)


async def is_live(store: Store, token: str, now: datetime) -> bool:
    """True where `enter` would let its holder in. Uses nothing up."""
    return await store.aread(lambda tx: tokens.is_live(tx, token, now))


async def enter(store: Store, token: str, now: datetime) -> str | None:
    """The token of a new session for a link's token, once; None for a used or expired one."""
    return await store.awrite(lambda tx: _enter(tx, token, now))


async def directory_name(
    store: Store, config: Config, mail: Personal, person_id: PersonId | None
) -> Personal:
    """What the employer's directory calls who proved this mailbox.

    Unknown of a mailbox that is none of ours, and of one that she has left: it is another's now.
    """
    if canonical(mail.reveal(), config.portal.mail_domains) is None:
        return UNKNOWN
    if person_id is not None and await store.aread(
        lambda tx: leavers.has_left_mailbox(tx, person_id)
    ):
        return UNKNOWN
    return await directory.called(config.directory.command, mail)


async def submit(
    store: Store,
    config: Config,
    session_token: str,
    form: Form,
    now: datetime,
    called: Personal = UNKNOWN,
) -> OptedIn | tuple[Problem, ...] | None:
    """Opt in the person whose session it is, or say what to mend in the form.

    None where the session has ended meanwhile or has no second factor yet, or where she has opted
    in already.
    """
    said = await store.awrite(lambda tx: _submit(tx, config, session_token, form, now, called))
    if isinstance(said, OptedIn):
        store.keys.settle(await store.aread(people.ids))
    return said


async def change(
    store: Store,
    config: Config,
    person_id: PersonId,
    form: Form,
    now: datetime,
    called: Personal = UNKNOWN,
) -> tuple[Problem, ...]:
    """Change and renew her opt-in; what to mend in the form, empty where it is changed.

    Where she shuts out one of the security team, report files that hold her are removed. Raises
    `LookupError` where she has withdrawn meanwhile.
    """
    problems = await store.awrite(lambda tx: _change(tx, config, person_id, form, now, called))
    # Killed before this, `resume` does it.
    await asyncio.to_thread(reports.remove_closed, store)
    return problems


async def widens(
    store: Store, config: Config, person_id: PersonId, form: Form, called: Personal
) -> bool:
    """True where `change` would let somebody new be told or see a case, or another name be looked
    for. False of a form with something to mend. Raises as `change`."""

    def work(tx: Transaction) -> bool:
        answers = _answers(tx, config, person_id, form, called)
        return isinstance(answers, Answers) and _widens(tx, person_id, answers)

    return await store.aread(work)


def _widens(tx: Transaction, person_id: PersonId, answers: Answers) -> bool:
    is_renamed = _names(answers.profile) != _names(people.profile(tx, person_id))
    return is_renamed or choices.widens(consents.latest(tx, person_id).choices, answers.choices)


def _names(profile: Profile) -> tuple[Personal, Personal, frozenset[Personal]]:
    return profile.given, profile.surname, frozenset(profile.spellings)


def _answers(
    tx: Transaction, config: Config, person_id: PersonId, form: Form, called: Personal
) -> Answers | tuple[Problem, ...]:
    """What the form says of somebody who takes part."""
    before = people.profile(tx, person_id)
    form = replace(
        form,
        kept_spellings=frozenset(before.spellings),
        kept_name=(before.given, before.surname),
    )
    return forms.read(form, before.mail, offer(tx, config, person_id), called)


def _request_link(
    tx: Transaction, config: Config, mail: Personal, language: str, now: datetime
) -> None:
    tokens.sweep(tx, now)
    sessions.sweep(tx, now)
    if tokens.waiting(tx, mail, now - LINKS_WITHIN) >= MOST_LINKS:
        return
    person_id = enrolled(tx, mail)
    # Of a mailbox that nobody is enrolled with it is noted too, about nobody: as long, as much.
    audit.append(tx, at=now, actor=READER, action=Action.LINK_ASK, person_id=person_id)
    mails.queue_link(
        tx,
        config,
        recipient=mail,
        token=tokens.issue(tx, mail, person_id, now),
        language=language,
        now=now,
    )


def _enter(tx: Transaction, token: str, now: datetime) -> str | None:
    mail = tokens.redeem(tx, token, now)
    return None if mail is None else sessions.start(tx, mail, None, now)


def _submit(
    tx: Transaction,
    config: Config,
    session_token: str,
    form: Form,
    now: datetime,
    called: Personal,
) -> OptedIn | tuple[Problem, ...] | None:
    people.lock(tx)
    session = sessions.use(tx, session_token, now)
    if session is None or session.factor is None:
        return None
    if canonical(session.mail.reveal(), config.portal.mail_domains) is None:
        # The private mailbox of somebody who has left, or a domain that may not opt in any more.
        return None
    answers = forms.read(form, session.mail, offer(tx, config), called)
    if not isinstance(answers, Answers):
        # Before it is asked whether she has: a form with a fault must not tell who takes part.
        return answers
    known = enrolled(tx, session.mail)
    if known is not None:
        audit.append(tx, at=now, actor=READER, action=Action.FORM_REFUSE, person_id=known)
        return None
    person_id = PersonId(new_id())
    active_from = now + timedelta(hours=config.portal.activation_hours)
    reference = _add(tx, config, person_id, answers, now, active_from)
    second_factors.add(tx, person_id, session.factor)
    mails.queue_joined(
        tx,
        config,
        person_id,
        recipient=session.mail,
        language=answers.profile.language,
        active_from=active_from,
        now=now,
    )
    # Whatever else this mailbox had open was opened by somebody not enrolled.
    tokens.forget(tx, session.mail)
    sessions.forget(tx, session.mail)
    return OptedIn(
        reference=reference,
        active_from=active_from,
        session_token=sessions.start(
            tx, session.mail, person_id, now, reference=Personal(reference)
        ),
    )


def _add(
    tx: Transaction,
    config: Config,
    person_id: PersonId,
    answers: Answers,
    now: datetime,
    active_from: datetime,
) -> str:
    """Keep a new person, her key first: a crash leaves a key without a person, which is swept."""
    tx.keys.create_person(person_id)
    reference = people.add(tx, person_id, answers.profile)
    people.keep_details(tx, person_id, _hashed(tx, answers.details))
    given = _event(config, person_id, answers, now)
    consents.append(tx, replace(given, active_from=active_from))
    audit.append(tx, at=now, actor=HERSELF, action=Action.CONSENT_GIVE, person_id=person_id)
    tx.keys.set_login(answers.profile.mail, person_id)
    return reference


def _change(
    tx: Transaction,
    config: Config,
    person_id: PersonId,
    form: Form,
    now: datetime,
    called: Personal,
) -> tuple[Problem, ...]:
    people.hold(tx, person_id)
    told = mailboxes.of_team(tx, person_id, config.recipients.security)
    last = consents.latest(tx, person_id)
    answers = _answers(tx, config, person_id, form, called)
    if not isinstance(answers, Answers):
        return answers
    is_wider = _widens(tx, person_id, answers)
    people.change(tx, person_id, answers.profile)
    people.keep_details(tx, person_id, _hashed(tx, answers.details), form.kept_details)
    prove_watched(tx, person_id)
    kinds = frozenset(kept.detail.kind for kept in people.details(tx, person_id))
    changed = _event(config, person_id, answers, now)
    consents.append(
        tx,
        replace(
            changed,
            number=last.number + 1,
            kind=ConsentKind.CHANGED,
            active_from=last.active_from,
            choices=replace(answers.choices, detail_kinds=kinds),
        ),
    )
    audit.append(tx, at=now, actor=HERSELF, action=Action.CONSENT_CHANGE, person_id=person_id)
    unsent.drop_unwanted(tx, config.recipients, person_id)
    tell_admitted(tx, config, person_id, told, now)
    if is_wider:
        _tell_widened(tx, config, person_id, now)
    return ()


def _tell_widened(tx: Transaction, config: Config, person_id: PersonId, now: datetime) -> None:
    """Say it where she alone reads: somebody else may have been on her page."""
    hers = contacts.find(tx, person_id)
    if hers is not None and hers.is_proved and mails.can_send(config, hers.kind):
        at = f"{now:%Y-%m-%dT%H:%M:%S.%f}"
        mails.queue_private(tx, config, person_id, "widened", contact=hers, key=at, now=now)


def _event(
    config: Config,
    person_id: PersonId,
    answers: Answers,
    now: datetime,
) -> ConsentEvent:
    """What she says now, as if it were her first word."""
    months, language = config.portal.consent_months, answers.profile.language
    text = consent_text(config.organisation, months, language)
    return ConsentEvent(
        person_id=person_id,
        number=1,
        at=now,
        kind=ConsentKind.GIVEN,
        text_version=text.version,
        text_sha256=text.sha256,
        language=language,
        expires_at=expires(now, months),
        active_from=now,
        choices=answers.choices,
        text=text.lines,
    )


def _hashed(tx: Transaction, entries: tuple[DetailEntry, ...]) -> tuple[WatchedDetail, ...]:
    return tuple(
        WatchedDetail(
            kind=entry.kind,
            setting=entry.setting,
            digest=tx.keys.detail_hash(entry.kind, entry.value.reveal()),
        )
        for entry in entries
    )


def prove_watched(tx: Transaction, person_id: PersonId) -> None:
    """Where she watches the very contact that she has proved, that detail is proved."""
    hers = contacts.find(tx, person_id)
    if hers is not None and hers.is_proved:
        digest = tx.keys.detail_hash(hers.kind, hers.private.reveal())
        people.prove_detail(tx, person_id, digest)


def enrolled(tx: Transaction, mail: Personal) -> PersonId | None:
    """Who is enrolled with a mailbox; None too for one whose erasure is under way."""
    person_id = tx.keys.find_login(mail)
    return person_id if person_id is not None and people.is_active(tx, person_id) else None
