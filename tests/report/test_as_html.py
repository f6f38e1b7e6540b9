"""The report that people read: whole, safe, worst first."""

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from scanner.model.assessment import UNSHOWN, Gathering, Level
from scanner.model.finding import Change, Excerpt, Verdict
from scanner.model.personal import UNKNOWN, Personal
from scanner.report.as_html import as_html, pieces
from scanner.report.data import ReportData
from tests.report.cases import CALL, DATA, REVEALED, calling, case

ALLOWED_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article"),
    *("h1", "h2", "h3", "h4", "p", "span", "br", "ul", "li", "b", "a"),
    *("table", "thead", "tbody", "tr", "th", "td", "bdi", "code", "q", "blockquote", "mark"),
}
LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])


def soup(data: ReportData, language: str = "sv") -> BeautifulSoup:
    return BeautifulSoup(as_html(data, language), "html.parser")


def words(data: ReportData, language: str = "sv") -> str:
    return " ".join(soup(data, language).get_text(" ").split())


def worded(text: str, spans: tuple[tuple[int, int], ...]) -> Excerpt:
    return Excerpt(text=Personal(text), spans=spans, language="", posted_at=None)


@LANGUAGES
@pytest.mark.parametrize("data", [DATA, REVEALED, replace(DATA, cases=(), coverage=())])
def test_nothing_is_fetched_and_nothing_runs(data: ReportData, language: str) -> None:
    page = soup(data, language)
    assert {tag.name for tag in page.find_all()} <= ALLOWED_TAGS
    attributes = {name for tag in page.find_all() for name in tag.attrs}
    assert not attributes & {"src", "srcset", "style", "action", "background", "data", "poster"}
    assert not [name for name in attributes if name.startswith("on")]
    assert {link["href"] for link in page.find_all("a")} <= {"#gaps"}
    assert "url(" not in page.style.string
    assert "@import" not in page.style.string


def test_the_policy_lets_in_exactly_the_style_of_the_page() -> None:
    page = soup(REVEALED)
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    digest = b64encode(hashlib.sha256(page.style.string.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


@LANGUAGES
def test_hostile_words_are_shown_as_text_that_turns_nothing_around_it(language: str) -> None:
    page = soup(REVEALED, language)
    quote = page.blockquote
    assert quote["dir"] == "auto"
    assert "<script>alert(1)</script> ⟨U+202E⟩drow⟨U+202C⟩ ␛[2J" in quote.get_text()
    assert quote.mark.get_text() == "Amina Warsame"
    assert page.q.bdi.get_text() == "ring henne <b>"


def test_addresses_are_defanged_and_no_links() -> None:
    text = as_html(REVEALED, "sv")
    assert "hxxps://forum[.]example/trad/7?x=%3Cscript%3E" in text
    assert "https://" not in text


def test_nothing_of_her_stands_in_a_report_that_is_not_revealed() -> None:
    assert "Warsame" not in as_html(DATA, "sv")
    assert "ring henne" not in as_html(DATA, "sv")


def test_languages_that_no_native_reader_has_reviewed_are_named() -> None:
    data = replace(DATA, unreviewed=("ar", "x-provstad"))
    assert "ännu granskat orden som allvaret bedöms efter på: arabiska, x-provstad." in words(data)
    assert "granskat orden" not in words(DATA)


def test_a_card_says_what_how_bad_why_where_and_when() -> None:
    text = words(DATA)
    for said in (
        "P-4F7KX2 · V-K7Q2M9",
        "Telefonnummer (privat): 07•-••• •• 05 – personens egen uppgift",
        "Hög · T3, uthängning eller uppmaning att agera",
        "webbplatsen nekade oss",
        "Sannolikhet 99 %",
        "+6,2 det tog för lång tid",
        "-1,5 den var för stor",
        "finns kvar – först sedd",
        "först sedd 20 november 2026 kl. 07.30, senast sedd 21 november 2026 kl. 07.30",
        "0" * 64,
    ):
        assert said in text


def test_none_of_several_places_is_called_the_original() -> None:
    blog, mirror = DATA.cases[0].places
    earlier = replace(blog, first_seen=blog.first_seen - timedelta(days=1))
    for places, said in (((mirror, blog), 0), ((mirror, earlier), 1)):
        text = words(replace(DATA, cases=(case(Level.HIGH, places=places),)), "en")
        assert text.count("was seen here first") == said
        assert "original" not in text


def test_how_a_name_is_shown_is_said_so_that_it_can_be_typed() -> None:
    assert "findings show ÄRENDE --reveal --reason SKÄL" in words(DATA)


def test_what_was_not_checked_is_never_shown_as_clear() -> None:
    text = words(DATA)
    assert "2 av 3 källor kunde inte kontrolleras helt" in text
    assert "Bloggen <i> webbplatsens robots.txt förbjuder det eller gick inte att hämta 4" in text
    assert "Flödet inget av den lästes under perioden" in text
    nothing = words(replace(DATA, cases=(), coverage=()), "en")
    assert "No source was read in this period: nothing was checked." in nothing
    assert "checked in whole" not in nothing


def test_a_whole_coverage_says_so() -> None:
    text = words(replace(DATA, coverage=DATA.coverage[:1]), "en")
    assert "The one source was checked in whole." in text
    assert "could not be checked" not in text.replace("What could not be checked", "")


def test_who_reads_it_sees_what_is_read_against_its_robots_txt() -> None:
    against = replace(DATA.coverage[0], robots_override_reason="<b>Beslut</b> SN 2026/18")
    text = words(replace(DATA, coverage=(against, *DATA.coverage[1:])))
    assert "Forumet Läses trots dess robots.txt: <b>Beslut</b> SN 2026/18 12" in text
    assert text.count("Läses trots") == 1


@pytest.mark.parametrize(
    ("cases", "said"),
    [
        ((), "Nothing was found in what could be checked."),
        ((case(Level.LOW),), "Nothing that must be acted on was found in what could be checked."),
        ((case(Level.HIGH),), "No acute case. One case must be reviewed."),
        ((case(Level.HIGH), case(Level.MEDIUM)), "No acute case. 2 cases must be reviewed."),
        ((case(Level.ACUTE),), "One acute case: begin there."),
        ((case(Level.ACUTE, change=Change.GONE),), "Nothing that must be acted on"),
    ],
)
def test_the_first_sentence_says_what_to_begin_with(cases: tuple, said: str) -> None:  # type: ignore[type-arg]
    assert said in words(replace(DATA, cases=cases), "en")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"level": Level.ACUTE}, "Review within 30 minutes."),
        ({"level": Level.HIGH}, "Review within four hours."),
        ({"level": Level.MEDIUM}, "Review before the end of the next working day."),
        ({"level": Level.LOW}, "Nothing must be done at once."),
        ({"level": Level.ACUTE, "verdict": Verdict.HER}, "Agree with the person what happens"),
        ({"level": Level.ACUTE, "change": Change.MISSING}, "Wait for the second look"),
        ({"level": Level.ACUTE, "change": Change.GONE}, "Nothing more needs doing"),
    ],
)
def test_each_case_says_what_to_do(changes: dict[str, object], said: str) -> None:
    shown = case(**changes)  # type: ignore[arg-type]
    page = soup(replace(DATA, cases=(shown,)), "en")
    assert said in page.find(class_="do").get_text()


