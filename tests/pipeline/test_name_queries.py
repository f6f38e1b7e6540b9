"""Her name goes to a provider that she allowed, and to nobody else; what it finds is read once."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from scanner.enrol import optin
from scanner.enrol.withdraw import withdraw
from scanner.model.action import Action
from scanner.model.consent import Profile
from scanner.model.ids import SourceId
from scanner.model.page import MissReason
from scanner.model.personal import UNKNOWN, Personal
from scanner.people.choices import Chosen
from scanner.pipeline.name_queries import words_of
from scanner.places.providers import Provider
from scanner.places.sources import SearchProvider
from scanner.portal.staff.audit_log import OWN_DEEDS
from scanner.store import audit, candidates, consents
from scanner.store.candidates import CandidateState
from tests.pipeline.stage import AMINA, ANNA, DAY, Caseworker, Stage, page, post
from tests.pipeline.test_search import ASKED, QUERY, answer, database, pages, search
from tests.pipeline.test_visits import AMINAS, CALM
from tests.pipeline.test_wordpress import coverage

SOK = Provider(
    provider_id="sokmotor", name="Sökmotorn", operator="Sökbolaget, Sverige", source=SourceId("sok")
)
ALLOWING = replace(AMINA, providers=("sokmotor",))
WEEK = timedelta(days=7)


@pytest.fixture
async def searched(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A SearXNG that is asked one ordinary question and knows a page about Amina."""
    offered = lambda config: stage.providers  # noqa: E731
    monkeypatch.setattr(optin.watchlists, "read_providers", offered)
    stage.sources = (search(SearchProvider.SEARXNG, "http://sok.example/"),)
    stage.providers = (SOK,)
    stage.queries = (QUERY,)
    stage.sites.page("blogg.example/1", page(post("p1", AMINAS), links=("/2",)))
    answer(stage)
    finds(stage, "http://blogg.example/1")
    return stage


def finds(stage: Stage, *links: str, status: int = 200) -> None:
    """What the provider knows, whatever else it is asked."""

    async def found(request: web.Request) -> web.Response:
        results = [{"url": link, "title": "Hej", "content": ""} for link in links]
        said = {"query": request.query["q"], "results": results}
        return web.json_response(said, status=status)

    stage.sites.every["sok.example"] = found


def named(stage: Stage) -> list[str]:
    """What the provider was asked beside the ordinary question."""
    asked = [where for where in stage.sites.paths() if where.startswith("sok.example/search?")]
    return [parse_qs(urlsplit(where).query)["q"][0] for where in asked if where != ASKED]


def others(stage: Stage) -> list[tuple[str, dict[str, str]]]:
    """All that other sites were asked."""
    return [each for each in stage.sites.asked if not each[0].startswith("sok.example/")]


def sent(stage: Stage, who: Caseworker) -> list[str]:
    person_id = stage.people[who.name]
    entries = stage.store.read(lambda tx: audit.about(tx, person_id))
    return [one.matter.object_id for one in entries if one.action == Action.QUERY_SEND]


async def test_who_allows_it_is_asked_for_by_name_and_town(searched: Stage) -> None:
    await searched.opt_in(ALLOWING, ANNA)
    await searched.scan()
    assert pages(searched.sites.paths())[0] == ASKED
    assert named(searched) == ['"Amina Provhult" Provstad']
    assert sent(searched, AMINA) == ['Sökmotorn: "Amina Provhult" Provstad']
    assert sent(searched, ANNA) == []


async def test_what_is_found_is_read_in_the_same_scan_and_looked_through(searched: Stage) -> None:
    await searched.opt_in(ALLOWING)
    await searched.scan()
    assert [where for where, _ in others(searched)] == [
        "blogg.example/robots.txt",
        "blogg.example/1",
    ]
    [place] = searched.the(AMINA).places
    assert (place.address, place.post_key) == ("http://blogg.example/1", "p1")


async def test_without_leave_nothing_goes_out(searched: Stage) -> None:
    await searched.opt_in(AMINA)
    await searched.scan()
    assert searched.sites.paths() == [ASKED]


async def test_other_sites_are_asked_the_same_whoever_allows_it(searched: Stage) -> None:
    finds(searched)
    await searched.scan()
    await searched.opt_in(ALLOWING)
    nobody = list(searched.sites.asked)
    searched.sites.asked.clear()
    await searched.scan(DAY)
    assert named(searched)
    assert [where for where in searched.sites.paths() if where == ASKED] == [nobody[0][0]]
    assert others(searched) == []


