import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.fold import bare, fold, fold_key, thin

FOLDED = [
    ("ANNA Berg", "anna berg"),
    ("Sjo\u0308berg", "sjöberg"),
    ("Håkansson", "håkansson"),
    ("Ａｎｎａ－Ｋａｒｉｎ", "anna-karin"),
    ("𝐀𝐧𝐧𝐚", "anna"),
    ("ᴀɴɴᴀ ʙᴇʀɢ", "anna berg"),
    ("Straße ﬁn", "strasse fin"),
    ("İpek", "ipek"),
    ("Ber\u200bg\ufeff \u202eLind\u2060", "berg lind"),
    ("A\u0336n\u0336n\u0336a", "anna"),
    ("A\u0301\u0302\u0303\u0304\u0305nna", "ánna"),
    ("hand\u00adläggare", "handläggare"),
    ("hand-\nläggare", "handläggare"),
    ("hand\u00ad\r\n  läggare", "handläggare"),
    ("Ann-\nMarie", "ann-marie"),
    ("2020-\n2021", "2020-\n2021"),
    ("Anna\u00a0Berg", "anna berg"),
    ("Berg’s", "berg's"),
    ("070–174−06‑05", "070-174-06-05"),
    ("٠٧٠ ۱۷۴", "070 174"),
    ("8\ufe0f\u20e3①", "81"),
    ("Веrnе", "berne"),
    ("Lеnа Eriхon", "lena erixon"),
    ("Анна", "анна"),
    ("Aннa", "анна"),
    ("Ολα", "ολα"),
    ("Αnna", "anna"),
    ("Королёва", "королева"),
    ("مُحَمَّد", "محمد"),
    ("ســارة", "ساره"),
    ("أحمد إيمان آنا", "احمد ايمان انا"),
    ("کریم", "كريم"),
    ("नमस्ते", "नमस्ते"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_one_reading_for_many_ways_to_write(text: str, folded: str) -> None:
    assert fold(text).text == folded


KEYS = [
    ("Åsa Löfgren", "Asa Loefgren"),
    ("Åsa Löfgren", "AASA LOFGREN"),
    ("Åsa Löfgren", "aasa-loefgren"),
    ("Kjærsgård", "Kjaersgaard"),
    ("Bjørn", "Björn"),
    ("André", "andre"),
    ("Łukasz", "lukasz"),
]


@pytest.mark.parametrize(("one", "other"), KEYS)
def test_spellings_that_mean_the_same_have_one_key(one: str, other: str) -> None:
    assert fold_key(one) == fold_key(other)


@pytest.mark.parametrize(("one", "other"), [("Berg", "Borg"), ("Lind", "Lindh"), ("Ali", "Alia")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


@pytest.mark.parametrize(
    ("text", "found", "original"),
    [
        ("säger Be\u200brg\u200b nu", "berg", "Be\u200brg"),
        ("Ka\u0308ll", "ä", "a\u0308"),
        ("ﬁn", "i", "ﬁ"),
        ("en hand-\nläggare", "handläggare", "hand-\nläggare"),
        ("\u200b\u200bAnna", "anna", "Anna"),
        ("مُحَمَّد", "محمد", "مُحَمَّد"),
    ],
)
def test_a_place_leads_back_to_the_original(text: str, found: str, original: str) -> None:
    folded = fold(text)
    start = folded.text.index(found)
    begin, end = folded.span(start, start + len(found))
    assert text[begin:end] == original


ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aä\u0308\u0336\u200b\u00ad-\n\rﬁßİеАΣ٠ﷺأـ'’Berg "),
    ),
    max_size=60,
)


@given(ANY_TEXT)
def test_offsets_always_lie_in_the_original_and_never_step_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.cased) == len(folded.text)
    spans = [folded.span(place, place + 1) for place in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(st.sampled_from("abÅåÄöé0 \n\u0308\u0336\u200bﬁßＡ٣ـمأ"), max_size=40))
def test_what_an_offset_points_at_folds_to_what_was_found(text: str) -> None:
    folded = fold(text)
    for place, letter in enumerate(folded.text):
        start, end = folded.span(place, place + 1)
        assert letter in fold(text[start:end]).text


@given(ANY_TEXT)
def test_the_whole_leads_back_to_the_whole(text: str) -> None:
    folded = fold(text)
    start, end = folded.span(0, len(folded.text))
    assert fold(text[start:end]).text == folded.text


@given(ANY_TEXT)
def test_an_empty_stretch_stays_empty(text: str) -> None:
    folded = fold(text)
    start, end = folded.span(len(folded.text), len(folded.text))
    assert 0 <= start == end <= len(text)


@given(ANY_TEXT)
def test_accents_go_without_moving_anything(text: str) -> None:
    folded = fold(text).text
    assert len(bare(folded)) == len(folded)


HOSTILE = [
    "a",
    "å",
    "\u0301",
    "a\u0301",
    "a\u0323\u0301",
    "-\n",
    "- ",
    "ﷺ",
    "аa",
    "\u200b",
    "ﬁ",
    "a-",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_costs_no_more_than_its_length(unit: str) -> None:
    """Eight times the text may take no more than about eight times as long."""

    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        fold(text)
        return time.process_time() - start

    assert seconds(200_000) < 24 * min(seconds(25_000) for _ in range(3)) + 0.1


def test_a_text_grows_at_most_fourfold() -> None:
    assert len(fold("ﷺ㌖㏒ﬃ" * 1000).text) <= 4 * 4000


@pytest.mark.parametrize("sign", ["\u0301", "\u200b", "\u0301\u200b"])
def test_signs_that_nobody_sees_do_not_stretch_a_name_over_a_page(sign: str) -> None:
    text = "Anna" + sign * 10_000 + " Berg"
    assert len(thin(text)) < 40
    assert fold(thin(text)).text == fold(text).text


def test_what_letters_bear_is_left() -> None:
    for text in (
        "Berg\u200b och A\u0301\u0302nna",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067",
    ):
        assert thin(text) == text
