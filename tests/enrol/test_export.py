"""What she takes along is all of hers, readable by people and machines, and nobody else's."""

import gzip
import io
import json
import zipfile
from dataclasses import replace

import pytest

from scanner.config.settings import Config
from scanner.enrol.export import (
    EVIDENCE_NAME,
    FORMAT,
    JSON_NAME,
    OPENING_NAME,
    PAGE_NAME,
    evidence_of,
    take,
)
from scanner.enrol.stop import stop
from scanner.model.assessment import Level
from scanner.model.consent import Choices, Recipient
from scanner.model.ids import StaffId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.store import audit, consents, contacts, findings, mail_links, photos, schema
from scanner.store.contacts import Contact
from scanner.store.database import Store, Transaction
from scanner.store.photos import Photo
from scanner.vault.portable import OPENED_BY
from tests.conftest import MORNING
from tests.enrol.cast import ANNAS_FORM, ANNAS_MAIL, opt_in, person_of
from tests.enrol.everything import STREET, leave_everywhere
from tests.enrol.exposure import WORDS, expose, register
from tests.findings.cast import calling


async def taken(store: Store, config: Config) -> tuple[dict, str]:
    """The JSON and the page of Amina's copy."""
    packed = await take(store, config, person_of(store), MORNING)
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        assert files.testzip() is None
        assert files.namelist() == [JSON_NAME, PAGE_NAME]
        return json.loads(files.read(JSON_NAME)), files.read(PAGE_NAME).decode()


async def test_all_of_hers_is_in_both(store: Store, config: Config) -> None:
    await opt_in(store, config)
    finding = calling(expose(store, config, person_of(store)).finding)
    store.write(lambda tx: findings.save(tx, finding, now=MORNING))
    register(store, finding)
    copy, page = await taken(store, config)
    assert copy["format"] == FORMAT
    assert copy["profile"]["mail"] == "amina.provhult@provstad.example"
    assert copy["profile"]["born"] == 1985
    assert "Födelseår, för att skilja dig från andra: 1985" in page
    (case,) = copy["cases"]
    assert (case["reference"], case["level"]) == (finding.case_reference, Level.HIGH)
    assert case["excerpt"]["text"] == WORDS
    assert case["gathering"] == {"place": "utanför Lönngatan 7", "time": "på fredag kl 18"}
    assert case["evidence_sha256"] == list(finding.evidence_sha256)
    for words in ("Amina", "أمينة بروفهولت", "socialsekreterare", finding.case_reference,
                  "Lönngatan 7", "fredag", "SN 2026/17", finding.evidence_sha256[0]):  # fmt: skip
        assert words in page
        assert words in json.dumps(copy, ensure_ascii=False)
    assert "hxxps://forum[.]example" in page
    assert "https://" not in page


async def test_each_choice_of_hers_stands_there_in_words(store: Store, config: Config) -> None:
    await opt_in(store, config)
    amina = person_of(store)

    def choose(tx: Transaction) -> None:
        last = consents.latest(tx, amina)
        choices = Choices(
            recipients=frozenset({Recipient.SECURITY}),
            detail_kinds=frozenset({DetailKind.PLATE}),
            providers=frozenset({"exempelsok"}),
            excluded=frozenset({StaffId("e" * 32)}),
            is_protected=True,
            officer=StaffId("f" * 32),
        )
        consents.append(tx, replace(last, number=last.number + 1, choices=choices))

    store.write(choose)
    _, page = await taken(store, config)
    for words in ("exempelsok", "Registreringsnummer", "Dina personuppgifter är skyddade",
                  "bara: <bdi>ffff", "inte: <bdi>eeee", "Gäller till den"):  # fmt: skip
        assert words in page, words


async def test_who_did_what_names_her_and_the_link_in_words(store: Store, config: Config) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    token = store.write(lambda tx: mail_links.issue(tx, amina))
    await stop(store, config, token, MORNING)
    _, page = await taken(store, config)
    assert "genom en länk i ett mejl: bevakningen stoppades" in page
    assert "du: du sa ja" in page
    for code in ("<bdi>self</bdi>", "<bdi>mailbox</bdi>"):
        assert code not in page


async def test_no_checksum_of_a_detail_and_nothing_of_others(store: Store, config: Config) -> None:
    await opt_in(store, config, ANNAS_FORM, ANNAS_MAIL)
    await opt_in(store, config)
    expose(store, config, person_of(store, ANNAS_MAIL))
    copy, page = await taken(store, config)
    assert copy["details"] == [{"kind": "phone", "setting": "private", "proved": False}]
    assert copy["cases"] == []
    assert "Provdal" not in page + json.dumps(copy)


