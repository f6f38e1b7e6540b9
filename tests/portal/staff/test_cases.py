"""Who sees which case and how much of it; what cannot be seen is as what is not there."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.model.assessment import Level, SeverityTier
from scanner.model.consent import TOLD_WHEN_PROTECTED, Choices, ConsentKind, Recipient
from scanner.model.finding import Finding, Verdict
from scanner.model.ids import PersonId, StaffId
from scanner.model.personal import Personal
from scanner.model.second_reading import Advice, ReadingState
from scanner.store import audit, consents, findings, registered, second_readings
from scanner.store.database import Store, Transaction
from tests.conftest import MORNING
from tests.findings.cast import calling
from tests.portal.conftest import Clock
from tests.portal.exposed import beside_looks, keep, made
from tests.portal.staff.member import Member
from tests.portal.visitor import Answer
from tests.postbag import letters
from tests.store.cast import AMINA, ANNA, enrol, profile

REFERENCE = "V-222222"
WORDS = ("Amina", "Provhult", "forum", "Words")


@pytest.fixture(autouse=True)
def people(store: Store) -> None:
    """Amina has a case that is high, Anna one that is acute, and each a neutral mention."""
    store.write(lambda tx: enrol(tx))
    store.write(lambda tx: enrol(tx, ANNA, profile("Anna", "Testholm")))
    keep(store, made(1, Level.INFO, AMINA), made(2, Level.HIGH, AMINA))
    keep(store, made(3, Level.ACUTE, ANNA), made(4, Level.INFO, ANNA))


def choose(
    store: Store, person_id: PersonId = AMINA, kind: ConsentKind = ConsentKind.CHANGED, **parts
) -> None:
    """She changes what she chose."""
    last = store.read(lambda tx: consents.latest(tx, person_id))
    chosen: Choices = replace(last.choices, **parts)
    event = replace(last, number=last.number + 1, kind=kind, at=MORNING, choices=chosen)
    store.write(lambda tx: consents.append(tx, event))


def case(store: Store, reference: str = REFERENCE) -> Finding:
    found = [
        one
        for person_id in (AMINA, ANNA)
        for one in store.read(lambda tx, p=person_id: findings.for_person(tx, p))
        if one.case_reference == reference
    ]
    return found[0]


def judge(store: Store, verdict: Verdict = Verdict.HER) -> None:
    one = replace(case(store), verdict=verdict)
    assert store.write(lambda tx: findings.save(tx, one, now=MORNING))


async def refused(member: Member, path: str, **fields: str) -> Answer:
    """The answer to a form that the member's pages do not offer."""
    key = (await member.open("/account")).fields("/leave")["form_key"]
    sent = {name: [value] for name, value in fields.items()}
    return await member.post(path, {"form_key": key} | sent)


async def test_the_list_has_labels_and_grave_cases_first_and_nothing_neutral(
    security: Member,
) -> None:
    page = await security.open("/cases")
    links = [a["href"] for a in page.html.select(".finding a")]
    assert links == ["/cases/V-222223", "/cases/V-222222"]
    assert "P-" in page.words
    for word in WORDS:
        assert word not in page.words


async def test_a_case_shows_neither_name_nor_words_before_a_reason_is_given(
    security: Member, store: Store
) -> None:
    page = await security.open(f"/cases/{REFERENCE}")
    assert "Ärende V-222222" in page.heading
    text = case(store).excerpt.text.reveal()
    assert text not in page.text
    assert "Amina" not in page.text
    unsaid = await security.press(page, "/cases/reveal", reason="  ")
    assert (unsaid.status, "Amina" in unsaid.text) == (400, False)
    assert beside_looks(store, AMINA) == ()
    shown = await security.press(page, "/cases/reveal", reason="polisanmälan <b>")
    assert "Amina Provhult" in shown.words
    assert "".join(text.split()) in "".join(shown.words.split())
    (look,) = beside_looks(store, AMINA)
    assert (look.actor, look.action) == (security.staff_id, "report.reveal")
    assert look.matter.object_id == REFERENCE
    assert look.matter.reason.reveal() == "polisanmälan <b>"
    assert "Amina" not in (await security.open(f"/cases/{REFERENCE}")).text


async def test_a_call_to_gather_leads_the_case_and_says_when_and_where_after_a_reason(
    security: Member, hr: Member, store: Store
) -> None:
    store.write(lambda tx: findings.save(tx, calling(case(store)), now=MORNING))
    assert "Det uppmanar folk att samlas" in (await security.open("/cases")).words
    page = await security.open(f"/cases/{REFERENCE}")
    box = page.html.find(class_="gathering")
    assert box.find_next("h4", string="Vad som är exponerat") is not None
    assert "Lönngatan" not in page.text
    shown = await security.press(page, "/cases/reveal", reason="polisen")
    said = shown.html.find(class_="gathering").get_text(" ")
    assert "på fredag kl 18" in said
    assert "utanför Lönngatan 7" in said
    judge(store)
    told = await hr.open(f"/cases/{REFERENCE}")
    assert "samlas" not in told.text
    assert "Lönngatan" not in told.text


