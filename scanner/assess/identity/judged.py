"""What was said of her other findings, as evidence for this one.

A word on one page says something of the next where both share a sign: the thread, the author, the
other town, occupation or name that tells a namesake from her. A sign that stood on her pages and on
a namesake's tells nobody apart and is left out. The bits are set by hand, low on purpose: invented
towns hold no threads that go on.

Who owns a site decides what stands where. A page about a namesake that he gets judged must not hide
the next one, about her: see `BITS`, `MOST_BITS`, `recalled` and `in_sight`.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from math import exp2
from typing import Final

from scanner.assess.context import AssessContext
from scanner.assess.identity.clue import Feature, OwnDetail
from scanner.assess.identity.identify import FLOOR, weights
from scanner.assess.policy import Policy
from scanner.model.assessment import Because, Identity, IdentityEvidence, Level
from scanner.model.document import Document, Post
from scanner.model.handed import is_handed
from scanner.model.ids import Address
from scanner.model.judgement import Judgement, Sign, SignKind, Speaker
from scanner.model.person import DetailKind
from scanner.model.personal import UNKNOWN, Personal
from scanner.places.organisation import Organisation, Town
from scanner.text.fold import fold_key
from scanner.urls import host_group, origin

BITS: Final[Mapping[SignKind, float]] = {
    SignKind.THREAD: 4.0,
    SignKind.OTHER_NAME: 3.0,
    SignKind.YEAR: 2.5,
    SignKind.OCCUPATION: 2.5,
    SignKind.TOWN: 2.0,
    SignKind.AUTHOR: 1.5,
    SignKind.LIFE: 1.0,
    SignKind.SECTION: 0.5,
    SignKind.HOST: 0.25,
}
"""What a shared sign is worth, before `weights().slope`. A site says least: it holds many lives."""

MOST_BITS: Final = 6.0
"""Bits of all judgements together."""

OF_SPEAKER: Final = {Speaker.HERSELF: 1.0, Speaker.OFFICER: 0.75}
"""She knows whom a page means; an officer reads it."""

FALLING: Final = 0.5
"""What each further mark of the same life is worth of the one before it."""

NEAREST: Final = (SignKind.THREAD, SignKind.SECTION, SignKind.HOST)
"""Of where two pages stand only the nearest that they share counts."""

MARKS: Final = frozenset(
    (SignKind.OTHER_NAME, SignKind.YEAR, SignKind.OCCUPATION, SignKind.TOWN, SignKind.LIFE)
)
"""What tells one life from another; everything else is where a page stands, or who wrote it."""

NOT_HER: Final = {
    SignKind.THREAD: "Another finding on this page or thread was said to be about somebody else.",
    SignKind.SECTION: "A finding in this part of the site was said to be about somebody else.",
    SignKind.HOST: "Another finding on this site was said to be about somebody else.",
    SignKind.AUTHOR: "Another post by its author was said to be about somebody else.",
}
NOT_HER_BY_MARK: Final = (
    "The same mark of another life stood on a page that was said to be about somebody else."
)
HER: Final = {
    SignKind.THREAD: "Another finding on this page or thread was said to be about her.",
    SignKind.SECTION: "A finding in this part of the site was said to be about her.",
    SignKind.HOST: "Another finding on this site was said to be about her.",
    SignKind.AUTHOR: "Another post by its author was said to be about her.",
}
HER_BY_MARK: Final = (
    "What looks like a mark of another life stood on a page that was said to be about her."
)

_MARKED_BY: Final[Mapping[str, SignKind]] = {
    Feature.NAME_GOES_ON: SignKind.OTHER_NAME,
    Feature.OTHER_AGE: SignKind.YEAR,
    Feature.NOT_AT_WORK: SignKind.YEAR,
    Feature.OTHER_OCCUPATION: SignKind.OCCUPATION,
    Feature.OTHER_TOWN: SignKind.TOWN,
    Feature.OTHER_TOWN_NEAR: SignKind.TOWN,
    Feature.OTHER_PLACE: SignKind.TOWN,
    Feature.ELSEWHERE: SignKind.LIFE,
    Feature.ELSEWHERE_NEAR: SignKind.LIFE,
}
"""Clues against her whose words tell which other life it is."""

_PREPOSITION: Final = re.compile(r"(?:i|pa|fran|ifran|hos|vid|at|inom|in|from|for|with) ")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_PART: Final = re.compile(
    r"(?<=[?&])(?:page|paged|pg|sida|start|offset)=\d+&?|(?<=[/-])(?:page|sida)[-/]?\d+/?(?=\?|\Z)"
    r"|(?<=\d)p\d+(?=\?|\Z)"
)
"""Which part of a thread an address names."""

_NOBODY: Final = frozenset(
    {"", "anonym", "anonymous", "gast", "guest", "okand", "unknown", "مجهول"}
)
"""Names that many writers share."""

_Word = tuple[str, bool, Speaker]
"""A sign's value, whether its page was said to be about her, and who said so."""

