"""A colleague, or an ex-partner in another department: a mailbox of his own, and her name.

Her name is Amina Haddad; he is Anna Ek, with anna.ek@provstad.example.
"""

import asyncio
from dataclasses import replace

import pytest
from aiohttp import ClientSession, CookieJar

from scanner.config.settings import Config
from scanner.match.matcher import Matcher
from scanner.model.person import WatchedPerson
from scanner.model.personal import Personal
from scanner.people.mailbox import canonical
from scanner.store import people, schema
from scanner.store.database import Store
from tests.enrol import cast
from tests.enrol.cast import count
from tests.pipeline.stage import DAY, Caseworker, Stage, page, post, source
from tests.portal.conftest import Clock
from tests.portal.visitor import Visitor

HIS = "anna.ek@provstad.example"
ABOUT_HER = "Handläggaren Amina Haddad på socialtjänsten i Provstad ljuger, säger grannen."
IN_ARABIC = "الموظفة أمينة حداد تكذب"
IN_RUSSIAN = "Сотрудница Амина Хаддад лжёт"

TRICKS = {
    "her name": ("Amina", "Haddad", ""),
    "swapped": ("Haddad", "Amina", ""),
    "in small letters and spaces": ("  aMINA ", " hADDAD", ""),
    "zero width": ("Am\u200bina", "Had\u200ddad", ""),
    "homoglyphs": ("Аminа", "Наddаd", ""),
    "Arabic": ("أمينة", "حداد", ""),
    "his and hers": ("Anna Amina", "Ek Haddad", ""),
    "hyphenated halves": ("Anna-Amina", "Ek-Haddad", ""),
    "hers first": ("Amina Anna", "Haddad Ek", ""),
    "hers in Arabic behind his": ("Anna أمينة", "Ek حداد", ""),
    "hers in Russian behind his": ("Anna Амина", "Ek Хаддад", ""),
    "as a former name": ("Anna", "Ek", "Amina Haddad"),
    "behind his given name": ("Anna", "Ek", "Anna Amina Haddad"),
    "before his surname, hers last": ("Anna", "Ek", "Ek Amina Haddad"),
    "a spelling in Arabic": ("Anna", "Ek", "أمينة حداد"),
    "a spelling in two scripts": ("Anna", "Ek", "Anna أمينة حداد"),
    "a spelling with zero width": ("Anna", "Ek", "An\u200bna Amina Haddad"),
    "by her initial": ("Anna", "Ek", "A. Haddad"),
    "in a second line": ("Anna", "Ek", "Anna Ek Lo\nAmina Haddad"),
}


async def test_with_his_own_mailbox_her_name_is_refused(visitor: Visitor, store: Store) -> None:
    form = await visitor.begin(HIS)
    for trick, (given, surname, spellings) in TRICKS.items():
        answer = await visitor.press(
            form, "/form", given=given, surname=surname, spellings=spellings, consent="yes"
        )
        assert (trick, answer.status) == (trick, 400)
    assert store.read(people.ids) == frozenset()


@pytest.mark.parametrize(
    ("given", "surname", "spellings"),
    [("Anna", "Ek Amina", "Anna Haddad"), ("Amina Anna", "Ek", "Haddad Ek"), ("Anna", "Ek", "")],
)
async def test_what_is_taken_finds_nobody_who_shares_no_name_with_him(
    visitor: Visitor, store: Store, clock: Clock, given: str, surname: str, spellings: str
) -> None:
    await visitor.opt_in(HIS, given=given, surname=surname, spellings=spellings)
    watched = store.read(lambda tx: people.watched(tx, clock()))
    assert len(watched) == 1
    assert found(watched, "Anna Ek ljuger") == [1]
    assert found(watched, ABOUT_HER, IN_ARABIC, IN_RUSSIAN) == [0, 0, 0]


def found(watched: tuple[WatchedPerson, ...], *texts: str) -> list[int]:
    return [len(mentions) for mentions in Matcher(watched, seed=1).find(texts)]


async def test_he_cannot_become_her_by_a_change(visitor: Visitor, store: Store) -> None:
    await visitor.opt_in(HIS, given="Anna", surname="Ek")
    for given, surname, spellings in TRICKS.values():
        form = await visitor.open("/form")
        answer = await visitor.press(
            form, "/form", given=given, surname=surname, spellings=spellings, consent="yes"
        )
        assert answer.status == 400
    (person_id,) = store.read(people.ids)
    kept = store.read(lambda tx: people.profile(tx, person_id))
    assert (kept.given, kept.surname, kept.spellings) == (Personal("Anna"), Personal("Ek"), ())