async def test_a_second_readers_advice_stands_beside_the_verdict_and_its_reason_with_the_words(
    security: Member, store: Store
) -> None:
    before = await security.open(f"/cases/{REFERENCE}")
    assert "andra läsaren" not in before.words
    advise(store, "<b>Hot</b> mot henne")
    page = await security.open(f"/cases/{REFERENCE}")
    assert "Vad den andra läsaren säger T4, hot" in page.words
    assert "Rådet ändrar ingen nivå och inget larm." in page.words
    assert "mot henne" not in page.text
    shown = await security.press(page, "/cases/reveal", reason="bedömning")
    assert "<b>Hot</b> mot henne" in shown.words
    assert case(store).assessment.severity.tier.name == "T3"


async def test_that_a_second_reader_failed_is_said(security: Member, store: Store) -> None:
    advise(store, "", ReadingState.UNREADABLE)
    page = await security.open(f"/cases/{REFERENCE}")
    assert "Inget råd: svaret var inte en enda nivå med ett kort skäl." in page.words


def advise(store: Store, reason: str, state: ReadingState = ReadingState.ANSWERED) -> None:
    advice = Advice(tier=SeverityTier.T4, reason=Personal(reason)) if reason else None
    one = case(store)

    def work(tx: Transaction) -> None:
        claimed = second_readings.claim(tx, one, "stilla-7b", MORNING, timedelta(minutes=1))
        assert claimed is not None
        kept = replace(claimed, state=state, advice=advice)
        assert second_readings.keep(tx, one, claimed, kept)

    store.write(work)


async def test_who_opens_a_case_is_noted_once_an_hour_and_the_list_is_no_look(
    security: Member, hr: Member, store: Store, clock: Clock
) -> None:
    def looks() -> list[tuple[str, str, str]]:
        entries = store.read(lambda tx: audit.about(tx, AMINA))
        return [(one.actor, one.action, one.matter.object_id) for one in entries]

    await security.open("/cases")
    assert looks() == []
    for minutes in (0, 29, 29):
        clock.pass_time(minutes=minutes)
        await security.open(f"/cases/{REFERENCE}")
    await hr.open(f"/cases/{REFERENCE}")
    once = (security.staff_id, "case.look", REFERENCE)
    assert looks() == [once]
    clock.pass_time(minutes=2)
    await security.open(f"/cases/{REFERENCE}")
    assert looks() == [once, once]


@pytest.mark.parametrize("verdict", ["her", "not_her"])
async def test_judging_is_kept_noted_and_told(security: Member, store: Store, verdict: str) -> None:
    page = await security.open(f"/cases/{REFERENCE}")
    after = await security.press(page, "/cases/judge", verdict=verdict)
    assert after.path == f"/cases/{REFERENCE}"
    assert case(store).verdict == verdict
    (entry,) = beside_looks(store, AMINA)
    assert (entry.actor, entry.action) == (security.staff_id, "case.judge")
    told = {letter.recipient.reveal() for letter in letters(store, MORNING)}
    assert ("hr@provstad.example" in told) == (verdict == "her")


async def test_registering_needs_both_numbers_and_is_told_to_her(
    security: Member, store: Store
) -> None:
    page = await security.open(f"/cases/{REFERENCE}")
    half = await security.press(page, "/cases/register", registry_number="SN 2026/17")
    assert half.status == 400
    after = await security.press(
        page,
        "/cases/register",
        registry_number="SN 2026/17",
        retention_reference="Gallring 4:2",
    )
    assert "Diariefört som SN 2026/17" in after.words
    (kept,) = store.read(lambda tx: registered.of_person(tx, AMINA))
    assert kept.retention_reference == "Gallring 4:2"
    assert after.html.find("form", action="/cases/register") is None


@pytest.mark.parametrize(
    ("reference", "told"),
    [("V-222222", "Först efter det beskedet får HR veta"), ("V-222223", "HR vet redan att det")],
)
async def test_it_says_what_hr_knows_before_anybody_has_judged(
    security: Member, reference: str, told: str
) -> None:
    assert told in (await security.open(f"/cases/{reference}")).words


async def test_a_typed_reference_leads_to_its_case(security: Member) -> None:
    assert (await security.open("/cases?reference=%20v-222222")).heading == "Ärende V-222222"
    assert (await security.open("/cases?reference=Amina")).status == 404


