"""Estimates the weights of `scanner.match.scripts`.

python -m scanner.bench.fit.scripts FOLDER PLACES: the development data, the places of GeoNames.
Needs `wordfreq`, whose words tell what is no name. The same input gives the same file, byte for
byte. About four minutes.
"""

import gzip
import json
import sys
from collections.abc import Iterable
from math import log2
from pathlib import Path
from typing import Final

from scanner.bench.fit.alignment import fit_background, fit_edge, fit_renderings
from scanner.bench.fit.lexicon_sources import READ, Frequencies, words
from scanner.bench.fit.renderings import LANGUAGES, read_pairs
from scanner.match.scripts import ALPHABETS, Script

_LANGUAGES: Final = {
    Script.ARABIC: ("ar", "fa"),
    Script.CYRILLIC: ("ru", "uk", "bg"),
    Script.HEBREW: ("he",),
    Script.GREEK: ("el",),
}
_SPOKEN: Final = 30_000
"""Words of a language, the commonest first, that tell what its words look like."""
_COMMON: Final = 1e-4
"""Share of a text from which on a word is known as itself: Arabic for I, that is written as Anna,
and some thousand others. (3e-4 and 1e-5 find as much in the xscript texts.)"""


def fit(folder: Path, places: Path) -> bytes:
    """The packed tables from all sources."""
    tables = {}
    for script in LANGUAGES:
        weights = read_pairs(script, folder, places)
        spoken = _spoken(script)
        tables[script] = {
            "renderings": fit_renderings(weights),
            "background": fit_background({pair.native for pair in weights}.union(*spoken)),
            "words": _common(spoken),
            "first": fit_edge(weights, 0),
            "last": fit_edge(weights, -1),
        }
    text = json.dumps(tables, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _spoken(script: Script) -> list[Frequencies]:
    """The commonest words of each language of a script, with their share of what is read in it."""
    return [
        {
            word: share * READ[language]
            for word, share in _commonest(words(language))
            if set(word) <= set(ALPHABETS[script])
        }
        for language in _LANGUAGES[script]
    ]


def _commonest(shares: Frequencies) -> Iterable[tuple[str, float]]:
    return sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:_SPOKEN]


def _common(spoken: Iterable[Frequencies]) -> Frequencies:
    total: dict[str, float] = {}
    for shares in spoken:
        for word, share in shares.items():
            total[word] = total.get(word, 0.0) + share
    return {word: round(log2(share), 1) for word, share in total.items() if share > _COMMON}


if __name__ == "__main__":
    folder, places = map(Path, sys.argv[1:])
    target = Path("scanner/match/tables/scripts.json.gz")
    target.write_bytes(fit(folder, places))
