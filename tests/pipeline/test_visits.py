"""What visits make of findings, day after day: by whole scans of a lab's sites."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest
from aiohttp import web

from scanner.enrol.withdraw import withdraw
from scanner.errors import StopError
from scanner.findings import decide
from scanner.model.assessment import DetailMatch, Level, SeverityTier
from scanner.model.exposure import View
from scanner.model.finding import Change, PlaceState, Verdict
from scanner.model.frontier import DuePage
from scanner.model.page import Missed, MissReason, Page
from scanner.pipeline import cases, reading, watch
from scanner.pipeline.gravest import STRETCH
from scanner.pipeline.keeping import Keeping
from scanner.report.data import ReportData
from scanner.store import evidence_files, findings, frontier
from tests.extract.pdfs import scan
from tests.lab import Lab
from tests.pipeline.stage import AMINA, ANNA, DAY, Stage, page, post, source

SECURITY = "sakerhet@provstad.example"
HR = "hr@provstad.example"

BOTH = (
    "Socialsekreterarna Amina Provhult och Anna Provdal i Provstad: lägg ut deras bilder och "
    "adresser överallt där ni kan, ring dem på natten, åk hem till dem."
)
AMINAS = (
    "Socialsekreteraren Amina Provhult i Provstad har läst igenom vår utredning en gång till. "
    "Lägg ut namn och bild på henne överallt där ni kan, så att alla får veta vem hon är."
)
NUMBER = "Hennes privata nummer är 070-174 06 05, ring och säg vad ni tycker."
CALM = "Vi har haft stöd i två år och är nöjda med hjälpen. Ring växeln så svarar någon."
NEUTRAL = "Frågor besvaras av socialsekreterare Amina Provhult på socialtjänsten i Provstad."
CRITICISM = (
    "Beslutet var fel från början till slut. Socialsekreteraren Amina Provhult i Provstad lyssnar "
    "inte, utredningen är vinklad och jag tycker att hon borde avgå. Vi har överklagat."
)

FORUM = source("http://forum.example/t")


@pytest.fixture
async def forum(stage: Stage) -> Stage:
    """Amina has opted in; one thread is watched."""
    stage.sources = (FORUM,)
    await stage.opt_in(AMINA)
    stage.gone_through()
    return stage


def places(data: ReportData) -> list[tuple[str, str]]:
    return [(place.address, place.post_key) for case in data.cases for place in case.places]


async def test_two_victims_in_one_post_are_two_findings(forum: Stage) -> None:
    await forum.opt_in(ANNA)
    forum.sites.page("forum.example/t", page(post("p1", CALM), post("p2", BOTH)))
    await forum.scan()
    hers, annas = forum.the(AMINA), forum.the(ANNA)
    assert hers.cluster_id != annas.cluster_id
    assert hers.case_reference != annas.case_reference
    for one in (hers, annas):
        assert [place.post_key for place in one.places] == ["p2"]
        severity = one.assessment.severity
        assert (severity.tier, severity.level) == (SeverityTier.T3, Level.MEDIUM)
    assert forum.waiting() == [SECURITY, SECURITY]


async def test_two_posts_about_one_person_are_two_findings(forum: Stage) -> None:
    other = AMINAS.replace("läst igenom vår utredning en gång till", "tagit barn från sin familj")
    forum.sites.page("forum.example/t", page(post("p1", AMINAS), post("p2", other + " " + CALM)))
    await forum.scan()
    assert sorted(one.places[0].post_key for one in forum.of(AMINA)) == ["p1", "p2"]


async def test_a_mirror_joins_the_finding(forum: Stage) -> None:
    forum.sources = (FORUM, source("http://spegel.example/1", source_id="spegel"))
    forum.sites.page("forum.example/t", page(post("p1", CALM), post("p2", AMINAS)))
    await forum.scan()
    first = forum.the(AMINA)
    forum.sites.page("spegel.example/1", page(f"<p>Sparat i dag:</p><p>{AMINAS}</p>"))
    result = await forum.scan(DAY)
    both = forum.the(AMINA)
    assert (both.finding_id, both.cluster_id) == (first.finding_id, first.cluster_id)
    assert [place.address for place in both.places] == [
        "http://forum.example/t",
        "http://spegel.example/1",
    ]
    assert len(result.report.data.cases) == 1
    assert forum.waiting() == [SECURITY]


async def test_when_the_original_goes_the_mirror_keeps_the_finding(forum: Stage) -> None:
    forum.sources = (FORUM, source("http://spegel.example/1", source_id="spegel"))
    forum.sites.page("forum.example/t", page(post("p2", AMINAS)))
    forum.sites.page("spegel.example/1", page(f"<p>{AMINAS}</p>"))
    await forum.scan()
    forum.sites.page("forum.example/t", page(post("p1", CALM)))
    await forum.scan(DAY)
    found = forum.the(AMINA)
    assert found.change is Change.SEEN_AGAIN
    states = {place.address: place.state for place in found.places}
    assert states == {
        "http://forum.example/t": PlaceState.MISSING,
        "http://spegel.example/1": PlaceState.SEEN,
    }


async def test_an_edited_post_becomes_worse_and_is_told_again(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    assert forum.waiting() == [SECURITY]
    before = forum.the(AMINA)
    forum.sites.page("forum.example/t", page(post("p1", AMINAS, NUMBER)))
    result = await forum.scan(DAY)
    after = forum.the(AMINA)
    assert after.finding_id == before.finding_id
    assert (after.change, after.detail_version) == (Change.WORSE, before.detail_version + 1)
    assert (before.assessment.severity.level, after.assessment.severity.level) == (
        Level.MEDIUM,
        Level.HIGH,
    )
    assert len(after.evidence_sha256) == 2
    assert NUMBER in after.excerpt.text.reveal()
    assert [case.change for case in result.report.data.cases] == [Change.WORSE]
    assert forum.waiting() == [SECURITY]


async def test_what_was_worse_once_is_not_forgotten_when_it_is_taken_back(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS, NUMBER)))
    await forum.scan()
    forum.waiting()
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan(DAY)
    found = forum.the(AMINA)
    assert (found.change, found.assessment.severity.level) == (Change.SEEN_AGAIN, Level.HIGH)
    assert forum.waiting() == []


async def test_missing_is_gone_only_a_day_later(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    forum.sites.page("forum.example/t", page(post("p2", CALM)))
    changes = []
    for later in (timedelta(hours=2), timedelta(hours=2), timedelta(hours=22), DAY):
        result = await forum.scan(later)
        changes.append((forum.the(AMINA).change, len(result.report.data.cases)))
    # Reported once as gone; then it is history, on her own page.
    assert changes == [
        (Change.MISSING, 1), (Change.MISSING, 1), (Change.GONE, 1), (Change.GONE, 0)
    ]  # fmt: skip


async def test_a_page_that_is_gone_takes_its_posts_along_and_may_come_back(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    forum.sites.page("forum.example/t", "borta", status=410)
    changes = []
    for _ in range(2):
        await forum.scan(DAY)
        changes.append(forum.the(AMINA).change)
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan(DAY)
    changes.append(forum.the(AMINA).change)
    assert changes == [Change.MISSING, Change.GONE, Change.SEEN_AGAIN]
    assert forum.waiting() == [SECURITY]


async def test_a_page_that_is_said_to_be_gone_and_still_shows_the_post_is_not_gone(
    forum: Stage,
) -> None:
    thread = page(post("p1", AMINAS))
    forum.sites.page("forum.example/t", thread)
    await forum.scan()
    forum.waiting()
    for status in (404, 410, 404):
        forum.sites.page("forum.example/t", thread, status=status)
        result = await forum.scan(DAY)
        found = forum.the(AMINA)
        assert found.change is Change.SEEN_AGAIN
        assert [place.state for place in found.places] == [PlaceState.SEEN]
        # What is shown is looked at; whether it is what the watchlist meant nobody knows.
        assert [gap.missed for gap in result.report.data.gaps] == [((MissReason.GONE, 1),)]
    assert forum.waiting() == []
    # Once it shows something else, two looks a day apart say that it is gone, as ever.
    forum.sites.page("forum.example/t", page(post("p2", CALM)), status=404)
    changes = []
    for _ in range(2):
        await forum.scan(8 * DAY)
        changes.append(forum.the(AMINA).change)
    assert changes == [Change.MISSING, Change.GONE]


async def test_what_is_posted_under_gone_is_found(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)), status=404)
    await forum.scan()
    assert forum.the(AMINA).change is Change.NEW
    (kept,) = forum.the(AMINA).evidence_sha256
    assert kept
    assert forum.waiting() == [SECURITY]


@pytest.mark.parametrize("is_linked", [False, True])
async def test_a_threat_on_a_page_that_is_always_said_to_be_gone_is_found_within_its_cadence(
    forum: Stage, *, is_linked: bool
) -> None:
    gone = "forum.example/dold" if is_linked else "forum.example/t"
    forum.sites.page("forum.example/t", page(post("p1", CALM), links=("/dold",)))
    for number in range(6):
        forum.sites.page(gone, page(post("p1", f"{CALM} {number}")), status=404)
        await forum.scan(DAY)
    forum.sites.page(gone, page(post("p1", AMINAS)), status=404)
    await forum.scan(DAY)
    assert forum.the(AMINA).change is Change.NEW


async def test_a_link_to_a_page_that_is_gone_for_good_is_followed_weekly(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", CALM), links=("/dold",)))
    forum.sites.page("forum.example/dold", page("<p>Sidan finns inte.</p>"), status=404)
    for _ in range(10):
        await forum.scan(DAY)
    assert forum.sites.paths().count("forum.example/dold") == 4


def tagged(sites: Lab, where: str, body: str, tag: str = '"1"') -> None:
    """Let a page answer as a well-kept site: 304 to who has it."""

    async def answer(request: web.Request) -> web.Response:
        known = request.headers.get("If-None-Match") == tag
        return web.Response(
            status=304 if known else 200,
            text=None if known else body,
            content_type="text/html",
            headers={"ETag": tag},
        )

    sites.routes[where] = answer


async def test_an_unchanged_page_keeps_its_findings(forum: Stage) -> None:
    tagged(forum.sites, "forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    before = forum.the(AMINA)
    forum.waiting()
    result = await forum.scan(DAY)
    after = forum.the(AMINA)
    assert forum.sites.asked[-1][1]["if-none-match"] == '"1"'
    assert after.change is Change.SEEN_AGAIN
    assert after.last_seen - before.last_seen >= DAY
    assert [place.state for place in after.places] == [PlaceState.SEEN]
    assert result.report.data.gaps == ()
    assert forum.waiting() == []


class Looked:
    """What was read and searched, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read, self.searched = 0, 0
        document, unnamed = reading.PageReader.document, watch.Lookout.unnamed

        async def reads(reader: reading.PageReader, page: Page) -> object:
            self.read += 1
            return await document(reader, page)

        async def searches(lookout: watch.Lookout, by: Any, texts: tuple[str, ...]) -> object:
            self.searched += len(texts)
            return await unnamed(lookout, by, texts)

        monkeypatch.setattr(reading.PageReader, "document", reads)
        monkeypatch.setattr(watch.Lookout, "unnamed", searches)

    def taken(self) -> tuple[int, int]:
        """Since the last call: pages read, and pages searched together with others."""
        taken = self.read, self.searched
        self.read = self.searched = 0
        return taken


