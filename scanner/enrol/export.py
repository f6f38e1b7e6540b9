"""Everything of hers to take along: as JSON for machines, as a page for herself.

Pages kept as evidence show other people too: the copy names them by their hashes, and holds them
only where she locks them with a passphrase of hers.
"""

import asyncio
import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from scanner.config.settings import Config
from scanner.enrol.optin import HERSELF
from scanner.evidence import keep
from scanner.model.action import Action
from scanner.model.assessment import ExposedDetail, Gathering, Level, SeverityTier
from scanner.model.consent import ConsentEvent, Profile
from scanner.model.finding import Change, Excerpt, Finding, FindingEvent, Place, Verdict
from scanner.model.ids import CaseReference, PersonId, PersonLabel, Sha256, StaffId
from scanner.model.judgement import Judgement, Sign
from scanner.model.notice import Notice
from scanner.model.person import DetailKind, Setting
from scanner.model.personal import UNKNOWN, Personal
from scanner.model.recheck import Recheck
from scanner.model.second_reading import SecondReading
from scanner.model.staff import Role
from scanner.model.tip import Tip
from scanner.people.officers import access
from scanner.render.pages import render
from scanner.render.translations import spoken
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
    people,
    photos,
    rechecks,
    registered,
    removal_ticks,
    report_files,
    second_factors,
    second_readings,
    spellings,
    staff,
    tips,
)
from scanner.store.audit import Entry
from scanner.store.contacts import Contact
from scanner.store.database import Store, Transaction
from scanner.store.leavers import Leaver
from scanner.store.payload import pack
from scanner.store.photos import KeptPhoto
from scanner.store.registered import RegisteredCase
from scanner.store.removal_ticks import RemovalTick
from scanner.store.second_factors import FactorKind
from scanner.vault import portable