async def test_the_evidence_goes_along_where_she_locks_it(store: Store, config: Config) -> None:
    await opt_in(store, config, ANNAS_FORM, ANNAS_MAIL)
    await opt_in(store, config)
    amina = person_of(store)
    expose(store, config, amina)
    expose(store, config, person_of(store, ANNAS_MAIL))
    packed = await take(store, config, amina, MORNING, Personal("björk vind åska lampa"))
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        assert files.namelist() == [JSON_NAME, PAGE_NAME, EVIDENCE_NAME, OPENING_NAME]
        assert files.read(EVIDENCE_NAME).startswith(b"Salted__")
        assert files.read(EVIDENCE_NAME) != b"Salted__"
        opening = files.read(OPENING_NAME).decode()
    assert "En telefon öppnar den inte." in opening
    assert OPENED_BY in opening.splitlines()
    with zipfile.ZipFile(io.BytesIO(evidence_of(store, amina))) as pages:
        (name,) = pages.namelist()
        assert amina in gzip.decompress(pages.read(name)).decode(errors="replace")


async def test_how_she_is_reached_and_her_photos_hashes_are_in_it(
    store: Store, config: Config
) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    hers = Contact(private=Personal("amina@hemma.example"), hours=Personal("efter 18"))
    store.write(lambda tx: contacts.keep(tx, amina, hers))
    store.write(lambda tx: photos.add(tx, amina, Photo(digest="0f" * 8, added_at=MORNING)))
    copy, page = await taken(store, config)
    assert copy["contact"]["private"] == "amina@hemma.example"
    assert copy["photos"][0]["photo"]["digest"] == "0f" * 8
    assert "amina@hemma.example" in page
    assert "efter 18" in page


async def test_that_she_took_it_is_noted(store: Store, config: Config) -> None:
    await opt_in(store, config)
    copy, _ = await taken(store, config)
    entry = store.read(lambda tx: audit.about(tx, person_of(store)))[-1]
    assert (entry.actor, entry.action) == ("self", "copy.take")
    assert copy["log"][-1]["action"] == "copy.take"


IN_THE_COPY = {
    "person", "consent_event", "detail", "contact", "photo", "spelling", "tip", "removal_tick",
    "leaver", "second_factor", "finding", "finding_event", "acknowledgement", "outbox",
    "report_person", "judgement", "second_reading", "recheck",
}  # fmt: skip
NOT_IN_IT = {
    "login_token": "opens a door, kept as a hash",
    "session": "opens a door, kept as a hash",
    "stop_link": "opens a door, kept as a hash",
    "contact_code": "opens a door for a day",
    "case_redirect": "an older name of a case that is in it",
    "cluster": "what a case is known again by; the case is in it",
    "evidence_subject": "which page shows her: the page goes along where she locks it",
}


def test_every_table_that_names_her_is_in_it_or_says_why_not() -> None:
    named = {table.name for table in schema.metadata.sorted_tables if "person_id" in table.c}
    assert named == IN_THE_COPY | NOT_IN_IT.keys()
    assert not IN_THE_COPY & NOT_IN_IT.keys()


async def test_what_she_and_others_left_is_in_both(store: Store, config: Config) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    finding = expose(store, config, amina).finding
    leave_everywhere(store, finding)
    copy, page = await taken(store, config)
    assert copy["spellings"] == ["Amina Provhult Gammal"]
    assert copy["factor"] == "app"
    assert copy["reports"]
    assert STREET.reveal() in [letter["text"] for letter in copy["letters"]]
    assert [note["role"] for note in copy["cases"][0]["noted"]] == ["security"]
    (said,) = copy["judgements"]
    assert (said["is_her"], said["by"]) == (False, "herself")
    assert said["signs"] == [{"kind": "town", "value": "Lönngatan 7"}]
    assert "det är någon annan (du sa det själv)" in page
    assert "en annan ort:" in page
    for words in ("Amina Provhult Gammal", "personsok", "a1b2c3d4e5f60718",
                  "Din andra faktor: en app", "en rapportfil innehåller", "Ett mejl på väg till",
                  "du sa ja", "Hög ·", "tog del av att ärendet finns"):  # fmt: skip
        assert words in page
    assert "consent.give" not in page


@pytest.mark.parametrize(
    ("action", "said"),
    [("query.send", "en sökfråga med ditt namn skickades ut"), ("case.weigh", "case.weigh")],
)
async def test_a_deed_that_no_longer_or_not_yet_has_words_keeps_no_copy_from_her(
    store: Store, config: Config, action: str, said: str
) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    store.write(lambda tx: audit.append(tx, at=MORNING, actor="x", action=action, person_id=amina))
    _, page = await taken(store, config)
    assert said in page