async def test_the_same_bytes_are_read_once_and_keep_their_findings(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = Looked(monkeypatch)
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    assert looked.taken() == (1, 1)
    before = forum.the(AMINA)
    forum.waiting()
    result = await forum.scan(DAY)
    assert looked.taken() == (0, 0)
    after = forum.the(AMINA)
    assert after.change is Change.SEEN_AGAIN
    assert after.last_seen - before.last_seen >= DAY
    assert result.report.data.gaps == ()
    assert forum.waiting() == []


async def test_a_text_that_changed_by_itself_is_not_searched_again(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = Looked(monkeypatch)
    forum.sites.page("forum.example/t", page(post("p1", CALM), "<p>12 visningar</p>"))
    await forum.scan()
    assert looked.taken() == (1, 1)
    forum.sites.page("forum.example/t", page(post("p1", CALM), "<p>13 visningar</p>"))
    await forum.scan(DAY)
    assert looked.taken() == (1, 0)
    await forum.opt_in(ANNA)
    await forum.scan(DAY)
    assert looked.taken() == (1, 1)


async def test_an_edit_that_adds_her_number_is_seen_beside_a_counter(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS), "<p>12 visningar</p>"))
    await forum.scan()
    assert not forum.the(AMINA).assessment.severity.details
    forum.sites.page("forum.example/t", page(post("p1", AMINAS, NUMBER), "<p>13 visningar</p>"))
    await forum.scan(DAY)
    assert forum.the(AMINA).change is Change.WORSE


