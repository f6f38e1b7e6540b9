"""Whatever a value holds, a page shows it as text."""

from datetime import UTC, datetime

import pytest
from jinja2 import UndefinedError

from scanner.model.assessment import Because, Level
from scanner.model.personal import Personal
from scanner.render.pages import environment

HOSTILE = "<script>alert(1)</script>\x1b]0;x\x07\u202e"
SHOWN = "&lt;script&gt;alert(1)&lt;/script&gt;␛]0;x␇⟨U+202E⟩"


def shown(template: str, language: str = "en", **values: object) -> str:
    return environment(language).from_string(template).render(values)


def test_a_value_is_escaped_and_its_controls_are_marks() -> None:
    assert shown("{{ value }}", value=HOSTILE) == SHOWN


def test_a_value_in_a_translated_sentence_is_escaped_and_its_controls_are_marks() -> None:
    assert shown("{{ _('About %(value)s', value=value) }}", value=HOSTILE) == f"About {SHOWN}"
    assert shown("{% trans %}About {{ value }}{% endtrans %}", value=HOSTILE) == f"About {SHOWN}"


def test_a_value_in_an_attribute_cannot_leave_it() -> None:
    assert '"' not in shown("{{ value }}", value='" onmouseover="x')


def test_a_personal_value_is_masked() -> None:
    assert "Warsame" not in shown("{{ value }}", value=Personal("Amina Warsame"))


def test_a_missing_value_is_an_error_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        shown("{{ nobody }}")


def test_filters_speak_the_language() -> None:
    at = datetime(2026, 11, 21, 9, 42, tzinfo=UTC)
    template = "{{ level | label }} {{ at | moment('Europe/Stockholm') }}"
    assert shown(template, "sv", level=Level.HIGH, at=at) == "Hög 21 november 2026 kl. 10.42"
    assert shown(template, "en", level=Level.HIGH, at=at) == "High 21 November 2026, 10:42"


def test_a_reason_is_its_sentence_with_its_values() -> None:
    because = Because(
        message="{count} bearers", values=(("count", "7"),), words=Personal("hemligt")
    )
    assert shown("{{ because | reason }}", because=because) == "7 bearers"


def test_addresses_are_defanged() -> None:
    assert shown("{{ a | defang }}", a="https://forum.example/x") == "hxxps://forum[.]example/x"
