"""The one Jinja environment: templates to HTML and text, with every value made safe.

Values are escaped (but in .txt), control characters and bidi overrides are shown as marks, a
missing value is an error. Filters: `defang`, `label`, `deed`, `work`, `reason`, `one_line`,
`certainty`, `signed`, `dial`, of a tier with details `gist`, with the zone's name `moment` and
`day`, of an address `where`, of places `spots`, and of a spot with all of them `was_first`.
"""

from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from scanner.render import labels, moments, reasons, safe, translations
from scanner.render.certainty import certainty, signed
from scanner.render.dial import dial
from scanner.render.gist import gist
from scanner.render.places import spots, was_first, where
from scanner.text.defang import defang

TEMPLATES_FOLDER: Final = Path(__file__).with_name("templates")


def render(template: str, language: str, /, **values: object) -> str:
    """A template of `templates/`, as ``report/report.html``, in one of `settings.LANGUAGES`."""
    return environment(language).get_template(template).render(values)


@cache
def environment(language: str) -> Environment:
    """The environment that speaks `language`."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES_FOLDER),
        extensions=["jinja2.ext.i18n"],
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.policies["ext.i18n.trimmed"] = True
    catalogue = translations.catalogue(language)
    made.install_gettext_translations(catalogue, newstyle=True)  # type: ignore[attr-defined]
    made.globals["language"] = language
    made.filters |= {
        "defang": defang,
        "one_line": safe.one_line,
        "certainty": certainty,
        "dial": dial,
        "spots": spots,
        "was_first": was_first,
        "where": partial(where, language=language),
        "gist": partial(gist, language=language),
        "signed": partial(signed, language=language),
        "label": partial(labels.label, language=language),
        "deed": partial(labels.deed, language=language),
        "work": partial(labels.work, language=language),
        "reason": partial(reasons.reason, language=language),
        "moment": partial(moments.moment, language=language),
        "day": partial(moments.day, language=language),
    }
    return made


def _finalize(value: object) -> object:
    """Every value on its way into a page. Marks hold no markup, so `Markup` stays valid."""
    if isinstance(value, Markup):
        return Markup(safe.visible(value))  # noqa: S704
    return safe.visible(value) if isinstance(value, str) else value