FORMAT: Final = "varn.copy/1"
JSON_NAME: Final = "varn.json"
PAGE_NAME: Final = "varn.html"
EVIDENCE_NAME: Final = "evidence.zip.enc"
OPENING_NAME: Final = "evidence-open.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedDetail:
    """That a detail is watched. The detail itself is kept nowhere."""

    kind: DetailKind
    setting: Setting
    proved: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedNote:
    role: Role
    by: Personal
    """By name."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedLetter:
    """A mail that is on its way; of a delivered one nothing is kept."""

    recipient: Personal
    subject: Personal
    text: Personal


@dataclass(frozen=True, slots=True, kw_only=True)
class CopiedCase:
    """One finding: what was seen, what was thought of it, what became of it."""

    reference: CaseReference
    level: Level
    tier: SeverityTier
    probability: float
    verdict: Verdict
    is_claimed: bool
    change: Change
    first_seen: datetime
    last_seen: datetime
    details: tuple[ExposedDetail, ...]
    gathering: Gathering | None
    places: tuple[Place, ...]
    excerpt: Excerpt
    events: tuple[FindingEvent, ...]
    evidence_sha256: tuple[Sha256, ...]
    signs: tuple[Sign, ...]
    """What other pages may share with those where it was seen."""
    noted: tuple[CopiedNote, ...]
    """Who has taken note of it."""
    second: SecondReading | None
    """What a second reader said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Everything that is kept about her, as it is on the day."""

    format: str
    made_at: datetime
    label: PersonLabel
    """What stands for her where her name must not."""
    profile: Profile
    details: tuple[CopiedDetail, ...]
    consents: tuple[ConsentEvent, ...]
    cases: tuple[CopiedCase, ...]
    judgements: tuple[Judgement, ...]
    """What was said of her findings and counts the next time, of those that are gone too."""
    registered: tuple[RegisteredCase, ...]
    tips: tuple[Tip, ...]
    """What she reported; pictures as base64."""
    ticks: tuple[RemovalTick, ...]
    """Which people-search sites she has asked to take her out."""
    rechecks: tuple[Recheck, ...]
    """Her pages at such sites that she let be looked up, and what came of it."""
    contact: Contact | None
    """How she is reached safely."""
    photos: tuple[KeptPhoto, ...]
    """Perceptual hashes; the pictures are kept nowhere."""
    leaver: Leaver | None
    """That she was asked what becomes of the watch when her employment ends."""
    spellings: tuple[Personal, ...]
    """Names that wait until they are confirmed."""
    factor: FactorKind | None
    """Which kind of second factor she gives."""
    letters: tuple[CopiedLetter, ...]
    reports: tuple[datetime, ...]
    """When each report file was made that she stands in, by label."""
    notices: tuple[Notice, ...]
    """What everybody was told since she takes part."""
    excluded: tuple[Personal, ...]
    """Whom of the security team she lets see nothing, by name."""
    called: Mapping[StaffId, Personal]
    """Of the security team, whom she ever named in a choice: what each is called."""
    log: tuple[Entry, ...]
    """Who did what with her data, herself included; staff by name."""


async def take(
    store: Store,
    config: Config,
    person_id: PersonId,
    now: datetime,
    passphrase: Personal = UNKNOWN,
) -> bytes:
    """A zip archive of all that is kept about her; that she took it is noted.

    With a `passphrase` it also holds the pages that are kept as evidence, locked with it. Raises
    `ErasedPerson` where she has left meanwhile.
    """
    copy = await store.awrite(lambda tx: _take(tx, person_id, now))
    files = {
        JSON_NAME: json.dumps(json.loads(pack(copy)), ensure_ascii=False, indent=2).encode(),
        PAGE_NAME: _page(copy, config).encode(),
    }
    if passphrase:
        pages = await asyncio.to_thread(evidence_of, store, person_id)
        files[EVIDENCE_NAME] = await asyncio.to_thread(portable.lock, passphrase, pages)
        files[OPENING_NAME] = _opening(copy).encode()
    return _zipped(files)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def evidence_of(store: Store, person_id: PersonId) -> bytes:
    """The pages that show her, as WARC records, zipped; one that is being erased is left out."""
    folder, records = store.data / keep.FOLDER, {}
    for file in store.read(lambda tx: evidence_files.of_person(tx, person_id)):
        key = store.keys.evidence_key(file.evidence_id)
        with suppress(FileNotFoundError):
            if key is not None:
                record = keep.open_record(folder, store.keys.tenant_id, file, key)
                records[f"{file.evidence_id}.warc.gz"] = record
    return _zipped(records)


def copied(tx: Transaction, person_id: PersonId, now: datetime) -> Copy:
    """All that is kept about her."""
    said, factor = consents.events(tx, person_id), second_factors.find(tx, person_id)
    return Copy(
        format=FORMAT,
        made_at=now,
        label=people.label(tx, person_id),
        profile=people.profile(tx, person_id),
        details=tuple(
            CopiedDetail(
                kind=kept.detail.kind, setting=kept.detail.setting, proved=kept.detail.proved
            )
            for kept in people.details(tx, person_id)
        ),
        consents=said,
        cases=tuple(_case(tx, one) for one in findings.for_person(tx, person_id)),
        judgements=tuple(one.judgement for one in judgements.of_person(tx, person_id)),
        registered=registered.of_person(tx, person_id),
        tips=tips.of_person(tx, person_id),
        ticks=removal_ticks.of_person(tx, person_id),
        rechecks=tuple(one.recheck for one in rechecks.of_person(tx, person_id)),
        contact=contacts.find(tx, person_id),
        photos=photos.of_person(tx, person_id),
        leaver=leavers.find(tx, person_id),
        spellings=tuple(one.spelling for one in spellings.of_person(tx, person_id)),
        factor=None if factor is None else factor.kind,
        letters=tuple(
            CopiedLetter(recipient=one.recipient, subject=one.subject, text=one.text)
            for one in outbox.waiting_about(tx, person_id)
        ),
        reports=tuple(file.made_at for file in report_files.of_person(tx, person_id)),
        notices=notices.since(tx, said[0].at),
        excluded=tuple(staff.called(tx, one) for one in sorted(said[-1].choices.excluded)),
        called={one: staff.called(tx, one) for one in sorted(_named(said))},
        log=staff.log_about(tx, person_id),
    )


def _named(said: tuple[ConsentEvent, ...]) -> frozenset[StaffId]:
    """The staff accounts that her choices name, of all times."""
    choices = [event.choices for event in said]
    return frozenset().union(*(one.excluded | access(one).by_name for one in choices))


def _take(tx: Transaction, person_id: PersonId, now: datetime) -> Copy:
    audit.append(tx, at=now, actor=HERSELF, action=Action.COPY_TAKE, person_id=person_id)
    return copied(tx, person_id, now)


def _case(tx: Transaction, finding: Finding) -> CopiedCase:
    severity = finding.assessment.severity
    return CopiedCase(
        reference=finding.case_reference,
        level=severity.level,
        tier=severity.tier,
        probability=finding.assessment.identity.probability,
        verdict=finding.verdict,
        is_claimed=finding.is_claimed,
        change=finding.change,
        first_seen=finding.first_seen,
        last_seen=finding.last_seen,
        details=severity.details,
        gathering=severity.gathering,
        places=finding.places,
        excerpt=finding.excerpt,
        events=findings.events(tx, finding.finding_id),
        evidence_sha256=finding.evidence_sha256,
        signs=finding.signs,
        noted=tuple(
            CopiedNote(role=one.role, by=staff.called(tx, one.by), at=one.at)
            for one in acknowledgements.of_case(tx, finding)
        ),
        second=second_readings.of_case(tx, finding),
    )


def _opening(copy: Copy) -> str:
    language = spoken(copy.profile.language)
    return render("portal/evidence-open.txt", language, command=portable.OPENED_BY)


def _page(copy: Copy, config: Config) -> str:
    language = spoken(copy.profile.language)
    zone = config.organisation.timezone
    return render("portal/copy.html", language, copy=copy, zone=zone)
