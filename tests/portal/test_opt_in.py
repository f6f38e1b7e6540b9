"""From the start page to her own page, over real HTTP."""

import pytest

from scanner.config.settings import Config
from scanner.enrol.withdraw import resume
from scanner.model.consent import ConsentKind, Recipient
from scanner.model.person import DetailKind, Setting
from scanner.model.staff import Role
from scanner.people.text import consent_text
from scanner.store import consents, people, report_files, staff
from scanner.store.database import Store
from scanner.store.report_files import ReportFile
from tests.portal.conftest import Clock
from tests.portal.visitor import MAIL, Visitor
from tests.store.test_staff import added

DETAIL = {
    "detail__0__kind": "phone",
    "detail__0__setting": "private",
    "detail__0__value": "070-174 06 05",
    "detail__0__tick": "yes",
}


def only_person(store: Store) -> str:
    (person_id,) = store.read(people.ids)
    return person_id


async def test_she_opts_in_and_lands_on_her_page(visitor: Visitor, store: Store) -> None:
    done = await visitor.opt_in(**DETAIL, recipients=["hr"], spellings="Amina P. Provhult")
    assert done.heading == "Nu är du med"
    reference = done.html.find(class_="reference").get_text(strip=True)
    person_id = only_person(store)
    assert store.read(lambda tx: people.by_reference(tx, reference)) == person_id
    again = await visitor.open(done.path)
    assert (done.path, again.text) == ("/done", done.text)
    assert "skriv ut sidan" in done.words
    (box,) = done.html.select('form[action="/me"] input[type="checkbox"]')
    assert box.has_attr("required")
    english = await visitor.open("/done?language=en")
    assert reference in english.text
    await visitor.open("/done?language=sv")
    (kept,) = store.read(lambda tx: people.details(tx, person_id))
    assert (kept.detail.kind, kept.detail.setting) == (DetailKind.PHONE, Setting.PRIVATE)
    latest = store.read(lambda tx: consents.latest(tx, person_id))
    assert latest.choices.recipients == {Recipient.SECURITY, Recipient.HR}

    own = await visitor.open("/me")
    assert own.heading == "Din sida"
    await visitor.log_in()
    later = await visitor.open("/done")
    assert later.path == "/me"
    assert reference not in later.text
    assert "Amina Provhult" in own.words
    assert "Amina P. Provhult" in own.words
    assert "Telefonnummer (privat) – sparad som kontrollsumma" in own.words
    assert "070-174" not in own.text
    assert "Du är med till 21 november 2027" in own.words


async def test_the_consent_kept_is_of_the_text_that_she_read(
    visitor: Visitor, store: Store, config: Config
) -> None:
    await visitor.open("/?language=en")
    done = await visitor.opt_in()
    assert done.heading == "You take part now"
    latest = store.read(lambda tx: consents.latest(tx, only_person(store)))
    text = consent_text(config.organisation, config.portal.consent_months, "en")
    assert (latest.language, latest.text_sha256) == ("en", text.sha256)


async def test_nothing_is_ticked_and_the_whole_text_is_there(
    visitor: Visitor, config: Config
) -> None:
    form = await visitor.begin()
    assert not form.html.find_all("input", checked=True)
    assert not form.html.find_all("option", selected=True)
    text = consent_text(config.organisation, config.portal.consent_months, "sv")
    for paragraph in text.paragraphs:
        assert paragraph in form.words
    assert config.organisation.legal_basis in form.words
    assert f"Version {text.version}" in form.words


async def test_only_recipients_that_exist_are_offered(visitor: Visitor) -> None:
    form = await visitor.begin()
    offered = [box["value"] for box in form.html.find_all("input", attrs={"name": "recipients"})]
    assert offered == ["hr", "manager", "safety_representative", "person"]


