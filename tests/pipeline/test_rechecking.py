"""The one page that she pasted: when it is asked for, what is said of it, what is kept."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from scanner.enrol import pause, recheck
from scanner.enrol.withdraw import withdraw
from scanner.model.consent import ConsentKind
from scanner.model.ids import Address
from scanner.model.personal import Personal
from scanner.model.recheck import Look, Outcome, Recheck, Why
from scanner.model.removal import Proof, Shown
from scanner.people.recheck import is_gone
from scanner.pipeline import rechecking
from scanner.pipeline.house import House
from scanner.pipeline.rechecking import recheck_due
from scanner.places.removal import RemovalSite
from scanner.store import audit, consents, findings, installing, outbox, rechecks
from scanner.store.database import Transaction
from scanner.vault import master
from tests.conftest import MORNING, make_config
from tests.enrol import cast
from tests.journeys.test_erased_bytes import of_text
from tests.journeys.test_same_requests import Request, by_host, watched_wire
from tests.lab import lab
from tests.pipeline.stage import AMINA, ANNA, Caseworker, Stage, page, source

NIGHT = datetime(2027, 1, 15, 1, 0, tzinfo=UTC)
SECOND = NIGHT + timedelta(days=2)
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

PAGE = "https://personsok.example/person/amina-provhult-17"
ROBOTS = "personsok.example/robots.txt"
WHERE = "personsok.example/person/amina-provhult-17"
HERS = page("<p>Amina Provhult, 41 år, bor på Påhittsgatan 3.</p>", title="Personen")


def site(site_id: str = "personsok", **changes: Any) -> RemovalSite:
    values: dict[str, Any] = {
        "recheck": True,
        "legal_note": "Frågad.",
        "review_by": date(2028, 1, 1),
    }
    host = f"http://{site_id}.example"
    return RemovalSite(
        site_id=site_id,
        name=site_id,
        page=Address(f"{host}/bort"),
        profiles=Address(f"{host}/person/"),
        proof=Proof.FORM,
        shows=(Shown.ADDRESS,),
        known_on=date(2026, 11, 1),
        **(values | changes),
    )


SITES = (site(), site("katalog"))


def house(stage: Stage, sites: Iterable[RemovalSite] = SITES) -> House:
    one = stage.house
    lab = stage.sites.settings("personsok.example", "katalog.example")
    return replace(
        one,
        config=replace(one.config, lab=lab),
        watchlists=replace(one.watchlists, removal=tuple(sites)),
    )


async def allow(stage: Stage, who: Caseworker = AMINA, address: str = PAGE) -> None:
    """She is in, and has allowed her page there."""
    if who.name not in stage.people:
        await stage.opt_in(who)
    at, pasted = stage.clock(), Personal(address.replace("https:", "http:"))
    assert await recheck.allow(stage.store, SITES[0], stage.people[who.name], pasted, at)


async def look_up(stage: Stage, at: datetime = NIGHT, **options: Any) -> None:
    stage.now = at
    await recheck_due(house(stage, **options))


def kept(stage: Stage, who: Caseworker = AMINA) -> Recheck:
    (one,) = stage.store.read(lambda tx: rechecks.of_person(tx, stage.people[who.name]))
    return one.recheck


def last(stage: Stage) -> Look:
    return kept(stage).looks[-1]


def asked_for_her(stage: Stage) -> int:
    return stage.sites.paths().count(WHERE)


async def test_her_page_is_asked_for_once_and_she_is_told(stage: Stage) -> None:
    stage.sites.page(WHERE, HERS)
    await allow(stage)
    for minutes in (0, 1, 60, 23 * 60):
        await look_up(stage, NIGHT + minutes * MINUTE)
    *before, page_of_hers = stage.sites.paths()
    assert page_of_hers == WHERE
    assert sorted(before) == ["katalog.example/robots.txt", ROBOTS]
    assert last(stage).outcome is Outcome.STILL_THERE
    assert last(stage).tries == 1
    await look_up(stage, SECOND)
    assert asked_for_her(stage) == 1
    await look_up(stage, datetime(2027, 4, 15, 3, tzinfo=UTC))
    assert asked_for_her(stage) == 2


@pytest.mark.parametrize(
    "at",
    [
        NIGHT - MINUTE, NIGHT + DAY, SECOND - MINUTE, SECOND, SECOND + DAY,
        datetime(2027, 2, 15, 1, tzinfo=UTC), datetime(2029, 8, 1, tzinfo=UTC),
    ],
)  # fmt: skip
async def test_at_no_other_time(stage: Stage, at: datetime) -> None:
    stage.sites.page(WHERE, HERS)
    await allow(stage)
    await look_up(stage, at)
    assert asked_for_her(stage) == 0


async def test_not_in_the_night_in_which_she_allowed_it(stage: Stage) -> None:
    stage.sites.page(WHERE, HERS)
    await stage.opt_in(AMINA)
    stage.now = NIGHT + MINUTE
    await allow(stage)
    await look_up(stage, NIGHT + 2 * MINUTE)
    assert asked_for_her(stage) == 0
    await look_up(stage, datetime(2027, 4, 15, 3, tzinfo=UTC))
    assert asked_for_her(stage) == 1


async def test_gone_is_said_after_two_nights(stage: Stage) -> None:
    stage.sites.page(WHERE, "borta", status=410)
    await allow(stage)
    await look_up(stage)
    assert last(stage).outcome is Outcome.MISSING
    assert not is_gone(kept(stage).looks)
    await look_up(stage, SECOND)
    await look_up(stage, SECOND + 9 * MINUTE)
    assert asked_for_her(stage) == 2
    assert is_gone(kept(stage).looks)
    # Data come back from the registers.
    stage.sites.page(WHERE, HERS)
    await look_up(stage, datetime(2027, 4, 15, 3, tzinfo=UTC))
    assert last(stage).outcome is Outcome.STILL_THERE
    assert not is_gone(kept(stage).looks)


def padded(*paragraphs: str) -> str:
    return page(*(f"<p>{one}</p>" for one in paragraphs), f"<p>{'Lite text om orten. ' * 20}</p>")


NAMED = [
    padded("Amina Provhult"),
    padded("AMINA&nbsp;PROVHULT"),
    padded("&#65;mina Provh&uuml;lt"),
    padded("Provhult, Amina"),
    padded("Amina Fatima Provhult, 41 år"),
    '<html><head><meta name="description" content="Amina Provhult"><body>'
    + "<p>Personuppgifter visas.</p>" * 30,
]


@pytest.mark.parametrize("body", NAMED)
async def test_her_name_is_known_however_it_is_written(stage: Stage, body: str) -> None:
    stage.sites.page(WHERE, body)
    await allow(stage)
    await look_up(stage)
    assert last(stage).outcome is Outcome.STILL_THERE


async def test_her_name_is_known_in_another_script(stage: Stage) -> None:
    hodan = Caseworker(given="Hodan", surname="Dalmarow", spellings=("حودان دالمارو",))
    stage.sites.page(WHERE, padded("حودان دالمارو"))
    await allow(stage, hodan)
    await look_up(stage)
    assert kept(stage, hodan).looks[-1].outcome is Outcome.STILL_THERE


@pytest.mark.parametrize(
    ("body", "options", "outcome", "why"),
    [
        (padded("Sven Testlund"), {}, Outcome.MISSING, None),
        ("<p>Sidan finns inte.</p>", {}, Outcome.MISSING, None),
        ("nej", {"status": 404}, Outcome.MISSING, None),
        ("Amina Provhult är borta", {"status": 404}, Outcome.UNCHECKED, Why.CONTRADICTS),
        (padded("<form><input name=p type=password></form>"), {}, Outcome.UNCHECKED, Why.LOG_IN),
        ("<script src=/app.js></script><div></div>x", {}, Outcome.UNCHECKED, Why.UNREADABLE),
        ("", {}, Outcome.UNCHECKED, Why.UNREADABLE),
        ("\0\1\2", {"content_type": "image/png"}, Outcome.UNCHECKED, Why.UNREADABLE),
        ("fel", {"status": 500}, Outcome.UNCHECKED, Why.NO_ANSWER),
        ("nej", {"status": 403}, Outcome.UNCHECKED, Why.REFUSED),
        ("nej", {"status": 429}, Outcome.UNCHECKED, Why.REFUSED),
        (padded("A. Provhult"), {}, Outcome.UNCHECKED, Why.DOUBTFUL),
    ],
)  # fmt: skip
async def test_all_else_says_what_it_is(
    stage: Stage, body: str, options: dict[str, Any], outcome: Outcome, why: Why | None
) -> None:
    stage.sites.page(WHERE, body, **options)
    await allow(stage)
    await look_up(stage)
    assert (last(stage).outcome, last(stage).why) == (outcome, why)
    assert asked_for_her(stage) == 1


@pytest.mark.parametrize(
    "target",
    [
        "/", "/person/", "/logga-in", "/person/logga-in", "/sok?q=amina", "/person/x?q=amina",
        "http://annan.example/person/amina-provhult-17", "http://www.personsok.example/person/1",
        "/person/amina-provhult-17",
    ],
)  # fmt: skip
async def test_where_the_site_leads_elsewhere_nothing_follows(stage: Stage, target: str) -> None:
    stage.sites.redirect(WHERE, target)
    await allow(stage)
    await look_up(stage)
    assert (last(stage).outcome, last(stage).why) == (Outcome.UNCHECKED, Why.ELSEWHERE)
    assert stage.sites.paths()[2:] == [WHERE]


async def test_a_page_that_moved_within_the_site_is_found(stage: Stage) -> None:
    stage.sites.redirect(WHERE, "/person/18")
    stage.sites.page("personsok.example/person/18", HERS)
    await allow(stage)
    await look_up(stage)
    assert last(stage).outcome is Outcome.STILL_THERE


async def test_what_robots_txt_forbids_is_not_asked_for(stage: Stage) -> None:
    stage.sites.page(WHERE, HERS)
    stage.sites.page(ROBOTS, "User-agent: varn\nDisallow: /person/\n", content_type="text/plain")
    await allow(stage)
    await look_up(stage)
    assert asked_for_her(stage) == 0
    assert last(stage).why is Why.ROBOTS


async def test_a_host_that_wants_rest_is_asked_later_in_the_night(stage: Stage) -> None:
    stage.sites.page(WHERE, HERS)
    stage.sites.page(ROBOTS, "vila", status=503, headers={"Retry-After": "7200"})
    await allow(stage)
    await look_up(stage)
    assert asked_for_her(stage) == 0
    assert last(stage).why is Why.NOT_REACHED
    stage.sites.page(ROBOTS, "", content_type="text/plain")
    await look_up(stage, NIGHT + timedelta(hours=1))
    assert stage.sites.paths().count(ROBOTS) == 1
    await look_up(stage, NIGHT + timedelta(hours=3))
    assert asked_for_her(stage) == 1
    assert last(stage).outcome is Outcome.STILL_THERE


async def test_the_rest_that_a_page_asks_for_holds_for_the_next_person(stage: Stage) -> None:
    busy = {"status": 429, "headers": {"Retry-After": "7200"}}
    for number, who in ((1, AMINA), (2, ANNA)):
        stage.sites.page(f"personsok.example/person/{number}", "vila", **busy)
        await allow(stage, who, f"https://personsok.example/person/{number}")

    def pages() -> int:
        return sum("/person/" in where for where in stage.sites.paths())

    await look_up(stage)
    assert pages() == 1
    await look_up(stage, NIGHT + timedelta(hours=1))
    assert pages() == 1
    await look_up(stage, NIGHT + timedelta(hours=3))
    assert pages() == 2


async def test_a_body_that_drips_ends_in_time(stage: Stage) -> None:
    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Type": "text/html"})
        await answer.prepare(request)
        for _ in range(200):
            await answer.write(b"<p>Amina")
            await asyncio.sleep(0.05)
        return answer

    stage.sites.routes[WHERE] = drip
    await allow(stage)
    stage.now = NIGHT
    one = house(stage)
    hasty = replace(one.config, crawl=replace(one.config.crawl, timeout_seconds=0.5))
    await recheck_due(replace(one, config=hasty))
    assert (last(stage).outcome, last(stage).why) == (Outcome.UNCHECKED, Why.NO_ANSWER)


@pytest.mark.parametrize(
    "changes",
    [
        {"recheck": False},
        {"review_by": date(2027, 1, 15)},
        {"profiles": Address("http://personsok.example/folk/")},
        {"site_id": "annan"},
    ],
)
async def test_a_site_that_is_not_open_for_it_is_not_asked(
    stage: Stage, changes: dict[str, Any]
) -> None:
    stage.sites.page(WHERE, HERS)
    await allow(stage)
    await look_up(stage, sites=(replace(SITES[0], **changes),))
    assert asked_for_her(stage) == 0
    assert kept(stage).looks == ()


async def test_a_site_that_is_read_as_a_source_is_not_asked(stage: Stage) -> None:
    stage.sites.page(WHERE, HERS)
    await allow(stage)
    stage.sources = (source("http://www.personsok.example/", source_id="forum"),)
    await look_up(stage)
    assert stage.sites.paths() == ["katalog.example/robots.txt"]


# ---- her no --------------------------------------------------------------------------------------


async def ends(stage: Stage) -> None:
    await recheck.end(stage.store, stage.people[AMINA.name], "personsok")


async def leaves(stage: Stage) -> None:
    withdraw(stage.store, stage.config, stage.people[AMINA.name], stage.clock())


async def pauses(stage: Stage) -> None:
    await pause.pause(stage.store, stage.people[AMINA.name], stage.clock())


async def test_with_protected_personal_data_nobody_is_asked(stage: Stage) -> None:
    stage.sites.page(WHERE, HERS)
    await allow(stage)
    hers = stage.people[AMINA.name]

    def protect(tx: Transaction) -> None:
        now = consents.latest(tx, hers)
        choices = replace(now.choices, is_protected=True)
        changed = replace(now, number=now.number + 1, kind=ConsentKind.CHANGED, choices=choices)
        consents.append(tx, changed)

    stage.store.write(protect)
    await look_up(stage)
    assert asked_for_her(stage) == 0
    await recheck.end(stage.store, hers, "personsok")
    await recheck.allow(stage.store, SITES[0], hers, Personal(f"http://{WHERE}"), stage.clock())
    assert cast.count(stage.store, rechecks.table) == 0


@pytest.mark.parametrize("says_no", [ends, leaves, pauses])
async def test_before_the_night(stage: Stage, says_no: Any) -> None:
    stage.sites.page(WHERE, HERS)
    await allow(stage)
    await says_no(stage)
    await look_up(stage)
    assert asked_for_her(stage) == 0


@pytest.mark.parametrize("says_no", [ends, leaves, pauses])
async def test_while_the_host_is_waited_for(stage: Stage, says_no: Any) -> None:
    """After the round has begun, at the last moment before the request."""

    async def robots(request: web.Request) -> web.StreamResponse:
        await says_no(stage)
        return web.Response(text="")

    stage.sites.page(WHERE, HERS)
    stage.sites.routes[ROBOTS] = robots
    await allow(stage)
    at_once = stage.store.read(lambda tx: tuple(rechecks.every(tx)))
    stage.now = NIGHT
    before = rechecking._Round._due

    def all_of_them(self: Any, tx: Any) -> Any:
        before(self, tx)
        return at_once

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rechecking._Round, "_due", all_of_them)
        await recheck_due(house(stage))
    assert ROBOTS in stage.sites.paths()
    assert asked_for_her(stage) == 0


@pytest.mark.parametrize("says_no", [ends, leaves, pauses])
async def test_between_two_hops(stage: Stage, says_no: Any) -> None:
    async def moved(request: web.Request) -> web.StreamResponse:
        await says_no(stage)
        return web.Response(status=302, headers={"Location": "/person/18"})

    stage.sites.routes[WHERE] = moved
    await allow(stage)
    await look_up(stage)
    assert stage.sites.paths()[2:] == [WHERE]


async def test_while_the_answer_is_on_its_way(stage: Stage) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        await ends(stage)
        return web.Response(text=HERS, content_type="text/html")

    stage.sites.routes[WHERE] = answer
    await allow(stage)
    await look_up(stage)
    assert stage.store.read(lambda tx: tuple(rechecks.every(tx))) == ()


# ---- kills, clocks -------------------------------------------------------------------------------


class KilledError(BaseException):
    pass


async def test_who_is_killed_while_waiting_asks_once_more_and_no_third_time(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: object, **__: object) -> None:
        raise KilledError

    stage.sites.page(WHERE, HERS)
    await allow(stage)
    with monkeypatch.context() as patch:
        patch.setattr(rechecking._Round, "_answer", dies)
        for minutes, asked in ((0, 1), (1, 2)):
            with pytest.raises(KilledError):
                await look_up(stage, NIGHT + minutes * MINUTE)
            assert asked_for_her(stage) == asked
    await look_up(stage, NIGHT + 2 * MINUTE)
    assert asked_for_her(stage) == 2
    assert last(stage).outcome is None
    assert last(stage).reason is Why.LOST


async def test_a_second_process_asks_nothing_meanwhile(stage: Stage) -> None:
    stage.sites.page(WHERE, HERS)
    await allow(stage)
    with stage.store.recheck_lock() as is_ours:
        assert is_ours
        await look_up(stage)
    assert stage.sites.paths() == []
    await look_up(stage)
    assert asked_for_her(stage) == 1


async def test_a_clock_that_leaps_makes_no_burst(stage: Stage) -> None:
    stage.sites.page(WHERE, HERS)
    await allow(stage)
    await look_up(stage)
    for year in range(2028, 2036):  # eight years of rounds are over at one stroke
        await look_up(stage, datetime(year, 6, 1, tzinfo=UTC), sites=())
    await look_up(stage, datetime(2026, 11, 22, tzinfo=UTC))
    assert asked_for_her(stage) == 1
    # Set right after a night of a time to come: the real one is not lost for it.
    await look_up(stage, datetime(2027, 4, 15, 4, tzinfo=UTC))
    await look_up(stage, NIGHT + 2 * MINUTE)
    assert asked_for_her(stage) == 2
    await look_up(stage, datetime(2027, 4, 15, 1, 1, tzinfo=UTC))
    await look_up(stage, datetime(2027, 4, 15, 1, 2, tzinfo=UTC))
    assert asked_for_her(stage) == 3


# ---- nothing shows -------------------------------------------------------------------------------


Seen = tuple[dict[str, list[Request]], frozenset[str]]
"""What each host was asked in order, with headers; what was looked up and connected to."""


async def night_of(stage: Stage) -> Seen:
    """What sites and wire see of both nights, with nothing of earlier ones known."""
    stage.sites.asked.clear()
    with watched_wire() as events:
        await look_up(stage)
        await look_up(stage, SECOND)
    port = str(stage.sites.port)
    return by_host(stage.sites), frozenset(str(one).replace(port, "port") for one in events)


async def test_only_that_host_sees_one_line_more_and_only_with_her_yes(tmp_path: Path) -> None:
    seen: dict[str, Seen] = {}
    for name, people in (
        ("nobody", ()), ("Amina", (AMINA,)), ("Anna", (ANNA,)), ("her yes", (AMINA,)),
    ):  # fmt: skip
        other = make_config(tmp_path / name)
        other.data.folder.mkdir(parents=True)
        one = installing.create(other, master.create(), MORNING)
        try:
            async with lab() as sites:
                sites.page(WHERE, HERS)
                stage = Stage(sites, other, one)
                await stage.opt_in(*people)
                if name == "her yes":
                    await allow(stage)
                seen[name] = await night_of(stage)
        finally:
            one.close()
    nobody = seen["nobody"]
    assert {host: [where for where, _ in asked] for host, asked in nobody[0].items()} == {
        "personsok.example": 2 * [ROBOTS],
        "katalog.example": 2 * ["katalog.example/robots.txt"],
    }
    assert seen["Amina"] == seen["Anna"] == nobody
    asked, wire = seen["her yes"]
    assert wire == nobody[1]
    (hers,) = (one for one in asked["personsok.example"] if one[0] == WHERE)
    asked["personsok.example"].remove(hers)
    assert asked == nobody[0]
    robots, _ = nobody[0]["personsok.example"]
    assert hers[1] == robots[1], "the same headers"


async def test_nothing_of_it_is_kept_in_the_clear_or_told(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    stage.sites.page(WHERE, HERS)
    with caplog.at_level(0):
        await allow(stage)
        caplog.clear()
        await look_up(stage)
        stage.sites.page(WHERE, "fel", status=500)
        await look_up(stage, datetime(2027, 4, 15, 3, tzinfo=UTC))
    said = " ".join(
        f"{one.getMessage()} {one.__dict__}"
        for one in caplog.records
        if not one.name.startswith("aiohttp.access")
    )
    content = b"\n".join(
        path.read_bytes() for path in stage.config.data.folder.rglob("*") if path.is_file()
    )
    assert len(kept(stage).looks) == 2
    for text in ("amina-provhult", "person/amina", "Provhult", "provhult", "Påhittsgatan"):
        assert text not in said
        assert not any(one in content for one in of_text(text))
    assert "recheck" not in said
    hers = stage.people[AMINA.name]
    assert stage.store.read(lambda tx: findings.for_person(tx, hers)) == ()
    assert stage.store.read(lambda tx: outbox.waiting_about(tx, hers)) == ()
    assert {one.action for one in stage.store.read(lambda tx: audit.about(tx, hers))} <= {
        "consent.give", "link.ask",
    }  # fmt: skip
    assert not any(stage.config.data.folder.rglob("evidence/*"))


async def test_the_order_of_a_night_is_not_that_of_the_last(stage: Stage) -> None:
    for number in range(12):
        who = Caseworker(given="Amina", surname=f"Provhult{'abcdefghijkl'[number]}")
        await allow(stage, who, f"https://personsok.example/person/{number}")
    await look_up(stage)
    await look_up(stage, datetime(2027, 4, 15, 3, tzinfo=UTC))
    asked = [where for where in stage.sites.paths() if "/person/" in where]
    first, second = asked[:12], asked[12:]
    assert sorted(first) == sorted(second)
    assert first != second
    assert first != sorted(first, key=lambda where: int(where.rpartition("/")[2]))


async def test_erased_with_her(stage: Stage) -> None:
    await allow(stage)
    withdraw(stage.store, stage.config, stage.people[AMINA.name], stage.clock())
    assert cast.count(stage.store, rechecks.table) == 0
