"""Her own page shows everything of hers, as much as she chose, and nothing of anybody else."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from scanner.config.settings import Config, WatchlistSettings
from scanner.model.assessment import Level
from scanner.model.consent import Depth
from scanner.model.finding import Verdict
from scanner.model.ids import PersonId
from scanner.model.notice import Notice
from scanner.model.staff import Role
from scanner.people.consent import ConsentState, state
from scanner.people.text import consent_text
from scanner.store import audit, consents, frontier, judgements, mail_links, notices, people
from scanner.store.database import Store, Transaction
from tests.conftest import MORNING
from tests.portal.conftest import Clock
from tests.portal.exposed import amina_and_anna, case_of, keep, look, made, of
from tests.portal.visitor import Visitor
from tests.store.cast import ANNA
from tests.store.test_frontier import FIRST, FORUM, SECOND, came, visit
from tests.store.test_staff import added

SOURCE = """\
source_id = "forum"
name = "Ortens forum"
kind = "site"
source_class = "forum"
addresses = ["http://forum.example/t/1"]
owner = "Säkerhet"
legal_note = "Påhittat."
review_by = 2027-11-01
"""


@pytest.fixture
def config(config: Config, tmp_path: Path) -> Config:
    """With a forum among the organisation's own sources."""
    folder = tmp_path / "watchlists"
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "forum.toml").write_text(SOURCE, encoding="utf-8")
    return replace(config, watchlists=WatchlistSettings(folder=folder))


def references(page) -> list[str]:
    return [box.get_text().rpartition("· ")[2] for box in page.html.select(".finding h3")]


async def test_all_of_hers_gravest_first_and_nothing_of_others(
    visitor: Visitor, store: Store
) -> None:
    await amina_and_anna(visitor, store)
    page = await visitor.open("/me")
    assert references(page) == ["V-222222", "V-222221"]
    assert "Hög · V-222222" in page.words
    assert "Visas bara för dig. Ingen annan kan se det." in page.words
    assert "V-222223" not in page.text


@pytest.mark.parametrize(
    ("depth", "kind", "words"),
    [(Depth.EXISTS, False, False), (Depth.SUMMARY, True, False), (Depth.WORDS, True, True)],
)
async def test_the_list_says_as_much_as_she_chose(
    visitor: Visitor, store: Store, depth: Depth, kind: bool, words: bool
) -> None:
    amina = await amina_and_anna(visitor, store)
    store.write(partial(choose, amina, depth))
    page = await visitor.open("/me")
    assert ("uthängning eller uppmaning att agera" in page.words) is kind
    assert ("Telefonnummer (privat): 07•-••• •• 05" in page.words) is kind
    assert ("hxxps://forum[.]example" in page.words) is kind
    assert ("ring henne" in page.text) is words
    for covered in page.html.find_all(string=lambda text: "ring henne" in text):
        assert covered.find_parent("details") is not None
    assert not page.html.select("details[open]")


def choose(person_id: PersonId, depth: Depth, tx: Transaction) -> None:
    people.change(tx, person_id, replace(people.profile(tx, person_id), depth=depth))


async def test_no_page_of_hers_runs_a_script_or_links_to_where_she_is_exposed(
    visitor: Visitor, store: Store
) -> None:
    amina = await amina_and_anna(visitor, store)
    store.write(partial(choose, amina, Depth.WORDS))
    for path in ("/me", "/case/V-222222"):
        page = await visitor.open(path)
        assert page.html.find("script") is None
        assert 'hxxps://forum[.]example/t?"><script>alert(1)</script>' in page.words
        assert "https://forum" not in page.text


async def test_what_nobody_reviewed_is_closed_and_opens_by_itself(
    visitor: Visitor, store: Store, clock
) -> None:
    amina = await amina_and_anna(visitor, store)
    fresh = replace(
        made(4, Level.ACUTE, amina), first_seen=MORNING, last_seen=MORNING, changed_at=MORNING
    )
    keep(store, fresh)
    for path in ("/me", "/case/V-222224"):
        page = await visitor.open(path)
        assert "Under granskning" in page.words
        assert "21 november 2026 kl. 11.00" in page.words
    link = (await visitor.open("/me")).html.find("a", href="/case/V-222224")
    assert link.get_text() == "Läget för V-222224"
    closed = await visitor.open("/case/V-222224")
    assert "ring henne" not in closed.text
    assert not closed.html.find("form", action="/not-me")
    clock.pass_time(hours=4)
    await visitor.log_in()
    opened = await visitor.open("/case/V-222224")
    assert "Under granskning" not in opened.words
    assert "ring henne" in opened.text


