"""Is it her: what each thing on a page adds or takes, and what a rule of thumb says of the sum."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext, shipped_organisation
from scanner.assess.identity.clue import Clue, Feature, Group
from scanner.assess.identity.identify import AGAIN, unsilenced
from scanner.assess.policy import POLICY
from scanner.model.assessment import Identity, Level, SeverityTier
from scanner.model.mention import PartForm, PartMatch, PartRole, Tier
from scanner.model.person import DetailKind, Setting, WatchedPerson
from scanner.places.organisation import Own, load_organisation
from scanner.places.phrases import plain_wording
from scanner.places.shelf import SHIPPED
from scanner.places.sources import SourceClass
from tests.assess.stage import (
    COMMON,
    NOW,
    RARE,
    apart,
    detail,
    judge,
    named,
    page,
    source,
    surname_alone,
    watching,
)


def identity(text: str, person: WatchedPerson = RARE, **context: object) -> Identity:
    return judge(text, person, replace(AssessContext(now=NOW), **context)).identity


def features(found: Identity) -> set[str]:
    return {one.feature for one in found.evidence}


def bits(found: Identity, feature: str) -> float:
    return next(one.bits for one in found.evidence if one.feature == feature)


NAME_ALONE = "I går träffade jag {N} på torget."
ROLE = "Socialsekreterare {N} skrev utredningen."
TOWN = "Jag träffade {N} i Provstad."
BOTH = "Socialsekreterare {N} i Provstad skrev utredningen."


def test_a_common_name_alone_is_worth_nothing() -> None:
    assert identity(NAME_ALONE, COMMON).probability < POLICY.possible


@pytest.mark.parametrize("text", ["{N} på socialtjänsten.", TOWN])
def test_a_common_name_needs_more_than_one_thing(text: str) -> None:
    assert identity(text, COMMON).probability < POLICY.alert


def test_a_common_name_with_role_and_town_is_for_an_officer() -> None:
    assert POLICY.possible < identity(BOTH, COMMON).probability


def test_a_common_name_with_role_town_and_workplace_is_hers() -> None:
    text = "Socialsekreterare {N} på socialtjänsten i Provstad skrev utredningen."
    assert identity(text, COMMON).probability >= POLICY.alert


def test_a_rare_name_alone_is_possible_and_no_more() -> None:
    assert POLICY.possible < identity(NAME_ALONE).probability < POLICY.alert


def test_a_rare_name_with_her_town_alone_is_for_an_officer() -> None:
    """Athletes of her name live there: nobody says what this one does."""
    assert POLICY.possible < identity(TOWN).probability < POLICY.alert


@pytest.mark.parametrize("text", [ROLE, BOTH])
def test_a_rare_name_needs_little(text: str) -> None:
    assert identity(text).probability >= POLICY.alert


def test_a_rare_name_at_the_social_services_is_nearly_sure() -> None:
    """Four words: most of its like are hers, yet clients and relatives are "på soc" too."""
    assert identity("{N} på socialtjänsten.").probability > 0.8


@pytest.mark.parametrize(
    ("swedish", "english", "arabic"),
    [
        (
            "Socialsekreterare {N} skrev detta.",
            "Social worker {N} wrote this.",
            "الأخصائية الاجتماعية {N} كتبت هذا.",
        ),
        ("{N} på socialtjänsten.", "{N} at social services.", "{N} من السوسيال."),
        ("Fotbollsspelaren {N} vann.", "The footballer {N} won.", "اللاعبة {N} فازت."),
    ],
)
def test_the_same_facts_weigh_the_same_in_every_language(
    swedish: str, english: str, arabic: str
) -> None:
    found = [identity(text).probability for text in (swedish, english, arabic)]
    assert max(found) - min(found) < 0.1


def test_a_role_that_the_municipality_named_itself_speaks_for_her(tmp_path: Path) -> None:
    text = "Trygghetslotsen {N} skrev utredningen."
    (tmp_path / "organisation").mkdir()
    own = tmp_path / "organisation" / "own.toml"
    own.write_text('roles = ["trygghetslots*"]\n', encoding="utf-8")
    organisation = load_organisation((SHIPPED, tmp_path))
    found = identity(text, organisation=organisation)
    assert "role" in features(found)
    assert "role" not in features(identity(text))
    assert found.probability > identity(text).probability


def test_facts_that_tell_the_same_story_are_not_counted_twice() -> None:
    alone = bits(identity("{N} på socialtjänsten."), "workplace")
    found = identity("Socialsekreterare {N} på socialtjänsten, socialkontoret, LVU-enheten.")
    assert bits(found, "workplace") == pytest.approx(alone * AGAIN, abs=0.01)


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("Tandläkaren {N} öppnar mottagning.", "other_occupation"),
        ("{N}, musiklärare, ledde kören.", "other_occupation"),
        ("{N} i Göteborg vann loppet.", "other_town"),
        ("{N}, Malmö.", "other_town"),
        ("{N} in Gothenburg won.", "other_town"),
        ("{N} في مالمو", "other_town"),
        ("Jag heter {N} men är inte socialsekreteraren ni menar.", "namesake_said"),
        ("I am {N}, not the social worker.", "namesake_said"),
        ("{N} ليست الموظفة، تشابه أسماء", "namesake_said"),
        ("Jag heter {N} men jobbar inte på soc.", "namesake_said"),
        ("{N} är inte socialsekreterare.", "role_denied"),
        ("{N} (S) yttrade sig.", "other_occupation"),
        ("Mamman {N} klagade.", "relation"),
        ("I Malmö varnar {N} för köer.", "other_town"),
        ("{N} i Påhittshult vann.", "other_place"),
        ("{N}, handläggare på Skrivbordet AB.", "other_place"),
        ("{N} har somnat in.", "death"),
        ("{N}, född 1931.", "not_at_work"),
        ("{N} gjorde två mål i matchen.", "elsewhere"),
        ("Socialsekreterare Karin Andersson och {N} kom.", "role_of_other"),
    ],
)
def test_what_fits_a_namesake_speaks_against(text: str, feature: str) -> None:
    found = identity(text)
    assert feature in features(found)
    assert bits(found, feature) < 0
    assert found.probability < POLICY.alert


@pytest.mark.parametrize(
    "text",
    [
        "Socialsekreterare Karin Andersson mötte {N}.",
        "{N} mötte Karin Andersson, socialsekreterare i Provstad.",
        "Handläggaren heter Karin Andersson. {N} är granne.",
    ],
)
def test_what_belongs_to_somebody_else_in_the_sentence_is_no_evidence(text: str) -> None:
    assert not features(identity(text)) & {"own_role", "role", "role_near", "town", "town_near"}
    assert identity(text).probability < POLICY.alert


def test_another_occupation_of_somebody_else_is_none_against_her() -> None:
    text = "Läkaren Karin Andersson ringde socialsekreterare {N}."
    assert not features(identity(text)) & {"other_occupation", "other_work"}


def test_where_the_writer_lives_is_not_where_she_lives() -> None:
    text = "Vi flyttade hit från Malmö. {N} på socialtjänsten ringde."
    assert not features(identity(text)) & {"other_town", "other_town_near"}


def test_a_strange_middle_name_speaks_against_and_hers_does_not() -> None:
    document, _ = page("Amina Karin Testsson kom.", "")
    parts = (
        PartMatch(role=PartRole.GIVEN, form=PartForm.EXACT, start=0, end=5),
        PartMatch(role=PartRole.SURNAME, form=PartForm.EXACT, start=12, end=20),
    )
    mention = replace(named(0, 20), parts=parts)
    found = assess(document, [mention], RARE, AssessContext(now=NOW)).identity
    assert "name_goes_on" in features(found)
    hers = WatchedPerson("a" * 32, "Amina", "Testsson", spellings=("Amina Karin Testsson",))
    assert "middle_name" in features(
        assess(document, [mention], hers, AssessContext(now=NOW)).identity
    )


def test_a_name_in_two_places_is_less_and_what_is_between_is_no_name() -> None:
    text = "Testsson skrev till Karin Holm. Hon heter Amina, tror jag."
    document, _ = page(text, "")
    mention = apart(text, "Amina", "Testsson")
    found = assess(document, [mention], RARE, AssessContext(now=NOW)).identity
    assert bits(found, "apart") < 0
    assert not features(found) & {"name_goes_on", "middle_name"}
    one_place = replace(mention, is_apart=False)
    whole = assess(document, [one_place], RARE, AssessContext(now=NOW)).identity
    assert "apart" not in features(whole)
    assert "name_goes_on" in features(whole)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Socialsekreterare Testsson på socialtjänsten i Provstad tog barnen.", POLICY.alert, 1.0),
        ("I går ringde Testsson till mig.", 0.3, POLICY.alert),
        ("Testsson vann 1500 meter i går på 3.48.", 0.0, POLICY.possible),
        ("Målaren Testsson tog 30 000 för altanen.", 0.0, POLICY.possible),
        ("Advokat Testsson var vårt ombud mot soc i Provstad.", 0.0, POLICY.possible),
        ("Familjen Testsson hälsar alla välkomna till loppisen.", 0.0, POLICY.possible),
    ],
)
def test_whose_a_surname_alone_is_her_work_tells(text: str, least: float, most: float) -> None:
    document, _ = page(text, "")
    mention = surname_alone(text, "Testsson")
    found = assess(document, [mention], RARE, AssessContext(now=NOW)).identity
    assert bits(found, "surname_alone") < 0
    assert least <= found.probability <= most
    whole = replace(mention, tier=Tier.FULL, parts=(*mention.parts, named(0, 0).parts[0]))
    assert found.probability < (
        assess(document, [whole], RARE, AssessContext(now=NOW)).identity.probability
    )


def test_another_town_says_nothing_where_hers_is_named_too() -> None:
    assert "other_town" not in features(identity("{N} i Provstad flyttade från Göteborg."))


def test_where_somebodys_people_are_from_is_no_town() -> None:
    """Iran with an ending is an Iranian in Arabic, and origin is never evidence."""
    assert not features(identity("{N} إيرانية")) & {"other_town", "other_town_near"}
    assert "other_town" in features(identity("{N} في إيران"))


@pytest.mark.parametrize(
    "text",
    [
        "{N} i Provstad fick hjälp av sin socialsekreterare.",
        "{N} hade tur: hennes handläggare lyssnade.",
        "{N} says that her social worker never called.",
    ],
)
def test_who_has_a_caseworker_is_none(text: str) -> None:
    found = features(identity(text))
    assert "role_of_other" in found
    assert not found & {"own_role", "role", "role_elsewhere", "role_near", "role_shared"}


def test_ours_is_hers() -> None:
    assert "own_role" in features(identity("Vår socialsekreterare {N} ringde."))


def test_a_small_word_is_no_club() -> None:
    assert not features(identity("I wonder if {N} knows.")) & {"elsewhere", "elsewhere_near"}
    assert features(identity("{N} i Provstads IF.")) & {"elsewhere", "elsewhere_near"}


def test_another_town_says_nothing_where_hers_is_unknown() -> None:
    unknown = WatchedPerson("c" * 32, "Amina", "Testsson")
    assert "other_town" not in features(identity("{N} i Göteborg.", unknown))


def test_somebody_elses_occupation_further_off_says_nothing() -> None:
    text = "Socialsekreterare {N} ringde. Läkaren på vårdcentralen svarade inte."
    assert "other_occupation" not in features(identity(text))


def test_a_newspaper_named_after_her_town_is_not_her_town() -> None:
    assert "town" not in features(identity("Provstadsbladet intervjuade {N}."))


def test_the_organisations_names_stand_for_her_town() -> None:
    organisation = replace(
        shipped_organisation(), own=Own(names=("بروفستاد",)), names=plain_wording("بروفستاد")
    )
    assert "town" in features(identity("{N} موظفة في بروفستاد", organisation=organisation))


AROUND = "workplace_around"


def test_the_thread_and_the_page_say_less_than_the_post() -> None:
    post = bits(identity("{N} på socialtjänsten"), "workplace")
    document, mentions = page("Om socialtjänsten.\n{N} ringde.", "Amina Testsson", posts=True)
    elsewhere = assess(document, mentions, RARE, AssessContext(now=NOW)).identity
    assert post > bits(identity("{N}", thread=("Tråd om socialtjänsten",)), AROUND) > 0
    assert bits(elsewhere, AROUND) > 0


def test_another_post_does_not_lend_its_town_or_role() -> None:
    text = "Socialsekreterare sökes till Provstad.\n{N} gillar fotboll."
    document, mentions = page(text, "Amina Testsson", posts=True)
    found = assess(document, mentions, RARE, AssessContext(now=NOW)).identity
    assert "role" not in features(found)
    assert "town_around" in features(found)


@pytest.mark.parametrize("form", [PartForm.TYPO, PartForm.VARIANT, PartForm.SCRIPT])
def test_a_name_spelt_otherwise_is_less_sure(form: PartForm) -> None:
    document, _ = page("{N} på torget", "Amina Testson")
    found = assess(document, [named(0, 13, form)], RARE, AssessContext(now=NOW)).identity
    assert bits(found, form.value) < 0


def test_an_initial_fits_many() -> None:
    document, _ = page("{N} på torget", "A. Andersson")
    mention = named(0, 12, PartForm.INITIAL, Tier.LOW)
    found = assess(document, [mention], COMMON, AssessContext(now=NOW)).identity
    assert bits(found, "namesakes") < bits(identity(NAME_ALONE, COMMON), "namesakes")


def test_her_number_beside_a_common_name_is_enough() -> None:
    document, mentions = page("{N}, ring 070-174 06 05", "Anna Andersson")
    hers = watching(DetailKind.PHONE, Setting.PRIVATE, proved=False, named=COMMON)
    known = detail(document, hers, "070-174 06 05")
    found = assess(document, [*mentions, known], hers, AssessContext(now=NOW)).identity
    assert found.probability >= POLICY.alert


@pytest.mark.parametrize(("proved", "possible"), [(True, True), (False, False)])
def test_a_detail_without_her_name_counts_only_if_she_showed_it_is_hers(
    proved: bool, possible: bool
) -> None:
    document, _ = page("Ring 070-174 06 05", "")
    person = watching(DetailKind.PHONE, Setting.PRIVATE, proved=proved)
    known = detail(document, person, "070-174 06 05")
    found = assess(document, [known], person, AssessContext(now=NOW)).identity
    assert (found.probability >= POLICY.possible) is possible


def test_another_personnummer_beside_the_name_is_somebody_else() -> None:
    person = watching(DetailKind.PERSONNUMMER, Setting.PRIVATE)
    assert "other_personnummer" in features(identity("{N}, 18900101-9802", person))
    assert "other_personnummer" not in features(identity("{N}, 18900101-9802"))


def test_what_a_source_is_says_something() -> None:
    own = identity(NAME_ALONE, source=source(SourceClass.OWN)).probability
    forum = identity(NAME_ALONE, source=source(SourceClass.FORUM)).probability
    assert own >= POLICY.alert > forum == identity(NAME_ALONE).probability


@given(st.text(max_size=300))
def test_any_text_gives_a_probability_and_no_personal_word(text: str) -> None:
    found = judge("{N} " + text.replace("{N}", "")).identity
    assert 0 < found.probability < 1
    assert "Testsson" not in repr(found)


def test_evidence_is_of_plain_values_that_leave_the_sandbox() -> None:
    assert {type(one.feature) for one in identity(BOTH).evidence} == {str}


def clue(group: Group, feature: Feature, bits: float) -> Clue:
    return Clue(group=group, feature=feature, bits=bits, message="")


@pytest.mark.parametrize(
    ("life", "tier", "in_doubt", "probability"),
    [
        (0.0, SeverityTier.T4, True, POLICY.possible),
        (0.0, SeverityTier.T3, True, POLICY.possible),
        (0.0, SeverityTier.T2, False, 0.01),
        (-4.0, SeverityTier.T4, True, 0.01),
        (-4.0, SeverityTier.T4, False, POLICY.possible),
    ],
)
def test_what_a_page_says_drops_no_call_or_threat(
    life: float, tier: SeverityTier, in_doubt: bool, probability: float
) -> None:
    found = [
        clue(Group.NAME, Feature.NAMESAKES, 0.5),
        clue(Group.STORY, Feature.WORDS, -6.0),
        clue(Group.AGAINST, Feature.OTHER_OCCUPATION, life),
    ]
    dropped = Identity(probability=0.01, evidence=())
    bad = replace(judge(NAME_ALONE).severity, tier=tier, in_doubt=in_doubt)
    assert unsilenced(dropped, bad, lambda: found, POLICY).probability == probability


def test_a_threat_at_a_name_that_is_not_hers_is_dropped() -> None:
    bad = replace(judge(NAME_ALONE).severity, tier=SeverityTier.T4, in_doubt=False)
    found = [clue(Group.NAME, Feature.NAMESAKES, -6.0)]
    dropped = Identity(probability=0.01, evidence=())
    assert unsilenced(dropped, bad, lambda: found, POLICY) is dropped


@pytest.mark.parametrize(
    "text",
    [
        "Jag ska döda {N} i Allahs namn.",
        "Jag ska döda {N} i Parken.",
        "I Natt ska jag döda dig, {N}.",
        "Socialsekreterare {N}, 91 år, frisör i Kiruna, avliden, i Provstad. Jag ska döda henne.",
    ],
)
def test_a_plain_threat_stays_possible_whatever_else_is_written(text: str) -> None:
    found = judge(text)
    assert found.identity.probability >= POLICY.possible
    assert found.severity.level >= Level.MEDIUM


def test_faith_is_no_other_place() -> None:
    assert "other_place" not in features(identity("Jag ska döda {N} i Allahs namn."))
