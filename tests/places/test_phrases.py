"""The language of phrases: what each sign finds and what it must not."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.places.phrases import NAME, Words, comparable, parse, plain, wording

WORDS = Words({"kill": ("döda*", "slå ihjäl"), "her": ("henne", "{N}"), "we": ("jag", "vi")})


def finds(phrase: str, text: str) -> bool:
    return wording([phrase], WORDS).pattern.search(comparable(text)[0]) is not None


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("*lärare", "musiklärare"),
        ("Provstad~", "i Provstads kommun"),
        ("fel beslut", "Det var FEL   beslut."),
        ("döda*", "dödade"),
        ("hängd", "HANGD"),
        ("(du|ni alla) ska", "ni alla ska"),
        ("<we> ska <kill> <her>", "Vi ska slå ihjäl henne"),
        ("<we> ska (snart)? <kill> <her>", "vi ska döda henne"),
        ("<we> ska (snart)? <kill> <her>", "vi ska snart döda henne"),
        ("^ döda <her>", "Nu räcker det. Döda henne!"),
        ("ring … nu", "ring till henne hemma nu"),
        ("häxan {N}", f"häxan {NAME * 9}"),
        ("{N} barntjuv", f"{NAME * 9}s barntjuv"),
        ("{N} barntjuv", f"{NAME * 9}, barntjuv"),
        ("السوسيال", "موظفة بالسوسيال"),
        ("صورتها", "وصورتها"),
        ("you can't hide", "You can’t hide"),
        ("🔫", "du vet 🔫🔫"),
    ],
)
def test_a_phrase_finds(phrase: str, text: str) -> None:
    assert finds(phrase, text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("as", "hassla"),
        ("*lärare", "lärarens"),
        ("Provstad~", "Provstadsbladet"),
        ("döda", "dödade"),
        ("fel beslut", "fel. Beslut"),
        ("^ döda <her>", "de försökte döda henne"),
        ("ring … nu", "ring en två tre fyra nu"),
        ("ring … nu", "ring. Kom nu"),
        ("{N} barntjuv", "någon barntjuv"),
    ],
)
def test_a_phrase_passes_over(phrase: str, text: str) -> None:
    assert not finds(phrase, text)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "… a",
        "a …",
        "a (b",
        "a) b",
        "a|b",
        "? a",
        "<none>",
        "{X}",
        "*",
        "(*)",
        "a … b … c … d … e … f",
        "(" * 21 + "a" + ")" * 21,
    ],
)
def test_what_cannot_be_read_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"must|has|names|holds"):
        wording([phrase], WORDS)


def test_a_list_that_holds_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="names the list"):
        wording(["<a>"], Words({"a": ("<b>",), "b": ("<a>",)}))


@pytest.mark.parametrize(
    ("phrase", "stems"),
    [
        ("fel beslut*", {"beslut"}),
        ("(hon|han) borde avgå", {"borde"}),
        ("<we> ska <kill>", {"doda", "ihjal"}),
        ("ring? henne", {"henne"}),
        ("(barn|a b)", {"barn", "a"}),
    ],
)
def test_a_text_without_the_stems_cannot_hold_the_phrase(phrase: str, stems: set[str]) -> None:
    assert parse(phrase, WORDS).stems == stems


def test_no_phrase_finds_nothing() -> None:
    assert wording([]).pattern.search("anything") is None


def test_plain_text_takes_endings_that_do_not_make_another_name() -> None:
    towns = plain("Lund", "Provstad")
    assert towns.search("i lunds kommun")
    assert towns.search("provstads")
    assert not towns.search("lundberg")
    assert not towns.search("provstadsbladet")


def test_plain_text_is_never_read_as_a_phrase() -> None:
    assert plain("Barn (och) unga?").search(comparable("Barn och unga")[0])
    assert plain("", "  ").search("") is None


@given(st.text(max_size=40))
def test_any_plain_text_compiles(text: str) -> None:
    assert isinstance(plain(text), re.Pattern)


def test_hostile_repetition_takes_linear_time() -> None:
    pattern = wording(["<we> … ska … <kill> … <her>"], WORDS).pattern
    began = time.perf_counter()
    pattern.search("vi ska döda " * 20_000)
    assert time.perf_counter() - began < 2.0