async def test_a_case_of_its_own_page_tells_what_happened_and_who_looked(
    visitor: Visitor, store: Store
) -> None:
    amina = await amina_and_anna(visitor, store)
    store.write(partial(look, amina, "polisanmälan <b>"))
    store.write(partial(look, amina, "", action="case.note", actor="hanna.hr"))
    page = await visitor.open("/case/V-222222")
    assert page.heading == "Hög · V-222222"
    assert "21 november 2026 kl. 07.00: tog del av att ärendet finns, hanna.hr" in page.words
    assert (
        "21 november 2026 kl. 07.00, eva.ansvarig (V-222222): ditt namn och orden om dig lästes – "
        "polisanmälan <b>" in page.words
    )
    assert "2 november 2026 kl. 10.00: Ny (Hög)" in page.words
    assert "En kopia av sidan är sparad som bevis" in page.words
    assert page.html.title.get_text() == "Värn"


async def test_she_says_that_it_is_not_her_and_that_it_is(visitor: Visitor, store: Store) -> None:
    amina = await amina_and_anna(visitor, store)
    page = await visitor.open("/case/V-222222")
    page = await visitor.press(page, "/not-me")
    assert page.path == "/case/V-222222"
    assert case_of(store, amina, "V-222222").verdict is Verdict.SET_ASIDE
    assert "Du har sagt att det inte är du." in page.words
    assert "Personen" not in page.words
    assert "Det döljer inget hot." in page.words
    assert remembered(store, amina) == [False]
    assert "Lagd åt sidan: det gäller någon annan." in (await visitor.open("/me")).words
    page = await visitor.press(page, "/is-me")
    assert "Du har sagt att det är du." in page.words
    kept = case_of(store, amina, "V-222222")
    assert (kept.verdict, kept.is_claimed) == (Verdict.UNJUDGED, True)
    assert remembered(store, amina) == [True]
    deeds = [(e.actor, e.action) for e in store.read(lambda tx: audit.about(tx, amina))]
    assert deeds[-2:] == [("self", "case.not_me"), ("self", "case.me")]


def remembered(store: Store, person_id: PersonId) -> list[bool]:
    """For the next time: whether each finding that she spoke of is about her."""
    kept = store.read(lambda tx: judgements.of_person(tx, person_id))
    return [one.judgement.is_her for one in kept]


async def test_another_ones_case_is_out_of_her_reach(visitor: Visitor, store: Store) -> None:
    await amina_and_anna(visitor, store)
    page = await visitor.open("/case/V-222222")
    for reference in ("V-222223", "V-999999", ""):
        for action in ("/not-me", "/is-me"):
            fields = {"form_key": page.fields("/not-me")["form_key"], "case": [reference]}
            assert (await visitor.post(action, fields)).path == "/me"
    (annas,) = of(store, ANNA)
    assert (annas.verdict, annas.is_claimed) == (Verdict.UNJUDGED, False)


async def test_no_case_and_another_ones_case_have_the_same_answer(
    visitor: Visitor, store: Store
) -> None:
    await amina_and_anna(visitor, store)
    answers = [await visitor.open(f"/case/{name}") for name in ("V-222223", "V-999999")]
    assert [answer.status for answer in answers] == [404, 404]
    assert len({answer.text.replace("V-222223", "V-999999") for answer in answers}) == 1


async def test_she_sees_who_has_looked_and_why(visitor: Visitor, store: Store) -> None:
    amina = await amina_and_anna(visitor, store)
    assert "Ingen hittills." in (await visitor.open("/me")).words
    for person_id, reason in ((amina, "polisanmälan <b>"), (ANNA, "annat ärende")):
        store.write(partial(look, person_id, reason))
    page = await visitor.open("/me")
    assert (
        "21 november 2026 kl. 07.00, eva.ansvarig (V-222222): ditt namn och orden om dig lästes – "
        "polisanmälan <b>" in page.words
    )
    assert "annat ärende" not in page.words


async def test_the_same_look_on_the_same_day_stands_once_and_says_how_often(
    visitor: Visitor, store: Store
) -> None:
    amina = await amina_and_anna(visitor, store)

    def look_on(tx: Transaction) -> None:
        for hours in (0, 1, 2, 30):
            audit.append(
                tx,
                at=MORNING + timedelta(hours=hours),
                actor="eva.ansvarig",
                action="case.look",
                person_id=amina,
                object_id="V-222222",
            )

    store.write(look_on)
    for path in ("/me", "/case/V-222222"):
        page = await visitor.open(path)
        said = "öppnade ärendet, utan ditt namn och orden"
        assert page.words.count(said) == 2
        assert f"{said}; 3 gånger den dagen" in page.words


