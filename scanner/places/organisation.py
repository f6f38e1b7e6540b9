"""The organisation's own words, and the words by which any workplace or occupation is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Final, NewType, TypeVar

from scanner.config.strict import Rule, did_you_mean, read_as
from scanner.errors import UsageError
from scanner.identifiers.kinds import normalise
from scanner.model.person import DetailKind
from scanner.places.phrases import Wording, Words, plain_wording, wording
from scanner.places.shelf import SHIPPED
from scanner.text.fold import fold_key

T = TypeVar("T")

_PLACE_AND_NUMBER: Final = re.compile(r"[^\W\d_]{3,} [1-9]\d{0,3}(?: ?[a-hA-H])?$")

WorkPhone = NewType("WorkPhone", str)
"""A telephone number of the organisation, in the normal form of `identifiers`."""

MailDomain = NewType("MailDomain", str)
"""A domain of work mail, in lower case."""

Office = NewType("Office", str)
"""Where an office is: street and number in the normal form of `identifiers`, else as a key."""

_PLAIN: Final = Words({})

PlainPhrase = NewType("PlainPhrase", str)
"""A phrase in the language of `places.phrases` that names no list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """`own.toml`: the organisation that runs this installation."""

    names: tuple[str, ...] = ()
    """The municipality, in every language and script it is written in."""
    units: tuple[str, ...] = ()
    """Its social services' units, as people call them."""
    roles: tuple[PlainPhrase, ...] = ()
    """What its caseworkers are called that `words.toml` does not have."""
    work_phones: tuple[WorkPhone, ...] = ()
    """Switchboard and duty numbers: never a private detail."""
    mail_domains: tuple[MailDomain, ...] = ()
    """Work mail is never a private detail."""
    offices: tuple[Office, ...] = ()
    """Street and number of its offices, or what else they are found by: never a home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWords:
    """One language's words about work and home."""

    language: str
    roles: tuple[PlainPhrase, ...]
    """Occupations of the social services."""
    workplace: tuple[PlainPhrase, ...]
    """What shows that the social services are spoken of."""
    occupations: tuple[PlainPhrase, ...]
    """Other occupations: beside a name they speak against its being hers."""
    namesake: tuple[PlainPhrase, ...]
    """Words with which people say that somebody else of that name is meant."""
    at_work: tuple[PlainPhrase, ...]
    """Words beside a number or address that make it one of work."""
    at_home: tuple[PlainPhrase, ...]
    """Words beside a number or address that make it one of home or family."""
    private: tuple[PlainPhrase, ...]
    """Words beside a number or address that make it a private one."""
    either: tuple[PlainPhrase, ...] = ()
    """Words of home and private life that an office uses too: the children, the door, a mobile."""
    writers: tuple[PlainPhrase, ...] = ()
    """Words before a number or address that make it the writer's own."""
    roles_elsewhere: tuple[PlainPhrase, ...] = ()
    """Of the roles, those that other workplaces have too: a head of unit is found anywhere."""
    duties: tuple[PlainPhrase, ...] = ()
    """What people in the social services do, in the words of those whom they do it to."""
    relations: tuple[PlainPhrase, ...] = ()
    """What makes somebody a client, a relative, a party or a guest, and no officer."""
    elsewhere: tuple[PlainPhrase, ...] = ()
    """Other walks of life: sport, arts, trade, school, research, clubs, ancestors."""
    death: tuple[PlainPhrase, ...] = ()
    """Words of a death notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsFile:
    """`words.toml`."""

    reviewed_by: str
    """The native readers who reviewed it; empty: nobody yet."""
    languages: tuple[LanguageWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    name: str
    others: tuple[str, ...] = ()
    """The same town in other languages and scripts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Towns:
    """`towns.toml`."""

    towns: tuple[Town, ...]
    places: tuple[str, ...] = ()
    """Towns, regions and countries of which no other spelling is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """What assess knows of the organisation; wordings are for `phrases.comparable` text."""

    own: Own
    towns: tuple[Town, ...]
    names: Wording = field(repr=False)
    units: Wording = field(repr=False)
    roles: Wording = field(repr=False)
    workplace: Wording = field(repr=False)
    occupations: Wording = field(repr=False)
    namesake: Wording = field(repr=False)
    at_work: Wording = field(repr=False)
    at_home: Wording = field(repr=False)
    private: Wording = field(repr=False)
    either: Wording = field(repr=False)
    writers: Wording = field(repr=False)
    roles_elsewhere: Wording = field(repr=False)
    duties: Wording = field(repr=False)
    relations: Wording = field(repr=False)
    elsewhere: Wording = field(repr=False)
    death: Wording = field(repr=False)

    def spellings(self, town: str) -> tuple[str, ...]:
        """A town's name in every language we know; of an unknown town its name alone."""
        known = (one for one in self.towns if town in (one.name, *one.others))
        return next(((one.name, *one.others) for one in known), (town,))


