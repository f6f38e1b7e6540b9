"""Whatever a stranger may send: answer and work are the same, whoever takes part and whoever not.

Work is counted, not timed: hashes that are slow on purpose, and statements that write. Where the
policy lets an answer wait for the next tick, what is written may differ; the hashes may not.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from scanner.model.personal import Personal
from scanner.portal.policy import CASEWORKERS, Rule, Who
from scanner.store import mail_links
from scanner.store.database import Store
from scanner.store.mail_links import LinkUse
from scanner.vault import passwords
from tests.attack.test_guesser import STANDINGS, browsers, mail_of, seen, town, without_key
from tests.enrol import cast
from tests.portal.conftest import Clock
from tests.portal.visitor import Answer, Visitor

__all__ = ["browsers", "town"]

WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass
class Work:
    hashes: int = 0
    written: list[str] = field(default_factory=list)
    """Which tables, in order."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], object]]:
    """Counts within its block."""
    under_way: list[Work] = []
    passwords.nobody()
    agrees, hashed = passwords.agrees, passwords.hashed

    def note_hash() -> None:
        for work in under_way:
            work.hashes += 1

    def note_write(connection: object, cursor: object, statement: str, *_: object) -> None:
        first, *rest = statement.split()
        if first in WRITES:
            for work in under_way:
                work.written.append(f"{first} {rest[0] if first == 'UPDATE' else rest[1]}")

    def agrees_counted(password: str, kept: str) -> bool:
        note_hash()
        return agrees(password, kept)

    def hashed_counted(password: str) -> str:
        note_hash()
        return hashed(password)

    monkeypatch.setattr(passwords, "agrees", agrees_counted)
    monkeypatch.setattr(passwords, "hashed", hashed_counted)
    event.listen(Engine, "before_cursor_execute", note_write)

    @contextmanager
    def counting() -> Iterator[Work]:
        work = Work()
        under_way.append(work)
        yield work
        under_way.remove(work)

    yield counting
    event.remove(Engine, "before_cursor_execute", note_write)


def name_of(rule: Rule) -> str:
    return f"{rule.method} {rule.path}"


BY_NAME = {name_of(rule): rule for rule in CASEWORKERS}


def what_it_did(rule: Rule, work: Work) -> tuple[object, ...]:
    return (work.hashes, () if rule.steady else tuple(work.written))


# ---- by a mail address --------------------------------------------------------------------------


async def test_an_address_gets_the_same_answer_for_the_same_work(
    visitor: Visitor, town: Store, clock: Clock, counted: Callable
) -> None:
    for name, page in (
        ("POST /link", await visitor.open("/")),
        ("POST /away", await visitor.open("/away")),
    ):
        alike = set()
        for standing in STANDINGS:
            with counted() as work:
                answer = await visitor.press(page, BY_NAME[name].path, mail=mail_of(standing))
            alike.add((seen(answer), what_it_did(BY_NAME[name], work)))
        assert len(alike) == 1, name


# ---- behind a link from a mailbox ---------------------------------------------------------------


Step = Callable[[Visitor, str], Awaitable[Answer]]


async def _wrong_code(visitor: Visitor, mail: str) -> Answer:
    return await visitor.press(await visitor.open("/factor"), "/factor", factor="000000")


async def _wrong_words(visitor: Visitor, mail: str) -> Answer:
    return await visitor.press(await visitor.open("/factor"), "/factor", factor="sol vind hav")


async def _wrong_key(visitor: Visitor, mail: str) -> Answer:
    return await visitor.press(await visitor.open("/key"), "/key", code="000000")


async def _words_key(visitor: Visitor, mail: str) -> Answer:
    fields = {**(await visitor.open("/key")).fields("/key"), "kind": ["words"]}
    return await visitor.post("/key", fields | {"written": ["yes"]})


async def _faulty_form(visitor: Visitor, mail: str) -> Answer:
    given, surname = (part.title() for part in mail.partition("@")[0].split("."))
    form = await visitor.open("/form")
    return await visitor.press(form, "/form", given=given, surname=surname)


STEPS: dict[str, tuple[Step, ...]] = {
    "POST /factor": (_wrong_code, _wrong_words),
    "POST /key": (_wrong_key, _words_key),
    "POST /form": (_faulty_form,),
}