async def test_a_look_by_the_commands_and_a_report_stand_among_the_looks(
    visitor: Visitor, store: Store
) -> None:
    amina = await amina_and_anna(visitor, store)
    store.write(partial(look, amina, "", action="case.look", actor="operator"))
    store.write(partial(look, amina, "", action="report.write", actor="time"))
    for path in ("/me", "/case/V-222222"):
        page = await visitor.open(path)
        assert "någon med åtkomst till servern (V-222222): öppnade ärendet" in page.words
        assert "av sig självt (V-222222): skrevs in i säkerhetsfunktionens rapport" in page.words


async def test_nothing_found_is_not_called_safe(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.open("/me")
    assert "Allt på webben går inte att läsa." in page.words
    assert "Den har inte arbetat än." in page.words
    assert "Sökfrågor med ditt namn som har skickats ut: inga." in page.words


async def test_the_inventory_is_done_when_each_page_was_read_since_the_watch_began(
    visitor: Visitor, store: Store, clock: Clock
) -> None:
    early = clock()
    clock.pass_time(minutes=5)
    await visitor.opt_in()
    # A scan that was at work already when her watch began.
    store.write(lambda tx: frontier.seed(tx, FORUM, (FIRST,), early))
    visit(store, came(FIRST), horizon=early, links=(SECOND,))
    visit(store, came(SECOND), horizon=early)
    assert "Din genomgång är inte klar" in (await visitor.open("/me")).words
    clock.pass_time(hours=2)
    await visitor.log_in()
    visit(store, came(FIRST), horizon=clock())
    assert "Din genomgång är inte klar" in (await visitor.open("/me")).words
    visit(store, came(SECOND), horizon=clock())
    assert "Din genomgång" not in (await visitor.open("/me")).words


async def test_what_was_read_during_her_pause_was_not_read_for_her(
    visitor: Visitor, store: Store, clock: Clock
) -> None:
    await visitor.opt_in()
    page = await visitor.press(await visitor.open("/me"), "/pause")
    store.write(lambda tx: frontier.seed(tx, FORUM, (FIRST,), clock()))
    visit(store, came(FIRST), horizon=clock())
    clock.pass_time(minutes=5)
    page = await visitor.press(page, "/go-on")
    assert "Din genomgång är inte klar" in page.words


async def test_after_a_change_the_pages_are_to_be_read_again_for_what_may_be_new(
    visitor: Visitor, store: Store, clock: Clock
) -> None:
    await visitor.opt_in()
    store.write(lambda tx: frontier.seed(tx, FORUM, (FIRST,), clock()))
    visit(store, came(FIRST), horizon=clock())
    assert "Din genomgång" not in (await visitor.open("/me")).words
    clock.pass_time(minutes=5)
    form = await visitor.open("/form")
    page = await visitor.press(
        form, "/form", spellings="أمينة بروفهولت", consent="yes", factor=visitor.code()
    )
    assert "Din genomgång är inte klar" in page.words
    clock.pass_time(hours=2)
    await visitor.log_in()
    visit(store, came(FIRST), horizon=clock())
    assert "Din genomgång" not in (await visitor.open("/me")).words


async def test_words_of_hers_that_turn_text_around_stay_in_their_place(visitor: Visitor) -> None:
    await visitor.opt_in(spellings="أمينة بروفهولت")
    page = await visitor.open("/me")
    assert "أمينة بروفهولت" in [bdi.get_text() for bdi in page.html.find_all("bdi")]


async def test_a_pause_and_its_end(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    page = await visitor.press(await visitor.open("/me"), "/pause")
    assert "Bevakningen är pausad" in page.words
    assert "inget kontrolleras för din del" in page.words
    assert standing(store, amina) is ConsentState.PAUSED
    page = await visitor.press(page, "/go-on")
    assert "Bevakningen är pausad" not in page.words
    assert standing(store, amina) is ConsentState.ACTIVE


async def test_a_stop_says_when_everything_goes(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    (amina,) = store.read(people.ids)
    token = store.write(lambda tx: mail_links.issue(tx, amina))
    await visitor.press(await visitor.open(f"/stop/{token}"), "/stop")
    page = await visitor.open("/me")
    assert "efter den 24 november 2026 kl. 07.00 raderas allt" in page.words
    assert "inget kontrolleras för din del" in page.words
    page = await visitor.press(page, "/go-on")
    assert "raderas allt" not in page.words
    assert "inget kontrolleras" not in page.words


async def test_an_opt_in_that_ran_out_says_when_everything_goes(
    visitor: Visitor, clock: Clock
) -> None:
    await visitor.opt_in()
    clock.pass_time(days=366)
    page = await visitor.log_in()
    assert "Gör du inget raderas allt som är ditt efter den 21 december 2027" in page.words
    assert "inget kontrolleras för din del" in page.words


def standing(store: Store, person_id: PersonId) -> ConsentState:
    return state(store.read(lambda tx: consents.events(tx, person_id)), MORNING)


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "none"}], ids=["link", "bookmark"])
async def test_leaving_in_a_hurry_ends_the_session(
    visitor: Visitor, config: Config, headers: dict[str, str]
) -> None:
    await visitor.opt_in()
    away = await visitor.open("/exit", follow=False, **headers)
    assert (away.status, away.headers["Location"]) == (303, config.portal.exit_url)
    assert (await visitor.open("/me")).status == 403


