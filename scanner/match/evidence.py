"""How one word of a text may be one part of a name, and how much that tells.

Bits are log2 odds that the part was meant, rather than anybody else's name or an ordinary word;
above 0 speaks for the part.
"""

import re
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import chain
from math import log2
from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from scanner.match import channel, endings, scripts
from scanner.match.families import family
from scanner.match.letters import HIDDEN
from scanner.match.lexicon import Role, is_known, is_name, role_bits
from scanner.match.names import Part
from scanner.match.nearness import SHORTEST_SLIP, SHORTEST_SLIP_ABROAD, SHORTEST_TWO
from scanner.match.spelling import spelling
from scanner.match.words import is_arabic, key_of, without_article, without_proclitics
from scanner.model.mention import PartForm
from scanner.text.fold import bare


class Edge(Enum):
    """Where in a name a word with an ending or a proclitic may stand."""

    ANYWHERE = 0
    FIRST = 1
    LAST = 2


class Candidate(NamedTuple):
    """How a word is a part of a name."""

    form: PartForm
    bits: float
    edge: Edge
    slips: int
    is_borne: bool = False
    """True where the word is a name as it stands, which others bear."""


Evidence = Callable[[str, Part, Role], Candidate | None]
"""How a folded word is a part of a name: `evidence`, or one that remembers its answers."""

LEAST: Final = -8.0
"""Bits of what is told at all: another name, or a word, is 250 times as likely."""
LAST_LATIN: Final = "\u036f"
SHORTEST_INFLECTED: Final = 4
"""Letters of a word that may have an ending without an apostrophe."""

_FINNISH: Final = "ksi n in en an on ien lle ille elle lla illa ella lta ilta ssa issa sta ista ta"
_TURKISH: Final = "nin nun un in e a ye ya de da den dan te ten tan i u yi"
_SOMALI: Final = "ka ga na kii"
_SLAVIC: Final = "a u i e om em ov y ju"
_ENDINGS: Final = frozenset(f"{_FINNISH} {_TURKISH} {_SOMALI} {_SLAVIC}".split())
"""What the grammar of other languages adds to a name without an apostrophe."""
_NICKNAME_ENDINGS: Final = _ENDINGS | {"", "s"}
_COST_OF_ENDING: Final = 6.0
"""Bits, about: few texts in Latin letters are in such a language."""


def evidence(word: str, part: Part, role: Role) -> Candidate | None:
    """The surest way in which a folded word may be a part; None where it is none."""
    key = key_of(word)
    if HIDDEN in key:
        found = _masked(key, part)
    elif part.key[:1] > LAST_LATIN or key[:1] > LAST_LATIN:
        found = _across(word, part, role)
    elif not _is_like(key, part.key):
        return None
    else:
        found = _ways(key, part, role)
        # With ae and oe as two letters: "Joef" is Josef without an s.
        apart = bare(word)
        if apart != key:
            spelled = Part(bare(part.folded), part.folded)
            found = chain(found, _ways(apart, spelled, role))
    return max(
        (each for each in found if each.bits > LEAST),
        key=lambda each: (each.form is PartForm.FOLDED, each.bits),
        default=None,
    )


def _is_like(key: str, known: str) -> bool:
    """False for most words: more than half of the letters are others."""
    farthest = len(known) // 2 + 1
    return (
        OSA.distance(key, known, score_cutoff=farthest) <= farthest
        or key.startswith(known)
        or _STRETCHED.search(key) is not None
    )


def _ways(key: str, part: Part, role: Role) -> Iterator[Candidate]:
    if key == part.key:
        yield Candidate(PartForm.FOLDED, _itself(key, role), Edge.ANYWHERE, 0)
        return
    yield from _near(key, part, role, Edge.ANYWHERE)
    if len(key) < SHORTEST_INFLECTED:
        return
    if key[-1] == "s":
        stem = key[:-1]
        if stem == part.key:
            yield Candidate(PartForm.INFLECTED, _itself(stem, role), Edge.LAST, 0)
        else:
            yield from _near(stem, part, role, Edge.LAST)
    elif _has_ending(key, part.key) and not is_name(key):
        bits = _itself(part.key, role) - _COST_OF_ENDING
        yield Candidate(PartForm.INFLECTED, bits, Edge.LAST, 0)


def is_called(key: str, nickname: str) -> bool:
    """True for a nickname as it stands, or with what grammar adds."""
    return key.startswith(nickname) and key[len(nickname) :] in _NICKNAME_ENDINGS


def _has_ending(key: str, name: str) -> bool:
    """True for a name with what another language adds: Virtanen is Virtase- in Finnish."""
    stems = (name, f"{name[:-3]}se") if name.endswith("nen") else (name,)
    return any(key.startswith(stem) and key[len(stem) :] in _ENDINGS for stem in stems)


