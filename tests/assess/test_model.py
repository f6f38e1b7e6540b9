"""The model of severity: what it sees, what it must not see, what it shows, what it costs."""

from dataclasses import replace
from itertools import count
from pathlib import Path
from time import process_time

import pytest

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext, shipped_lexicons
from scanner.assess.passage import Passage, passages
from scanner.assess.scene import scene
from scanner.assess.severity.estimate import COSTS, cheapest
from scanner.assess.severity.traits import traits
from scanner.assess.severity.weights import NOTHING, TIERS, probabilities, table, weights
from scanner.model.assessment import Level, Severity, SeverityTier
from scanner.places.lexicon import load_lexicons
from scanner.places.shelf import SHIPPED
from tests.assess.stage import NOW, RARE, judge, page

NAME = "Amina Testsson"


def passage(text: str) -> Passage:
    document, mentions = page(text, NAME)
    [only] = passages(scene(document, mentions, ()), shipped_lexicons())
    return only


def seen(text: str) -> set[str]:
    return {one.name for one in traits(passage(text), (), ())}


def severity(text: str) -> Severity:
    return judge(text).severity


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Vi ska döda {N} i natt", "we will kill"),
        ("We will kill {N} tonight", "we will kill"),
        ("v1 ska d0da {N}", "will kill"),
        ("Vi ska dööööda {N}", "we will kill"),
        ("Vi ska d*da {N}", "we will kill"),
    ],
)
def test_the_same_deed_is_the_same_concepts_in_every_spelling(text: str, order: str) -> None:
    assert f"k:{order}" in seen(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("وسيقتلونها يا {N}", "kill"),
        ("rah na2tlik ya {N}, 3arfin beitik", "home"),
        ("Gurigaaga {N}", "home"),
        ("{N} evini", "home"),
    ],
)
def test_a_word_is_known_with_what_is_joined_to_it(text: str, concept: str) -> None:
    assert f"k:{concept}" in seen(text)


def test_no_feature_holds_her_name_or_a_number() -> None:
    shown = " ".join(seen("{N} har numret 070-174 06 05 och bor på Provgatan 5, kl 12.30, 4711"))
    assert "w:<her>" in shown
    assert "<mobile>" in shown
    assert "<time>" in shown
    assert not any(part in shown for part in ("amina", "testsson", "174", "provgatan", "4711"))


SILENT = [
    ("Den svenska kvinnan {N} ska dö", "Den somaliska kvinnan {N} ska dö"),
    ("{N} är muslim och handlägger ärendet", "{N} är kristen och handlägger ärendet"),
    ("{N} the Swedish woman", "{N} the Arab woman"),
    ("Den svenska hon {N} borde dö", "Den invandrade hon {N} borde dö"),
    ("{N} är katolik, en hora", "{N} är pingstvän, en hora"),
    ("{N} är turkisk och lesbisk", "{N} är koptisk och svensk"),
    ("{N} the Coptic woman", "{N} the Hazara woman"),
    ("{N} قبطية", "{N} مسلمة"),
    ("{N} مسلمة", "{N} مسيحية"),
    ("Gud ser dig {N}", "Allah ser dig {N}"),
    ("Jag gick till moskén med {N}", "Jag gick till kyrkan med {N}"),
]


@pytest.mark.parametrize(("one", "other"), SILENT)
def test_religion_origin_and_language_are_never_traits(one: str, other: str) -> None:
    assert seen(one) == seen(other)
    assert severity(one).tier is severity(other).tier


def test_no_weight_hangs_on_a_silent_word() -> None:
    silent = {word for one in shipped_lexicons() for word in one.silent if "*" not in word}
    words = {name[2:] for name in table() if name.startswith("w:") and " " not in name}
    assert words & silent == set()


def test_weights_are_five_whole_numbers_each() -> None:
    assert len(table()) > 10_000
    assert {len(weights(name)) for name in table()} == {TIERS}
    assert weights("nobody knows it") == NOTHING


@pytest.mark.parametrize("words", [0, 1, 16, 150])
def test_chances_add_up_to_one_whatever_is_seen(words: int) -> None:
    assert sum(probabilities(["k:kill", "nobody knows it"], words)) == pytest.approx(1.0)


def test_a_missed_threat_costs_most() -> None:
    assert max(max(row) for row in COSTS) == COSTS[SeverityTier.T4][SeverityTier.T0]
    assert cheapest((0.5, 0.1, 0.05, 0.05, 0.3)) is SeverityTier.T4
    assert cheapest((0.9, 0.07, 0.01, 0.01, 0.01)) is SeverityTier.T0


def test_doubt_brings_a_threat_before_an_officer_and_alerts_nobody() -> None:
    found = severity("Gasol är billigt i år {N}. Sov gott på övervåningen.")
    assert (found.tier, found.level) == (SeverityTier.T4, Level.LOW)
    assert any("not sure enough that the words" in one.message for one in found.because)


