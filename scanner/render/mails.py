"""Mails: written once as text in `templates/mail`, and as HTML made from that text."""

import re
from dataclasses import dataclass
from typing import Final

from scanner.config.settings import Config
from scanner.render.pages import render

_STEP: Final = re.compile(r"\d+\. ")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    text: str
    steps: tuple[str, ...]
    """Where each line of the paragraph is a numbered step: the steps without their numbers."""


def mail(name: str, language: str, config: Config, /, **values: object) -> MailText:
    """The mail of ``templates/mail/<name>.txt``, which extends ``letter.txt``.

    `config` says who writes, in which time zone, and whether all is invented. A mail to her has
    a `stop_link` among its values.
    """
    said = render(
        f"mail/{name}.txt",
        language,
        **{"stop_link": ""} | values,
        organisation=config.organisation.name,
        zone=config.organisation.timezone,
        help_phone=config.portal.help_phone,
        is_lab=config.lab is not None,
    )
    subject, *blocks = re.split(r"\n{2,}", said.strip())
    paragraphs = tuple(map(_paragraph, blocks))
    return MailText(
        subject=" ".join(subject.split()),
        text="\n\n".join(blocks) + "\n",
        html=render("mail/letter.html", language, paragraphs=paragraphs),
    )


def page_link(config: Config, page: str, token: str) -> str:
    """Where a link in a mail leads: a page that shows a button, for programs open links too."""
    return f"{config.portal.base_url.rstrip('/')}/{page}/{token}"


def _paragraph(block: str) -> Paragraph:
    lines = block.splitlines()
    steps = all(_STEP.match(line) for line in lines)
    return Paragraph(text=block, steps=tuple(_STEP.sub("", x, count=1) for x in lines if steps))