def _itself(key: str, role: Role) -> float:
    """Bits of a part that stands there letter by letter: a name, or an ordinary word?

    As `channel.meant_bits` without the slips of other names, which are a fiftieth of them at most.
    """
    if not key.isascii():
        return _CERTAIN
    named = max(role_bits(key, role), channel.PRIOR)
    return named - role_bits(key, Role.WORD) - log2(channel.ORDINARY)


def called_bits(nickname: str, given: str) -> float:
    """Bits of a nickname: some bearers of the given name are called so, for others it is theirs."""
    called = max(role_bits(given, Role.GIVEN), channel.PRIOR) + log2(_CALLED)
    return called - role_bits(nickname, Role.GIVEN)


_CALLED: Final = 0.1
"""Of bearers of a given name, about, those who are called by one nickname."""


def _meant(key: str, part: Part, role: Role) -> float:
    return channel.meant_bits(key, part.key, role)


def _near(key: str, part: Part, role: Role, edge: Edge) -> Iterator[Candidate]:
    """As another spelling, or a slip."""
    if len(key) < 2 or not key.isascii():
        return
    if _is_stretched(key, part):
        yield Candidate(PartForm.VARIANT, _by_habit(part, role), edge, 0)
        return
    slips = OSA.distance(key, part.key, score_cutoff=_allowed(part.key))
    is_twin = _is_twin(key, part)
    if is_twin or family(key) == family(part.key):
        form, slips = PartForm.VARIANT, 0
    elif slips <= _allowed(part.key):
        form = PartForm.TYPO
    elif _as_seen(key) == _as_seen(part.key):
        form, slips = PartForm.TYPO, 1
    else:
        return
    is_borne = is_name(key)
    bits = _by_habit(part, role) if is_twin and not is_borne else _meant(key, part, role)
    yield Candidate(form, bits, edge, slips, is_borne)


def _by_habit(part: Part, role: Role) -> float:
    """Bits of a part in letters that only look otherwise: a reader sees the same name."""
    return _meant(part.key, part, role) - _COST_OF_HABIT


def _allowed(key: str) -> int:
    if len(key) < SHORTEST_SLIP:
        return 0
    return 1 if len(key) < SHORTEST_TWO else 2


def _is_twin(key: str, part: Part) -> bool:
    """True where letters with marks are written as they sound: å o, ü ue, ş sh."""
    if part.folded.isascii():
        return False
    heard, plain = bare(part.folded.translate(_AS_HEARD)), bare(part.folded)
    return key == heard or family(_WITH_MARK.sub("", key)) == family(_WITH_MARK.sub("", plain))


def _as_seen(key: str) -> str:
    """Equal for words that one look takes for each other: rn and m, a letter doubled or not."""
    for letters, seen in _SEEN:
        key = key.replace(letters, seen)
    return _DOUBLED.sub(r"\1", key) if _DOUBLED.search(key) else key


def _is_stretched(key: str, part: Part) -> bool:
    """True for ``Steeefan``."""
    squeezed = (_STRETCHED.sub(letters, key) for letters in (r"\1", r"\1\1"))
    return _STRETCHED.search(key) is not None and part.key in squeezed


_COST_OF_HABIT: Final = 2.0
"""Bits, about: few write so."""
_STRETCHED: Final = re.compile(r"(.)\1\1+")
_AS_HEARD: Final = str.maketrans("åä", "oe")
_WITH_MARK: Final = re.compile("(?<=u)e|(?<=s)c?h|(?<=[cgz])h|(?<=d)j")
"""In place of a mark: ü, ş, ç, ğ, ž, đ."""
_DOUBLED: Final = re.compile(r"(.)\1")
_SEEN: Final = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("li", "h"))


def _masked(key: str, part: Part) -> Iterator[Candidate]:
    """A word in which each hidden letter may be any."""
    pattern = ".".join(map(re.escape, key.split(HIDDEN)))
    if re.fullmatch(pattern, part.key) or re.fullmatch(pattern, bare(part.folded)):
        told = len(key) - key.count(HIDDEN)
        bits = _BITS_OF_A_LETTER * told - _OF_NAMES
        # "Berg*" may have a footnote: it is Berg's rather than Bergh's.
        is_borne = is_name(key.strip(HIDDEN))
        yield Candidate(PartForm.TYPO, bits, Edge.ANYWHERE, 0, is_borne)


_BITS_OF_A_LETTER: Final = 4.0
"""What a letter of a name tells, about."""
_OF_NAMES: Final = 12.0
"""Bits in which a name differs from others, about."""


