import pytest

from scanner.match.gaps import Gap, between
from scanner.match.words import split
from scanner.text.fold import fold


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Amina Testberg", Gap.SPACE),
        ("Amina\u00a0 Testberg", Gap.SPACE),
        ("Amina-Testberg", Gap.TIGHT),
        ("amina.testberg", Gap.TIGHT),
        ("AminaTestberg", Gap.TIGHT),
        ("amina_testberg", Gap.TIGHT),
        ("Testberg, Amina", Gap.COMMA),
        ("A. Testberg", Gap.DOT),
        ("Amina\nTestberg", Gap.LINE),
        ("Amina (Testberg", Gap.QUOTE),
        ("Amina ”Testberg", Gap.QUOTE),
        ("Amina\n\nTestberg", Gap.BREAK),
        ("Amina! Testberg", Gap.BREAK),
        ("Amina: Testberg", Gap.BREAK),
        ("Amina & Testberg", Gap.BREAK),
        ("Amina              Testberg", Gap.BREAK),
        ("Amina – Testberg", Gap.SIGNS),
        ("Amina... Testberg", Gap.SIGNS),
        ("Amina 🤡🤡 Testberg", Gap.SIGNS),
        ("Amina::Testberg", Gap.SIGNS),
        ("Amina\tTestberg", Gap.CELL),
        ("Amina | Testberg", Gap.CELL),
        ('Amina","Testberg', Gap.CELL),
        ("Amina      Testberg", Gap.CELL),
        ("تستبرغ، أمينة", Gap.COMMA),
    ],
)
def test_what_stands_between_two_words(text: str, gap: Gap) -> None:
    folded = fold(text)
    one, other = split(folded)
    assert between(folded, one, other) is gap
