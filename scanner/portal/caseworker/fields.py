"""Between the opt-in form as HTML sends it and `people.form`, which judges it."""

from collections.abc import Mapping
from typing import Final

from scanner.model.consent import Profile
from scanner.model.personal import UNKNOWN, Personal
from scanner.people.choices import Chosen
from scanner.people.form import MOST_DETAILS, DetailRow, Form

FIRST_ROWS: Final = 2
"""Rows for details in a new form."""

MORE_ROWS: Final = 4
"""Rows that the button for more adds."""

EMPTY_ROW: Final = DetailRow(kind="", setting="", value=UNKNOWN)

Sent = Mapping[str, tuple[str, ...]]
"""What a browser sent: the values of each field, in order."""


def form_of(sent: Sent) -> Form:
    """The form as it was sent, its rows for details included."""
    return Form(
        given=_text(sent, "given"),
        surname=_text(sent, "surname"),
        spellings=_text(sent, "spellings"),
        role=_text(sent, "role"),
        unit=_text(sent, "unit"),
        town=_text(sent, "town"),
        born=_text(sent, "born"),
        details=tuple(_row(sent, number) for number in range(_rows(sent))),
        chosen=_chosen(sent),
        depth=_first(sent, "depth"),
        consent=is_ticked(sent, "consent"),
    )


def form_from(profile: Profile, chosen: Chosen) -> Form:
    """The form as it stands before she changes something. The consent is to be said anew."""
    return Form(
        given=profile.given,
        surname=profile.surname,
        spellings=Personal("\n".join(spelling.reveal() for spelling in profile.spellings)),
        role=profile.role,
        unit=profile.unit,
        town=profile.town,
        born=UNKNOWN if profile.born is None else Personal(str(profile.born)),
        language=profile.language,
        chosen=chosen,
        depth=profile.depth,
    )


def rows(form: Form, *, more: bool = False) -> tuple[DetailRow, ...]:
    """The rows to show: hers, filled up with empty ones."""
    wanted = max(FIRST_ROWS, len(form.details) + MORE_ROWS * more)
    empty = (EMPTY_ROW,) * (min(wanted, MOST_DETAILS) - len(form.details))
    return form.details + empty


def is_ticked(sent: Sent, name: str) -> bool:
    """Whether a tick was set, or a button pressed."""
    return _first(sent, name) == "yes"


def _chosen(sent: Sent) -> Chosen:
    return Chosen(
        recipients=sent.get("recipients", ()),
        providers=sent.get("providers", ()),
        excluded=sent.get("excluded", ()),
        asked=sent.get("asked", ()),
        is_protected=is_ticked(sent, "protected"),
        officer=_first(sent, "officer"),
    )


def _row(sent: Sent, number: int) -> DetailRow:
    name = f"detail-{number}"
    return DetailRow(
        kind=_first(sent, f"{name}-kind"),
        setting=_first(sent, f"{name}-setting"),
        value=_text(sent, f"{name}-value"),
        ticked=is_ticked(sent, f"{name}-tick"),
    )


def _rows(sent: Sent) -> int:
    said = _first(sent, "rows")
    is_number = said.isascii() and said.isdigit() and len(said) < 4
    return min(int(said), MOST_DETAILS) if is_number else 0


def _text(sent: Sent, name: str) -> Personal:
    return Personal(_first(sent, name))


def _first(sent: Sent, name: str) -> str:
    return next(iter(sent.get(name, ())), "")
