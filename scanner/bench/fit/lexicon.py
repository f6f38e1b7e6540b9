"""Makes the lexicon of words and names again: ``python -m scanner.bench.fit.lexicon FOLDER NAMES``.

FOLDER holds Statistics Sweden's name counts (`scb_*.csv`); NAMES is `persons.txt` of rigour 1.4.
Both, `wordfreq` and Faker, serve here only. The counts are fitted to and never copied: what is kept
of a name is what its frequency in texts, its letters and public lists of names let one expect.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from scanner.bench.fit import lexicon_sources as sources
from scanner.bench.fit.letter_shapes import Reals, likelihood, shape
from scanner.bench.fit.lexicon_sources import Frequencies, is_latin
from scanner.match import lexicon
from scanner.match.lexicon import ABSENT, STEP, Role
from scanner.text.fold import word_key

PEOPLE: Final = 10_400_000
"""Residents of Sweden at the end of 2020."""
ANDERSSON: Final = 217_631
"""Bearers of the commonest surname, 2024 (Skatteverket): the scale of the surnames' weights."""
GIVEN_SCALE: Final = 4_700_000
"""Bearers of a given name for each unit of weight: the median over Statistics Sweden's names."""
BY_HAND: Final = 300.0
"""Bearers that a name on the list made by hand has at least."""
ELSEWHERE: Final = 3.0
"""Bearers in Sweden that a name known in other countries has at least."""
WORDS_SHAPED: Final = 100_000
"""Commonest Swedish words by whose letters the others are judged."""
COMMON: Final = 30
"""Bearers of a name that is told from a word; rarer ones are words as often."""
KEPT_NAME: Final = 3.0
"""Expected bearers of a name worth its bytes."""
KEPT_WORD: Final = 2.0**-23
"""Share of all words that a Latin word worth its bytes has."""
KEPT_ABROAD: Final = 12_000
"""Words worth their bytes in each other script."""
SURNAME_USE: Final = (-31.6, 1.0)
GIVEN_USE: Final = (-28.5, 0.845)
"""Share of Swedish texts that a name makes up, for its bearers: 2 to the first, times bearers to
the second; least squares over the published names (half of the surnames within 0.6 bits)."""
MOST_ABROAD: Final = PEOPLE / 50
"""Bearers of the commonest name of a script: of Arabs about one in fifty is called Mohamed."""
MORE_FAMOUS: Final = 3.0
"""How much oftener a name may stand in texts than its bearers explain, before it is a word too."""
RARER: Final = 2.0**6
"""How much rarer as a name a word may be: the name Och is not worth its bytes."""
RARE_IN_TEXT: Final = 1e-9
ORDER: Final = 4
"""Letters of the model by which names are told from words; the lexicon keeps one of three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All sources, folded."""

    words: dict[str, Frequencies]
    given: Frequencies
    surnames: Frequencies
    given_elsewhere: frozenset[str]
    surnames_elsewhere: frozenset[str]
    given_by_hand: frozenset[str]
    surnames_by_hand: frozenset[str]
    wikidata: frozenset[str]
    given_bearers: Frequencies
    surname_bearers: Frequencies


def read(folder: Path, persons: Path) -> Known:
    given, surnames = sources.swedish_names()
    given_elsewhere, surnames_elsewhere = sources.names_elsewhere()
    given_by_hand, surnames_by_hand = sources.names_by_hand()
    return Known(
        words={language: sources.words(language) for language in sources.READ},
        given={name: weight * GIVEN_SCALE for name, weight in given.items()},
        surnames={
            name: weight * ANDERSSON / surnames["andersson"] for name, weight in surnames.items()
        },
        given_elsewhere=given_elsewhere,
        surnames_elsewhere=surnames_elsewhere,
        given_by_hand=given_by_hand,
        surnames_by_hand=surnames_by_hand,
        wikidata=sources.names_of_wikidata(persons),
        given_bearers=sources.bearers(
            folder / "scb_given_women_2020.csv", folder / "scb_given_men_2020.csv"
        ),
        surname_bearers=sources.bearers(folder / "scb_surnames_2020.csv"),
    )


