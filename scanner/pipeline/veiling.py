"""The words about her without anybody in them, for a second reader. Runs in a worker."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from math import inf
from typing import Final

from scanner.assess.context import shipped_organisation
from scanner.assess.second_reader.veil import veiled
from scanner.identifiers.kinds import normalise
from scanner.match.lexicon import Role, is_known, is_name, role_bits
from scanner.match.matcher import Matcher
from scanner.model.consent import Profile
from scanner.model.finding import Excerpt
from scanner.model.person import DetailKind, WatchedPerson
from scanner.model.personal import Personal
from scanner.pipeline.sight import Hers
from scanner.places.organisation import Organisation, Town
from scanner.places.phrases import comparable
from scanner.text.fold import fold_key
from scanner.vault.keyed_hash import keyed_hash

_WORD: Final = re.compile(r"\w+(?:[.-]\w+)*")

ENDING: Final = 3
"""Letters that a word of the lexicons may have behind what they list."""


def veil(
    excerpt: Excerpt, hers: Hers, listed: tuple[str, ...], organisation: Organisation, seed: int
) -> str:
    """The excerpt with placeholders for her, in every spelling that the matcher reads, and for all
    that may tell who anybody is; `listed`: words of the lexicons. As `Matcher` takes its `seed`.
    """
    return _veiled(excerpt, hers.profile, listed, seed, _places(excerpt, hers, organisation))


def _veiled(
    excerpt: Excerpt,
    hers: Profile,
    listed: tuple[str, ...],
    seed: int,
    places: Iterator[tuple[int, int]],
) -> str:
    text = excerpt.text.reveal()
    person = WatchedPerson("her", hers.given, hers.surname, hers.spellings)
    (found,) = Matcher([person], seed=seed).find([text])
    spans = (*excerpt.spans, *((one.start, one.end) for one in found))
    mailbox = Personal(hers.mail.reveal().partition("@")[0])
    names = (hers.given, hers.surname, *hers.spellings, hers.town, mailbox)
    return veiled(text, spans, names, plainness(listed), places=places)


def _places(excerpt: Excerpt, hers: Hers, organisation: Organisation) -> Iterator[tuple[int, int]]:
    """Where towns, names of the organisation and her user names stand, in capitals or not."""
    text = excerpt.text.reveal()
    said, folded = comparable(text)
    for wording in (organisation.names, organisation.units):
        yield from (folded.span(*match.span()) for match in wording.pattern.finditer(said))
    # Letter by letter: the town Vara is not "våra", which is in every second post.
    towns = _pattern((*shipped_organisation().towns, *organisation.towns))
    yield from (match.span() for match in towns.finditer(text))
    for word in _WORD.finditer(text):
        if any(_is_handle(one, hers) for one in (word[0], word[0].removesuffix("s"))):
            yield word.span()


@cache
def _pattern(towns: tuple[Town, ...]) -> re.Pattern[str]:
    names = {name for town in towns for name in (town.name, *town.others)}
    any_of = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names))
    return re.compile(rf"(?<!\w)(?:{any_of})s?(?!\w)", re.IGNORECASE)


def _is_handle(word: str, hers: Hers) -> bool:
    """True for a user name of hers, which is kept as a keyed hash alone."""
    normal = normalise(DetailKind.HANDLE, word)
    return normal is not None and (
        keyed_hash(hers.handle_key, DetailKind.HANDLE, normal) in hers.handles
    )


def plainness(listed: tuple[str, ...]) -> Callable[[str], float]:
    """How much likelier a word is an everyday word than a name, as counted in Sweden; of other
    languages the words that lexicons list are known, with a short ending, and no others."""
    known = {comparable(word.strip("*"))[0] for word in listed}

    def bits(word: str) -> float:
        key = fold_key(word)
        if is_known(key) and (is_name(key) or comparable(word)[0] not in known):
            named = max(role_bits(key, Role.GIVEN), role_bits(key, Role.SURNAME))
            return role_bits(key, Role.WORD) - named
        text = comparable(word)[0]
        ends = range(max(len(text) - ENDING, 1), len(text) + 1)
        return inf if any(text[:end] in known for end in ends) else -inf

    return bits
