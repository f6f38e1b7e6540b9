"""Whose mailbox shows no name opts in by what the employer's directory calls its holder."""

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from scanner.config.settings import Config, DirectorySettings
from scanner.enrol import optin
from scanner.model.personal import UNKNOWN, Personal
from scanner.portal.app import make_app
from scanner.portal.server import listening
from scanner.store import leavers, people
from scanner.store.database import Store
from scanner.store.leavers import Leaver
from tests.conftest import MORNING
from tests.portal.conftest import Clock
from tests.portal.visitor import Visitor

MAIL = "u12345@provstad.example"
HERS = Personal("Provhult, Amina")


@pytest.fixture
def config(config: Config, tmp_path: Path) -> Config:
    """With a directory that knows her, and notes whom it was asked for."""
    program = (
        "import sys; mail = input(); open(sys.argv[1], 'a').write(mail + '\\n');"
        f"print('Provhult, Amina' if mail == '{MAIL}' else '')"
    )
    command = (sys.executable, "-c", program, str(tmp_path / "asked"))
    return replace(config, directory=DirectorySettings(command=command))


async def test_a_mailbox_with_a_number_opts_in_by_the_name_in_the_directory(
    visitor: Visitor, store: Store, tmp_path: Path
) -> None:
    refused = await visitor.opt_in(MAIL, given="Sara", surname="Haddad")
    assert refused.status == 400
    assert "stämmer inte med e-postadressen" in refused.words
    done = await visitor.press(refused, "/form", given="Amina", surname="Provhult", consent="yes")
    assert done.status == 200
    (amina,) = store.read(people.ids)
    assert store.read(lambda tx: people.profile(tx, amina)).mail == Personal(MAIL)
    # Nobody was asked for before the mailbox was proved, and nobody else.
    assert set((tmp_path / "asked").read_text().split()) == {MAIL}


async def test_it_is_asked_for_no_mailbox_but_ours_and_for_none_that_she_left(
    visitor: Visitor, store: Store, config: Config
) -> None:
    await visitor.opt_in(MAIL)
    (amina,) = store.read(people.ids)
    assert await optin.directory_name(store, config, Personal(MAIL), amina) == HERS
    private = Personal("u12345@privat.example")
    assert await optin.directory_name(store, config, private, amina) == UNKNOWN
    left = Leaver(asked_at=MORNING, kept_at=MORNING)
    store.write(lambda tx: leavers.keep(tx, amina, left))
    assert await optin.directory_name(store, config, Personal(MAIL), amina) == UNKNOWN


async def test_one_mailboxs_many_forms_keep_no_other_waiting(
    config: Config, store: Store, clock: Clock, tmp_path: Path
) -> None:
    """A directory that is slow: each of his fifteen forms asks it, one after the other."""
    program = "import sys, time; time.sleep(.2); open(sys.argv[1], 'a').write(input() + '\\n')"
    asked = tmp_path / "asked"
    slow = DirectorySettings(command=(sys.executable, "-c", program, str(asked)))
    app = make_app(replace(config, directory=slow), store, clock)
    async with (
        listening(app, "127.0.0.1", 0) as port,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as his,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as hers,
    ):
        address = f"http://127.0.0.1:{port}"
        form = await (him := Visitor(address, his, store, clock)).begin("elak.ek@provstad.example")
        her = Visitor(address, hers, store, clock)
        written = await her.begin()
        fields = form.fields("/form")
        many = [asyncio.create_task(him.post("/form", fields)) for _ in range(15)]
        await asyncio.wait(many, return_when=asyncio.FIRST_COMPLETED)
        done = await her.press(written, "/form", given="Amina", surname="Provhult", consent="yes")
        assert done.path == "/done"
        assert asked.read_text().splitlines().count("elak.ek@provstad.example") < 10
        for one in many:
            one.cancel()
        await asyncio.gather(*many, return_exceptions=True)
