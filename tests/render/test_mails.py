import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scanner.config.settings import LANGUAGES
from scanner.model.alert import AlertText
from scanner.model.assessment import Level
from scanner.model.consent import Recipient
from scanner.render.mails import MailText, mail
from scanner.render.pages import TEMPLATES_FOLDER
from tests.conftest import make_config

VALUES = {
    "case_reference": "V-K7Q2M9",
    "level": Level.HIGH,
    "respond_by": datetime(2026, 11, 21, 13, 30, tzinfo=UTC),
    "login_url": "https://varn.provstad.example/",
    "told": (Recipient.HR, Recipient.MANAGER),
    "opens_at": None,
}
LAB = make_config(Path())
REAL = replace(
    LAB,
    organisation=replace(LAB.organisation, name="Provstads <kommun>"),
    portal=replace(LAB.portal, help_phone="08-465 004 05"),
    lab=None,
)


MAILS = sorted(
    p
    for p in (TEMPLATES_FOLDER / "mail").glob("*.txt")
    if p.stem != "letter" and not p.stem.endswith("_sms")
)


class Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> Words:
    words = Words()
    words.feed(html)
    return words


def alert_mail(text: AlertText, language: str) -> MailText:
    return mail(text, language, REAL, **VALUES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", AlertText)
def test_text_and_html_say_the_same(text: AlertText, language: str) -> None:
    made = alert_mail(text, language)
    shown = read(made.html)
    said = " ".join("".join(shown.text).replace("Värn", "", 1).split())
    for line in made.text.splitlines():
        assert line.lstrip("123. ") in said
    assert "Provstads <kommun>" in said


@pytest.mark.parametrize("text", AlertText)
def test_html_fetches_nothing_and_hides_no_address(text: AlertText) -> None:
    shown = read(alert_mail(text, "sv").html)
    assert not {"img", "link", "script", "style", "iframe"} & set(shown.tags)
    assert not {"src", "background"} & set(shown.attributes)


@pytest.mark.parametrize("text", AlertText)
def test_a_link_can_be_pressed_and_says_where_it_leads(text: AlertText) -> None:
    html = alert_mail(text, "sv").html
    links = re.findall(r'<a href="(?:mailto:)?([^"]*)"[^>]*>([^<]*)</a>', html)
    assert len(links) == html.count("<a ") > 0
    assert all(leads_to == said for leads_to, said in links)


def test_numbered_lines_become_steps() -> None:
    shown = read(alert_mail(AlertText.HR_JUDGED, "sv").html)
    assert shown.tags.count("li") == 3


def test_the_subject_is_one_line_and_names_no_content() -> None:
    made = alert_mail(AlertText.SECURITY, "sv")
    assert made.subject == (
        "[Värn] Ärende V-K7Q2M9 – nivå Hög – granska senast 21 november 2026 kl. 14.30"
    )
    assert made.subject not in made.text


def test_without_a_phone_for_help_no_empty_line_for_it_is_left() -> None:
    config = replace(REAL, portal=replace(REAL.portal, help_phone=""))
    made = mail("person", "en", config, **VALUES)
    assert "Urgent" not in made.text
    assert "call 112" in made.text


@pytest.mark.parametrize("text", AlertText)
def test_a_mail_of_a_lab_says_so_in_its_subject_and_its_first_words(text: AlertText) -> None:
    made = mail(text, "sv", LAB, **VALUES)
    assert made.subject.startswith("LAB [Värn] ")
    assert made.text.startswith("Från ett labb: ")
    assert "labb" not in alert_mail(text, "sv").text


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.stem)
def test_every_mail_stands_in_the_frame(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith('{% extends "mail/letter.txt" %}')