def candidates(known: Known) -> list[str]:
    """Latin words that may be names, in order."""
    listed = known.given_elsewhere | known.surnames_elsewhere
    hand = known.given_by_hand | known.surnames_by_hand
    found = {*known.words["sv"], *known.given, *known.surnames, *listed, *hand}
    found |= known.wikidata
    return sorted(word for word in found if is_latin(word) and 2 <= len(word) <= 20)


def features(tokens: Sequence[str], known: Known) -> Reals:
    """What is known of each token but its bearers and its letters, a row each."""
    frequency = np.log2([_frequencies(token, known) for token in tokens])
    rows: Reals = np.column_stack(
        (
            frequency,
            frequency[:, 1:].max(axis=1) - frequency[:, 0],
            [len(token) for token in tokens],
            [_lists(token, known) for token in tokens],
        )
    ).astype(np.float64)
    return rows


def by_letters(tokens: Sequence[str], known: Known) -> Reals:
    """How much likelier the letters of each token are in a name than in a word, a row each.

    Judged by the words and names of the half that the token is not in, so never by itself.
    """
    length = np.array([len(token) for token in tokens], dtype=np.float64)
    half = np.array([_half(token) for token in tokens])
    found = np.zeros((len(tokens), 3))
    for other in (False, True):
        word, given, surname = (
            likelihood(each, tokens) for each in shaped(known, ORDER, half=other)
        )
        letters = np.column_stack((surname - word, given - word, surname - given))
        found[half != other] = letters[half != other]
    return np.column_stack((found, found / length[:, None]))


def _frequencies(token: str, known: Known) -> list[float]:
    languages = ("sv", *sources.NEIGHBOURS)
    return [known.words[language].get(token, RARE_IN_TEXT) for language in languages]


