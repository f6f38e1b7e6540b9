"""The page between a link and what it leads to: the same for everybody who reads a mailbox."""

from base64 import b32decode

from scanner.store import people
from scanner.store.database import Store
from scanner.store.delays import FREE
from scanner.vault import totp
from tests.portal.conftest import Clock
from tests.portal.visitor import MAIL, Answer, Visitor

UNKNOWN = "nobody.else@provstad.example"


async def test_a_link_alone_opens_none_of_her_pages(visitor: Visitor, stranger: Visitor) -> None:
    await visitor.opt_in()
    page = await stranger.enter()
    assert page.path == "/factor"
    for path in ("/me", "/withdraw"):
        assert (await stranger.open(path)).path == "/factor"
    assert (await stranger.open("/form")).path == "/key"


async def test_who_reads_a_mailbox_learns_nothing_of_it(
    visitor: Visitor, stranger: Visitor
) -> None:
    await visitor.opt_in()
    known, unknown = await tried(stranger, MAIL), await tried(stranger, UNKNOWN)
    assert known == unknown


async def tried(stranger: Visitor, mail: str) -> list[object]:
    """What somebody is shown who reads a mailbox and guesses."""
    page = await stranger.enter(mail)
    wrong = [await stranger.press(page, "/factor", factor=typed) for typed in ("000000", "sol")]
    shown = [page, *wrong, await stranger.open("/key"), await stranger.open("/me")]
    return [(one.status, one.path, without_key(one)) for one in shown]


def without_key(page: Answer) -> list[str]:
    """The page's headings and sentences, but for what is drawn for each session."""
    for drawn in page.html.select(".square, .secret, .words, script"):
        drawn.decompose()
    return page.html.get_text("\n").split()


async def test_the_code_opens_her_page(visitor: Visitor) -> None:
    await visitor.opt_in()
    page = await visitor.log_in()
    assert (page.path, page.heading) == ("/me", "Din sida")
    assert (await visitor.open("/factor")).path == "/me"


async def test_too_many_wrong_ones_must_wait_and_she_gets_in_again(
    visitor: Visitor, stranger: Visitor, clock: Clock
) -> None:
    await visitor.opt_in()
    page = await stranger.enter()
    statuses = [
        (await stranger.press(page, "/factor", factor="000000")).status for _ in range(FREE + 2)
    ]
    assert statuses[0] == 403
    assert statuses[-1] == 429
    held = await visitor.log_in()
    assert (held.status, held.html.find(class_="problems") is None) == (429, False)
    clock.pass_time(minutes=16)
    assert (await visitor.log_in()).path == "/me"


async def test_waiting_is_the_same_where_nobody_is_enrolled(stranger: Visitor) -> None:
    page = await stranger.enter(UNKNOWN)
    for _ in range(FREE + 1):
        answer = await stranger.press(page, "/factor", factor="000000")
    assert answer.status == 429


async def test_ten_words_on_paper_do_as_well(visitor: Visitor, store: Store) -> None:
    await visitor.enter()
    key = await visitor.open("/key")
    words = [item.get_text() for item in key.html.select(".words li")]
    unticked = await visitor.post(
        "/key", {"form_key": key.fields("/key")["form_key"], "kind": ["words"]}
    )
    assert (unticked.status, unticked.html.find(class_="problems").a["href"]) == (400, "#written")
    form = await visitor.post(
        "/key",
        {"form_key": key.fields("/key")["form_key"], "kind": ["words"], "written": ["yes"]},
    )
    assert form.heading == "Anslut dig"
    await visitor.press(form, "/form", given="Amina", surname="Provhult", consent="yes")
    assert len(store.read(people.ids)) == 1
    page = await visitor.enter()
    assert (await visitor.press(page, "/factor", factor=" ".join(words))).path == "/me"


async def test_the_app_is_offered_in_three_ways(visitor: Visitor) -> None:
    await visitor.enter()
    key = await visitor.open("/key")
    link = key.html.find("a", href=lambda href: href and href.startswith("otpauth://totp/"))
    secret = key.html.find(class_="secret").get_text()
    assert secret.replace(" ", "") in link["href"]
    assert key.html.select_one(".square svg path") is not None
    wrong = await visitor.press(key, "/key", code="000000")
    assert (wrong.status, wrong.html.find(id="code")["aria-invalid"]) == (400, "true")
    again = wrong.html.find(class_="secret").get_text()
    assert again == secret
    right = totp.code(b32decode(secret.replace(" ", "")), totp.step_of(visitor.clock()))
    assert (await visitor.press(wrong, "/key", code=right)).path == "/form"


async def test_whose_mailbox_takes_part_already_cannot_opt_in_again(
    visitor: Visitor, stranger: Visitor, store: Store
) -> None:
    await visitor.opt_in()
    answer = await stranger.opt_in()
    assert (answer.status, answer.heading) == (403, "Inget har ändrats")
    assert len(store.read(people.ids)) == 1


async def test_she_sees_how_often_somebody_has_tried_and_when(
    visitor: Visitor, stranger: Visitor, clock: Clock
) -> None:
    await visitor.opt_in()
    assert "Fel koder eller ord: 0" in (await visitor.open("/me")).words
    clock.pass_time(hours=2)
    page = await stranger.enter(MAIL)
    for typed in ("000000", "sol måne"):
        await stranger.press(page, "/factor", factor=typed)
    hers = await visitor.log_in()
    assert "Fel koder eller ord: 2: " in hers.words
    assert "En fel kod öppnar ingenting." in hers.words
    # The stranger's, and her own of now; before she took part there was nobody to note it of.
    assert "Länkar till din brevlåda i arbetet som har begärts: 2: " in hers.words


async def test_tries_of_long_ago_are_not_shown(visitor: Visitor, clock: Clock) -> None:
    await visitor.opt_in()
    await visitor.press(await visitor.enter(MAIL), "/factor", factor="000000")
    clock.pass_time(hours=24 * 91)
    assert "Fel koder eller ord: 0" in (await visitor.log_in()).words
