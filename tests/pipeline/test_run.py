import asyncio
from asyncio import StreamWriter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from aiohttp.web import Request, Response

from scanner.alert.flood import MOST_OF_A_PERSON
from scanner.crawl.crawler import Scan
from scanner.enrol import optin
from scanner.errors import StopError, UsageError
from scanner.model.finding import Change
from scanner.model.frontier import DuePage
from scanner.model.ids import SourceId
from scanner.model.page import Missed, MissReason, Page
from scanner.pipeline import looking, run
from scanner.pipeline.backlog import Backlog
from scanner.pipeline.looking import Looking
from scanner.pipeline.watch import Lookout
from scanner.report.data import ReportData
from scanner.store import consents, outbox, scans
from scanner.store.database import generation
from scanner.store.outbox import MailState
from tests.alert.sink import Sink, listening
from tests.enrol.cast import ANNAS_MAIL
from tests.pipeline.stage import AMINA, DAY, TICK, Stage, page, post, source
from tests.pipeline.test_visits import AMINAS, CALM

FORUM = source("http://forum.example/1", source_id="forum")
BLOG = source("http://blogg.example/1", source_id="blogg")


@pytest.fixture
async def web(stage: Stage) -> Stage:
    """Two sites of three pages each; Amina stands on the last of the forum."""
    stage.sources = (FORUM, BLOG)
    for name in ("forum", "blogg"):
        for number in (1, 2, 3):
            words = AMINAS if (name, number) == ("forum", 3) else CALM
            body = page(post("p1", words), links=(f"/{number + 1}",) if number < 3 else ())
            stage.sites.page(f"{name}.example/{number}", body)
    await stage.opt_in(AMINA)
    return stage


def gaps(data: ReportData) -> dict[str, dict[MissReason, int]]:
    return {one.source_id: dict(one.missed) for one in data.gaps}


async def test_only_the_named_sources_are_read(web: Stage) -> None:
    result = await web.scan(only=frozenset({SourceId("blogg")}))
    assert {where.partition("/")[0] for where in web.sites.paths()} == {"blogg.example"}
    # What was not read is said, never passed over.
    assert gaps(result.report.data) == {"forum": {MissReason.NOT_REACHED: 1}}


async def test_a_source_that_there_is_not_is_refused_before_anything_is_asked(web: Stage) -> None:
    with pytest.raises(UsageError, match=r"no source tidning.*sources list"):
        await web.scan(only=frozenset({SourceId("tidning"), SourceId("forum")}))
    assert web.sites.asked == []


async def test_an_expired_source_is_a_gap(web: Stage) -> None:
    web.sources = (BLOG, source("http://forum.example/1", expires=date(2026, 11, 1)))
    result = await web.scan()
    assert gaps(result.report.data) == {"forum": {MissReason.EXPIRED: 1}}


async def test_a_stopped_run_says_so_and_the_next_one_goes_on(web: Stage) -> None:
    stop = asyncio.Event()

    def after_one(_: DuePage, __: Page | Missed) -> None:
        stop.set()

    first = await web.scan(stop=stop, progress=after_one)
    assert not first.is_whole
    assert gaps(first.report.data)
    asked = [where for where in web.sites.paths() if not where.endswith("robots.txt")]
    second = await web.scan()
    assert second.is_whole
    assert gaps(second.report.data) == {}
    again = web.sites.paths()[len(web.sites.paths()) - 6 + len(asked) :]
    assert set(again).isdisjoint(asked)
    assert web.the(AMINA).change is Change.NEW
    # Nothing told of it before: it is new in the report of the run that found it.
    told = [*first.report.data.cases, *second.report.data.cases]
    assert [case.change for case in told if case.change is Change.NEW] == [Change.NEW]


async def test_a_second_run_at_the_same_time_is_refused(web: Stage) -> None:
    with web.store.scan_lock(), pytest.raises(StopError, match="Another scan is at work"):
        await web.scan()
    assert (await web.scan()).is_whole


