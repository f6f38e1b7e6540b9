"""Whose a fact is: her name, somebody else's, or nobody's in particular."""

import pytest

from scanner.assess.identity.binding import Hold, readings
from scanner.assess.identity.holders import holders
from scanner.assess.scene import scene
from tests.assess.stage import RARE, page


def hold(text: str, words: str, *, tight: bool) -> Hold:
    document, mentions = page(text, "Amina Testsson")
    (reading,) = readings(scene(document, mentions, ()), RARE)
    start = reading.window.text.index(words)
    return (reading.tightly if tight else reading.loosely)(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Läkaren {N} svarade.", "lakaren", Hold.BOUND),
        ("{N}, läkare, svarade.", "lakare", Hold.BOUND),
        ("{N} (läkare) svarade.", "lakare", Hold.BOUND),
        ("{N}, som är läkare i stan, svarade.", "lakare", Hold.BOUND),
        ("{N} jobbar som läkare.", "lakare", Hold.BOUND),
        ("Jag heter {N} och är läkare.", "lakare", Hold.BOUND),
        ("Vi såg {N}. Hon är läkare.", "lakare", Hold.BOUND),
        ("{N} is a doctor.", "doctor", Hold.BOUND),
        ("Who is your doctor? Mine is {N}.", "doctor", Hold.BOUND),
        ("الطبيبة {N} هنا", "الطبيبه", Hold.BOUND),
        ("{N} تعمل طبيبة", "طبيبه", Hold.BOUND),
        ("Läkaren Karin Andersson mötte {N}.", "lakaren", Hold.OTHER),
        ("{N} mötte Karin Andersson, läkare.", "lakare", Hold.OTHER),
        ("{N} mötte Karin Andersson. Hon är läkare.", "lakare", Hold.OTHER),
        ("{N} ringde en läkare.", "lakare", Hold.NEAR),
        ("{N} var där med en läkare.", "lakare", Hold.NEAR),
        ("{N} kom. Hon pratade med min läkare.", "lakare", Hold.NEAR),
        ("läkare85: {N} ringde", "lakare", Hold.NEAR),
        ("Vi fick en läkare. Karin Andersson och {N} var där.", "lakare", Hold.SHARED),
    ],
)
def test_a_title_goes_with_whom_the_grammar_says(text: str, words: str, expected: Hold) -> None:
    assert hold(text, words, tight=True) is expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("{N} i Lund", "lund", Hold.BOUND),
        ("I Lund varnar {N} för köer.", "lund", Hold.BOUND),
        ("Karin Andersson i Lund kände {N}.", "lund", Hold.OTHER),
        ("1. Karin Andersson, Lund\n2. {N}, Umeå", "lund", Hold.OTHER),
        ("1. Karin Andersson, Lund\n2. {N}, Umeå", "umea", Hold.BOUND),
        ("Vi har flyttat från Lund. {N} var snäll.", "lund", Hold.NEAR),
        ("Deltog i Lund: Karin Andersson, {N}", "lund", Hold.NEAR),
    ],
)
def test_a_place_goes_with_the_last_who_was_named(text: str, words: str, expected: Hold) -> None:
    assert hold(text, words, tight=False) is expected


def test_what_the_writer_says_of_herself_is_not_hers_unless_she_writes() -> None:
    for text, is_writers in (
        ("Vi bor i Lund. {N} ringde.", True),
        ("Jag är läkare. Mvh {N}", False),
        ("I Lund bor {N}.", False),
    ):
        document, mentions = page(text, "Amina Testsson")
        (reading,) = readings(scene(document, mentions, ()), RARE)
        assert reading.is_writers(0) is is_writers, text


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Karin Andersson och {N}", 1),
        ("advokat Provmalm och {N}", 1),
        ("Socialtjänsten i Västra Provstad och {N}", 0),
        ("Amina ringde. {N} svarade. Testsson ljög.", 0),
        ("السيدة كارين أندرسون و {N}", 1),
        ("على كل حال {N} هنا", 0),
    ],
)
def test_others_are_told_from_capitalised_words(text: str, others: int) -> None:
    document, mentions = page(text, "Amina Testsson")
    (window,) = scene(document, mentions, ()).windows
    assert sum(not one.is_her for one in holders(window, RARE)) == others
