import pytest

from scanner.match.words import key_of, parts, split, without_proclitics
from scanner.text.fold import fold


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Amina Testberg skrev.", ["amina", "testberg", "skrev"]),
        ("Ann-Marie", ["ann", "marie"]),
        ("#AminaTestberg", ["amina", "testberg"]),
        ("Aminas Testberg's SVT:s Testberg’nin", ["aminas", "testberg", "svt", "testberg"]),
        ("O'Neil D'Amico", ["o'neil", "d'amico"]),
        ("säger:anna", ["säger", "anna"]),
        ("LVU BUP", ["lvu", "bup"]),
        ("amina_testberg91", ["amina", "testberg91"]),
        ("aMiNa TeStBeRg", ["amina", "testberg"]),
        ("EvA eVa BoLind", ["eva", "eva", "bo", "lind"]),
        ("a b c d", ["a", "b", "c", "d"]),
        ("سارة الخطيب", ["ساره", "الخطيب"]),
        ("", []),
    ],
)
def test_words_of_a_text(text: str, stems: list[str]) -> None:
    folded = fold(text)
    assert [folded.text[word.start : word.stem_end] for word in split(folded)] == stems


@pytest.mark.parametrize(
    ("name", "telling"),
    [
        ("Amina", ("amina",)),
        ("Ann-Marie", ("ann", "marie")),
        ("von Testen", ("testen",)),
        ("Al-Khatib", ("khatib",)),
        ("Mohammed A.", ("mohammed",)),
        ("Bo", ("bo",)),
        ("Von", ("von",)),
        ("", ()),
    ],
)
def test_parts_that_tell(name: str, telling: tuple[str, ...]) -> None:
    assert parts(name) == telling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("löfgren", "loefgren"),
        ("åsa", "aasa"),
        ("o'neil", "oneil"),
        ("الخطيب", "خطيب"),
        ("t e s t", "test"),
    ],
)
def test_words_that_are_looked_up_as_one(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_an_arabic_word_without_what_is_written_before_it() -> None:
    assert set(without_proclitics("والخطيب")) == {"الخطيب", "خطيب"}
    assert list(without_proclitics("ولد")) == []