async def test_progress_is_told_of_every_page_once(web: Stage) -> None:
    seen: list[str] = []

    def note(due: DuePage, outcome: Page | Missed) -> None:
        seen.append(due.address if isinstance(outcome, Page) else outcome.reason)

    await web.scan(progress=note)
    assert sorted(seen) == sorted(
        f"http://{name}.example/{number}" for name in ("forum", "blogg") for number in (1, 2, 3)
    )


async def test_an_alert_does_not_wait_for_a_report_that_cannot_be_written(web: Stage) -> None:
    web.gone_through()
    web.config.reports.folder.write_text("in the way")
    async with listening(Sink()) as sink:
        web.mail_port = sink.port
        with pytest.raises(StopError, match="could not be written"):
            await web.scan()
    assert [mail["To"] for mail in sink.mails] == ["sakerhet@provstad.example"]


async def test_a_link_to_log_in_does_not_wait_for_the_end_of_a_scan(web: Stage) -> None:
    web.gone_through()
    await optin.request_link(web.store, web.config, ANNAS_MAIL, "sv", web.now)
    has_come = asyncio.Event()

    async def answer(_: Request) -> Response:
        async with asyncio.timeout(60):
            await has_come.wait()
        return Response(body=page(post("p1", CALM)), content_type="text/html")

    web.sites.routes["blogg.example/3"] = answer
    async with listening(Sink()) as sink:
        sink.on_accepted = lambda _: has_come.set()
        web.mail_port = sink.port
        result = await web.scan()
    assert gaps(result.report.data) == {}
    assert [mail["To"] for mail in sink.mails] == [
        ANNAS_MAIL.reveal(), "sakerhet@provstad.example",
    ]  # fmt: skip
    assert result.delivered.sent == 2


