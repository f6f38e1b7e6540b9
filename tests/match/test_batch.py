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