ELSEWHERE = (
    "amina.haddad%evil.example@provstad.example",
    "evil.example!amina.haddad@provstad.example",
    "amina.haddad@evil.example",
    "amina.haddad@provstad.example.evil.example",
    "amina.haddad@evil.provstad.example",
    "amina.haddad@provstad.example.",
    "amina.haddad@provstad.example@evil.example",
    "amina.haddad@evil.example@provstad.example",
    "amina.haddad@prоvstad.example",
    "amina.haddad@ｐｒｏｖｓｔａｄ.example",
    "amina.haddad@provſtad.example",
    "amina.haddad@xn--prvstad-9fg.example",
    "amina.haddad@[127.0.0.1]",
    '"amina.haddad@evil.example"@provstad.example',
    '"amina.haddad"@provstad.example',
    "amina.haddad@provstad.example,evil@evil.example",
    "amina.haddad@provstad.example;evil@evil.example",
    "amina.haddad@provstad.example\r\nBcc: evil@evil.example",
    "amina.haddad@provstad.example\nCc: evil@evil.example",
    "amina.haddad@provstad.example%0d%0aBcc:evil@evil.example",
    "amina.haddad@provstad.example\u2028Bcc: evil@evil.example",
    "<amina.haddad@provstad.example>",
    "evil@evil.example <amina.haddad@provstad.example>",
    "amina.haddad(evil)@provstad.example",
    "amina.haddad@provstad.example\x00@evil.example",
    "amına.haddad@provstad.example",
)


async def test_no_spelling_of_an_address_sends_a_link_elsewhere(
    visitor: Visitor, store: Store
) -> None:
    start = await visitor.open("/")
    for mail in ELSEWHERE:
        answer = await visitor.press(start, "/link", mail=mail)
        assert (answer.status, mail) == (400, mail)
    assert count(store, schema.outbox) == 0


@pytest.mark.parametrize(
    "mail",
    [
        "Amina.Haddad@Provstad.Example",
        "amina.haddad+x@provstad.example",
        " amina.haddad@provstad.example\t",
        "AMINA.HADDAD+@PROVSTAD.EXAMPLE",
    ],
)
def test_each_spelling_of_a_mailbox_is_one_mailbox(mail: str) -> None:
    assert canonical(mail, ("provstad.example",)) == Personal("amina.haddad@provstad.example")


@pytest.mark.parametrize(
    "local", ["socialtjansten", "info", "orosanmalan", "haddad", "amina", "ah"]
)
async def test_a_shared_mailbox_enrols_nobody(visitor: Visitor, store: Store, local: str) -> None:
    mail = f"{local}@provstad.example"
    assert (await visitor.opt_in(mail, given="Amina", surname="Haddad")).status == 400
    assert store.read(people.ids) == frozenset()


async def test_of_two_who_fit_one_mailbox_the_first_has_it(
    visitor: Visitor, stranger: Visitor, store: Store
) -> None:
    shared = "a.haddad@provstad.example"
    await visitor.opt_in(shared, given="Amina", surname="Haddad")
    refused = await stranger.opt_in(shared, given="Ali", surname="Haddad")
    assert (refused.status, refused.heading) == (403, "Inget har ändrats")
    (only,) = store.read(people.ids)
    assert store.read(lambda tx: people.profile(tx, only)).given == Personal("Amina")


async def test_two_browsers_with_two_links_at_the_same_moment_make_one_opt_in(
    address: str, store: Store, clock: Clock
) -> None:
    async with (
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as one,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as other,
    ):
        both = [Visitor(address, session, store, clock) for session in (one, other)]
        forms = [await browser.begin() for browser in both]
        answers = await asyncio.gather(
            *(
                browser.press(form, "/form", given="Amina", surname="Provhult", consent="yes")
                for browser, form in zip(both, forms, strict=True)
            )
        )
    assert sorted(answer.status for answer in answers) == [200, 403]
    assert len(store.read(people.ids)) == 1


HER_NUMBER = "070-174 06 07"
HIMSELF = Caseworker(given="Anna", surname="Ek", phone=HER_NUMBER)
ABOUT_HER_PHONE = f"Ring grannen på {HER_NUMBER} när som helst på dygnet, hon svarar alltid."


async def test_her_number_written_as_his_own_finds_nothing_and_asks_nobody(stage: Stage) -> None:
    """By whole scans of a page with her number, before he takes part and after."""
    stage.sources = (source("http://forum.example/t"),)
    stage.sites.page("forum.example/t", page(post("p1", ABOUT_HER_PHONE)))
    await stage.scan()
    asked_before = stage.sites.paths()
    await stage.opt_in(HIMSELF)
    await stage.scan(later=DAY)
    assert stage.of(HIMSELF) == ()
    # What is asked for is what it was when nobody took part.
    assert stage.sites.paths()[len(asked_before) :] == asked_before


async def test_his_change_is_not_hers(store: Store, config: Config) -> None:
    """His number in his form proves nothing about whose it is, once or twice."""
    form = replace(cast.ANNAS_FORM, details=cast.FORM.details)
    await cast.opt_in(store, config, form, cast.ANNAS_MAIL)
    anna = cast.person_of(store, cast.ANNAS_MAIL)
    kept = store.read(lambda tx: people.details(tx, anna))
    assert [one.detail.proved for one in kept] == [False]
