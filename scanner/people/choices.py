"""What she chooses beside the details: who is told, where is looked, who of staff sees a case."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scanner.model.consent import TOLD_WHEN_PROTECTED, Choices, Recipient
from scanner.model.ids import StaffId
from scanner.model.person import DetailKind
from scanner.people.officers import access


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What this installation has to offer."""

    recipients: frozenset[Recipient]
    """Beside security, which is always told."""
    providers: tuple[str, ...] = ()
    """Ids of search providers."""
    officers: tuple[StaffId, ...] = ()
    """Accounts of the security team."""
    shut: tuple[StaffId, ...] = ()
    """Accounts that are shut and that she excluded: their holders may come again with others."""
    has_personnummer: bool = False
    """True where the operator has motivated that personal identity numbers are watched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the browser sent: anything may stand here."""

    recipients: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    """The accounts of which the form asked: who is not among them was not let in by her."""
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
    excluded = _excluded(chosen, offer)
    return Choices(
        recipients=recipients,
        detail_kinds=kinds,
        providers=frozenset(offer.providers) & frozenset(chosen.providers),
        excluded=excluded,
        admitted=_admitted(chosen, offer) if excluded else frozenset(),
    )


def chosen(made: Choices, offer: Offer) -> Chosen:
    """The reverse, to be changed: what was chosen, as a form shows it.

    Nobody in the place of an officer who is there no more: she names another herself. Of who joined
    since she excluded anybody the form says no, until she says yes.
    """
    hers = access(made)
    unsettled = filter(hers.leaves_open, offer.officers)
    return Chosen(
        recipients=tuple(sorted(made.recipients)),
        providers=tuple(sorted(made.providers)),
        excluded=tuple(sorted({*made.excluded, *unsettled})),
        asked=offer.officers,
        is_protected=made.is_protected,
        officer=made.officer if made.officer in offer.officers else "",
    )


def not_offered(chosen: Chosen, offer: Offer) -> Iterator[str]:
    """Names of the fields that hold something this installation does not have."""
    if not {*chosen.recipients} <= {*offer.recipients, Recipient.SECURITY}:
        yield "recipients"
    if not {*chosen.providers} <= {*offer.providers}:
        yield "providers"
    if not {*chosen.excluded} <= {*offer.officers, *offer.shut}:
        yield "excluded"


def leaves_nobody(chosen: Chosen, offer: Offer) -> bool:
    """True where she excludes somebody and lets in nobody: then nobody could act."""
    excludes = bool(offer.officers) and bool(_excluded(chosen, offer))
    return excludes and not _admitted(chosen, offer)


def widens(before: Choices, after: Choices) -> bool:
    """True where somebody may be told, asked or see a case who might not before."""
    to_others = (before.recipients, after.recipients), (before.providers, after.providers)
    return any(not new <= old for old, new in to_others) or _lets_in_more(before, after)


def _lets_in_more(before: Choices, after: Choices) -> bool:
    old, new = access(before), access(after)
    if old.is_open_to_all:
        return False
    return new.is_open_to_all or not new.by_name <= old.by_name


def _excluded(chosen: Chosen, offer: Offer) -> frozenset[StaffId]:
    return frozenset(one for one in (*offer.officers, *offer.shut) if one in chosen.excluded)


def _admitted(chosen: Chosen, offer: Offer) -> frozenset[StaffId]:
    said_yes = {*chosen.asked} - {*chosen.excluded}
    return frozenset(one for one in offer.officers if one in said_yes)
