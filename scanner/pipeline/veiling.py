"""The words about her without anybody in them, for a second reader. Runs in a worker."""

from collections.abc import Callable
from math import inf
from typing import Final

from scanner.assess.second_reader.veil import veiled
from scanner.match.lexicon import Role, is_known, is_name, role_bits
from scanner.match.matcher import Matcher
from scanner.model.consent import Profile
from scanner.model.finding import Excerpt
from scanner.model.person import WatchedPerson
from scanner.model.personal import Personal
from scanner.places.phrases import comparable
from scanner.text.fold import fold_key

ENDING: Final = 3
"""Letters that a word of the lexicons may have behind what they list."""


def veil(excerpt: Excerpt, hers: Profile, listed: tuple[str, ...], seed: int) -> str:
    """The excerpt with placeholders for her, in every spelling that the matcher reads, and for all
    that may tell who anybody is; `listed`: words of the lexicons. As `Matcher` takes its `seed`.
    """
    text = excerpt.text.reveal()
    person = WatchedPerson("her", hers.given, hers.surname, hers.spellings)
    (found,) = Matcher([person], seed=seed).find([text])
    spans = (*excerpt.spans, *((one.start, one.end) for one in found))
    mailbox = Personal(hers.mail.reveal().partition("@")[0])
    names = (hers.given, hers.surname, *hers.spellings, hers.town, mailbox)
    return veiled(text, spans, names, plainness(listed))


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
