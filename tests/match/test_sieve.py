"""The sieve loses no name that stands in a text, however it is written there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.match.edits import Odd
from scanner.match.sieve import MOST, Shape, Sieve, Spot
from scanner.match.watchlist import Watchlist
from scanner.model.person import WatchedPerson

PEOPLE = (
    WatchedPerson("anna", "Anna", "Lindström"),
    WatchedPerson("amina", "Amina", "Warsame"),
    WatchedPerson("marie", "Ann-Marie", "Löfgren Öberg"),
    WatchedPerson("sonja", "Sonja", "Lundh"),
    WatchedPerson("johan", "Johan", "Holmqvist"),
    WatchedPerson("annmarie", "Annmarie", "Sjöberg"),
    WatchedPerson("erik", "Erik", "Andersson"),
    WatchedPerson("farid", "Farid", "Rezai"),
    WatchedPerson("latif", "Abdellatif", "Haddad"),
    WatchedPerson("per", "Per", "Ek"),
    WatchedPerson("mohamud", "Mohamud", "Samatar"),
    WatchedPerson("cabdi", "Cabdi", "Nuur"),
)
WATCHLIST = Watchlist.of_nobody(7).with_(PEOPLE)
SIEVE = Sieve(WATCHLIST)


def people(text: str) -> set[str]:
    return {person for spot in SIEVE.spots([text]) for person in WATCHLIST.names.bearers(spot.name)}


@pytest.mark.parametrize(
    ("person", "written"),
    [
        ("anna", "Anna Lindström"),
        ("anna", "ANNA LINDSTRÖM"),
        ("anna", "anna lindström"),
        ("anna", "Lindström, Anna"),
        ("anna", "Lindström Anna"),
        ("anna", "Anna Lindströms"),
        ("anna", "Anna Lindström's"),
        ("anna", "Anna Lindströmin"),
        ("anna", "Anna Maria K. Lindström"),
        ("anna", "Anna von Lindström"),
        ("anna", "A. Lindström"),
        ("anna", "A Lindström"),
        ("anna", "Lindström, A."),
        ("anna", "Anna L."),
        ("anna", "Anna Lindstrom"),
        ("anna", "Anna Lindstroem"),
        ("anna", "Anna Lindstrm"),
        ("anna", "Ana Lindström"),
        ("anna", "Anna Lindsrtöm"),
        ("anna", "Anna Lnidstörm"),
        ("anna", "Аnnа Lіndstrоm"),
        ("anna", "𝐀𝐧𝐧𝐚 𝐋𝐢𝐧𝐝𝐬𝐭𝐫𝐨𝐦"),
        ("anna", "Ａｎｎａ　Ｌｉｎｄｓｔｒöｍ"),
        ("anna", "Ⓐⓝⓝⓐ Ⓛⓘⓝⓓⓢⓣⓡⓞⓜ"),
        ("anna", "An\u200bna Lind\u200dström"),
        ("anna", "A\u0336n\u0336n\u0336a\u0336 L\u0336indström"),
        ("anna", "Anna Lind\u00adström"),
        ("anna", "Anna Lind-\nström"),
        ("anna", "Anna Lind-\r\n  ström"),
        ("anna", "Anna Lind ström"),
        ("anna", "An na Lindström"),
        ("anna", "Anna Lindstr&ouml;m"),
        ("anna", "Anna LindstrÃ¶m"),
        ("anna", "Anna Lindstr\ufffdm"),
        ("anna", "A*na L_ndström"),
        ("anna", "A**a Lindström"),
        ("anna", "Anna L****ström"),
        ("anna", "A n n a L i n d s t r ö m"),
        ("anna", "#AnnaLindström"),
        ("anna", "#annalindström"),
        ("anna", "annalindstrom84"),
        ("anna", "anna.lindstrom@provstad.example"),
        ("anna", "a.lindstrom@provstad.example"),
        ("anna", "lindstrom_anna"),
        ("anna", "https://forum.example/anna-lindstr%C3%B6m"),
        ("anna", "Анна Линдстрём"),
        ("anna", "Анны Линдстрём"),
        ("anna", "آنا ليندستروم"),
        ("anna", "وآنا ليندستروم"),
        ("anna", "Άννα Λίντστρομ"),
        ("sonja", "S0nja Lundh"),
        ("sonja", "5onja Lundh"),
        ("latif", "abd3114t1f h4dd4d"),
        ("amina", "أمينة ورسمه"),
        ("amina", "Амине Варсаме"),
        ("marie", "Ann-Marie Öberg"),
        ("marie", "Marie Löfgren"),
        ("annmarie", "Ann-Marie Sjöberg"),
        ("annmarie", "Ann Marie Sjøberg"),
        ("johan", "Johan Holmkvist"),
        ("johan", "J.o.h.a.n H.o.l.m.q.v.i.s.t"),
        ("erik", "Eric Anderson"),
        ("farid", "فرید رضایی"),
        ("latif", "لعبد اللطيف الحداد"),
        ("anna", "aNnA LiNdStRöM"),
        ("anna", "ᴀɴɴᴀ ʟɪɴᴅsᴛʀöᴍ"),
        (
            "anna",
            "A\u2009n\u2009n\u2009a  L\u2009i\u2009n\u2009d\u2009s\u2009t\u2009r\u2009ö\u2009m",
        ),
        ("anna", "@anna_lindstrom1573"),
        ("anna", "@annalindstrom1573."),
        ("annmarie", "@ann-mariesjoberg"),
        ("anna", "anna punkt lindstrom snabel-a provstad punkt example"),
        ("anna", "anna (dot) lindstrom (at) provstad (dot) example"),
        ("anna", "Anna Lin<b>dst</b>röm"),
        ("anna", "Anna Li**ndst**röm"),
        ("anna", "Annnnna Lindström"),
        ("anna", "Anna Lindströööm"),
        ("johan", "Johan HoImqvist"),
        ("anna", "@annalindstrom84"),
        ("anna", "Anna (socialsekreterare) Lindström"),
        ("anna", "Anna ”the Boss” Lindström"),
        ("anna", "Anna Lindströmilta"),
        ("johan", "J·o·h·a·n H·o·l·m·q·v·i·s·t"),
        ("johan", "J•o•h•a•n H•o•l•m•q•v•i•s•t"),
        ("johan", "\ufffdohan Holmqvist"),
        ("per", "Pelle Ek"),
        ("per", "pelle ek"),
        ("per", "Пелле Эк"),
        ("mohamud", "Muhammad Samatar"),
        ("mohamud", "Muhammed Samatar"),
        ("cabdi", "Абди Нур"),
    ],
)
def test_a_name_is_seen_however_it_is_written(person: str, written: str) -> None:
    assert person in people(f"Här skriver man om {written}, som är på jobbet.")


@pytest.mark.parametrize(
    "text",
    [
        "Anna gick hem. Senare på kvällen ringde handläggaren som heter Lindström.",
        "Anna och den gamla Lindström",
        "jag såg anna i går och lindström i dag",
        "Erik Lundh",
        "i den har man som ska till a och o",
    ],
)
def test_words_that_are_no_one_name_are_no_spot(text: str) -> None:
    assert all(spot.shape is Shape.APART for spot in SIEVE.spots([text]))


def test_a_spot_points_into_its_text_and_says_how_it_was_read() -> None:
    texts = ["inget", "Se A*na Lindstr&ouml;m!"]
    spots = SIEVE.spots(texts)
    assert {texts[spot.text][spot.start : spot.end] for spot in spots} == {"A*na Lindstr&ouml;m"}
    assert {spot.reading.odd for spot in spots if spot.reading} == {Odd.MASKED}


def test_a_name_enrolled_in_another_script_is_seen_in_latin() -> None:
    sieve = Sieve(Watchlist.of_nobody(1).with_([WatchedPerson("p", "ليلى", "حداد")]))
    assert sieve.spots(["Leila Haddad"])
    assert sieve.spots(["ليلى حداد"])


def places(spots: list[Spot]) -> set[tuple[int, int, int, int]]:
    return {(spot.text, spot.start, spot.end, spot.name) for spot in spots}


PIECES = st.sampled_from(
    (
        *("Anna", "anna", "Lindström", "lindstrom", "Amina", "Warsame", "S0nja", "Lundh", "A*na"),
        *("A.", "L.", "och", ",", "\n", "-", "x", "Ann-Marie", "Öberg", "Л", "Ли", "Анна"),
    )
)
TEXTS = st.lists(PIECES, max_size=10).map(" ".join)


@settings(max_examples=50)
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_texts_are_seen_alike_alone_and_together(texts: list[str]) -> None:
    alone = {
        (number, start, end, name)
        for number, text in enumerate(texts)
        for _, start, end, name in places(Sieve(WATCHLIST).spots([text]))
    }
    assert places(SIEVE.spots(texts)) == alone


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "\u0301",
        "\ud800",
        "\u200b",
        "Anna ",
        "Lindström\n",
        "a-\n",
        "аb ",
        "A*na ",
        "a1",
        "&#1;",
        "عبد ",
    ],
)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (200_000 // len(piece)) + " Anna Lindström"
    assert len(text) - len("Anna Lindström") in {spot.start for spot in SIEVE.spots([text])}


def test_more_texts_than_are_read_at_once() -> None:
    filler = "ord " * (MOST // 12)
    spots = SIEVE.spots([filler + "Anna Lindström", filler, "Amina Warsame", filler, "Erik Lundh"])
    seen = {(spot.text, person) for spot in spots for person in WATCHLIST.names.bearers(spot.name)}
    assert seen == {(0, "anna"), (2, "amina")}


def test_a_name_beside_a_disguised_word_is_seen_once() -> None:
    assert {spot.reading for spot in SIEVE.spots(["h4nd Anna Lindström B e r g"])} == {None}


def test_no_more_spots_than_a_small_multiple_of_the_words() -> None:
    text = "Anna Lindström " * 10_000
    assert len(SIEVE.spots([text])) <= 4 * 20_000


def test_an_initial_that_may_be_anybodys_is_no_spot() -> None:
    surnames = [f"B{letter}rgtest" for letter in "abcdefghijklmnopqrstuvwxyz"]
    many = [WatchedPerson(surname, "Amina", surname) for surname in surnames]
    texts = ["Amina B. skrev", "Amina Bargtest skrev"]
    spots = [Sieve(Watchlist.of_nobody(7).with_(some)).spots(texts) for some in (many[:5], many)]
    assert [{spot.text for spot in found} for found in spots] == [{0, 1}, {1}]


def test_a_common_word_that_is_a_name_too_makes_no_slips_of_its_neighbours() -> None:
    helena = WatchedPerson("helena", "Helena", "Forsberg")
    kan = WatchedPerson("kan", "Kan", "Petrova")
    sieve = Sieve(Watchlist.of_nobody(7).with_((helena, kan)))
    texts = ["helnna kan forsbrg", "helnna forsbrg kan", "helena forsbrg kan"]
    assert [spot.text for spot in sieve.spots(texts)] == [2]