async def test_what_is_wrong_is_said_at_the_field_and_on_top_and_nothing_is_lost(
    visitor: Visitor, store: Store
) -> None:
    form = await visitor.begin()
    answer = await visitor.press(
        form,
        "/form",
        given="Amina",
        town="Provstad",
        spellings="Amina",
        detail__1__value="hello",
        detail__1__kind="phone",
        detail__1__setting="home",
        detail__1__tick="yes",
    )
    assert answer.status == 400
    assert store.read(people.ids) == frozenset()
    summary = answer.html.find(class_="problems")
    assert summary["role"] == "alert"
    targets = [link["href"] for link in summary.find_all("a")]
    assert targets == ["#surname", "#spellings", "#details-1", "#consent"]
    assert summary.a.get_text(strip=True) == "Efternamn: Skriv ditt namn här."
    for target in targets:
        assert answer.html.find(id=target[1:]) is not None
    for name in ("surname", "spellings", "detail-1-value", "consent"):
        field = answer.html.find(attrs={"name": name})
        assert field["aria-invalid"] == "true"
        told = field["aria-describedby"].split()
        assert all(answer.html.find(id=one) is not None for one in told)
    again = answer.fields("/form")
    assert (again["given"], again["town"]) == (["Amina"], ["Provstad"])
    assert again["spellings"] == ["Amina"]
    assert (again["detail-1-kind"], again["detail-1-value"]) == (["phone"], ["hello"])
    done = await visitor.press(
        answer, "/form", surname="Provhult", spellings="", detail__1__value="070-174 06 05",
        consent="yes",
    )  # fmt: skip
    assert done.heading == "Nu är du med"


async def test_two_faults_of_one_field_are_both_said(visitor: Visitor) -> None:
    form = await visitor.begin()
    answer = await visitor.press(form, "/form", given="Bo", surname="X", spellings="Y\nZ")
    assert len(answer.html.find(id="spellings-fault").find_all("li")) == 4
    ids = [tag["id"] for tag in answer.html.find_all(id=True)]
    assert len(ids) == len(set(ids))
    described = answer.html.find_all(attrs={"aria-describedby": True})
    assert {one for tag in described for one in tag["aria-describedby"].split()} <= set(ids)


async def test_hostile_input_comes_back_as_text(visitor: Visitor) -> None:
    form = await visitor.begin()
    hostile = '"><script>alert(1)</script>'
    answer = await visitor.press(form, "/form", given=hostile, spellings="</textarea>" + hostile)
    assert answer.html.find("script") is None
    assert answer.fields("/form")["given"] == [hostile]
    assert answer.fields("/form")["spellings"] == ["</textarea>" + hostile]


async def test_more_rows_for_details_keep_what_was_written(visitor: Visitor) -> None:
    form = await visitor.begin()
    more = await visitor.press(form, "/form", given="Amina", more="yes", **DETAIL)
    assert more.status == 200
    assert more.html.find(class_="problems") is None
    fields = more.fields("/form")
    assert fields["given"] == ["Amina"]
    assert fields["detail-0-value"] == ["070-174 06 05"]
    assert fields["rows"] == ["6"]
    assert "detail-5-value" in fields


async def test_a_text_that_changed_meanwhile_is_read_again(visitor: Visitor, store: Store) -> None:
    form = await visitor.begin()
    answer = await visitor.press(
        form, "/form", given="Amina", surname="Provhult", consent="yes", text_sha256="0" * 64
    )
    assert answer.status == 400
    assert "har ändrats" in answer.words
    assert store.read(people.ids) == frozenset()


