"""What she writes while her session ends is shown to her once, and to nobody in her place."""

from io import BytesIO

import pytest
from aiohttp import FormData

from scanner.portal.policy import CASEWORKERS
from scanner.portal.upload import MOST_WORDS
from scanner.store import people, tips
from scanner.store.database import Store
from tests.enrol.test_tips import PNG
from tests.portal.conftest import Clock
from tests.portal.visitor import Answer, Visitor

NOTE = 'Grannen såg det,\nhon & "andra" <b>'
WRITTEN = {
    "/tip": {"address": "https://forum.example/t/17", "note": NOTE},
    "/contact": {"private": "070-174 06 05", "hours": "Efter kl. 17", "instead": "Min syster"},
    "/names": {"name": "Amina Provhult Gammal"},
    "/form": {"spellings": "أمينة بروفهولت", "unit": "Barn & unga", "detail-1-value": "Gatan 7"},
}
SECRET = "sol vind hav sten"


def given_back(page: Answer) -> list[str]:
    return [text.get_text() for text in page.html.find_all("blockquote")]


async def send(
    visitor: Visitor,
    page: Answer,
    action: str,
    picture: bytes = b"",
    headers: dict[str, str] | None = None,
) -> Answer:
    """Send a form of `page` with what is `WRITTEN` and a factor."""
    fields = page.fields(action) | {name: [text] for name, text in WRITTEN[action].items()}
    fields |= {"factor": [SECRET], "code": [SECRET]}
    if action != "/tip":
        return await visitor.post(action, fields, headers)
    form = FormData()
    for name, values in fields.items():
        if name != "picture":
            form.add_field(name, values[0])
    form.add_field("picture", BytesIO(picture), filename="b.png", content_type="image/png")
    return await visitor.upload(action, form)


def test_what_opens_anything_is_never_given_back() -> None:
    fields = {name for rule in CASEWORKERS for name in rule.gives_back}
    assert not fields & {"factor", "code", "token", "form_key", "browser_mark", "mail"}


def test_every_form_that_gives_words_back_is_tried_here() -> None:
    assert {rule.path for rule in CASEWORKERS if rule.gives_back} == set(WRITTEN)


@pytest.mark.parametrize("action", WRITTEN)
async def test_after_her_session_ended_she_reads_what_she_wrote_once(
    visitor: Visitor, store: Store, clock: Clock, action: str
) -> None:
    await visitor.opt_in()
    page = await visitor.open(action)
    clock.pass_time(minutes=31)
    answer = await send(visitor, page, action, PNG)
    assert (answer.status, answer.heading) == (403, "Du är utloggad")
    assert set(WRITTEN[action].values()) <= set(given_back(answer))
    assert SECRET not in answer.text
    assert "<b>" not in answer.text
    assert "sparades inte, så ingen" not in answer.words
    again = await visitor.open(action)
    assert (again.status, given_back(again)) == (403, [])
    (amina,) = store.read(people.ids)
    assert store.read(lambda tx: tips.of_person(tx, amina)) == ()


@pytest.mark.parametrize("action", WRITTEN)
async def test_logged_in_anew_in_another_tab_the_old_form_gives_it_back_too(
    visitor: Visitor, clock: Clock, action: str
) -> None:
    await visitor.opt_in()
    page = await visitor.open(action)
    clock.pass_time(minutes=31)
    await visitor.enter()
    proved = await send(visitor, page, action)
    clock.pass_time(minutes=31)
    await visitor.log_in()
    for answer in (proved, await send(visitor, page, action)):
        assert answer.status == 403
        assert set(WRITTEN[action].values()) <= set(given_back(answer))


async def test_nobody_elses_words_stand_on_our_page(
    visitor: Visitor, stranger: Visitor, clock: Clock
) -> None:
    """Another site, or another browser, sends words in a form of hers."""
    await visitor.opt_in()
    page = await visitor.open("/names")
    clock.pass_time(minutes=31)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = await send(visitor, page, "/names", headers=headers)
        assert (answer.status, given_back(answer)) == (403, [])
    await stranger.open("/")
    assert given_back(await send(stranger, page, "/names")) == []
    forged = {"browser_mark": ["0" * 64], "name": ["Ring 070-174 06 05"]}
    assert given_back(await visitor.post("/names", forged)) == []


async def test_who_is_logged_out_makes_nobody_read_a_file_or_a_long_field(
    visitor: Visitor, clock: Clock
) -> None:
    await visitor.opt_in()
    page = await visitor.open("/tip")
    clock.pass_time(minutes=31)
    form = FormData()
    form.add_field("browser_mark", page.fields("/tip")["browser_mark"][0])
    form.add_field("address", "https://forum.example/" + "a" * 1_000_000)
    form.add_field("picture", BytesIO(PNG), filename="b.png", content_type="image/png")
    form.add_field("note", "bakom bilden")
    (address,) = given_back(await visitor.upload("/tip", form))
    assert len(address) == MOST_WORDS
