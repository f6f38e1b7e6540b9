"""Texts are cut into words as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.match.batch import Batch, cut
from scanner.match.letters import LETTERS
from scanner.match.row import laid


def words(batch: Batch) -> list[str]:
    """Each word in the letters that are compared."""
    spans = zip(batch.first.tolist(), (batch.first + batch.length).tolist(), strict=True)
    return [
        "".join(LETTERS.get(byte, chr(byte)) for byte in batch.letters[first:behind].tolist())
        for first, behind in spans
    ]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Anna Lindström", ["anna", "lindstrom"]),
        ("AnnaLindström", ["anna", "lindstrom"]),
        ("aNnA LiNdStRöM", ["anna", "lindstrom"]),
        ("Lind\u00adström", ["lindstrom"]),
        ("Lind-\n  ström, Anna", ["lindstrom", "anna"]),
        ("A\u0336n\u0336n\u0336a\u0336 B", ["anna", "b"]),
        ("\u200bAnna\u200d\u200b Berg\ufe0f", ["anna", "berg"]),
        ("An\u200bnaBe\u200brg", ["anna", "berg"]),
        ("❤\ufe0f \u200d \ufe0f", []),
        ("Аnnа", ["anna"]),
        ("А\u200bnnа", ["anna"]),
        ("می\u200cروم a\u200cb", ["مي", "روم", "ab"]),
        ("", []),
    ],
)
def test_the_words_of_a_text(text: str, read: list[str]) -> None:
    assert words(cut(laid([text]))) == read


@given(st.lists(st.text("aBå \u200b\u00ad-\n.Ж", max_size=12), max_size=4))
def test_every_word_points_into_its_text(texts: list[str]) -> None:
    batch = cut(laid(texts))
    of = batch.texts(batch.start)
    start, end = (batch.start - batch.begins[of]).tolist(), (batch.end - batch.begins[of]).tolist()
    for word, text, first, behind in zip(words(batch), of.tolist(), start, end, strict=True):
        written = texts[text][first:behind]
        assert words(cut(laid([written]))) in ([word], [word[:1], word[1:]])
        assert not {written[0], written[-1]} & {"\u200b", "\u00ad"}


@given(st.lists(st.text("aBå \u200b-\n.Ж", max_size=12), max_size=4))
def test_texts_are_cut_alike_alone_and_together(texts: list[str]) -> None:
    assert words(cut(laid(texts))) == [word for text in texts for word in words(cut(laid([text])))]


@given(*[st.lists(st.text("aBå \u200b-\n.Ж", max_size=12), max_size=3)] * 2)
def test_two_rows_laid_end_to_end_are_as_one(texts: list[str], others: list[str]) -> None:
    both = cut(laid(texts)).with_(cut(laid(others)))
    one = cut(laid([*texts, *others]))
    of = one.texts(one.start)
    assert words(both) == words(one)
    assert both.texts(both.start).tolist() == of.tolist()
    assert (both.start - both.begins[of]).tolist() == (one.start - one.begins[of]).tolist()
    assert (both.end - both.begins[of]).tolist() == (one.end - one.begins[of]).tolist()
    assert both.is_tight.tolist() == one.is_tight.tolist()


@pytest.mark.parametrize(
    ("between", "is_close", "is_tight"),
    [
        ("", True, True),
        (".", True, True),
        ("\u2019", True, True),
        (" ", True, False),
        ("\u2009", True, False),
        ("\x01", True, False),
        (". ", False, False),
    ],
)
def test_how_close_words_stand(between: str, is_close: bool, is_tight: bool) -> None:
    batch = cut(laid([f"Anna{between}Berg"]))
    assert batch.is_close.tolist() == [is_close, False]
    assert batch.is_tight.tolist() == [is_tight, False]
