from random import Random

from scanner.places.stems import Stems


def test_stems_are_found_within_words() -> None:
    stems = Stems(["döda", "lärare", "ö", "🔪", ""])
    assert stems.within("Dödade en gymnasielärare") == {"lärare", "ö", ""}
    assert stems.within("hon dödas 🔪") == {"döda", "ö", "🔪", ""}
    assert stems.within("") == {""}
    assert Stems([]).within("döda") == frozenset()


def test_what_is_found_together_is_what_is_found_one_by_one() -> None:
    chance = Random(7)
    for _ in range(200):
        stems = {"".join(chance.choices("abc", k=chance.randrange(6))) for _ in range(20)}
        text = "".join(chance.choices("abcd ", k=chance.randrange(60)))
        assert Stems(stems).within(text) == {stem for stem in stems if stem in text}
