"""What was said of one post, and the next scan: by whole scans of a lab's sites."""

from dataclasses import replace

import pytest

from scanner.enrol.set_aside import set_aside
from scanner.enrol.withdraw import withdraw
from scanner.model.assessment import SeverityTier
from scanner.model.finding import Change, Finding, Verdict
from scanner.model.judgement import SignKind, Speaker
from scanner.pipeline import cases
from scanner.pipeline.claim import claim
from scanner.store import judgements, registered, schema
from scanner.store.database import generation
from tests.enrol.cast import count
from tests.pipeline.stage import AMINA, ANNA, DAY, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS

NEIGHBOUR = "Tack till Amina Provhult som bar mina kassar i lördags, det var en fin dag."
AGAIN = "Amina Provhult var på festen i söndags och vi hade en fin dag."
THREAT = "Amina Provhult ska dö, jag ska döda henne när jag ser henne nästa gång."


@pytest.fixture
async def forum(stage: Stage) -> Stage:
    """Amina and Anna take part; on the first day a post of one thread names Amina."""
    stage.sources = (source("http://forum.example/t"),)
    await stage.opt_in(AMINA, ANNA)
    stage.sites.page("forum.example/t", page(post("p1", NEIGHBOUR)))
    await stage.scan()
    return stage


async def scanned(forum: Stage, *posts: str) -> dict[str, Finding]:
    """Amina's findings by post, after the thread holds these too and a day has passed."""
    numbered = (post(f"p{number}", words) for number, words in enumerate(posts, 2))
    forum.sites.page("forum.example/t", page(post("p1", NEIGHBOUR), *numbered))
    await forum.scan(later=DAY)
    return {one.places[0].post_key: one for one in forum.of(AMINA)}


async def not_me(forum: Stage) -> bool:
    (first,) = forum.of(AMINA)
    amina = forum.people[AMINA.name]
    return await set_aside(forum.store, amina, first.case_reference, forum.now)


async def test_without_a_word_the_next_post_is_a_finding_as_the_first_was(forum: Stage) -> None:
    found = await scanned(forum, AGAIN)
    assert found.keys() == {"p1", "p2"}
    assert {sign.kind for sign in found["p2"].signs} >= {SignKind.THREAD, SignKind.HOST}


async def test_what_she_called_a_namesakes_is_not_told_again(forum: Stage) -> None:
    before = forum.store.read(generation)
    assert await not_me(forum)
    # No page is asked for or read again for it: what goes out depends on nobody's word.
    assert forum.store.read(generation) == before
    found = await scanned(forum, AGAIN)
    assert found.keys() == {"p1"}
    assert (found["p1"].verdict, found["p1"].change) == (Verdict.SET_ASIDE, Change.SEEN_AGAIN)


async def test_a_threat_below_it_is_found_all_the_same(forum: Stage) -> None:
    unsaid = (await scanned(forum, THREAT))["p2"].assessment.severity
    first = next(one for one in forum.of(AMINA) if one.places[0].post_key == "p1")
    amina = forum.people[AMINA.name]
    assert await set_aside(forum.store, amina, first.case_reference, forum.now)
    other = THREAT.replace("nästa gång", "på bussen någon morgon framöver")
    found = (await scanned(forum, THREAT, other))["p3"]
    assert found.assessment.severity.tier is SeverityTier.T4
    assert found.assessment.severity.level is unsaid.level
    reasons = {one.feature for one in found.assessment.identity.evidence}
    # The neutral post was on her own page alone: no reason that staff read tells of it.
    assert not any(one.startswith("said_") for one in reasons)


async def test_a_word_on_a_post_says_nothing_of_that_post_itself(forum: Stage) -> None:
    assert await not_me(forum)
    found = await scanned(forum)
    reasons = {one.feature for one in found["p1"].assessment.identity.evidence}
    assert not any(one.startswith("said_") for one in reasons)
    assert found["p1"].change is Change.SEEN_AGAIN


async def test_one_ones_word_says_nothing_of_another(forum: Stage) -> None:
    assert await not_me(forum)
    await scanned(forum, NEIGHBOUR.replace("Amina Provhult", "Anna Provdal"))
    (annas,) = forum.of(ANNA)
    reasons = {one.feature for one in annas.assessment.identity.evidence}
    assert not any(one.startswith("said_") for one in reasons)


@pytest.mark.parametrize("by", Speaker)
async def test_that_it_is_her_speaks_for_the_next_post(forum: Stage, by: Speaker) -> None:
    amina = forum.people[AMINA.name]
    before = await scanned(forum, AMINAS)
    case = before["p2"].case_reference
    if by is Speaker.HERSELF:
        assert await claim(forum.store, forum.config, amina, case, forum.now)
    else:
        forum.store.write(
            lambda tx: cases.judge(
                tx, case, Verdict.HER, officer="o", config=forum.config, now=forum.now
            )
        )
    (kept,) = forum.store.read(lambda tx: judgements.of_person(tx, amina))
    assert (kept.judgement.is_her, kept.judgement.by) == (True, by)
    found = await scanned(forum, AMINAS, AGAIN)
    bits = {one.feature: one.bits for one in found["p3"].assessment.identity.evidence}
    assert bits["said_her_thread"] > 0
    first = found["p1"].assessment.identity.probability
    assert first > before["p1"].assessment.identity.probability


async def test_an_officer_who_takes_a_verdict_back_takes_the_word_back(forum: Stage) -> None:
    amina = forum.people[AMINA.name]
    case = (await scanned(forum, AMINAS))["p2"].case_reference
    for verdict, words in ((Verdict.NOT_HER, 1), (Verdict.UNJUDGED, 0)):
        forum.store.write(
            lambda tx, said=verdict: cases.judge(
                tx, case, said, officer="o", config=forum.config, now=forum.now
            )
        )
        assert len(forum.store.read(lambda tx: judgements.of_person(tx, amina))) == words


async def test_who_leaves_leaves_no_word_behind(forum: Stage) -> None:
    assert await not_me(forum)
    assert count(forum.store, schema.judgement) == 1
    withdraw(forum.store, forum.config, forum.people[AMINA.name], forum.now)
    assert count(forum.store, schema.judgement) == 0


async def test_a_registered_case_holds_no_signs(forum: Stage) -> None:
    case = (await scanned(forum, AMINAS))["p2"]
    assert case.signs
    forum.store.write(
        lambda tx: cases.register(
            tx, case.case_reference, registry_number="SN 1", retention_reference="G 2",
            officer="o", config=forum.config, now=forum.now,
        )
    )  # fmt: skip
    kept = forum.store.read(lambda tx: registered.content(tx, case.case_reference))
    assert kept == replace(case, signs=())