def test_the_words_that_carried_it_are_shown_with_a_swedish_gloss() -> None:
    found = severity("{N} evini benzinle tutuşturalım bu gece")
    [because] = [one for one in found.because if one.words.reveal()][:1]
    assert because.words.reveal() in "Amina Testsson evini benzinle tutuşturalım bu gece"
    assert "bränna" in because.gloss


def test_a_language_without_native_review_is_shown_as_such() -> None:
    found = severity("{N} evini yakacağız")
    assert [one.values for one in found.because if "native reader" in one.message] == [
        (("language", "tr"),)
    ]
    reviewed = tuple(
        replace(one, reviewed_by="A reader") if one.language == "tr" else one
        for one in shipped_lexicons()
    )
    own = judge("{N} evini yakacağız", RARE, AssessContext(now=NOW, lexicons=reviewed)).severity
    assert not any("native reader" in one.message for one in own.because)


def test_a_municipality_adds_words_to_a_concept(tmp_path: Path) -> None:
    place = tmp_path / "lexicon"
    place.mkdir()
    (place / "own.toml").write_text(
        'lexicon_id = "provstad"\nlanguage = "sv"\nnote = "x"\nreviewed_by = "x"\n'
        '[concepts]\nkill = ["knorvla*"]\n',
        encoding="utf-8",
    )
    own = load_lexicons((SHIPPED, tmp_path))
    document, mentions = page("Jag ska knorvla {N}", NAME)
    [only] = passages(scene(document, mentions, ()), own)
    assert "k:i will kill" in {one.name for one in traits(only, (), ())}
    assert "k:i will kill" not in seen("Jag ska knorvla {N}")


@pytest.mark.parametrize(
    ("text", "place", "time"),
    [
        ("Vi ses utanför {N}s villa lördag kl 10, ta med visselpipor.",
         "utanför Amina Testssons villa", "lördag kl 10"),
        ("Everybody gather outside {N}'s house on Friday 18:00!",
         "outside Amina Testsson's house on", "Friday 18:00"),
        ("تجمعوا أمام بيت {N} الليلة", "أمام بيت Amina Testsson", "الليلة"),
    ],
)  # fmt: skip
def test_a_call_to_gather_says_where_and_when(text: str, place: str, time: str) -> None:
    found = severity(text).gathering
    assert found is not None
    assert (found.place.reveal(), found.time.reveal()) == (place, time)
    assert "villa" not in repr(found)


def test_a_lawful_protest_yields_no_gathering() -> None:
    assert (
        severity("{N} fattade fel beslut. Demonstration på torget lördag kl 12.").gathering is None
    )


def test_a_long_page_neither_drowns_a_threat_nor_collects_one() -> None:
    filler = "Kommunen har i dag beslutat om budget för nästa år. " * 60
    assert severity(filler + "Vi ska döda {N} i natt. " + filler).tier is SeverityTier.T4
    assert severity("{N} talade. " + filler + "Vi ska döda tiden.").tier <= SeverityTier.T1


@pytest.mark.parametrize("unit", ["{N} döda ", "{N} ska dö hora", "a" * 50 + " {N} ", '{N}!?"🔪 '])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(times: int) -> float:
        # Never the same text twice: what is remembered of it would count for speed.
        document, mentions = page(unit * times + str(next(number)), NAME)
        begin = process_time()
        assess(document, mentions, RARE, AssessContext(now=NOW))
        return process_time() - begin

    number = count()
    seconds(1)
    # Four times the text; the square would take sixteen times. A shared machine is now fast, now
    # slow, so one pair of times that shows it is enough.
    assert any(seconds(640) < 10 * max(seconds(160), 0.05) for _ in range(5))


@pytest.mark.parametrize(
    ("lengths", "runs"),
    [
        ([29], []),
        ([14, 14], []),
        ([50], [(0, 30), (15, 45), (30, 51), (45, 51)]),
        ([9, 24, 9], [(0, 10), (10, 35), (35, 45)]),
        ([4, 4, 4, 4, 4, 4, 4], [(0, 30), (15, 35), (30, 35)]),
        ([2, 2, 40, 4], [(0, 21), (21, 47), (36, 52)]),
    ],
)
def test_every_sentence_of_a_long_passage_is_looked_at_closer(
    lengths: list[int], runs: list[tuple[int, int]]
) -> None:
    whole = passage(" ".join("ord " * length + "." for length in lengths).replace("ord", "{N}", 1))
    closer = [(whole.words.index(one.words[0]), one) for one in whole.closer()]
    assert [(first, first + len(one.words)) for first, one in closer] == runs


def test_words_joined_without_end_drown_no_threat() -> None:
    calm = "vi drack kaffe och pratade om sommaren och barnen och resan till havet och "
    assert severity(f"{calm * 2}vi ska döda {{N}} i natt och {calm * 3}").tier is SeverityTier.T4


def test_the_sign_for_her_name_in_a_page_is_a_gap() -> None:
    assert seen("Vi ska \ue000\ue000 döda {N}") == seen("Vi ska döda {N}")
