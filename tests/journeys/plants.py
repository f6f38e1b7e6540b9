"""Ways to put a sentence about somebody into a real page, where a reader or a robot sees it."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tests.journeys.real_pages import RealPage
from tests.pipeline.stage import Caseworker

AMINA = Caseworker(given="Amina", surname="Rahwandi", spellings=("أمينة رهوندي",))
JORGEN = Caseworker(given="Jörgen", surname="Brånehed", mailbox="jorgen.branehed")
HODAN = Caseworker(given="Hodan", surname="Dalmarow")
SELMA = Caseworker(given="Selma", surname="Hadžovrana", mailbox="selma.hadzovrana")
KERSTIN = Caseworker(given="Kerstin", surname="Provlunda")
PLANTED = (AMINA, JORGEN, HODAN, SELMA, KERSTIN)

ORDINARY = tuple(
    Caseworker(given=given, surname=surname)
    for given, surname in (
        ("Anna", "Lindberg"), ("Erik", "Sandgren"), ("Maria", "Nilsson"), ("Karin", "Holm"),
        ("Johan", "Berg"), ("Lars", "Ek"), ("Fatima", "Ali"), ("Ahmed", "Hassan"),
        ("Omar", "Khalil"), ("Leila", "Saleh"), ("Sara", "Collins"), ("David", "Miller"),
        ("Emma", "Brown"), ("Peter", "Schmidt"), ("Laura", "Martin"), ("Daniel", "Young"),
    )
)  # fmt: skip
"""Enrolled, written about nowhere; their names are made of words that any page may hold."""


@dataclass(frozen=True, kw_only=True)
class Plant:
    manner: str
    who: Caseworker
    page: RealPage
    body: bytes
    """The page with the sentence in it."""


Manner = Callable[[Caseworker, RealPage, random.Random], bytes]


def words(who: Caseworker) -> str:
    return f"Socialsekreteraren {who.name} på socialtjänsten i Provstad har beslutat om barnet."


def in_a_paragraph(who: Caseworker, page: RealPage, chance: random.Random) -> bytes:
    return _after_paragraph(page, f"<p>{words(who)}</p>", chance)


def in_pieces(who: Caseworker, page: RealPage, chance: random.Random) -> bytes:
    given, surname = (
        f"<b>{part[:2]}</b>{part[2:4]}<i class=x>{part[4:]}</i>"
        for part in (who.given, who.surname)
    )
    markup = words(who).replace(who.name, f"{given} <span>{surname}</span>")
    return _after_paragraph(page, f"<p>{markup}</p>", chance)


def in_references(who: Caseworker, page: RealPage, chance: random.Random) -> bytes:
    hidden = "".join(chance.choice((f"&#{ord(sign)};", f"&#x{ord(sign):X};")) for sign in who.name)
    return _after_paragraph(page, f"<p>{words(who).replace(who.name, hidden)}</p>", chance)


def in_an_image(who: Caseworker, page: RealPage, chance: random.Random) -> bytes:
    return _after_paragraph(page, f'<img src="x.png" alt="{words(who)}">', chance)


def in_a_tooltip(who: Caseworker, page: RealPage, chance: random.Random) -> bytes:
    return _after_paragraph(page, f"<a href='#' title='{words(who)}'>foto</a>", chance)


def in_the_title(who: Caseworker, page: RealPage, _: random.Random) -> bytes:
    return page.with_markup(page.ends("title")[0], f" – {words(who)}")


def in_a_comment(who: Caseworker, page: RealPage, chance: random.Random) -> bytes:
    return _after_paragraph(page, f"<!-- {words(who)} -->", chance)


def in_json(who: Caseworker, page: RealPage, chance: random.Random) -> bytes:
    data = json.dumps({"@type": "Comment", "author": {"name": "x"}, "text": words(who)})
    markup = f'<script type="application/ld+json">{data}</script>'
    return _after_paragraph(page, markup, chance)


def in_arabic(who: Caseworker, page: RealPage, chance: random.Random) -> bytes:
    said = f"الموظفة {who.spellings[0]} في بلدية بروفستاد هي التي أخذت القرار"
    return _after_paragraph(page, f"<p>{said}</p>", chance)


EVERYWHERE: tuple[Manner, ...] = (
    in_a_paragraph, in_pieces, in_references, in_an_image, in_a_tooltip, in_the_title, in_json
)  # fmt: skip


def plant(pages: tuple[RealPage, ...], chance: random.Random, of_each: int) -> list[Plant]:
    """Every manner `of_each` times, each time in a page of its own."""
    free = list(pages)
    chance.shuffle(free)
    plants: list[Plant] = []

    def put(manner: Manner, who: Caseworker, may: Callable[[RealPage], bool], times: int) -> None:
        for page in tuple(islice(filter(may, free), times)):
            free.remove(page)
            body = manner(who, page, chance)
            plants.append(Plant(manner=manner.__name__, who=who, page=page, body=body))

    put(in_arabic, AMINA, lambda page: page.language == "ar", of_each)
    put(in_a_paragraph, JORGEN, lambda page: page.charset not in ("", "utf-8"), 2 * of_each)
    put(in_a_comment, SELMA, lambda page: page.charset == "utf-8", of_each)
    for number, manner in enumerate(EVERYWHERE):
        who = PLANTED[number % len(PLANTED)]
        put(manner, who, lambda page: bool(page.ends("title")), of_each)
    return plants


def _after_paragraph(page: RealPage, markup: str, chance: random.Random) -> bytes:
    """Behind one of the page's paragraphs; where it has none, before its body ends."""
    ends = [at + len("</p>") for at in page.ends("p")]
    places = ends or page.ends("body") or [len(page.markup)]
    return page.with_markup(chance.choice(places), markup)
