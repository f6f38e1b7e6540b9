"""A person who opted in, as the thinking rooms see her."""

from dataclasses import dataclass, field
from enum import StrEnum

from scanner.model.ids import PersonId
from scanner.model.personal import UNKNOWN, Personal


class PersonState(StrEnum):
    ACTIVE = "active"
    ERASING = "erasing"
    """She withdrew: nothing of hers matches, her erasure is under way."""


class DetailKind(StrEnum):
    """Kinds of detail that can be watched or recognised."""

    PERSONNUMMER = "personnummer"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    PLATE = "plate"
    HANDLE = "handle"
    """A user name of hers, or the address of a profile."""
    PROPERTY = "property"
    """What the land register calls where she lives."""
    BIRTH_DATE = "birth_date"
    DOOR_CODE = "door_code"
    MAP_PIN = "map_pin"
    PHOTO = "photo"
    """A photo that she uploaded; its digest is how it looks, in 64 bits."""


class Setting(StrEnum):
    """Which part of her life a detail belongs to."""

    WORK = "work"
    PRIVATE = "private"
    HOME = "home"
    """Home, family or child: what lets somebody stand at her door."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedDetail:
    """One detail of hers as a keyed hash; the detail itself is nowhere."""

    kind: DetailKind
    setting: Setting
    digest: bytes = field(repr=False)
    proved: bool = False
    """True after she showed that it is hers. Unproved, it counts only beside her name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonContext:
    """What helps to tell her from a namesake. Empty means unknown and is never evidence."""

    role: Personal = UNKNOWN
    unit: Personal = UNKNOWN
    employer: Personal = UNKNOWN
    town: Personal = UNKNOWN
    born: int | None = field(default=None, repr=False)
    """The year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedPerson:
    """A person with a valid opt-in. Names may be given as `str`; they are held masked."""

    person_id: PersonId
    given: Personal
    surname: Personal
    spellings: tuple[Personal, ...] = ()
    """Whole names as she wrote them: former names, nicknames, her name in another script."""
    context: PersonContext = PersonContext()
    details: tuple[WatchedDetail, ...] = ()

    def __init__(
        self,
        person_id: str,
        given: str | Personal,
        surname: str | Personal,
        spellings: tuple[str | Personal, ...] = (),
        context: PersonContext = PersonContext(),
        details: tuple[WatchedDetail, ...] = (),
    ) -> None:
        set_field = object.__setattr__
        set_field(self, "person_id", PersonId(person_id))
        set_field(self, "given", Personal(given))
        set_field(self, "surname", Personal(surname))
        set_field(self, "spellings", tuple(Personal(name) for name in spellings))
        set_field(self, "context", context)
        set_field(self, "details", tuple(details))
