"""The weights of other scripts can be estimated again."""

from pathlib import Path

import pytest

from scanner.bench.fit.alignment import fit_background, fit_renderings
from scanner.bench.fit.renderings import Pair, latin_letters, read_pairs
from scanner.match.scripts import Background, Rendering, Script, models

NAMES = Path(__file__).parents[3] / ".." / "shared" / "data" / "names"
COMMON = "abdegiklmnoprstuvz"


def test_letters_are_learned_without_a_rule() -> None:
    pairs = {Pair(a + b, a.translate(_GREEK) + b.translate(_GREEK)) for a in "abkl" for b in "klno"}
    learned = Rendering(fit_renderings(dict.fromkeys(pairs, 5.0)))
    assert learned.chance("kala", "καλα", 0.0) > 0.5
    assert learned.chance("kala", "λακα", 0.0) < 0.01


_GREEK = str.maketrans("abklno", "αβκλνο")


def test_words_of_a_script_are_likelier_than_noise() -> None:
    background = Background(
        fit_background(one + "ανα" + other for one in "κλμν" for other in "κλμν"),
        words={},
    )
    assert background.bits("κανα") > background.bits("ααακν")


def test_names_are_folded_and_keep_the_accents_that_tell() -> None:
    assert latin_letters("Åström") == "åström"
    assert latin_letters("Ô'Hara") == "ohara"
    assert latin_letters("n2") == ""


def test_a_small_part_of_the_data_gives_nearly_the_same_weights() -> None:
    if not NAMES.exists():
        pytest.skip("the development data ../shared/data/names is not here")
    pairs = read_pairs(Script.HEBREW, NAMES, NAMES)
    few = Rendering(fit_renderings(dict(sorted(pairs.items())[::25])))
    all_of_them = models()[Script.HEBREW].rendering
    gaps = [
        abs(few.renderings((letter, "", "")).get(native, 0.0) - share)
        for letter in COMMON
        for native, share in all_of_them.renderings((letter, "", "")).items()
        if share > 0.3
    ]
    assert max(gaps) < 0.2
