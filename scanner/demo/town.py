"""The people of Provstad: five caseworkers who opt in, and how each chose.

Everybody here is invented. Numbers lie in the ranges kept free for fiction, the streets do not
exist, no Swedish post code begins with 99, and plates that begin with MLB are never issued.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from scanner.model.consent import Recipient
from scanner.model.person import DetailKind, Setting

MUNICIPALITY: Final = "Provstads kommun"
TOWN: Final = "Provstad"
MAIL_DOMAIN: Final = "provstad.example"
SECURITY: Final = "sakerhet@provstad.example"
HR: Final = "personal@provstad.example"

ZONE: Final = ZoneInfo("Europe/Stockholm")
OPT_IN_DAY: Final = datetime(2026, 11, 20, 15, 0, tzinfo=ZONE)
"""A Friday. The watch begins a day later, in time for the first morning."""
MORNINGS: Final = (
    datetime(2026, 11, 23, 7, 0, tzinfo=ZONE),
    datetime(2026, 11, 24, 7, 5, tzinfo=ZONE),
    datetime(2026, 11, 25, 7, 10, tzinfo=ZONE),
)
"""When each day's scan begins. Five minutes later each day, while the clock runs on: what went
missing one morning has then been missing for a whole day the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """One detail as she types it into the portal's form."""

    kind: DetailKind
    setting: Setting
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caseworker:
    """One invented caseworker: who she is and what she says yes to."""

    mail: str
    given: str
    surname: str
    role: str
    unit: str
    language: str
    spellings: tuple[str, ...] = ()
    details: tuple[Enrolled, ...] = ()
    recipients: frozenset[Recipient] = frozenset()

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"


KRISTINA: Final = Caseworker(
    mail="kristina.jakobsson@provstad.example",
    given="Kristina",
    surname="Jakobsson",
    role="socialsekreterare",
    unit="Barn- och ungdomsenheten",
    language="sv",
    details=(
        Enrolled(
            kind=DetailKind.ADDRESS,
            setting=Setting.HOME,
            value="Glimmerlavsvägen 14, 999 41 Provstad",
        ),
        Enrolled(kind=DetailKind.PHONE, setting=Setting.PRIVATE, value="070-174 06 21"),
    ),
)
"""A common name: a page must say more before it means her."""

AMINA: Final = Caseworker(
    mail="amina.rahwandi@provstad.example",
    given="Amina",
    surname="Rahwandi",
    role="familjehemssekreterare",
    unit="Familjehemsenheten",
    language="sv",
    spellings=("أمينة رهوندي",),
    details=(Enrolled(kind=DetailKind.PHONE, setting=Setting.PRIVATE, value="070-174 06 12"),),
    recipients=frozenset({Recipient.HR}),
)
"""Wrote her name in her own script as well, so that an Arabic page cannot hide her."""

JORGEN: Final = Caseworker(
    mail="jorgen.branehed@provstad.example",
    given="Jörgen",
    surname="Brånehed",
    role="enhetschef",
    unit="Mottagningsenheten",
    language="sv",
    details=(Enrolled(kind=DetailKind.PHONE, setting=Setting.PRIVATE, value="070-174 06 33"),),
    recipients=frozenset({Recipient.HR, Recipient.PERSON}),
)
"""Decides, and is criticised for it: lawfully in the newspaper, otherwise on the blog."""

HODAN: Final = Caseworker(
    mail="hodan.dalmarow@provstad.example",
    given="Hodan",
    surname="Dalmarow",
    role="barnhandläggare",
    unit="Barn- och ungdomsenheten",
    language="en",
    details=(
        Enrolled(
            kind=DetailKind.ADDRESS,
            setting=Setting.HOME,
            value="Månrisstigen 3 B, 999 42 Provstad",
        ),
    ),
    recipients=frozenset({Recipient.HR, Recipient.PERSON}),
)
"""Threatened on the forum's second page."""

SELMA: Final = Caseworker(
    mail="selma.hadzovrana@provstad.example",
    given="Selma",
    surname="Hadžovrana",
    role="familjehemssekreterare",
    unit="Familjehemsenheten",
    language="sv",
    details=(Enrolled(kind=DetailKind.PLATE, setting=Setting.PRIVATE, value="MLB 84A"),),
)
"""Lets nobody but the security team be told."""

CASEWORKERS: Final = (KRISTINA, AMINA, JORGEN, HODAN, SELMA)

NAMESAKE: Final = "Kristina Jakobsson"
"""Leads a choir in another town, in a newspaper: not the caseworker of that name."""