_LONG: Final = 5
"""Letters from which two words that begin alike may be forms of one."""

WORDS: Final = frozenset((SignKind.OCCUPATION, SignKind.LIFE))
"""Marks that are words with endings; Johan and Johanna are two names."""


def signs(
    document: Document,
    post: Post | None,
    evidence: Iterable[IdentityEvidence],
    context: AssessContext,
) -> tuple[Sign, ...]:
    """What other pages may share with this one, each once. `evidence`: of her identity on it."""
    return tuple(_signs(document, post, evidence, context))


def recalled(
    identity: Identity,
    document: Document,
    post: Post | None,
    context: AssessContext,
    judgements: Sequence[Judgement],
) -> Identity:
    """The identity with what was said of her other findings.

    An alert stays one where nothing but place or author speaks against her, or a detail that she
    showed to be hers stands there: where words stand is the site owner's choice, and no namesake
    has her number; one that she only entered may be another's. Her role in her town stays possible
    whatever was said.
    """
    if not judgements:
        return identity
    policy = context.policy
    here = _signs(document, post, identity.evidence, context)
    told = tuple(_bounded(_told(here, _said(judgements, _rekeyed(document, post, context)))))
    slope = weights().slope
    probability = _moved(identity.probability, slope * sum(one.bits for _, one in told))
    features = {one.feature for one in identity.evidence}
    is_marked = any(kind in MARKS and one.bits < 0 for kind, one in told)
    is_proved = not features.isdisjoint(PROVED)
    if identity.probability >= policy.alert and (is_proved or not is_marked):
        probability = max(probability, policy.alert)
    elif identity.probability >= policy.alert and Feature.TOWN in features and features & HER_ROLE:
        probability = max(probability, policy.possible)
    every = (*identity.evidence, *(one for _, one in told))
    ordered = sorted(every, key=lambda one: -abs(one.bits))
    return Identity(probability=probability, evidence=tuple(ordered))


PROVED: Final = frozenset(str(OwnDetail(kind=kind, is_proved=True)) for kind in DetailKind)
"""What evidence of a detail is called that she showed to be hers."""

HER_ROLE: Final = frozenset((Feature.OWN_ROLE, Feature.ROLE))
"""A role of the social services that is bound to her."""


def in_sight(after: Identity, before: Identity, level: Level, policy: Policy) -> Identity:
    """`after`, but still possible where it was possible `before` and staff would see it.

    What was said of one page lets neutral words of a namesake go. It silences no threat and no
    exposed detail: an officer looks.
    """
    if level < Level.LOW or before.probability < policy.possible:
        return after
    return replace(after, probability=max(after.probability, policy.possible))


def _signs(
    document: Document,
    post: Post | None,
    evidence: Iterable[IdentityEvidence],
    context: AssessContext,
) -> dict[Sign, Personal]:
    """Each sign with the words of this page that show it."""
    author = _author(document, post, context)
    return dict(
        (
            *_where(document.address),
            *((_sign(SignKind.AUTHOR, one), UNKNOWN) for one in author),
            *_marks(evidence, context.organisation),
        )
    )


def _where(address: Address) -> Iterator[tuple[Sign, Personal]]:
    thread = _PART.sub("", address).rstrip("?&/-")
    if is_handed(address):
        # Files that people hand in have no place in common.
        yield _sign(SignKind.THREAD, thread), UNKNOWN
        return
    folder = thread.partition("?")[0].rpartition("/")[0]
    yield _sign(SignKind.THREAD, thread), UNKNOWN
    if len(folder) > len(origin(address)):
        yield _sign(SignKind.SECTION, folder), UNKNOWN
    yield _sign(SignKind.HOST, host_group(address)), UNKNOWN


def _author(document: Document, post: Post | None, context: AssessContext) -> Iterator[str]:
    """The keyed hash of who wrote the post on which site: without the key no name can be tried."""
    said = _site_and_author(document, post)
    if said and context.keyed_hash is not None:
        yield context.keyed_hash(DetailKind.HANDLE, said).hex()[:DIGITS]


def _rekeyed(document: Document, post: Post | None, context: AssessContext) -> Mapping[str, str]:
    """The author's keyed hash by the hash without a key that judgements kept before; they last
    two years, and then this may go."""
    before = sha256(_site_and_author(document, post).encode()).hexdigest()[:DIGITS]
    keyed = next(_author(document, post, context), None)
    return {before: keyed} if keyed else {}


def _site_and_author(document: Document, post: Post | None) -> str:
    """'' where nobody in particular wrote it."""
    author = fold_key(post.author) if post else ""
    return "" if author in _NOBODY else f"{host_group(document.address)}\n{author}"


