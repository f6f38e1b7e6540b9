"""Whose caseworkers an invented town's are: the words by which its municipality is known."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from scanner.assess.context import shipped_organisation
from scanner.places.organisation import Organisation, Own
from scanner.places.organisation import Town as Named
from scanner.places.phrases import plain_wording

PROVSTAD: Final = "Provstad"
"""The town of whoever is invented without a town of her own."""


def organisation(town: str, others: Iterable[str]) -> Organisation:
    """The shipped words, for a municipality of that name among others."""
    shipped = shipped_organisation()
    names = (town, f"{town}s kommun")
    known = tuple(Named(name=other) for other in others if other != town)
    return replace(
        shipped, own=Own(names=names), names=plain_wording(*names), towns=(*shipped.towns, *known)
    )


@cache
def provstad() -> Organisation:
    """The municipality of Provstad, which knows no other."""
    return organisation(PROVSTAD, ())