async def test_an_officer_whom_she_excluded_meets_her_nowhere(
    security: Member, store: Store
) -> None:
    missing = await security.open("/cases/V-999999")
    choose(store, excluded=frozenset({security.staff_id}))
    assert REFERENCE not in (await security.open("/cases")).text
    for path in (f"/cases/{REFERENCE}", f"/cases?reference={REFERENCE}", "/cases/V-222221"):
        answer = await security.open(path)
        assert answer.status == 404
        same = answer.text.replace(answer.path, "")
        assert same == missing.text.replace("/cases/V-999999", "")
    before = case(store)
    for path, fields in (
        ("/cases/reveal", {"reason": "why"}),
        ("/cases/judge", {"verdict": "her"}),
        ("/cases/register", {"registry_number": "1", "retention_reference": "2"}),
        ("/cases/note", {}),
    ):
        answers = [
            await refused(security, path, case=reference, **fields)
            for reference in (REFERENCE, "V-999999", "V-222221", "x")
        ]
        assert {answer.status for answer in answers} == {404}, path
        assert len({answer.text for answer in answers}) == 1
    assert case(store) == before
    assert beside_looks(store, AMINA) == ()
    assert store.read(lambda tx: registered.of_person(tx, AMINA)) == ()


async def test_with_protected_data_only_whom_she_named_sees_a_case(
    store: Store, clock: Clock, security: Member
) -> None:
    assert (await security.open(f"/cases/{REFERENCE}")).status == 200
    choose(store, is_protected=True, officer=StaffId("f" * 32))
    assert (await security.open(f"/cases/{REFERENCE}")).status == 404
    choose(store, is_protected=True, officer=security.staff_id)
    assert (await security.open(f"/cases/{REFERENCE}")).status == 200
    assert (await security.open("/cases/V-222223")).status == 200


async def test_what_is_not_there_takes_as_long_as_what_is_not_hers(
    security: Member, store: Store
) -> None:
    clock = asyncio.get_running_loop().time
    choose(store, excluded=frozenset({security.staff_id}))
    for path in (f"/cases/{REFERENCE}", "/cases/V-999999", "/cases/x", "/nothing"):
        began = clock()
        assert (await security.open(path)).status == 404
        assert clock() - began >= 0.1


@pytest.mark.parametrize("kind", [ConsentKind.PAUSED, ConsentKind.STOPPED])
async def test_of_who_paused_or_stopped_nothing_is_shown(
    security: Member, hr: Member, store: Store, kind: ConsentKind
) -> None:
    choose(store, ANNA, kind)
    for member in (security, hr):
        assert "V-222223" not in (await member.open("/cases")).text
        assert (await member.open("/cases/V-222223")).status == 404


async def test_hr_sees_what_it_was_told_of_and_no_more(hr: Member, store: Store) -> None:
    page = await hr.open("/cases")
    assert [a["href"] for a in page.html.select(".finding a")] == ["/cases/V-222223"]
    assert (await hr.open(f"/cases/{REFERENCE}")).status == 404
    judge(store)
    page = await hr.open("/cases")
    assert REFERENCE in page.text
    one = await hr.open(f"/cases/{REFERENCE}")
    assert "Kvittera senast" in one.words
    label = store.read(lambda tx: tx.connection.exec_driver_sql("SELECT label FROM person").all())
    known = case(store)
    for secret in (
        *WORDS,
        *(row[0] for row in label),
        *(place.address for place in known.places),
        *(d.masked for d in known.assessment.severity.details),
        *known.evidence_sha256,
    ):
        assert secret not in page.text + one.text


@pytest.mark.parametrize(
    "chosen",
    [
        {"recipients": frozenset({Recipient.SECURITY})},
        {"recipients": TOLD_WHEN_PROTECTED, "is_protected": True},
    ],
    ids=["not ticked", "protected"],
)
async def test_without_her_yes_hr_meets_no_case(hr: Member, store: Store, chosen) -> None:
    choose(store, ANNA, **chosen)
    assert "V-222223" not in (await hr.open("/cases")).text
    assert (await hr.open("/cases/V-222223")).status == 404
    assert (await refused(hr, "/cases/note", case="V-222223")).status == 404


async def test_hr_takes_note_once_and_security_sees_it(
    hr: Member, security: Member, store: Store
) -> None:
    page = await hr.open("/cases/V-222223")
    after = await hr.press(page, "/cases/note")
    assert "HR kvitterade den" in after.words
    await hr.press(page, "/cases/note")
    entries = store.read(lambda tx: audit.about(tx, ANNA))
    assert [entry.action for entry in entries] == ["case.note"]
    assert "HR, 21 november 2026" in (await security.open("/cases/V-222223")).words


async def test_hr_cannot_do_what_officers_do(hr: Member, store: Store) -> None:
    before = case(store, "V-222223")
    for path in ("/cases/reveal", "/cases/judge", "/cases/register"):
        answer = await refused(hr, path, case="V-222223", reason="x", verdict="not_her")
        assert answer.status == 404
    assert case(store, "V-222223") == before


async def test_auditors_and_operators_meet_no_case(auditor: Member, operator: Member) -> None:
    for member in (auditor, operator):
        for path in ("/cases", "/cases/V-222223"):
            assert (await member.open(path)).status == 404
        assert (await refused(member, "/cases/note", case="V-222223")).status == 404
