"""An invented person on a test page shows that the watch is awake, and is nobody besides."""

import pickle
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from scanner.extract.page import read
from scanner.extract.posts import cut
from scanner.model.canary import CanaryState
from scanner.model.ids import Address, SourceId
from scanner.model.person import DetailKind
from scanner.model.personal import Personal
from scanner.pipeline import exposures, watch
from scanner.pipeline.canary import is_found, watched_canaries
from scanner.pipeline.sight import Brief, Sight
from scanner.places.canary import GIVEN, PHONES, SURNAMES, TOWNS, canary_of, person_id_of
from scanner.places.sources import Source, SourceClass, SourceKind
from scanner.render import canary as rendered
from scanner.sandbox import Named
from scanner.store import canaries
from scanner.store.database import Transaction
from scanner.store.schema import metadata
from tests import sandboxed
from tests.conftest import MORNING
from tests.pipeline import test_reading
from tests.pipeline.stage import AMINA, Stage, page, post, source, words

VAKT = SourceId("vakt")
WHERE = "prov.example/vakt"
HOUR = timedelta(hours=1)


def test_page_at(address: str) -> Source:
    return source(address, source_id=VAKT, kind=SourceKind.PAGES, canary=True)


test_page_at.__test__ = False  # type: ignore[attr-defined]

TEST = test_page_at(f"http://{WHERE}")
CANARY = canary_of(TEST.addresses[0])
PAGE = rendered.page(CANARY)
CALM = page(post("p1", "Solen skiner i Provstad."))
THREAT = (
    "<p>Vi vet var Amina Provhult bor, socialsekreterare i Provstad. Nummer: 070-174 06 05. "
    "Hon ska få betala med sitt liv."
)


@pytest.fixture
def watched(stage: Stage) -> Stage:
    stage.sources = (TEST,)
    stage.sites.page(WHERE, PAGE)
    return stage


def state(stage: Stage) -> CanaryState:
    return stage.store.read(canaries.every)[VAKT]


def is_awake(stage: Stage) -> bool:
    """Whether the latest look found her."""
    return state(stage).is_found


async def test_who_stands_on_the_test_page_is_found_at_every_visit(watched: Stage) -> None:
    """Also where the very bytes come again, or the site would say that nothing has changed."""
    watched.sites.page(WHERE, PAGE, headers={"ETag": '"vakt"'})
    await watched.scan()
    first = state(watched)
    for _ in range(3):
        await watched.scan(2 * HOUR)
    assert is_awake(watched)
    assert state(watched).looked_at > first.looked_at + 5 * HOUR
    asked = [headers for where, headers in watched.sites.asked if where == WHERE]
    assert len(asked) == 4
    assert not any("if-none-match" in headers for headers in asked)


def filled(tx: Transaction) -> set[str]:
    every = metadata.sorted_tables
    return {
        one.name for one in every if tx.connection.scalar(select(func.count()).select_from(one))
    }


async def test_nothing_of_her_is_kept_but_when_she_was_found(watched: Stage) -> None:
    """What a scan fills where a page names nobody, and the one row."""
    await watched.scan()
    with_canary = watched.store.read(filled)
    assert "canary" in with_canary
    for one in metadata.sorted_tables:
        if "person_id" in one.c or one.name in {"evidence", "outbox", "audit", "delay"}:
            assert one.name not in with_canary
    (found,) = (await watched.scan(HOUR)).report.data.coverage
    assert found.checked == 1


async def test_her_page_says_nothing_of_her_in_reports(watched: Stage) -> None:
    report = (await watched.scan()).report
    assert report.data.cases == ()
    text = b"".join(one.read_bytes() for one in report.files)
    assert CANARY.surname.encode() not in text


async def test_a_page_without_the_name_is_no_proof_until_it_is_back(watched: Stage) -> None:
    watched.sites.page(WHERE, CALM)
    await watched.scan()
    assert state(watched).proved_at is None
    watched.sites.page(WHERE, PAGE)
    await watched.scan(HOUR)
    assert is_awake(watched)
    proved = state(watched).proved_at
    watched.sites.page(WHERE, CALM)
    await watched.scan(HOUR)
    assert state(watched).proved_at == proved
    assert not is_awake(watched)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("Ring henne dygnet runt och sprid numret.", ""),
        (CANARY.phone, "070-174 06 99"),
        (CANARY.name, "Provia Provlund"),
    ],
    ids=["calm words", "another's number", "another's name"],
)
async def test_a_page_that_says_too_little_to_alert_is_no_proof(
    watched: Stage, there: str, instead: str
) -> None:
    assert there in PAGE
    watched.sites.page(WHERE, PAGE.replace(there, instead))
    await watched.scan()
    assert not is_awake(watched)


