"""What people-search sites show of people, what they ask for before they stop, what she saw."""

from enum import StrEnum


class Proof(StrEnum):
    """What the site asks for to know that it is she."""

    BANKID = "bankid"
    FORM = "form"
    """A form or a mail."""
    LETTER = "letter"
    """A letter with a copy of an identity card."""


class Word(StrEnum):
    """What she says of her page at a site after she looked there herself."""

    GONE = "gone"
    STILL_THERE = "still_there"


class Shown(StrEnum):
    """What the site shows of people."""

    ADDRESS = "address"
    PHONE = "phone"
    AGE = "age"
    BIRTHDAY = "birthday"
    HOUSEHOLD = "household"
    VEHICLES = "vehicles"
    COMPANY = "company"
    INCOME = "income"
    COURT_CASES = "court_cases"
    MAP = "map"
