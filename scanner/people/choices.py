"""What she chooses beside the details: who is told, where is looked, who of staff sees a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scanner.model.consent import TOLD_WHEN_PROTECTED, Choices, Recipient
from scanner.model.ids import StaffId
from scanner.model.person import DetailKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What this installation has to offer."""

    recipients: frozenset[Recipient]
    """Beside security, which is always told."""
    providers: tuple[str, ...] = ()
    """Ids of search providers."""
    officers: tuple[StaffId, ...] = ()
    """Accounts of the security team."""
    has_personnummer: bool = False
    """True where the operator has motivated that personal identity numbers are watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the browser sent: anything may stand here."""

    recipients: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    is_protected: bool = False
    officer: str = ""
    """With protected personal data: the only one who sees a case."""


NOTHING: Final = Chosen()


def choices(chosen: Chosen, offer: Offer, kinds: frozenset[DetailKind]) -> Choices:
    """What it comes to. Nothing that is not offered; with protected data nothing outside."""
    ticked = offer.recipients & {one for one in Recipient if one.value in chosen.recipients}
    recipients = ticked | {Recipient.SECURITY}
    if chosen.is_protected:
        return Choices(
            recipients=recipients & TOLD_WHEN_PROTECTED,
            detail_kinds=kinds,
            is_protected=True,
            officer=next((one for one in offer.officers if one == chosen.officer), None),
        )
    return Choices(
        recipients=recipients,
        detail_kinds=kinds,
        providers=frozenset(offer.providers) & frozenset(chosen.providers),
        excluded=frozenset(one for one in offer.officers if one in chosen.excluded),
    )


def chosen(made: Choices, offer: Offer) -> Chosen:
    """The reverse, to be changed: what was chosen, as a form shows it.

    Nobody in the place of an officer who is there no more: she names another herself.
    """
    return Chosen(
        recipients=tuple(sorted(made.recipients)),
        providers=tuple(sorted(made.providers)),
        excluded=tuple(sorted(made.excluded)),
        is_protected=made.is_protected,
        officer=made.officer if made.officer in offer.officers else "",
    )


def not_offered(chosen: Chosen, offer: Offer) -> Iterator[str]:
    """Names of the fields that hold something this installation does not have."""
    if not {*chosen.recipients} <= {*offer.recipients, Recipient.SECURITY}:
        yield "recipients"
    if not {*chosen.providers} <= {*offer.providers}:
        yield "providers"
    if not {*chosen.excluded} <= {*offer.officers}:
        yield "excluded"


def leaves_nobody(chosen: Chosen, offer: Offer) -> bool:
    """True where all of the security team are excluded: then nobody could act."""
    return bool(offer.officers) and {*chosen.excluded} >= {*offer.officers}
