"""Reasons as sentences in the reader's language."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from babel.numbers import format_decimal

from scanner.model.assessment import Because
from scanner.model.person import DetailKind, Setting
from scanner.render.labels import LABELS
from scanner.render.translations import translate

VALUES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "kind": {kind.value: LABELS[DetailKind][kind] for kind in DetailKind},
        "setting": {setting.value: LABELS[Setting][setting] for setting in Setting},
        "where": {
            "post": "in the same post",
            "thread": "in the same thread",
            "page": "elsewhere on the page",
        },
        "language": {
            "sv": "Swedish",
            "en": "English",
            "fa": "Persian",
            "ar": "Arabic",
            "ar-Latn": "Arabic in Latin letters",
            "so": "Somali",
            "tr": "Turkish",
        },
    }
)
"""Placeholders whose values are words of ours: value and what it is called, to be translated."""

COUNT: Final = "count"
"""The placeholder whose value is a number."""


def reason(because: Because, language: str) -> str:
    """The sentence of a reason, its placeholders filled. Never holds the page's words."""
    values = {name: _value(name, value, language) for name, value in because.values}
    return translate(because.message, language).format_map(values)


def _value(name: str, value: str, language: str) -> str:
    if name == COUNT:
        return str(format_decimal(value, locale=language))
    called = VALUES.get(name, {}).get(value)
    return value if called is None else translate(called, language)