def _across(word: str, part: Part, role: Role) -> Iterator[Candidate]:
    """A part in another script than the word, or both in one that is not Latin."""
    if word[:1] <= LAST_LATIN:
        return _rendered(part.key, word)
    if part.key[:1] <= LAST_LATIN:
        return _rendered(word, part.folded)
    return _native(word, part, role)


def _rendered(native: str, latin: str) -> Iterator[Candidate]:
    best = scripts.WORST
    for stem in endings.native_stems(native):
        bits = scripts.bits(latin, stem.word) - stem.cost
        best = max(best, bits)
        yield Candidate(PartForm.SCRIPT, bits, _edge_of(native, stem), 0)
    plain = scripts.native_letters(native)
    if best < _SURE and len(plain) >= SHORTEST_SLIP_ABROAD and not is_known(plain):
        yield Candidate(PartForm.SCRIPT, _slipped_bits(latin, plain), Edge.ANYWHERE, 1)


def _slipped_bits(latin: str, native: str) -> float:
    """Bits that a name was rendered with a slip, by a word that nobody knows."""
    slipped = scripts.bits(latin, native, scripts.SLIPS)
    if slipped == scripts.WORST:
        return slipped
    swapped = max(scripts.bits(latin, other) for other in _swapped(native))
    return max(slipped, swapped + _BITS_OF_SWAPPED) - _COST_OF_OTHERS


_SURE: Final = 4.0
"""Bits of a rendering beyond which nobody asks for slips."""
_COST_OF_OTHERS: Final = 10.0
"""Bits: a word that nobody knows is oftener another name, half of it hers (Вестлунд, Эстлунд), than
any word. Of 20,000 watched names, and the public texts that name others, 0 raises 51 false alarms
at a score of .5, 8 and 12 leave 15 and 10; of our own slips .864, .854 and .823 are found."""
_BITS_OF_SWAPPED: Final = -11.3
"""Log2 of the chance that two letters of a word are swapped: `channel.SWAPPED` slips."""


def _swapped(word: str) -> Iterator[str]:
    """A word with every two letters swapped that may have been meant the other way."""
    for at in range(2, len(word)):
        yield word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _edge_of(word: str, stem: endings.Stem) -> Edge:
    """Where a word may stand of which this is the stem: what is written together opens a name."""
    plain = scripts.native_letters(word)
    opened = plain.endswith(stem.word) and plain[0] in _PROCLITICS and plain != stem.word
    return Edge.FIRST if opened else Edge.ANYWHERE


_PROCLITICS: Final = "وفبلكהבלמשכ"
"""Words of one letter that are written together with the next; the article is none."""


def _native(word: str, part: Part, role: Role) -> Iterator[Candidate]:
    """Both in one script: as it stands, with what grammar adds, or with a slip."""
    key = key_of(word)
    if key == part.key or spelling(key) == spelling(part.key):
        form = PartForm.FOLDED if key == part.key else PartForm.VARIANT
        yield Candidate(form, _CERTAIN, Edge.ANYWHERE, 0)
    elif is_arabic(key) and any(
        without_article(rest) == part.key for rest in without_proclitics(word)
    ):
        yield Candidate(PartForm.INFLECTED, _CERTAIN, Edge.FIRST, 0)
    else:
        yield from _native_stems(key, part, role)
        # With the article: of Elham, who is الهام, too little is left without.
        whole = Part(bare(part.folded), part.folded)
        if whole.key != part.key:
            yield from _native_stems(bare(word), whole, role)


def _native_stems(key: str, part: Part, role: Role) -> Iterator[Candidate]:
    for stem in endings.native_stems(key):
        slips = OSA.distance(stem.word, part.key, score_cutoff=_allowed(part.key))
        if is_arabic(key) and _is_of_family(key, stem.word, part.key):
            continue
        edge = _edge_of(key, stem)
        if not slips:
            yield Candidate(PartForm.INFLECTED, _CERTAIN, edge, 0)
        elif family(stem.word) == family(part.key):
            yield Candidate(PartForm.VARIANT, _meant(stem.word, part, role) - stem.cost, edge, 0)
        elif slips <= _allowed(part.key):
            bits = _meant(stem.word, part, role) - stem.cost
            yield Candidate(PartForm.TYPO, bits, edge, slips, is_name(stem.word))


def _is_of_family(key: str, stem: str, name: str) -> bool:
    """True for Mansuri, who is no Mansur, and Amina, who is no Amin."""
    longer, shorter = (key, name) if len(key) > len(name) else (name, key)
    return (stem != key and key.startswith(stem)) or (
        longer[-1] in _OF_FAMILY and longer[:-1] == shorter and longer[-2] != longer[-1]
    )


_OF_FAMILY: Final = "يه"
"""Arabic letters that make another name at the end of one."""
_CERTAIN: Final = 12.0
"""Bits of a part that stands in its own script as it was enrolled."""