def _lists(token: str, known: Known) -> list[bool]:
    return [
        token in listed
        for listed in (
            known.wikidata,
            known.surnames_elsewhere,
            known.given_elsewhere,
            known.surnames_by_hand,
            known.given_by_hand,
            known.surnames,
            known.given,
        )
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Of each token: as a name of one kind."""

    chance: Reals
    """That it is a name of `COMMON` bearers or more."""
    bearers: Reals


def expected(tokens: Sequence[str], rows: Reals, counted: Frequencies) -> Expected:
    """Bearers of each token, by the relation that holds among the tokens of the other half.

    So no name's own count goes into its figure.
    """
    half = np.array([_half(token) for token in tokens])
    number = np.array([counted.get(token, 0.0) for token in tokens])
    common = number >= COMMON
    chance, bearers = np.zeros(len(tokens)), np.zeros(len(tokens))
    for asked in (False, True):
        these, others = half == asked, half != asked
        told = HistGradientBoostingClassifier(random_state=0, **_TREES)
        told.fit(rows[others], common[others])
        chance[these] = told.predict_proba(rows[these])[:, 1]
        size = HistGradientBoostingRegressor(random_state=0, **_TREES)
        size.fit(rows[others & common], np.log2(number[others & common]))
        bearers[these] = chance[these] * np.exp2(size.predict(rows[these]))
    return Expected(chance=chance, bearers=bearers)


def _half(word: str) -> bool:
    return crc32(word.encode()) % 2 == 1


_TREES: Final = {"max_iter": 150, "max_leaf_nodes": 15, "min_samples_leaf": 40}


def names(
    tokens: Sequence[str], guessed: Expected, counted: Frequencies, lists: Sequence[frozenset[str]]
) -> dict[str, float]:
    """Bearers by name, of those worth their bytes: as published, or else as expected.

    `lists`: names known by hand, names known elsewhere.
    """
    by_hand, elsewhere = lists
    found = dict(zip(tokens, guessed.bearers.tolist(), strict=True))
    for name in elsewhere & found.keys():
        found[name] = max(found[name], ELSEWHERE)
    for name in by_hand:
        found[name] = max(found.get(name, 0.0), BY_HAND)
    found |= counted
    return {name: number for name, number in found.items() if number >= KEPT_NAME}


def words(known: Known, named: dict[str, float]) -> dict[str, float]:
    """Share of each word worth its bytes among the words of its script, names left out.

    `named`: by token, the chance that it is a name.
    """
    kept = {word: share * (1 - named.get(word, 0.0)) for word, share in _read(known, latin=True)}
    kept = {word: share for word, share in kept.items() if share >= KEPT_WORD}
    for script in _by_script(read_abroad(known)):
        kept |= dict(sorted(script.items(), key=lambda each: -each[1])[:KEPT_ABROAD])
    return kept


def read_abroad(known: Known) -> dict[str, float]:
    """Share of each word in other scripts among the words of its script."""
    return dict(_read(known, latin=False))


def _read(known: Known, *, latin: bool) -> Iterable[tuple[str, float]]:
    read: dict[str, float] = {}
    for language, weight in sources.READ.items():
        for word, frequency in known.words[language].items():
            if is_latin(word) is latin:
                read[word] = read.get(word, 0.0) + weight * frequency
    return read.items()


def names_abroad(read: Frequencies, listed: Iterable[str]) -> dict[str, float]:
    """Bearers of names in other scripts, as if all of Sweden were at home there.

    Nobody counts them: what their share of texts lets one expect, by `GIVEN_USE` turned round.
    """
    scale, power = GIVEN_USE
    used = {name: read.get(name, 0.0) for name in listed if not is_latin(name)}
    return {
        name: min(max((share / 2.0**scale) ** (1 / power), ELSEWHERE), MOST_ABROAD)
        for name, share in used.items()
    }


def _by_script(shares: Frequencies) -> list[dict[str, float]]:
    found: dict[int, dict[str, float]] = {}
    for word, share in shares.items():
        if not word[0].isascii():
            found.setdefault(ord(word[0]) >> 8, {})[word] = share
    return list(found.values())


def shaped(known: Known, order: int, *, half: bool | None = None) -> tuple[Reals, ...]:
    """Shapes by `Role`; `half`: of the words and names in that half only."""
    swedish = sorted(known.words["sv"], key=lambda word: -known.words["sv"][word])
    named = known.given_bearers.keys() | known.surname_bearers.keys()
    ordinary = [word for word in swedish if is_latin(word) and word not in named]
    kinds = (ordinary[:WORDS_SHAPED], sorted(known.given_bearers), sorted(known.surname_bearers))
    return tuple(
        shape([word for word in kind if half is None or _half(word) == half], order)
        for kind in kinds
    )


def unseen(known: Known, found: Sequence[Frequencies]) -> tuple[float, ...]:
    """By `Role`: share of what is counted that no word worth its bytes stands for."""
    counted = (known.given_bearers, known.surname_bearers)
    held = [
        sum(counts[name] for name in counts.keys() & shares)
        for counts, shares in zip(counted, found[1:], strict=True)
    ]
    everybody = [sum(counts.values()) for counts in counted]
    of_words = sum(share for word, share in found[Role.WORD].items() if is_latin(word))
    return (1 - of_words, *(1 - part / whole for part, whole in zip(held, everybody, strict=True)))


def write(
    path: Path, found: Sequence[Frequencies], shapes: Sequence[Reals], unseen: Sequence[float]
) -> None:
    """Writes the file of the package. `found`: by `Role`, share of each word."""
    aliased = [_with_aliases(shares) for shares in found]
    listed = sorted(set().union(*aliased))
    keys, first = np.unique(lexicon.hashed(lexicon.spelled(listed)), return_index=True)
    steps = np.full((len(Role), len(keys)), ABSENT, dtype=np.uint8)
    for role, shares in zip(Role, aliased, strict=True):
        bits = [_steps(shares[word]) if word in shares else ABSENT for word in listed]
        steps[role] = np.array(bits, dtype=np.uint8)[first]
    letters = np.clip(np.round(np.stack(shapes) / -STEP), 0, ABSENT).astype(np.uint8)
    letters[:, 0] = 0  # Behind the end of a word nothing follows, at no cost.
    np.savez_compressed(
        path,
        gaps=np.diff(keys, prepend=np.uint32(0)),
        steps=steps,
        shapes=letters,
        unseen=np.log2(unseen).astype("f4"),
    )


def _with_aliases(shares: Frequencies) -> dict[str, float]:
    """With the words as they are when ``aa``, ``ae`` and ``oe`` are read as one letter."""
    found = dict(shares)
    for word, share in shares.items():
        alias = word_key(word) if is_latin(word) else word
        if alias != word:
            found[alias] = max(found.get(alias, 0.0), share)
    return found


def _steps(share: float) -> int:
    return min(round(-float(np.log2(min(share, 1.0))) / STEP), ABSENT - 1)


def fit(known: Known) -> tuple[dict[str, float], ...]:
    """By `Role`: share of every word worth its bytes."""
    tokens = candidates(known)
    rows = np.column_stack((features(tokens, known), by_letters(tokens, known)))
    given = expected(tokens, rows, known.given_bearers)
    surname = expected(tokens, rows, known.surname_bearers)
    abroad = set[str]().union(*(known.words[language] for language in sources.NEIGHBOURS))
    elsewhere = known.wikidata & abroad | known.given_elsewhere | known.surnames_elsewhere
    given_names = names(tokens, given, known.given, (known.given_by_hand, elsewhere))
    surnames = names(tokens, surname, known.surnames, (known.surnames_by_hand, elsewhere))
    read = read_abroad(known)
    listed = known.wikidata & read.keys()
    given_names |= names_abroad(read, known.given_elsewhere | listed)
    surnames |= names_abroad(read, known.surnames_elsewhere | listed)
    guessed = np.maximum(given.chance, surname.chance).tolist()
    named = dict(zip(tokens, guessed, strict=True)) | _use_as_name(known)
    ordinary = words(known, named)
    return (
        ordinary,
        _worth(given_names, ordinary, known.given),
        _worth(surnames, ordinary, known.surnames),
    )


def _use_as_name(known: Known) -> dict[str, float]:
    """Of each published name: the share of its use in Swedish texts that its bearers explain."""
    swedish = known.words["sv"]
    shares = [
        {name: 2.0**scale * bearers**power for name, bearers in published.items()}
        for published, (scale, power) in ((known.given, GIVEN_USE), (known.surnames, SURNAME_USE))
    ]
    used = {
        name: sum(share.get(name, 0.0) for share in shares)
        for name in known.given.keys() | known.surnames.keys()
    }
    return {
        name: min(1.0, MORE_FAMOUS * share / swedish.get(name, RARE_IN_TEXT))
        for name, share in used.items()
    }


def _worth(named: Frequencies, ordinary: Frequencies, published: Frequencies) -> dict[str, float]:
    """Share of people by name, without those that are only expected and far oftener words."""
    shares = {name: number / PEOPLE for name, number in named.items()}
    return {
        name: share
        for name, share in shares.items()
        if name in published or share * RARER > ordinary.get(name, 0.0)
    }


def main(folder: str, persons: str) -> None:
    known = read(Path(folder), Path(persons))
    path = Path(lexicon.__file__).parent / "tables" / "lexicon.npz"
    found = fit(known)
    write(path, found, shaped(known, 3), unseen(known, found))


if __name__ == "__main__":
    main(*sys.argv[1:])