async def test_another_sites_link_logs_nobody_out(visitor: Visitor) -> None:
    await visitor.opt_in()
    await visitor.open("/exit", follow=False, **{"Sec-Fetch-Site": "cross-site"})
    assert (await visitor.open("/me")).status == 200


async def test_a_notice_after_a_breach_stands_on_her_page(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    notice = Notice(notice_id="kopia-1", at=MORNING, sv="En kopia är borta.", en="A copy is lost.")
    old = replace(notice, notice_id="kopia-0", at=MORNING - timedelta(days=9), sv="Det var förr.")
    for one in (notice, old):
        store.write(lambda tx, one=one: notices.keep(tx, one))
    page = await visitor.open("/me")
    assert "En kopia är borta." in page.words
    assert "Det var förr." not in page.words


async def test_what_she_allowed_stands_there_in_plain_words(
    visitor: Visitor, store: Store, config: Config
) -> None:
    eva, _ = (added(store, f"{name}@provstad.example", Role.SECURITY) for name in ("eva", "ali"))
    detail = {
        "detail_0__kind": "phone",
        "detail_0__setting": "private",
        "detail_0__value": "070-174 06 05",
        "detail_0__tick": "yes",
    }
    await visitor.opt_in(recipients=["hr"], depth="words")
    form = await visitor.open("/form")
    fields = form.fields("/form") | {"consent": ["yes"], "excluded": [eva]}
    fields |= {name.replace("_0__", "-0-"): [value] for name, value in detail.items()}
    page = await visitor.post("/form", fields)
    assert page.path == "/me"
    allowed = page.html.find(id="allowed").find_parent("section").get_text(" ", strip=True)
    text = consent_text(config.organisation, config.portal.consent_months, "sv")
    for words in ("Telefonnummer", "HR", "Ingen söktjänst.", "inte: Eva Ansvarig",
                  "bara: Eva Ansvarig", text.version, text.sha256):  # fmt: skip
        assert words in allowed
    read = await visitor.open("/text")
    for paragraph in text.lines:
        assert paragraph in read.words
    assert text.sha256 in read.words


async def test_her_year_of_birth_is_hers_to_write_to_change_and_to_take_away(
    visitor: Visitor, store: Store
) -> None:
    page = await visitor.opt_in(born="1985")
    for born, said in (("1986", True), ("", False)):
        form = await visitor.open("/form")
        assert form.html.find(id="born")["autocomplete"] == "bday-year"
        page = await visitor.press(form, "/form", born=born, consent="yes")
        (amina,) = store.read(people.ids)
        kept = store.read(lambda tx: people.profile(tx, amina).born)  # noqa: B023
        assert kept == (int(born) if born else None)
        assert ("skilja dig från andra: 1986" in page.words) is said


async def test_a_whole_date_of_birth_is_refused_at_its_field(visitor: Visitor) -> None:
    await visitor.opt_in(born="1985")
    form = await visitor.open("/form")
    assert form.fields("/form")["born"] == ["1985"]
    answer = await visitor.press(form, "/form", born="1985-03-12", consent="yes")
    assert answer.status == 400
    link = answer.html.find(class_="problems").a
    assert link["href"] == "#born"
    assert link.get_text(strip=True).startswith("Födelseår: Skriv bara årtalet")


async def test_the_words_she_read_stay_when_the_text_changes(
    visitor: Visitor, store: Store
) -> None:
    amina = await amina_and_anna(visitor, store)
    last = store.read(lambda tx: consents.latest(tx, amina))
    lines = "".join(f"{line}\n" for line in last.text)
    assert sha256(lines.encode()).hexdigest() == last.text_sha256
    other = replace(last, number=last.number + 1, text=("Gammal text", "Ord för ord."))
    store.write(lambda tx: consents.append(tx, other))
    assert "Gammal text Ord för ord." in (await visitor.open("/text")).words