async def test_behind_a_link_each_step_is_the_same_for_the_same_work(
    browsers: Callable[[], Visitor], town: Store, clock: Clock, counted: Callable
) -> None:
    alike: dict[str, set[object]] = {name: set() for name in ("enter", *STEPS)}
    for standing in ("nobody", "pending", "active", "paused", "stopped", "withdrawn"):
        visitor, mail = browsers(), mail_of(standing)
        before = set(visitor.links())
        await visitor.ask_for_link(mail)
        (link,) = set(visitor.links()) - before
        with counted() as work:
            door = await visitor.press(await visitor.open(link), "/enter")
        said = (door.status, door.path, len(door.text), tuple(without_key(door)))
        alike["enter"].add((said, what_it_did(BY_NAME["POST /enter"], work)))
        for name, steps in STEPS.items():
            for number, step in enumerate(steps):
                with counted() as work:
                    page = await step(visitor, mail)
                words = tuple(word.replace(standing.title(), "*") for word in without_key(page))
                said = (number, page.status, page.path, words)
                alike[name].add((said, what_it_did(BY_NAME[name], work)))
    assert {name: len(found) for name, found in alike.items()} == {
        "enter": 1,
        **{name: len(steps) for name, steps in STEPS.items()},
    }


# ---- by a link ----------------------------------------------------------------------------------

LINKS = {
    "GET /enter/{token}": None,
    "POST /enter": None,
    "GET /stop/{token}": LinkUse.STOP,
    "POST /stop": LinkUse.STOP,
    "GET /leaving/{token}": LinkUse.LEAVING,
    "POST /leaving": LinkUse.LEAVING,
    "GET /undo/{token}": LinkUse.UNDO,
    "POST /undo": LinkUse.UNDO,
    "POST /undo/links": LinkUse.UNDO,
}
"""With what a link of each is for; None: it lets whoever reads the mailbox in."""


@pytest.mark.parametrize("name", LINKS)
async def test_a_link_that_opens_nothing_does_not_tell_why(
    visitor: Visitor, town: Store, clock: Clock, counted: Callable, name: str
) -> None:
    """Invented, of another use, of somebody who was erased since."""
    rule, alike = BY_NAME[name], set()
    for token in ["x" * 43, *closed(town, LINKS[name])]:
        with counted() as work:
            if rule.method == "GET":
                answer = await visitor.open(rule.path.replace("{token}", token))
            else:
                answer = await visitor.post(rule.path, await with_key(visitor, token))
        alike.add((seen(answer)[0], seen(answer)[3], what_it_did(rule, work)))
    assert len(alike) == 1
    ((status, _, (hashes, written)),) = alike
    assert (status, hashes, written) == (410, 0, ())


def closed(store: Store, use: LinkUse | None) -> list[str]:
    """Links of somebody who takes part, for other uses; and one of who did once, for this one."""
    active = cast.person_of(store, Personal(mail_of("active")))
    others = [one for one in LinkUse if one is not use]
    tokens = [store.write(lambda tx, one=one: mail_links.issue(tx, active, one)) for one in others]
    if use is not None:
        tokens.append(store.write(lambda tx: mail_links.issue(tx, active, use)))
        store.write(lambda tx: mail_links.forget(tx, active, use))
    return tokens


async def with_key(visitor: Visitor, token: str) -> dict[str, list[str]]:
    key = (await visitor.open("/")).fields("/link")["form_key"]
    return {"form_key": key, "token": [token], "factor": ["000000"]}


# ---- nothing is left out ------------------------------------------------------------------------

TAKES_NOTHING = {"POST /leave"}
"""Ends a session: of anybody's."""


def test_every_page_that_a_stranger_may_send_something_to_is_tried_here() -> None:
    strangers = {Who.ANYBODY, Who.PROVED}
    taking = {
        name
        for name, rule in BY_NAME.items()
        if strangers & set(rule.who) and (rule.method == "POST" or "{" in rule.path)
    }
    assert taking - TAKES_NOTHING == {"POST /link", "POST /away", *STEPS, *LINKS}