async def test_she_is_asked_for_once_a_week(searched: Stage) -> None:
    await searched.opt_in(ALLOWING)
    await searched.scan()
    await searched.scan(DAY)
    assert len(named(searched)) == 1
    await searched.scan(WEEK)
    assert len(named(searched)) == 2
    assert len(sent(searched, AMINA)) == 2


async def test_the_provider_may_be_asked_less_often(searched: Stage) -> None:
    searched.providers = (replace(SOK, every_days=30),)
    await searched.opt_in(ALLOWING)
    await searched.scan()
    await searched.scan(2 * WEEK)
    assert len(named(searched)) == 1


async def test_after_a_withdrawal_no_question_leaves(searched: Stage) -> None:
    """Also where it comes between two questions of a round."""
    two = replace(ANNA, providers=("sokmotor",))
    await searched.opt_in(ALLOWING, two)
    left: list[str] = []

    async def once(request: web.Request) -> web.Response:
        words = request.query["q"]
        if '"' in words:
            left.append(words)
            for who in (AMINA, ANNA):
                withdraw(searched.store, searched.config, searched.people[who.name], searched.now)
        return web.json_response({"query": words, "results": []})

    searched.sites.every["sok.example"] = once
    await searched.scan()
    assert len(left) == 1


async def test_it_is_noted_for_her_before_it_leaves(searched: Stage) -> None:
    """So that a kill in between asks no second time, and hides nothing from her."""
    await searched.opt_in(ALLOWING)
    noted: list[list[str]] = []

    async def look(request: web.Request) -> web.Response:
        noted.append(sent(searched, AMINA))
        return web.json_response({"query": "", "results": []})

    searched.sites.every["sok.example"] = look
    await searched.scan()
    assert noted == [['Sökmotorn: "Amina Provhult" Provstad']]


async def test_taking_the_tick_away_ends_it(searched: Stage) -> None:
    await searched.opt_in(ALLOWING)
    form = replace(AMINA.form, chosen=Chosen(recipients=AMINA.recipients))
    person_id = searched.people[AMINA.name]
    assert await optin.change(searched.store, searched.config, person_id, form, searched.now) == ()
    await searched.scan()
    assert named(searched) == []


async def test_after_a_restore_nobody_is_asked_for_by_an_old_yes(searched: Stage) -> None:
    await searched.opt_in(ALLOWING)
    restored = {"at": searched.clock(), "actor": "cli:Kim", "action": Action.INSTALLATION_RESTORE}
    searched.store.write(lambda tx: audit.append(tx, **restored))
    await searched.scan()
    assert named(searched) == []
    person_id, form = searched.people[AMINA.name], ALLOWING.form
    now = searched.clock()
    assert await optin.change(searched.store, searched.config, person_id, form, now) == ()
    await searched.scan(DAY)
    assert len(named(searched)) == 1


async def test_who_has_protected_data_is_never_asked_for(searched: Stage) -> None:
    await searched.opt_in(ALLOWING)
    # Whatever a form or an older version has stored.
    person_id = searched.people[AMINA.name]

    def protect(tx) -> None:
        last = consents.latest(tx, person_id)
        choices = replace(last.choices, is_protected=True)
        consents.append(tx, replace(last, number=last.number + 1, choices=choices))

    searched.store.write(protect)
    await searched.scan()
    assert named(searched) == []


async def test_a_provider_without_a_source_is_not_asked(searched: Stage) -> None:
    searched.providers = (replace(SOK, source=None),)
    await searched.opt_in(ALLOWING)
    await searched.scan()
    assert named(searched) == []


async def test_the_day_has_no_more_questions_and_the_ordinary_come_first(searched: Stage) -> None:
    searched.sources = (replace(searched.sources[0], queries_a_day=1),)
    await searched.opt_in(ALLOWING)
    await searched.scan()
    assert searched.sites.paths() == [ASKED]
    assert sent(searched, AMINA) == []
    searched.sources = (replace(searched.sources[0], queries_a_day=2),)
    await searched.scan(DAY)
    assert len(named(searched)) == 1


async def test_a_provider_that_does_not_answer_is_not_asked_for_the_next(searched: Stage) -> None:
    finds(searched, status=500)
    await searched.opt_in(ALLOWING, replace(ANNA, providers=("sokmotor",)))
    await searched.scan()
    assert len(named(searched)) == 1