@pytest.mark.parametrize("broken", ["FIND", "JUDGE"])
async def test_where_nobody_could_be_found_she_is_not(
    watched: Stage, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    await watched.scan()
    answers = {"FIND": sandboxed.finds_nobody, "JUDGE": sandboxed.fails}
    name = answers[broken].__name__
    with monkeypatch.context() as at_work:
        at_work.setattr(watch, broken, Named("tests.sandboxed", name))
        await watched.scan(HOUR)
        assert not is_awake(watched)
    await watched.scan(HOUR)
    assert is_awake(watched)


async def test_a_page_that_is_gone_or_fails_is_no_look_at_all(watched: Stage) -> None:
    await watched.scan()
    before = state(watched)
    watched.sites.page(WHERE, PAGE, status=500)
    await watched.scan(HOUR)
    for shown in ("", CALM):
        watched.sites.page(WHERE, shown, status=404)
        await watched.scan(HOUR)
    watched.sites.page(WHERE, CALM, headers={"Location": "/"}, status=503)
    await watched.scan(HOUR)
    assert state(watched) == before


async def test_who_is_enrolled_is_found_beside_her_as_ever(watched: Stage) -> None:
    await watched.opt_in(AMINA)
    watched.gone_through()
    watched.sites.page(WHERE, PAGE.replace("</main>", f"</main>{THREAT}"))
    result = await watched.scan()
    assert is_awake(watched)
    assert len(result.report.data.cases) == 1
    assert CANARY.surname not in watched.the(AMINA).excerpt.text.reveal()
    assert "sakerhet@provstad.example" in watched.waiting()


async def test_she_is_looked_for_on_her_own_page_alone(watched: Stage) -> None:
    forum = source("http://forum.example/1", source_id="forum")
    other = test_page_at("http://prov.example/vakt2")
    watched.sources = (TEST, forum)
    watched.sites.page("forum.example/1", PAGE)
    watched.sites.page(WHERE, rendered.page(canary_of(other.addresses[0])))
    await watched.opt_in(AMINA)
    await watched.scan()
    assert state(watched).proved_at is None
    assert watched.of(AMINA) == ()


KEY = b"k" * 32


def is_found_on(where: Source) -> bool:
    """In this process, on the page that `canary` prints for a source."""
    keys = dict.fromkeys(DetailKind, KEY)
    (who,) = watched_canaries([where], Personal("Provstads kommun"), keys)
    brief = Brief(
        people=(who,), detail_keys=keys, seed=1, canaries=frozenset({who.person_id}),
        organisation=words().organisation, lexicons=words().lexicons,
    )  # fmt: skip
    exposures.learn(pickle.dumps(brief))
    came = test_reading.page(rendered.page(canary_of(where.addresses[0])))
    document = read(came)
    assert document is not None
    assert exposures.find(document, 60.0) == ((), True), "for anybody but the canary"
    mentions, _ = exposures.find(document, 60.0, who.person_id)
    sight = Sight(
        document=document, cut=cut(came), mentions=mentions, address=where.addresses[0],
        source=where, now=MORNING, known=(), canary=person_id_of(VAKT),
    )  # fmt: skip
    return is_found(exposures.judge(sight, 60.0))


@pytest.mark.parametrize("what", SourceClass)
def test_whatever_class_the_test_page_has_she_is_found(what: SourceClass) -> None:
    assert is_found_on(replace(TEST, source_class=what))


@pytest.mark.parametrize("number", range(len(GIVEN)))
def test_whoever_of_the_pool_stands_there_is_found(number: int) -> None:
    """Each name, surname, town and number at least once."""
    at = next(
        address
        for address in (Address(f"http://prov.example/{one}") for one in range(100_000))
        if canary_of(address).given == GIVEN[number]
        and canary_of(address).surname == SURNAMES[number % len(SURNAMES)]
        and canary_of(address).town == TOWNS[number % len(TOWNS)]
        and canary_of(address).phone == PHONES[number]
    )
    assert is_found_on(test_page_at(at))


def test_the_pool_has_no_name_twice_and_numbers_of_nobody() -> None:
    for pool in (GIVEN, SURNAMES, TOWNS, PHONES):
        assert len(set(pool)) == len(pool)
    assert all(5 <= int(one[-2:]) <= 99 for one in PHONES)
    assert all(one.startswith("070-174 06 ") for one in PHONES)


def test_two_test_pages_seldom_name_the_same() -> None:
    every = {canary_of(Address(f"https://kommun{one}.example/vakt")) for one in range(290)}
    assert len(every) > 270


async def test_what_was_read_while_nobody_could_be_found_is_read_once_more(
    watched: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum = source("http://forum.example/1", source_id="forum", kind=SourceKind.PAGES)
    watched.sources = (TEST, forum)
    watched.sites.page("forum.example/1", page(post("p1", THREAT)), headers={"ETag": '"1"'})
    await watched.opt_in(AMINA)
    with monkeypatch.context() as at_work:
        at_work.setattr(watch, "FIND", Named("tests.sandboxed", "finds_nobody"))
        at_work.setattr(watch, "UNNAMED", Named("tests.sandboxed", "all_unnamed"))
        await watched.scan()
    assert not is_awake(watched)
    assert watched.of(AMINA) == ()
    # Until the next visit nobody knows better: the page stands as read, and is as it was.
    await watched.scan(2 * HOUR)
    assert is_awake(watched)
    await watched.scan(2 * HOUR)
    assert len(watched.of(AMINA)) == 1