async def test_who_enrols_later_is_found_where_the_same_bytes_came_before(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", BOTH)))
    await forum.scan()
    await forum.scan(DAY)
    await forum.opt_in(ANNA)
    await forum.scan(DAY)
    assert forum.the(ANNA).change is Change.NEW
    assert forum.the(AMINA).change is Change.SEEN_AGAIN


async def test_who_enrols_later_is_found_on_a_page_that_did_not_change(forum: Stage) -> None:
    tagged(forum.sites, "forum.example/t", page(post("p1", BOTH)))
    await forum.scan()
    await forum.scan(DAY)
    await forum.opt_in(ANNA)
    await forum.scan(DAY)
    assert forum.the(ANNA).change is Change.NEW
    assert forum.the(AMINA).change is Change.SEEN_AGAIN


Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def hang_up(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def hang(_: web.Request) -> web.Response:
    await asyncio.sleep(20)
    return web.Response()


def answering(**options: object) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(**options)  # type: ignore[arg-type]

    return answer


UNREADABLE: tuple[tuple[str, Answer, MissReason], ...] = (
    ("down", answering(status=503, text="stängt"), MissReason.HTTP_ERROR),
    ("forbidden", answering(status=403, text="nej"), MissReason.BLOCKED),
    ("busy", answering(status=429, text="nej"), MissReason.BLOCKED),
    ("empty", answering(body=b" \n", content_type="text/html"), MissReason.UNREADABLE),
    ("wordless", answering(text="<a href='/'><img>", content_type="text/html"),
     MissReason.UNREADABLE),
    ("guarded", answering(text="<script>_cf_chl_opt={}</script>Vänta", content_type="text/html"),
     MissReason.CAPTCHA),
    ("refused", answering(text="Sucuri WebSite Firewall - Access Denied"), MissReason.BLOCKED),
    ("pdf", answering(body=b"%PDF-1.7", content_type="application/pdf"), MissReason.UNREADABLE),
    ("scan", answering(body=scan(), content_type="application/pdf"), MissReason.PARTLY),
    ("zip", answering(body=b"PK", content_type="application/zip"), MissReason.CONTENT_TYPE),
    ("image", answering(body=b"\x89PNG\r\n", content_type="text/html"), MissReason.CONTENT_TYPE),
    ("loop", answering(status=302, headers={"Location": "/"}), MissReason.REDIRECTS),
    ("cut", hang_up, MissReason.CONNECT),
    ("late", hang, MissReason.TIMEOUT),
)  # fmt: skip
"""What a site of that name answers one day, and what that is counted as."""


async def test_what_could_not_be_read_changes_no_finding(forum: Stage) -> None:
    forum.config = replace(forum.config, crawl=replace(forum.config.crawl, timeout_seconds=1.0))
    forum.sources = tuple(
        source(f"http://{name}.example/", source_id=name) for name, _, _ in UNREADABLE
    )
    for name, _, _ in UNREADABLE:
        forum.sites.page(f"{name}.example/", page(post("p1", AMINAS)))
    await forum.scan()
    before = forum.the(AMINA)
    assert len(before.places) == len(UNREADABLE)
    for name, answer, _ in UNREADABLE:
        forum.sites.routes[f"{name}.example/"] = answer
    result = await forum.scan(2 * DAY)
    assert forum.the(AMINA) == before
    assert {(one.source_id, one.missed) for one in result.report.data.gaps} == {
        (name, ((reason, 1),)) for name, _, reason in UNREADABLE
    }


async def test_a_page_without_a_word_is_a_gap_and_leads_on(forum: Stage) -> None:
    forum.sites.page("forum.example/t", '<a href="/u"><img src="/pil.png"></a>')
    forum.sites.page("forum.example/u", page(post("p1", AMINAS)))
    result = await forum.scan()
    assert [one.missed for one in result.report.data.gaps] == [((MissReason.UNREADABLE, 1),)]
    assert forum.the(AMINA).change is Change.NEW


async def test_a_page_that_robots_forbid_from_now_on_changes_no_finding(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    before = forum.the(AMINA)
    forum.sites.page("forum.example/robots.txt", "User-agent: *\nDisallow: /\n")
    result = await forum.scan(2 * DAY)
    assert forum.the(AMINA) == before
    assert [one.missed for one in result.report.data.gaps] == [((MissReason.ROBOTS, 1),)]


@pytest.mark.parametrize(
    ("words", "tier"), [(NEUTRAL, SeverityTier.T0), (CRITICISM, SeverityTier.T1)]
)
async def test_neutral_words_and_criticism_are_for_her_own_page_alone(
    forum: Stage, words: str, tier: SeverityTier
) -> None:
    forum.sites.page("forum.example/t", page(post("p1", words)))
    result = await forum.scan()
    severity = forum.the(AMINA).assessment.severity
    assert (severity.tier, severity.level) == (tier, Level.INFO)
    assert result.report.data.cases == ()
    for file in result.report.files:
        assert forum.the(AMINA).case_reference not in file.read_text()
    assert forum.store.read(lambda tx: findings.at_or_above(tx, Level.LOW)) == ()
    assert forum.waiting() == []


async def test_a_post_that_moves_to_the_next_page_stays_one_finding(forum: Stage) -> None:
    calm = [post(f"p{number}", f"{CALM} Svar {number}.") for number in range(5)]
    forum.sites.page("forum.example/t", page(calm[0], post("p9", AMINAS), links=("/t?page=2",)))
    forum.sites.page("forum.example/t?page=2", page(calm[1], calm[2]))
    await forum.scan()
    first = forum.the(AMINA)
    forum.sites.page("forum.example/t", page(calm[0], calm[3], links=("/t?page=2",)))
    forum.sites.page("forum.example/t?page=2", page(post("p9", AMINAS), calm[1]))
    result = await forum.scan(DAY)
    moved = forum.the(AMINA)
    assert (moved.finding_id, moved.change) == (first.finding_id, Change.SEEN_AGAIN)
    assert {place.address: place.state for place in moved.places} == {
        "http://forum.example/t": PlaceState.MISSING,
        "http://forum.example/t?page=2": PlaceState.SEEN,
    }
    assert [case.change for case in result.report.data.cases] == [Change.SEEN_AGAIN]
    assert forum.waiting() == [SECURITY]


async def test_a_namesake_is_no_finding(forum: Stage) -> None:
    choir = "Körledaren Amina Provhult i Norrvik fyllde kyrkan i lördags. Applåderna tog inte slut."
    forum.sites.page("forum.example/t", page(post("p1", choir)))
    await forum.scan()
    assert forum.of(AMINA) == ()
    assert forum.store.read(evidence_files.every) == ()


async def test_a_detail_without_her_name_is_nobodys(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", f"Säljer cykel. {AMINA.phone}, ring!")))
    await forum.scan()
    assert forum.of(AMINA) == ()


async def test_a_post_judged_not_hers_is_told_to_nobody_again(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    forum.waiting()
    found = forum.the(AMINA)
    forum.store.write(
        lambda tx: cases.judge(
            tx, found.case_reference, Verdict.NOT_HER,
            officer="officer", config=forum.config, now=forum.now,
        )
    )  # fmt: skip
    result = await forum.scan(DAY)
    assert forum.the(AMINA).verdict is Verdict.NOT_HER
    assert result.report.data.cases == ()
    assert forum.waiting() == []
    threat = AMINAS + " Vi ska döda henne."
    forum.sites.page("forum.example/t", page(post("p1", threat)))
    result = await forum.scan(DAY)
    assert forum.the(AMINA).verdict is Verdict.UNJUDGED
    assert len(result.report.data.cases) == 1
    assert forum.waiting() != []


async def test_a_threat_copied_over_a_post_that_she_set_aside_is_told(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", CRITICISM)))
    await forum.scan()
    aside = decide.judge(forum.the(AMINA), Verdict.SET_ASIDE)
    assert forum.store.write(lambda tx: findings.save(tx, aside, now=forum.now))
    threat = AMINAS + " Vi vet var hon bor, vi kommer hem till henne i natt och ska döda henne."
    forum.sites.page("forum.example/t", page(post("p1", CRITICISM), post("p2", threat)))
    await forum.scan(DAY)
    forum.waiting()
    forum.sites.page("forum.example/t", page(post("p1", threat), post("p2", threat)))
    result = await forum.scan(DAY)
    assert forum.the(AMINA).verdict is Verdict.UNJUDGED
    assert len(result.report.data.cases) == 1


@pytest.mark.parametrize("verdict", [Verdict.HER, Verdict.NOT_HER])
async def test_a_verdict_says_nothing_of_her_other_findings_on_the_page(
    forum: Stage, verdict: Verdict
) -> None:
    forum.sites.page("forum.example/t", page(post("p1", CRITICISM)))
    await forum.scan()
    judged = decide.judge(forum.the(AMINA), verdict)
    assert forum.store.write(lambda tx: findings.save(tx, judged, now=forum.now))
    forum.sites.page("forum.example/t", page(post("p1", CRITICISM), post("p2", AMINAS + NUMBER)))
    await forum.scan(DAY)
    (other,) = (f for f in forum.of(AMINA) if f.places[0].post_key == "p2")
    assert other.verdict is Verdict.UNJUDGED
    assert "judged" not in {one.feature for one in other.assessment.identity.evidence}


async def test_an_expired_opt_in_brings_no_finding(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    result = await forum.scan(380 * DAY)
    assert forum.of(AMINA) == ()
    assert result.report.data.cases == ()
    assert forum.store.read(evidence_files.every) == ()
    assert forum.waiting() == []


async def test_who_leaves_takes_no_other_persons_finding_along(forum: Stage) -> None:
    await forum.opt_in(ANNA)
    forum.sites.page("forum.example/t", page(post("p1", BOTH)))
    await forum.scan()
    withdraw(forum.store, forum.config, forum.people[AMINA.name], forum.now)
    await forum.scan(DAY)
    assert forum.of(AMINA) == ()
    assert forum.the(ANNA).change is Change.SEEN_AGAIN


async def test_the_same_bytes_are_kept_as_evidence_once(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    for _ in range(3):
        await forum.scan(DAY)
    files = forum.store.read(evidence_files.every)
    assert [file.page_sha256 for file in files] == list(forum.the(AMINA).evidence_sha256)
    kept = [path.name for path in forum.house.evidence_folder.iterdir()]
    assert kept == [file.name for file in files]


async def test_a_page_without_posts_is_the_post(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(f"<p>{AMINAS}</p>"))
    result = await forum.scan()
    assert places(result.report.data) == [("http://forum.example/t", "")]


async def test_a_redirect_is_found_where_it_was_asked_for(forum: Stage) -> None:
    forum.sites.redirect("forum.example/t", "http://forum.example/thread/1")
    forum.sites.page("forum.example/thread/1", page(post("p1", AMINAS)))
    for _ in range(2):
        await forum.scan(DAY)
    assert [place.address for place in forum.the(AMINA).places] == ["http://forum.example/t"]


async def test_posts_without_keys_are_told_apart_by_their_words(forum: Stage) -> None:
    def comments(*said: str) -> str:
        return page(*(f'<div class="comment"><p>{one}</p></div>' for one in said))

    other = CRITICISM + " Dela så mycket ni kan."
    forum.sites.page("forum.example/t", comments(AMINAS, CALM, other))
    await forum.scan()
    before = {one.finding_id: one.places[0].post_key for one in forum.of(AMINA)}
    assert len(set(before.values())) == 2
    forum.sites.page("forum.example/t", comments(CALM, "Först!", AMINAS, other))
    await forum.scan(DAY)
    assert {one.finding_id: one.places[0].post_key for one in forum.of(AMINA)} == before
    assert Counter(one.change for one in forum.of(AMINA)) == {Change.SEEN_AGAIN: 2}


async def test_a_post_that_stands_on_its_page_twice_is_one_new_finding(forum: Stage) -> None:
    comment = f'<div class="comment"><p>{AMINAS}</p></div>'
    forum.sites.page("forum.example/t", page(comment, comment))
    await forum.scan()
    assert (forum.the(AMINA).change, len(forum.the(AMINA).places)) == (Change.NEW, 1)
    assert forum.waiting() == [SECURITY]


async def test_a_page_that_could_not_be_cut_says_of_no_post_that_it_is_missing(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = CRITICISM + " Dela så mycket ni kan."
    forum.sites.page("forum.example/t", page(post("p1", AMINAS), post("p2", other)))
    await forum.scan()
    before = {one.finding_id for one in forum.of(AMINA)}
    assert len(before) == 2
    monkeypatch.setattr(reading, "CUT_FACTOR", 0.0)
    await forum.scan(2 * DAY)
    assert {one.finding_id for one in forum.of(AMINA)} == before
    assert {one.change for one in forum.of(AMINA)} & {Change.MISSING, Change.GONE} == set()


async def set_aside_all(forum: Stage) -> None:
    for one in forum.of(AMINA):
        aside = decide.judge(one, Verdict.SET_ASIDE)
        assert forum.store.write(partial(findings.save, finding=aside, now=forum.now))
    forum.waiting()


THREE = (
    post("p1", AMINAS),
    post("p2", f"Vi får se vad som händer härnäst. {CRITICISM}", "Dela så mycket ni kan."),
    post("p3", CALM),
)


async def test_a_verdict_holds_on_a_day_when_its_page_could_not_be_cut(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum.sites.page("forum.example/t", page(*THREE))
    await forum.scan()
    before = forum.of(AMINA)
    assert len(before) == 2
    await set_aside_all(forum)
    monkeypatch.setattr(reading, "CUT_FACTOR", 0.0)
    forum.sites.page("forum.example/t", page(*THREE, post("p4", CALM + " Läs mer hos kommunen.")))
    result = await forum.scan(DAY)
    assert result.report.data.cases == ()
    assert {one.finding_id for one in forum.of(AMINA)} == {one.finding_id for one in before}
    for one in forum.of(AMINA):
        assert (one.verdict, one.change) == (Verdict.SET_ASIDE, Change.SEEN_AGAIN)
        assert one.last_seen > before[0].last_seen
    assert forum.waiting() == []


@pytest.mark.parametrize(
    "words",
    [
        "Lägg ut Amina Provhults adress i Provstad, ring henne på natten, åk hem till henne.",
        f"{AMINAS} Vi ska döda dig, Amina Provhult. Vi kommer hem till dig i natt.",
        f"{AMINAS} {NUMBER}",
    ],
    ids=["new words", "a threat", "a number"],
)
async def test_what_is_new_on_a_page_that_could_not_be_cut_is_told(
    forum: Stage, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    forum.sites.page("forum.example/t", page(*THREE))
    await forum.scan()
    await set_aside_all(forum)
    monkeypatch.setattr(reading, "CUT_FACTOR", 0.0)
    forum.sites.page("forum.example/t", page(*THREE, post("p4", words)))
    result = await forum.scan(DAY)
    assert len(result.report.data.cases) == 1
    assert SECURITY in forum.waiting()


async def test_a_threat_under_a_line_that_was_known_is_told_though_the_page_could_not_be_cut(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = "Socialsekreterare Amina Provhult i Provstad."
    known = post("p1", named, "Hon ska dö. Vi skjuter henne i kväll.")
    forum.sites.page("forum.example/t", page(known, post("p2", CALM)))
    await forum.scan()
    await set_aside_all(forum)
    monkeypatch.setattr(reading, "CUT_FACTOR", 0.0)
    threat = "Klockan nio står vi utanför dörren med bensin och bränner henne. Hon ska dö."
    forum.sites.page("forum.example/t", page(known, post("p3", named, threat)))
    result = await forum.scan(DAY)
    assert len(result.report.data.cases) == 1
    assert SECURITY in forum.waiting()


async def scan_that_ends_before_it_looks(forum: Stage) -> None:
    """As a kill would end it, after the page was fetched."""

    def end(_: DuePage, __: Page | Missed) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await forum.scan(progress=end)


async def test_what_was_fetched_and_not_looked_at_is_looked_at_by_the_next_scan(
    forum: Stage,
) -> None:
    tagged(forum.sites, "forum.example/t", page(post("p1", AMINAS)))
    await scan_that_ends_before_it_looks(forum)
    assert forum.of(AMINA) == ()
    horizon = forum.now
    ids = (FORUM.source_id,)
    (standing,) = forum.store.read(lambda tx: frontier.coverage(tx, ids, horizon))
    assert (standing.checked, standing.missed) == (0, ((MissReason.NOT_REACHED, 1),))
    result = await forum.scan()
    # Whole, whether it changed or not.
    assert "if-none-match" not in forum.sites.asked[-1][1]
    assert forum.the(AMINA).change is Change.NEW
    assert result.report.data.gaps == ()
    assert forum.waiting() == [SECURITY]


async def test_what_a_killed_scan_stored_of_a_page_is_still_new(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = CRITICISM + " Dela så mycket ni kan."
    forum.sites.page("forum.example/t", page(post("p1", AMINAS), post("p2", other)))

    def die(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as at_work:
        # As a kill between the last post of a page and its own row.
        at_work.setattr(frontier, "settle", die)
        with pytest.raises(RuntimeError):
            await forum.scan()
    stored = {one.finding_id for one in forum.of(AMINA)}
    assert len(stored) == 2
    await forum.scan()
    assert {one.finding_id for one in forum.of(AMINA)} == stored
    assert {one.change for one in forum.of(AMINA)} == {Change.NEW}


async def test_what_came_back_while_a_scan_was_killed_is_not_gone(forum: Stage) -> None:
    there, away = page(post("p1", AMINAS)), page(post("p1", CALM))
    for day, body in enumerate((there, away)):
        tagged(forum.sites, "forum.example/t", body, tag=f'"{day}"')
        await forum.scan(DAY)
    assert forum.the(AMINA).change is Change.MISSING
    tagged(forum.sites, "forum.example/t", there, tag='"0"')
    forum.now += DAY
    await scan_that_ends_before_it_looks(forum)
    for _ in range(3):
        await forum.scan(DAY)
        found = forum.the(AMINA)
        assert (found.change, found.places[0].state) == (Change.SEEN_AGAIN, PlaceState.SEEN)


def dies_after(posts: int) -> Callable[..., None]:
    keep, kept = Keeping._keep_post, count()

    def keep_post(*arguments: Any) -> None:
        if next(kept) == posts:
            raise RuntimeError
        keep(*arguments)

    return keep_post


async def test_a_kill_between_two_posts_that_are_copies_loses_none(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    worse = f"{AMINAS} Vi ska döda henne. {NUMBER}"
    forum.sites.page("forum.example/t", page(post("p1", AMINAS), post("p2", worse)))
    with monkeypatch.context() as at_work:
        at_work.setattr(Keeping, "_keep_post", dies_after(1))
        with pytest.raises(RuntimeError):
            await forum.scan()
    mild = forum.the(AMINA)
    result = await forum.scan()
    found = forum.the(AMINA)
    assert mild.assessment.severity.level < found.assessment.severity.level is Level.ACUTE
    assert {place.post_key for place in found.places} == {"p1", "p2"}
    assert [detail.match for detail in found.assessment.severity.details] == [DetailMatch.KNOWN]
    assert len(result.report.data.cases) == 1


async def test_what_was_new_before_a_killed_scan_is_not_new_after_it(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    forum.now += DAY
    await scan_that_ends_before_it_looks(forum)
    await forum.scan()
    assert forum.the(AMINA).change is Change.SEEN_AGAIN


async def test_a_page_that_takes_too_long_to_look_at_is_a_gap_and_its_site_sees_no_difference(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    tagged(forum.sites, "forum.example/t", page(post("p1", AMINAS)))
    with monkeypatch.context() as at_work:
        at_work.setattr(watch, "LOOK_FACTOR", 0.0)
        results = [await forum.scan(DAY) for _ in range(2)]
    for result in results:
        assert [one.missed for one in result.report.data.gaps] == [((MissReason.UNREADABLE, 1),)]
    assert forum.sites.asked[-1][1]["if-none-match"] == '"1"'
    assert forum.of(AMINA) == ()
    tagged(forum.sites, "forum.example/t", page(post("p1", AMINAS)), tag='"2"')
    result = await forum.scan(DAY)
    assert forum.the(AMINA).change is Change.NEW
    assert result.report.data.gaps == ()


async def test_what_ends_the_looking_ends_the_scan(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    forum.house.evidence_folder.write_text("in the way")
    with pytest.raises(StopError, match="Evidence cannot be written"):
        await forum.scan()
    assert forum.of(AMINA) == ()


async def test_what_was_not_judged_on_a_page_is_a_gap_and_what_was_is_found(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS), post("p2", NEUTRAL)))
    judge = watch.Lookout.judge

    async def in_part(*asked: Any) -> View:
        seen = await judge(*asked)
        assert seen.left == 0
        hers = tuple(one for one in seen.exposures if one.key == "p1")
        return replace(seen, exposures=hers, is_cut=False, left=1)

    with monkeypatch.context() as at_work:
        at_work.setattr(watch.Lookout, "judge", in_part)
        result = await forum.scan()
    assert [one.missed for one in result.report.data.gaps] == [((MissReason.UNREADABLE, 1),)]
    assert forum.the(AMINA).change is Change.NEW


async def test_a_page_that_was_not_searched_whole_is_a_gap_though_it_names_nobody(
    forum: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    forum.sites.page("forum.example/t", page(post("p1", "hej " * STRETCH)))
    find = watch.Lookout.find

    async def in_part(*asked: Any) -> Any:
        return (await find(*asked))[0], False

    with monkeypatch.context() as at_work:
        at_work.setattr(watch.Lookout, "find", in_part)
        result = await forum.scan()
    assert [one.missed for one in result.report.data.gaps] == [((MissReason.UNREADABLE, 1),)]


NOWHERE = "<title>Sidan hittades inte</title><p>Sök eller gå till startsidan.</p>"


async def test_a_page_that_says_that_it_is_not_there_replaces_nothing(forum: Stage) -> None:
    forum.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await forum.scan()
    before = forum.the(AMINA)
    forum.waiting()
    forum.sites.page("forum.example/t", NOWHERE)
    for _ in range(2):
        result = await forum.scan(2 * DAY)
    assert forum.the(AMINA) == before
    assert [one.missed for one in result.report.data.gaps] == [((MissReason.SOFT_404, 1),)]
    assert forum.waiting() == []


async def test_words_of_an_error_page_hide_no_threat(forum: Stage) -> None:
    forum.sites.page("forum.example/t", NOWHERE + post("p1", AMINAS))
    await forum.scan()
    assert forum.the(AMINA).change is Change.NEW


async def test_who_is_sent_to_the_front_page_has_not_read_the_page(forum: Stage) -> None:
    forum.sources = (source("http://forum.example/t/", within=("http://forum.example/",)),)
    forum.sites.page("forum.example/t/", page(post("p0", CALM), links=("/t/1",)))
    forum.sites.page("forum.example/t/1", page(post("p1", AMINAS)))
    await forum.scan()
    before = forum.the(AMINA)
    forum.sites.redirect("forum.example/t/1", "/")
    forum.sites.page("forum.example/", page(post("p2", CALM)))
    result = await forum.scan(2 * DAY)
    assert forum.the(AMINA) == before
    assert [one.missed for one in result.report.data.gaps] == [((MissReason.SOFT_404, 1),)]
