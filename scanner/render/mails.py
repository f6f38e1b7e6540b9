"""Mails: written once as text in `templates/mail`, and as HTML made from that text."""

import re
from dataclasses import dataclass
from typing import Final

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


def mail(name: str, language: str, /, **values: object) -> MailText:
    """The mail of ``templates/mail/<name>.txt``, which extends ``letter.txt``.

    Its values, beside its own: `organisation` (name), `help_phone` ('' where there is none).
    """
    subject, *blocks = re.split(r"\n{2,}", render(f"mail/{name}.txt", language, **values).strip())
    paragraphs = tuple(map(_paragraph, blocks))
    return MailText(
        subject=" ".join(subject.split()),
        text="\n\n".join(blocks) + "\n",
        html=render("mail/letter.html", language, paragraphs=paragraphs),
    )


def _paragraph(block: str) -> Paragraph:
    lines = block.splitlines()
    steps = all(_STEP.match(line) for line in lines)
    return Paragraph(text=block, steps=tuple(_STEP.sub("", x, count=1) for x in lines if steps))