async def test_where_it_sends_us_elsewhere_her_name_does_not_follow(searched: Stage) -> None:
    async def elsewhere(request: web.Request) -> web.Response:
        target = f"http://annan.example{request.raw_path}"
        return web.Response(status=302, headers={"Location": target})

    searched.sites.every["sok.example"] = elsewhere
    searched.sites.page("annan.example/", CALM)
    await searched.opt_in(ALLOWING)
    await searched.scan()
    assert others(searched) == []


async def test_no_host_is_proposed_to_staff_for_it(searched: Stage) -> None:
    """They would read there whom somebody looked for."""
    await searched.opt_in(ALLOWING)
    await searched.scan()
    assert searched.store.read(lambda tx: candidates.every(tx, CandidateState.OPEN)) == ()


async def test_a_host_that_was_refused_is_left_alone(searched: Stage) -> None:
    answer(searched, "http://blogg.example/annan")
    searched.sites.page("blogg.example/annan", page(post("p1", CALM)))
    await searched.opt_in(ALLOWING)
    await searched.scan()
    searched.store.write(lambda tx: candidates.settle(tx, "blogg.example", CandidateState.REFUSED))
    finds(searched, "http://blogg.example/3")
    searched.sites.asked.clear()
    await searched.scan(WEEK)
    assert named(searched)
    assert others(searched) == []


async def test_no_people_search_is_read_for_it(searched: Stage) -> None:
    finds(searched, "http://personsok.example/amina", "http://www.facebook.com/amina")
    await searched.opt_in(ALLOWING)
    await searched.scan()
    assert others(searched) == []


async def test_the_question_stands_in_no_log_and_nowhere_in_the_data_folder(
    searched: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    finds(searched)
    await searched.opt_in(ALLOWING)
    caplog.clear()
    await searched.scan()
    assert named(searched)
    # The lab's own server logs what it is asked, as a provider's may.
    said = "".join(one.getMessage() for one in caplog.records if "aiohttp" not in one.name)
    kept = database(searched)
    for word in ("Provhult", "Amina", "provhult"):
        assert word not in said
        assert word.encode() not in kept
    assert b"q=%22" not in kept


async def test_who_takes_part_reads_it_and_no_auditor_does(searched: Stage) -> None:
    await searched.opt_in(ALLOWING)
    await searched.scan()
    shown = searched.store.read(lambda tx: audit.deeds(tx, but=OWN_DEEDS, before=None, limit=100))
    assert Action.QUERY_SEND not in {deed.action for deed in shown}


async def test_a_key_that_cannot_be_read_asks_for_nobody(searched: Stage) -> None:
    brave = search(SearchProvider.BRAVE, "http://sok.example/search")
    searched.sources = (replace(brave, key_file=searched.config.data.folder / "none"),)
    await searched.opt_in(ALLOWING)
    await searched.scan()
    assert searched.sites.paths() == []
    assert sent(searched, AMINA) == []
    assert dict(coverage(searched).missed) == {MissReason.PROVIDER_DOWN: 1}


# ---- the words


def profile(given_name: str, surname: str, town: str) -> Profile:
    return Profile(
        mail=Personal("amina.provhult@provstad.example"),
        given=Personal(given_name),
        surname=Personal(surname),
        spellings=(Personal("أمينة"),),
        role=Personal("socialsekreterare"),
        unit=Personal("Utredning 2"),
        town=Personal(town) if town else UNKNOWN,
        language="sv",
        born=1981,
    )


@pytest.mark.parametrize(
    ("names", "town", "words"),
    [
        (("Amina", "Provhult"), "Provstad", '"Amina Provhult" Provstad'),
        (("Anna  Karin", 'af "Prov"'), " Provstad ", '"Anna Karin af Prov" Provstad'),
        (("أمينة", "بروفهولت"), "بروفستاد", '"أمينة بروفهولت" بروفستاد'),
        (("Amina", "Provhult"), "", ""),
    ],
)
def test_the_words_are_her_name_and_her_town(names, town: str, words: str) -> None:
    assert words_of(profile(*names, town)) == words


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_nothing_else_of_her_goes_out(given_name: str, surname: str, town: str) -> None:
    words = words_of(profile(given_name, surname, town))
    assert set(words.replace('"', " ").split()) <= {
        word for each in (given_name, surname, town) for word in each.replace('"', " ").split()
    }
    assert words.count('"') in (0, 2)
