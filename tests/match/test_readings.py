"""Odd stretches of texts are read as people read them, and every place is still known."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scanner.match.batch import cut
from scanner.match.edits import Odd
from scanner.match.letters import HIDDEN
from scanner.match.readings import Reading, readings
from scanner.match.row import laid


def read(*texts: str) -> list[Reading]:
    row = laid(texts)
    return readings(row, cut(row), ())


@pytest.mark.parametrize(
    ("text", "odd", "written"),
    [
        ("Lindstr&ouml;m", Odd.REPAIRED, "Lindström"),
        ("Lindstr&#246;m", Odd.REPAIRED, "Lindström"),
        ("Lindstr&#xF6;m", Odd.REPAIRED, "Lindström"),
        ("LindstrÃ¶m", Odd.REPAIRED, "Lindström"),
        ("LindstrÃƒÂ¶m", Odd.REPAIRED, "Lindström"),
        ("Ãƒâ€“berg", Odd.REPAIRED, "Öberg"),
        ("Ã…berg", Odd.REPAIRED, "Åberg"),
        ("lindstr%C3%B6m", Odd.REPAIRED, "lindström"),
        ("Lindstr\\u00f6m", Odd.REPAIRED, "Lindström"),
        ("Lindstr=C3=B6m", Odd.REPAIRED, "Lindström"),
        ("Anna&nbsp;Berg", Odd.REPAIRED, "Anna\u00a0Berg"),
        ("B e r g", Odd.SPACED, "Berg"),
        ("B.e.r.g", Odd.SPACED, "Berg"),
        ("A n n a  B e r g", Odd.SPACED, "Anna Berg"),
        ("A.n.n.a B.e.r.g", Odd.SPACED, "Anna Berg"),
        ("A-n-n-a- -B-e-r-g", Odd.SPACED, "Anna Berg"),
        ("S0nja", Odd.LEET, "Sonja"),
        ("4nna Berg", Odd.LEET, "Anna Berg"),
        ("$ven 83rg", Odd.LEET, "Sven Berg"),
        ("s0nj4 83rg", Odd.LEET, "sonja berg"),
        ("L1nda", Odd.LEET, "Linda"),
        ("N00r", Odd.LEET, "Noor"),
        ("L1nda", Odd.LEET, f"L{HIDDEN}nda"),
        ("A*na", Odd.MASKED, f"A{HIDDEN}na"),
        ("A█na", Odd.MASKED, f"A{HIDDEN}na"),
        ("*mina", Odd.MASKED, f"{HIDDEN}mina"),
        ("М*рия", Odd.MASKED, f"М{HIDDEN}рия"),
        ("3ali", Odd.LEET, "ali"),
        ("7assan", Odd.LEET, "hassan"),
        ("L_ndström", Odd.MASKED, f"L{HIDDEN}ndström"),
        ("Ann* Berg", Odd.MASKED, f"Ann{HIDDEN} Berg"),
        ("?rjan", Odd.MASKED, f"{HIDDEN}rjan"),
        ("Sepp?l?", Odd.MASKED, f"Sepp{HIDDEN}l{HIDDEN}"),
        ("P€r", Odd.MASKED, f"P{HIDDEN}r"),
        ("Lindstr**", Odd.MASKED, f"Lindstr{HIDDEN}{HIDDEN}"),
        ("annaberg84", Odd.NUMBERED, "annaberg"),
        ("@anna_berg84", Odd.NUMBERED, "anna_berg"),
        ("L<b>in</b>d", Odd.REPAIRED, "Lind"),
        ("Lin[b]d[/b]berg", Odd.REPAIRED, "Lindberg"),
        ("Lin<b><i>d", Odd.REPAIRED, "Lind"),
        ("Li**ndbe**rg", Odd.REPAIRED, "Lindberg"),
        ("~~Lin~~dberg", Odd.REPAIRED, "Lindberg"),
        ("anna[.]berg[at]provstad[.]example", Odd.REPAIRED, "anna.berg@provstad.example"),
        ("anna (dot) berg (at) provstad", Odd.REPAIRED, "anna.berg@provstad"),
        ("anna punkt berg snabel-a provstad", Odd.REPAIRED, "anna.berg@provstad"),
        ("WahIberg", Odd.LEET, "Wahlberg"),
        ("B•e•r•g", Odd.SPACED, "Berg"),
        ("Ö•b•e•r•g", Odd.SPACED, "Öberg"),
        ("B\u202fe\u202fr\u202fg", Odd.SPACED, "Berg"),
        ("\ufffdsten", Odd.MASKED, f"{HIDDEN}sten"),
        ("Мај Berg", Odd.IMITATED, "Maj Berg"),
    ],
)
def test_an_odd_word_is_read_as_it_was_meant(text: str, odd: Odd, written: str) -> None:
    found = [(each.odd, each.written) for each in read(f"Där står {text} nu.")]
    assert (odd, f"Där står {written} nu.") in found


@pytest.mark.parametrize(
    "text",
    [
        "Anna Berg bor i Provstad sedan 2024-01-01.",
        "Ring 070-174 06 05!",
        "Det kostade 4 000kr på 00tal och e00",
        "anna.berg@provstad.example",
        '**Anna** sade: "Nej?" Och gick.',
        "A. Berg och B. Lind",
        "*Anna Berg* och _Bo Lind_",
        "Sade Anna Berg? Varför?",
        "<b>Anna</b> <i>Berg</i> (Provstad) [1]",
        "Анна Берг живёт в Швеции",
    ],
)
def test_an_ordinary_text_has_one_reading(text: str) -> None:
    assert read(text) == []


def test_what_machines_broke_is_mended_in_every_reading() -> None:
    masked = [each for each in read("A*na Lindstr&ouml;m") if each.odd is Odd.MASKED]
    assert [each.written for each in masked] == [f"A{HIDDEN}na Lindström"]


def test_a_place_in_a_reading_leads_to_its_place_in_the_text() -> None:
    text = "Jag såg S0nja Lindstr&ouml;m igår."
    [leet] = [each for each in read("x", text) if each.odd is Odd.LEET]
    start = leet.written.index("Lindström")
    first, last = leet.span(start, start + len("Lindström"))
    assert leet.text == 1
    assert text[first:last] == "Lindstr&ouml;m"


ODD_TEXT = st.text(
    st.sampled_from("aAIbåÃ¶%C3&;ouml*#_01 .-<>[]()\n\u00adАbе\u0301\ud800$@"), max_size=80
)


@example(["[.) x"])
@example(["x", "[.) x"])
@given(st.lists(ODD_TEXT, max_size=4))
def test_every_place_lies_in_its_text(texts: list[str]) -> None:
    for each in read(*texts):
        assert each.written
        assert len(each.written) <= len(texts[each.text])
        for place in range(len(each.written)):
            start, end = each.span(place, place + 1)
            assert 0 <= start < end <= len(texts[each.text])


@pytest.mark.parametrize(
    "piece",
    [
        "a1",
        "A*",
        "&ouml;",
        "Ã¶",
        "a ",
        "a.b ",
        "%C3%B6",
        "аb ",
        "a-\n",
        "e\u0301",
        "1l!|",
        "\u200b",
        "a<b>",
        "a**b",
        "(at) ",
        "a punkt b snabel-a ",
        "<b",
        "aI",
    ],
)
def test_readings_stay_within_a_small_multiple_of_a_hostile_text(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    assert sum(len(each.written) for each in read(text)) <= (len(Odd) + 1) * len(text)