async def test_a_threat_is_told_while_the_scan_goes_on(
    web: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.gone_through()
    monkeypatch.setattr(run, "MAIL_SECONDS", 0.1)
    is_told = asyncio.Event()

    async def answer(_: Request) -> Response:
        async with asyncio.timeout(25):
            await is_told.wait()
        return Response(body=page(post("p1", CALM)), content_type="text/html")

    web.sites.routes["blogg.example/3"] = answer
    async with listening(Sink()) as sink:
        sink.on_accepted = lambda _: is_told.set()
        web.mail_port = sink.port
        result = await web.scan()
    assert gaps(result.report.data) == {}
    assert [mail["To"] for mail in sink.mails] == ["sakerhet@provstad.example"]
    assert result.delivered.sent == 1


async def test_what_there_was_no_time_to_look_at_is_a_gap_until_the_next_run(
    web: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []
    unnamed, finish, drop, is_late = Lookout.unnamed, Looking.finish, Backlog.drop, asyncio.Event()

    async def searched_late(*asked: Any) -> Any:
        await is_late.wait()
        return await unnamed(*asked)

    async def finish_at_once(work: Looking, seconds: float) -> None:
        given.append(seconds)
        await finish(work, 0.0)

    async def drop_in_time(backlog: Backlog) -> None:
        await drop(backlog)
        is_late.set()

    with monkeypatch.context() as at_work:
        at_work.setattr(looking, "TOGETHER", 1)
        at_work.setattr(Lookout, "unnamed", searched_late)
        at_work.setattr(Looking, "finish", finish_at_once)
        at_work.setattr(Backlog, "drop", drop_in_time)
        result = await web.scan()
    assert result.is_whole
    # The one that was under way is finished.
    assert sum(sum(missed.values()) for missed in gaps(result.report.data).values()) == 5
    assert 0 < given[0] <= 60 * web.config.crawl.scan_minutes
    result = await web.scan()
    assert gaps(result.report.data) == {}
    assert len(result.report.data.cases) == len(web.of(AMINA)) == 1


async def test_a_scan_does_not_wait_for_the_mails_before_it(web: Stage) -> None:
    await optin.request_link(web.store, web.config, ANNAS_MAIL, "sv", web.now)

    async def says_nothing_before_the_scan(_: asyncio.StreamReader, to: StreamWriter) -> None:
        async with asyncio.timeout(60):
            await web.sites.was_asked.wait()
        to.close()

    async with await asyncio.start_server(says_nothing_before_the_scan, "127.0.0.1") as server:
        web.mail_port = server.sockets[0].getsockname()[1]
        result = await web.scan()
    assert (result.is_whole, result.delivered.sent) == (True, 0)
    assert result.delivered.deferred >= 1


async def test_a_mail_password_that_is_not_there_keeps_nobody_from_being_looked_for(
    web: Stage,
) -> None:
    await optin.request_link(web.store, web.config, ANNAS_MAIL, "sv", web.now)
    mail = replace(web.config.mail, password_file=web.config.data.folder / "not-there")
    web.config = replace(web.config, mail=mail)
    with pytest.raises(UsageError, match="not-there"):
        await web.scan()
    assert len(web.of(AMINA)) == 1
    assert list(web.config.reports.folder.iterdir())


async def test_a_flood_of_cases_is_told_in_a_few_mails_and_none_is_lost(web: Stage) -> None:
    web.gone_through()
    words = [f"{AMINAS} {word * 9} {word[::-1] * 9}" for word in (f"x{n}y " for n in range(40))]
    posts = [post(f"p{number}", words) for number, words in enumerate(words)]
    web.sites.page("forum.example/3", page(*posts))
    data = (await web.scan()).report.data
    assert len(data.cases) == len(web.of(AMINA)) == 40
    assert web.waiting().count("sakerhet@provstad.example") == MOST_OF_A_PERSON + 1


@pytest.mark.parametrize(("others", "told"), [(3, []), (4, ["sakerhet@provstad.example"])])
async def test_many_insults_in_three_days_ask_for_an_officer(
    web: Stage, others: int, told: list[str]
) -> None:
    web.gone_through()
    insults = [
        f"Socialsekreterare {AMINA.name} är en jävla hora och en råtta. {word * 3}"
        for word in ("alm ", "bok ", "en ", "lind ", "oxel ")
    ]
    posts = [post(f"p{n}", words) for n, words in enumerate(insults[: others + 1])]
    web.sites.page("forum.example/3", page(*posts))
    await web.scan()
    assert len(web.of(AMINA)) == others + 1
    assert web.waiting() == told


async def test_a_refused_mail_is_tried_again_by_each_run_of_a_week(web: Stage) -> None:
    web.gone_through()
    async with listening(Sink("550 no", "550 no")) as sink:
        web.mail_port = sink.port
        assert (await web.scan()).delivered.refused == 1
        assert (await web.scan(DAY)).delivered.refused == 1
        assert (await web.scan(DAY)).delivered.sent == 1
    (mail,) = sink.mails
    assert mail["To"] == "sakerhet@provstad.example"


async def test_a_mail_refused_for_a_week_is_left_to_the_operator(web: Stage) -> None:
    web.gone_through()
    async with listening(Sink("550 no")) as sink:
        web.mail_port = sink.port
        await web.scan()
        assert (await web.scan(8 * DAY)).delivered.sent == 0
    assert sink.mails == []
    assert [one.state for one in web.store.read(outbox.troubles)] == [MailState.FAILED]


async def test_what_a_scan_found_is_new_in_its_report_alone(web: Stage) -> None:
    changes = [(await web.scan(DAY)).report.data.cases[0].change for _ in range(3)]
    assert changes == [Change.NEW, Change.SEEN_AGAIN, Change.SEEN_AGAIN]


@pytest.mark.parametrize("looks", range(6))
async def test_a_watch_that_begins_while_a_scan_is_made_ready_is_missed_by_none(
    stage: Stage, looks: int
) -> None:
    """It begins between two looks at the clock."""
    stage.config = replace(stage.config, portal=replace(stage.config.portal, activation_hours=1))
    await stage.opt_in(AMINA)
    hers = stage.store.read(lambda tx: consents.latest(tx, stage.people[AMINA.name]))
    stage.now = hers.active_from - TICK / 2 - looks * TICK
    before = stage.store.read(generation)
    await stage.scan()
    began = stage.store.read(scans.last_scan_began)
    assert began is not None
    assert (stage.store.read(generation) > before) == (began >= hers.active_from)


def test_a_scan_carries_no_person() -> None:
    # What a crawl is given decides what it asks for.
    assert set(Scan.__slots__) == {
        "horizon", "sources", "generation", "kept", "show", "keys", "others"
    }  # fmt: skip