DIGITS: Final = 16
"""Of an author's hash, hexadecimal: enough to tell the writers of one person's findings apart."""


def _marks(
    evidence: Iterable[IdentityEvidence], organisation: Organisation
) -> Iterator[tuple[Sign, Personal]]:
    for one in evidence:
        kind = _MARKED_BY.get(one.feature)
        value = _plain(kind, one.because.words.reveal(), organisation) if kind else ""
        if kind and value:
            yield _sign(kind, value), one.because.words


def _plain(kind: SignKind, words: str, organisation: Organisation) -> str:
    """What the words name, in one form; '' where they name nothing that another page would."""
    if kind is SignKind.YEAR:
        found = _YEAR.search(words)
        return found[0] if found else ""
    value = _PREPOSITION.sub("", fold_key(words), count=1)
    if kind is SignKind.TOWN:
        towns = _towns(organisation.towns)
        return towns.get(value) or towns.get(value.removesuffix("s")) or value
    return value


@lru_cache(maxsize=4)
def _towns(towns: tuple[Town, ...]) -> dict[str, str]:
    """One name for each town, by every name of it that we know."""
    return {
        fold_key(name): fold_key(town.name) for town in towns for name in (town.name, *town.others)
    }


def _sign(kind: SignKind, value: str) -> Sign:
    return Sign(kind=kind, value=Personal(value))


def _told(
    here: Mapping[Sign, Personal], said: Mapping[SignKind, Collection[_Word]]
) -> Iterator[tuple[SignKind, IdentityEvidence]]:
    """The nearest place, the author, each mark at its fallen weight."""
    worth = {sign: _worth(sign, said.get(sign.kind, ())) for sign in here}
    heard = sorted((sign for sign in here if worth[sign]), key=lambda one: -abs(worth[one]))
    nearest = min((NEAREST.index(one.kind) for one in heard if one.kind in NEAREST), default=0)
    marks = 0
    for sign in heard:
        if sign.kind in NEAREST[nearest + 1 :]:
            continue
        share = FALLING**marks if sign.kind in MARKS else 1.0
        marks += sign.kind in MARKS
        yield sign.kind, _evidence(sign.kind, worth[sign] * share, here[sign])


def _said(
    judgements: Iterable[Judgement], rekeyed: Mapping[str, str]
) -> Mapping[SignKind, Collection[_Word]]:
    """Every word on every sign, each once."""
    said: defaultdict[SignKind, set[_Word]] = defaultdict(set)
    for one in judgements:
        for sign in one.signs:
            value = sign.value.reveal()
            if sign.kind is SignKind.AUTHOR:
                value = rekeyed.get(value, value)
            said[sign.kind].add((value, one.is_her, one.by))
    return said


def _worth(sign: Sign, said: Iterable[_Word]) -> float:
    """Bits; 0 of a sign that nobody spoke of, or that stood on pages of both."""
    value = sign.value.reveal()
    shared = [
        (is_her, OF_SPEAKER[by])
        for other, is_her, by in said
        if other == value or (sign.kind in WORDS and _is_form(other, value))
    ]
    if len({is_her for is_her, _ in shared}) != 1:
        return 0.0
    is_her, share = max(shared)
    return BITS[sign.kind] * share * (1 if is_her else -1)


def _is_form(one: str, other: str) -> bool:
    """True of two forms of one word: simmare, simmaren."""
    short, long = sorted((one, other), key=len)
    is_ending = long.removeprefix(short) in ("n", "en", "s", "ns", "ens", "na", "nas")
    return len(short) >= _LONG and long.startswith(short) and is_ending


def _evidence(kind: SignKind, bits: float, words: Personal) -> IdentityEvidence:
    messages, by_mark = (HER, HER_BY_MARK) if bits > 0 else (NOT_HER, NOT_HER_BY_MARK)
    because = Because(message=messages.get(kind, by_mark), words=words)
    said = "said_her" if bits > 0 else "said_not_her"
    return IdentityEvidence(feature=f"{said}_{kind}", bits=bits, because=because)


def _bounded(
    told: Iterable[tuple[SignKind, IdentityEvidence]],
) -> Iterator[tuple[SignKind, IdentityEvidence]]:
    """The strongest first, until `MOST_BITS` is reached in either direction."""
    left = {True: MOST_BITS, False: MOST_BITS}
    for kind, one in sorted(told, key=lambda each: -abs(each[1].bits)):
        size = min(abs(one.bits), left[one.bits > 0])
        left[one.bits > 0] -= size
        if bits := round(size if one.bits > 0 else -size, 2):
            yield kind, replace(one, bits=bits)


def _moved(probability: float, bits: float) -> float:
    odds = probability / (1 - probability) * exp2(bits)
    return round(min(max(odds / (1 + odds), FLOOR), 1 - FLOOR), 4)