def test_her_own_word_that_it_is_her_stands_on_the_card() -> None:
    said = [
        words(replace(DATA, cases=(case(Level.HIGH, is_claimed=own),))) for own in (False, True)
    ]
    assert ["Personen säger: det är jag" in text for text in said] == [False, True]


def test_lab_and_reveal_are_said_on_top() -> None:
    text = words(replace(REVEALED, is_lab=True), "en")
    assert "every person and page in this report is invented" in text
    assert "noted in the audit log" in text
    assert "invented" not in words(DATA, "en")


@LANGUAGES
def test_headings_and_ids_make_sense(language: str) -> None:
    page = soup(REVEALED, language)
    assert page.html["lang"] == language
    assert page.title.string == "Värn"
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert {
        tag["aria-labelledby"] for tag in page.find_all(attrs={"aria-labelledby": True})
    } <= set(ids)


@pytest.mark.parametrize(
    ("text", "spans", "cut"),
    [
        ("", (), ()),
        ("abc", (), (("abc", False),)),
        ("abc", ((0, 3),), (("abc", True),)),
        (
            "abcde",
            ((1, 2), (3, 4)),
            (("a", False), ("b", True), ("c", False), ("d", True), ("e", False)),
        ),
        ("abcde", ((1, 3), (2, 4)), (("a", False), ("bc", True), ("d", True), ("e", False))),
    ],
)
def test_pieces(
    text: str, spans: tuple[tuple[int, int], ...], cut: tuple[tuple[str, bool], ...]
) -> None:
    assert pieces(worded(text, spans)) == cut


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=4))
def test_pieces_are_the_whole_text(text: str, spans: list[tuple[int, int]]) -> None:
    assert "".join(piece for piece, _ in pieces(worded(text, tuple(spans)))) == text


@LANGUAGES
def test_a_call_to_gather_says_when_and_where_only_with_the_words(language: str) -> None:
    shown = soup(calling(REVEALED, CALL), language).find(class_="gathering")
    assert [one.get_text() for one in shown.find_all("bdi")] == [
        "på fredag kl 18",
        "utanför Lönngatan 7",
    ]
    masked = soup(calling(DATA, UNSHOWN), language).find(class_="gathering")
    assert masked.find("bdi") is None
    assert soup(DATA, language).find(class_="gathering") is None


def test_a_place_that_a_page_wrote_is_text_and_turns_nothing_around_it() -> None:
    hostile = Gathering(place=Personal("<b>torget</b>\u202e"), time=UNKNOWN)
    shown = soup(calling(REVEALED, hostile)).find(class_="gathering")
    assert shown.bdi.get_text() == "<b>torget</b>⟨U+202E⟩"
    assert "inlägget säger det inte" in shown.get_text()