async def test_a_change_keeps_drops_and_adds(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in(**DETAIL, recipients=["hr"])
    person_id = only_person(store)
    form = await visitor.open("/form")
    assert form.heading == "Ändra vad som bevakas"
    fields = form.fields("/form")
    assert fields["surname"] == ["Provhult"]
    assert fields["recipients"] == ["hr"]
    assert "consent" not in fields
    assert "drop" not in fields
    refused = await visitor.press(form, "/form", town="Provstad")
    assert refused.status == 400

    added = {name.replace("0", "1", 1): value for name, value in DETAIL.items()}
    added |= {"detail__1__kind": "plate", "detail__1__value": "MLB 12A"}
    own = await visitor.press(form, "/form", consent="yes", recipients=[], **added)
    assert own.path == "/me"
    kept = store.read(lambda tx: people.details(tx, person_id))
    assert {one.detail.kind for one in kept} == {DetailKind.PHONE, DetailKind.PLATE}
    latest = store.read(lambda tx: consents.latest(tx, person_id))
    assert (latest.kind, latest.choices.recipients) == (ConsentKind.CHANGED, {Recipient.SECURITY})

    form = await visitor.open("/form")
    ids = [box["value"] for box in form.html.find_all("input", attrs={"name": "drop"})]
    await visitor.press(form, "/form", consent="yes", drop=ids)
    assert store.read(lambda tx: people.details(tx, person_id)) == ()


async def test_an_opt_in_that_has_ended_says_so_and_can_be_renewed(
    visitor: Visitor, store: Store, clock: Clock
) -> None:
    await visitor.opt_in()
    clock.pass_time(days=400)
    own = await visitor.log_in()
    assert "Du bevakas inte längre" in own.words
    own = await visitor.press(await visitor.open("/form"), "/form", consent="yes")
    assert "Du bevakas inte längre" not in own.words
    assert store.read(lambda tx: consents.is_valid(tx, only_person(store), clock()))


async def test_she_leaves_and_gets_a_receipt(
    visitor: Visitor, store: Store, config: Config, clock: Clock
) -> None:
    await visitor.opt_in(**DETAIL)
    ask = await visitor.open("/withdraw")
    assert store.read(people.ids)
    receipt = await visitor.press(ask, "/withdraw", factor=visitor.code())
    assert receipt.heading == "Du har avslutat"
    assert "Sedan 21 november 2026 kl. 07.00 söks inget längre." in receipt.words
    # Nothing had been found.
    assert "träff" not in receipt.words
    assert store.read(people.ids) == frozenset()
    assert resume(store, config, clock()) == 0
    assert (await visitor.open("/me")).status == 403
    clock.pass_time(minutes=2)
    again = await visitor.begin()
    assert again.heading == "Anslut dig"


async def test_leaving_at_once_asks_for_what_only_she_holds(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in()
    ask = await visitor.open("/withdraw")
    for typed in ("", "000000", "sol vind hav"):
        refused = await visitor.press(ask, "/withdraw", factor=typed)
        assert (refused.status, refused.heading) == (403, "Avsluta och radera allt?")
    assert len(store.read(people.ids)) == 1


async def test_an_erasure_that_is_held_up_is_said_to_be_under_way(
    visitor: Visitor, store: Store, clock: Clock
) -> None:
    await visitor.opt_in(**DETAIL)
    ask = await visitor.open("/withdraw")
    (person_id,) = store.read(people.ids)
    blocked = store.data / "a-folder-in-place-of-a-report"
    blocked.mkdir()
    report = ReportFile(report_id="a" * 32, path=blocked, made_at=clock())
    store.write(lambda tx: report_files.register(tx, report, {person_id}))
    answer = await visitor.press(ask, "/withdraw", factor=visitor.code())
    assert (answer.status, answer.heading) == (200, "Du har avslutat")
    assert "Raderingen pågår" in answer.words


async def test_a_second_browser_sees_the_same_start(visitor: Visitor, stranger: Visitor) -> None:
    await visitor.opt_in()
    known = await stranger.ask_for_link(MAIL)
    unknown = await stranger.ask_for_link("nobody.else@provstad.example")
    assert (known.status, known.words) == (unknown.status, unknown.words)
    assert known.headers.keys() == unknown.headers.keys()


@pytest.mark.parametrize("mail", ["", "amina", "amina@elsewhere.example", "a@b@provstad.example"])
async def test_an_address_that_cannot_be_used_is_said_at_once(visitor: Visitor, mail: str) -> None:
    answer = await visitor.ask_for_link(mail)
    assert answer.status == 400
    problem = answer.html.find(class_="problems").a
    assert (problem["href"], "namn@provstad.example" in problem.text) == ("#mail", True)
    assert visitor.links() == []


async def test_every_choice_is_kept_as_it_was_made_and_shown_again(
    visitor: Visitor, store: Store
) -> None:
    eva, ali = (added(store, f"{name}@provstad.example", Role.SECURITY) for name in ("eva", "ali"))
    await visitor.opt_in(excluded=[eva], asked=[eva, ali], depth="words", recipients=["manager"])
    form = await visitor.open("/form")
    fields = form.fields("/form")
    assert fields["excluded"] == [eva]
    assert (fields["depth"], fields["recipients"]) == (["words"], ["manager"])
    await visitor.press(form, "/form", consent="yes", protected="yes", officer=eva)
    made = store.read(lambda tx: consents.latest(tx, only_person(store))).choices
    assert (made.is_protected, made.officer) == (True, eva)
    assert (made.excluded, made.recipients) == (frozenset(), {Recipient.SECURITY})
    assert "I säkerhetsfunktionen, bara: Eva" in (await visitor.open("/me")).words
    assert ali not in (await visitor.open("/me")).text
    again = (await visitor.open("/form")).fields("/form")
    assert (again["protected"], again["officer"]) == (["yes"], [eva])


async def test_names_of_the_team_are_shown_to_who_writes_the_mailboxs_own(
    visitor: Visitor, store: Store
) -> None:
    added(store, role=Role.SECURITY)
    form = await visitor.begin()
    assert "Eva Ansvarig" not in form.text
    stranger = await visitor.press(form, "/form", given="Anna", surname="Provdal", show_names="yes")
    assert "Eva Ansvarig" not in stranger.text
    hers = await visitor.press(
        stranger, "/form", given="Amina", surname="Provhult", show_names="yes"
    )
    assert hers.status == 200
    assert "Eva Ansvarig" in hers.words
    assert "eva.ansvarig" not in hers.text
    # They stay while she mends the rest.
    mended = await visitor.press(hers, "/form", town="x" * 500)
    assert (mended.status, "Eva Ansvarig" in mended.words) == (400, True)


async def test_with_protected_data_she_is_asked_who_may_see_them(
    visitor: Visitor, store: Store
) -> None:
    eva = added(store, role=Role.SECURITY)
    asked = await visitor.opt_in(protected="yes")
    assert asked.status == 400
    assert "Eva Ansvarig" in asked.words
    done = await visitor.press(asked, "/form", officer=eva, consent="yes")
    assert done.status == 200
    assert store.read(lambda tx: consents.latest(tx, only_person(store))).choices.is_protected


async def test_nobody_takes_the_place_of_whom_she_named(
    visitor: Visitor, store: Store, clock
) -> None:
    eva = added(store, role=Role.SECURITY)
    await visitor.opt_in(protected="yes", officer=eva)
    own = await visitor.open("/me")
    assert "Ingen kan se dina ärenden" not in own.words
    store.write(lambda tx: staff.disable(tx, eva, clock()))
    bo = added(store, "bo@provstad.example", Role.SECURITY)
    own = await visitor.open("/me")
    assert "Ingen kan se dina ärenden" in own.words
    form = await visitor.open("/form")
    assert form.fields("/form")["officer"] == [""]
    await visitor.press(form, "/form", consent="yes", officer=bo)
    assert "Ingen kan se dina ärenden" not in (await visitor.open("/me")).words


async def test_one_of_the_security_team_is_left(visitor: Visitor, store: Store) -> None:
    eva = added(store, role=Role.SECURITY)
    answer = await visitor.opt_in(excluded=[eva], asked=[eva])
    assert answer.status == 400
    assert answer.html.find(class_="problems").a["href"] == "#excluded"
    assert store.read(people.ids) == frozenset()


async def test_personnummer_is_offered_only_with_the_operators_reason(
    visitor: Visitor,
) -> None:
    form = await visitor.begin()
    offered = {option["value"] for option in form.html.select("#detail-0-kind option")}
    assert "personnummer" not in offered
    assert "phone" in offered
