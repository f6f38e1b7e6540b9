"""The report for people: one file, nothing from elsewhere, nothing that runs."""

import base64
import hashlib
from typing import Final

from babel import Locale
from markupsafe import Markup

from scanner.model.assessment import Level
from scanner.model.finding import Change, Excerpt, Verdict
from scanner.render.pages import TEMPLATES_FOLDER, render
from scanner.report.data import ReportData

STYLE: Final = (TEMPLATES_FOLDER / "report" / "report.css").read_text(encoding="utf-8")

# The hash lets exactly this style in: a style that a page smuggled into a value stays dead.
POLICY: Final = (
    "default-src 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    + "'; base-uri 'none'; form-action 'none'"
)


def as_html(data: ReportData, language: str) -> str:
    """`data` as one HTML page that reads well on screen, phone and paper."""
    style = Markup(STYLE)  # noqa: S704  Our own file.
    return render(
        "report/report.html",
        language,
        data=data,
        zone=data.zone,
        policy=POLICY,
        style=style,
        pieces=pieces,
        levels=Level,
        changes=Change,
        verdicts=Verdict,
        unreviewed=", ".join(_language(code, language) for code in data.unreviewed),
    )


def _language(code: str, language: str) -> str:
    """What a BCP 47 code is called; the code itself where it has no name."""
    return str(Locale(language).languages.get(code, code))


def pieces(excerpt: Excerpt) -> tuple[tuple[str, bool], ...]:
    """The words in context, cut where she stands: (text, is it her), in order, whole."""
    text = excerpt.text.reveal()
    cut: list[tuple[str, bool]] = []
    end = 0
    for start, stop in sorted(excerpt.spans):
        start = max(start, end)
        if start < stop:
            cut += [(text[end:start], False), (text[start:stop], True)]
            end = stop
    return tuple(piece for piece in (*cut, (text[end:], False)) if piece[0])
