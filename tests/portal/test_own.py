"""Her own page shows everything of hers, safely, and nothing of anybody else."""

from dataclasses import replace
from functools import partial

from scanner.findings.clusters import start
from scanner.model.assessment import DetailMatch, Level
from scanner.model.finding import Finding, Sketch, Verdict
from scanner.model.ids import Address, CaseReference, ClusterId, FindingId, PersonId
from scanner.model.personal import Personal
from scanner.store import audit, clusters, findings, people
from scanner.store.database import Store, Transaction
from tests.conftest import MORNING
from tests.findings.cast import detail, found
from tests.portal.visitor import Answer, Visitor
from tests.store.cast import ANNA, enrol, profile

SHOWN = 'https://forum.example/t?"><script>alert(1)</script>'


def finding(number: int, level: Level, person_id: PersonId) -> Finding:
    known = (detail(match=DetailMatch.KNOWN),) if level > Level.INFO else ()
    made = found(level, known)
    return replace(
        made,
        finding_id=FindingId(f"{number:032x}"),
        cluster_id=ClusterId(f"{number:032x}"),
        case_reference=CaseReference(f"V-22222{number}"),
        person_id=person_id,
        places=(replace(made.places[0], address=Address(SHOWN)),),
    )


def keep(store: Store, *kept: Finding) -> None:
    def work(tx: Transaction) -> None:
        for one in kept:
            sketch = Sketch(scale=1, hashes=frozenset())
            clusters.save(tx, start(one.cluster_id, (Address(SHOWN), ""), sketch, MORNING))
            assert findings.save(tx, one, now=MORNING)

    store.write(work)


async def amina_and_anna(visitor: Visitor, store: Store) -> PersonId:
    """Amina opts in at the portal, Anna is there beforehand; each has findings."""
    store.write(lambda tx: enrol(tx, ANNA, profile("Anna", "Testholm")))
    await visitor.opt_in()
    (amina,) = store.read(people.ids) - {ANNA}
    keep(
        store,
        finding(1, Level.INFO, amina),
        finding(2, Level.HIGH, amina),
        finding(3, Level.ACUTE, ANNA),
    )
    return amina


def cases(page: Answer) -> list[str]:
    return [box["value"] for box in page.html.find_all("input", attrs={"name": "case"})]


async def test_all_of_hers_gravest_first_and_nothing_of_others(
    visitor: Visitor, store: Store
) -> None:
    await amina_and_anna(visitor, store)
    page = await visitor.open("/me")
    assert cases(page) == ["V-222222", "V-222221"]
    assert "Hög: uthängning eller uppmaning att agera" in page.words
    assert "Telefonnummer (privat): 07•-••• •• 05" in page.words
    assert page.words.count("Visas bara för dig. Ingen annan kan se det.") == 1
    assert "Först sedd 2 november 2026 kl. 10.00" in page.words


async def test_no_words_of_the_page_and_no_link_to_it(visitor: Visitor, store: Store) -> None:
    await amina_and_anna(visitor, store)
    page = await visitor.open("/me")
    assert "ring henne" not in page.text
    assert page.html.find("script") is None
    assert 'hxxps://forum[.]example/t?"><script>alert(1)</script>' in page.words
    assert "https://forum" not in page.text


async def test_she_says_that_it_is_not_her(visitor: Visitor, store: Store) -> None:
    amina = await amina_and_anna(visitor, store)
    page = await visitor.open("/me")
    fields = {"form_key": page.fields("/not-me")["form_key"], "case": ["V-222222"]}
    own = await visitor.post("/not-me", fields)
    assert cases(own) == ["V-222221"]
    assert "Lagd åt sidan: det gäller någon annan." in own.words
    verdicts = {f.case_reference: f.verdict for f in of(store, amina)}
    assert verdicts == {"V-222221": Verdict.UNJUDGED, "V-222222": Verdict.SET_ASIDE}
    entry = store.read(lambda tx: audit.about(tx, amina))[-1]
    assert (entry.actor, entry.action) == ("self", "case.not_me")
    assert entry.matter.object_id == "V-222222"


async def test_another_ones_case_is_out_of_her_reach(visitor: Visitor, store: Store) -> None:
    await amina_and_anna(visitor, store)
    page = await visitor.open("/me")
    for reference in ("V-222223", "V-999999", ""):
        fields = {"form_key": page.fields("/not-me")["form_key"], "case": [reference]}
        assert (await visitor.post("/not-me", fields)).path == "/me"
    (annas,) = of(store, ANNA)
    assert annas.verdict is Verdict.UNJUDGED


async def test_she_sees_who_has_looked_and_why(visitor: Visitor, store: Store) -> None:
    amina = await amina_and_anna(visitor, store)
    assert "Vilka som har tittat" not in (await visitor.open("/me")).words
    for person_id, reason in ((amina, "polisanmälan <b>"), (ANNA, "annat ärende")):
        store.write(partial(look, person_id, reason))
    page = await visitor.open("/me")
    assert "21 november 2026 kl. 07.00, eva.ansvarig (V-222222): polisanmälan <b>" in page.words
    assert "annat ärende" not in page.words


def look(person_id: PersonId, reason: str, tx: Transaction) -> None:
    audit.append(
        tx,
        at=MORNING,
        actor="eva.ansvarig",
        action="report.reveal",
        person_id=person_id,
        object_id="V-222222",
        reason=Personal(reason),
    )


async def test_nothing_found_is_not_called_safe(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/me")
    assert "Allt på webben går inte att läsa." in page.words


async def test_words_of_hers_that_turn_text_around_stay_in_their_place(visitor: Visitor) -> None:
    await visitor.opt_in(spellings="أمينة بروفهولت")
    page = await visitor.open("/me")
    assert "أمينة بروفهولت" in [bdi.get_text() for bdi in page.html.find_all("bdi")]


def of(store: Store, person_id: PersonId) -> tuple[Finding, ...]:
    return store.read(lambda tx: findings.for_person(tx, person_id))