FILES: Final = ("own.toml", "words.toml", "towns.toml")
"""What may stand in an `organisation` folder."""


def load_organisation(folders: Sequence[Path] = (SHIPPED,)) -> Organisation:
    """The organisation's words; a later folder's file takes the place of an earlier one's.

    Raises `UsageError` with file and line of everything that is wrong.
    """
    for folder in folders:
        _refuse_strangers(folder)
    return _compiled(
        _read(_latest("own.toml", folders), Own),
        _read(_latest("words.toml", folders), WordsFile),
        _read(_latest("towns.toml", folders), Towns),
    )


def _compiled(own: Own, words: WordsFile, towns: Towns) -> Organisation:
    def of(kind: str, also: Sequence[PlainPhrase] = ()) -> Wording:
        phrases = chain.from_iterable(getattr(one, kind) for one in words.languages)
        return wording((*phrases, *also), _PLAIN)

    return Organisation(
        own=own,
        towns=(*towns.towns, *(Town(name=name) for name in towns.places)),
        names=plain_wording(*own.names),
        units=plain_wording(*own.units),
        roles=of("roles", own.roles),
        workplace=of("workplace"),
        occupations=of("occupations"),
        namesake=of("namesake"),
        at_work=of("at_work"),
        at_home=of("at_home"),
        private=of("private"),
        either=of("either"),
        writers=of("writers"),
        roles_elsewhere=of("roles_elsewhere"),
        duties=of("duties"),
        relations=of("relations"),
        elsewhere=of("elsewhere"),
        death=of("death"),
    )


def _latest(name: str, folders: Sequence[Path]) -> Path:
    paths = [folder / "organisation" / name for folder in folders]
    return next((path for path in reversed(paths) if path.exists()), paths[0])


def _refuse_strangers(folder: Path) -> None:
    """A file that nobody reads is a file that somebody relies on in vain."""
    for path in sorted((folder / "organisation").glob("*.toml")):
        if path.name not in FILES:
            raise UsageError(
                f"{path} is not a file that is read.{did_you_mean(path.name, FILES)}"
                f" An organisation folder holds {', '.join(FILES)}."
            )


def _read(path: Path, kind: type[T]) -> T:
    return read_as(path, kind, _RULES)


def _work_phone(value: object) -> WorkPhone:
    number = normalise(DetailKind.PHONE, value) if isinstance(value, str) else None
    if number is None:
        raise ValueError("must be a telephone number such as 031-390 06 00")
    return WorkPhone(number)


def _office(value: object) -> Office:
    """Also what no page's text would be taken for as a home: a square, a box number."""
    said = value.strip() if isinstance(value, str) else ""
    if address := normalise(DetailKind.ADDRESS, said):
        return Office(address)
    if not _PLACE_AND_NUMBER.search(said):
        raise ValueError("must be a place and its number: Rådhusgatan 1, Torget 1, Box 12")
    return Office(fold_key(said.rpartition(",")[2].strip()))


def _mail_domain(value: object) -> MailDomain:
    if not isinstance(value, str) or not re.fullmatch(r"[\w-]+(\.[\w-]+)+", value):
        raise ValueError("must be a domain such as provstad.se, without @")
    return MailDomain(value.lower())


def _phrase(value: object) -> PlainPhrase:
    if not isinstance(value, str):
        raise ValueError("must be text in quotes")
    _PLAIN.phrase(value)
    return PlainPhrase(value)


_RULES: Final[dict[object, Rule]] = {
    WorkPhone: _work_phone,
    MailDomain: _mail_domain,
    Office: _office,
    PlainPhrase: _phrase,
}
