"""Invented caseworkers on their way through the portal."""

import re
from dataclasses import replace
from typing import Final

from sqlalchemy import func, select

from scanner.config.settings import Config
from scanner.enrol import factor, optin
from scanner.enrol.optin import OptedIn
from scanner.model.ids import PersonId
from scanner.model.personal import Personal
from scanner.people.choices import Chosen
from scanner.people.form import DetailRow, Form
from scanner.store import outbox, schema
from scanner.store.database import Store
from scanner.store.outbox import Letter
from scanner.vault import totp
from tests.conftest import MORNING
from tests.postbag import emptied

MAIL: Final = Personal("amina.provhult@provstad.example")
ANNAS_MAIL: Final = Personal("anna.provdal@provstad.example")
PHONE: Final = "070-174 06 05"

FORM: Final = Form(
    given=Personal("Amina"),
    surname=Personal("Provhult"),
    spellings=Personal("أمينة بروفهولت"),
    role=Personal("socialsekreterare"),
    unit=Personal("Barn och unga"),
    town=Personal("Provstad"),
    born=Personal("1985"),
    language="sv",
    details=(DetailRow(kind="phone", setting="private", value=Personal(PHONE), ticked=True),),
    chosen=Chosen(recipients=("hr",)),
    consent=True,
)
ANNAS_FORM: Final = replace(
    FORM, given=Personal("Anna"), surname=Personal("Provdal"), spellings=Personal(""), details=()
)


async def get_link(store: Store, config: Config, mail: Personal = MAIL, now=MORNING) -> str:
    """Ask for a link, read the mail, and give the token in it."""
    await optin.request_link(store, config, mail, "sv", now)
    found = (re.search(r"/enter/(\S+)", letter.text.reveal()) for letter in letters(store, now)
             if letter.recipient == mail)  # fmt: skip
    return next(link[1] for link in found if link is not None)


async def log_in(store: Store, config: Config, mail: Personal = MAIL, now=MORNING) -> str:
    token = await optin.enter(store, await get_link(store, config, mail, now), now)
    assert token is not None
    return token


async def begin(store: Store, config: Config, mail: Personal = MAIL, now=MORNING) -> str:
    """A session on the way to an opt-in, with an app for her codes."""
    session = await log_in(store, config, mail, now)
    first = totp.code(factor.offer(session).secret, totp.step_of(now))
    assert await factor.choose_app(store, session, first, now)
    return session


async def opt_in(store: Store, config: Config, form: Form = FORM, mail: Personal = MAIL) -> OptedIn:
    """She is in, and has read the mail that tells her so."""
    session = await begin(store, config, mail)
    opted_in = await optin.submit(store, config, session, form, MORNING)
    assert isinstance(opted_in, OptedIn)
    letters(store)
    return opted_in


def letters(store: Store, now=MORNING) -> list[Letter]:
    """Every mail that is due, taken out and settled as if sent, oldest first."""

    def send(tx) -> list[Letter]:
        sent = emptied(tx, now)
        for mail in sent:
            outbox.settle_sent(tx, mail)
        return [mail.letter for mail in sent]

    return store.write(send)


def person_of(store: Store, mail: Personal = MAIL) -> PersonId:
    person_id = store.keys.find_login(mail)
    assert person_id is not None
    return person_id


def count(store: Store, table) -> int:
    query = select(func.count()).select_from(table)
    return store.read(lambda tx: tx.connection.scalar(query))


def people_count(store: Store) -> int:
    return count(store, schema.person)
