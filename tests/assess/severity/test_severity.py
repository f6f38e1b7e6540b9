"""How bad: the decision table, the caps, the details and what each is taken for."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import product

import pytest

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext, shipped_organisation
from scanner.assess.policy import FRESH, POLICY, TABLE, Exposed
from scanner.model.assessment import (
    DetailMatch,
    Level,
    Severity,
    SeverityTier,
)
from scanner.model.document import Post
from scanner.model.person import DetailKind, Setting
from scanner.places.organisation import MailDomain, Office, Own, WorkPhone
from scanner.places.sources import SourceClass
from tests.assess.stage import COMMON, NOW, RARE, detail, judge, page, source, watching

WORK = "Socialsekreterare {N} i Provstad. "
"""Makes it sure that she is meant."""

ORGANISATION = replace(
    shipped_organisation(),
    own=Own(
        work_phones=(WorkPhone("+46313900600"),),
        mail_domains=(MailDomain("provstad.example"),),
        offices=(Office("radhusgatan 1"),),
    ),
)


def context(source_class: SourceClass | None = None, base_severity: int = 0) -> AssessContext:
    where = source_class and source(source_class, base_severity)
    return AssessContext(now=NOW, source=where, organisation=ORGANISATION)


def severity(text: str, source_class: SourceClass | None = None) -> Severity:
    return judge(WORK + text, RARE, context(source_class)).severity


def test_the_table_never_falls_with_worse_words_or_worse_exposure() -> None:
    for tier, exposure in product(range(5), range(5)):
        level = TABLE[tier][exposure]
        assert tier == 4 or level <= TABLE[tier + 1][exposure]
        assert exposure == 4 or level <= TABLE[tier][exposure + 1]


@pytest.mark.parametrize(
    ("text", "tier", "level"),
    [
        ("Frågor besvaras gärna.", SeverityTier.T0, Level.INFO),
        ("Frågor: jobbet 031-390 06 00.", SeverityTier.T0, Level.INFO),
        ("Privat nummer 070-174 06 05.", SeverityTier.T3, Level.HIGH),
        ("Bor på Provgatan 5.", SeverityTier.T3, Level.MEDIUM),
        ("Fel beslut, borde avgå.", SeverityTier.T1, Level.INFO),
        ("Fel beslut! Växel 031-390 06 00.", SeverityTier.T1, Level.INFO),
        ("Fel beslut! Privat nummer 070-174 06 05.", SeverityTier.T3, Level.MEDIUM),
        ("Fel beslut! Bor på Provgatan 5.", SeverityTier.T1, Level.HIGH),
        ("Hon är en barntjuv.", SeverityTier.T2, Level.LOW),
        ("Hon är en barntjuv. Växel 031-390 06 00.", SeverityTier.T2, Level.MEDIUM),
        ("Hon är en barntjuv. Privat 070-174 06 05.", SeverityTier.T2, Level.HIGH),
        ("Sök upp henne.", SeverityTier.T3, Level.MEDIUM),
        ("Sök upp henne. Växel 031-390 06 00.", SeverityTier.T3, Level.LOW),
        ("Sök upp henne. Privat 070-174 06 05.", SeverityTier.T3, Level.HIGH),
        ("Sök upp henne. Bor på Provgatan 5.", SeverityTier.T3, Level.ACUTE),
        ("Sök upp henne. Portkod 4711.", SeverityTier.T3, Level.ACUTE),
        ("Sök upp henne och hennes dotter Sara.", SeverityTier.T3, Level.ACUTE),
        ("Fel beslut, hon tog min dotter Sara.", SeverityTier.T1, Level.INFO),
        ("Fel beslut! Min dotter är född 2015-03-02.", SeverityTier.T1, Level.INFO),
        ("Fel beslut! Skriv till @provposten eller @amina_91.", SeverityTier.T1, Level.INFO),
        ("Fel beslut! Mål nr 3367-13.", SeverityTier.T1, Level.INFO),
        ("Hennes barn går på skolan vid ån.", SeverityTier.T3, Level.ACUTE),
        ("Vi ska döda henne.", SeverityTier.T4, Level.ACUTE),
    ],
)
def test_words_and_details_together_decide(text: str, tier: SeverityTier, level: Level) -> None:
    found = severity(text)
    assert (found.tier, found.level) == (tier, level)


@pytest.mark.parametrize(
    ("text", "kind", "setting"),
    [
        ("Ring växeln 08-465 004 10.", DetailKind.PHONE, Setting.WORK),
        ("Privat: 070-174 06 05.", DetailKind.PHONE, Setting.PRIVATE),
        ("Nummer 070-174 06 05.", DetailKind.PHONE, Setting.PRIVATE),
        ("Nummer 031-390 06 00.", DetailKind.PHONE, Setting.WORK),
        ("رقم هاتفها الخاص ٠٧٠-١٧٤ ٠٦ ٠٥", DetailKind.PHONE, Setting.PRIVATE),
        ("amina@provstad.example", DetailKind.EMAIL, Setting.WORK),
        ("amina@brev.example", DetailKind.EMAIL, Setting.PRIVATE),
        ("Hon bor på Provgatan 5.", DetailKind.ADDRESS, Setting.HOME),
        ("Provgatan 5", DetailKind.ADDRESS, Setting.PRIVATE),
        ("Besöksadress Provgatan 5.", DetailKind.ADDRESS, Setting.WORK),
        ("Rådhusgatan 1.", DetailKind.ADDRESS, Setting.WORK),
        ("Hennes insta: @amina_91.", DetailKind.HANDLE, Setting.PRIVATE),
        ("Äger fastigheten Testhult 2:16.", DetailKind.PROPERTY, Setting.HOME),
        ("Portkod: 4711.", DetailKind.DOOR_CODE, Setting.HOME),
        ("Född 28 december 1981.", DetailKind.BIRTH_DATE, Setting.PRIVATE),
        ("Bor här: 59.3300, 18.0600", DetailKind.MAP_PIN, Setting.HOME),
        ("Personnummer 18900101-9802.", DetailKind.PERSONNUMMER, Setting.PRIVATE),
    ],
)
def test_a_detail_beside_her_name_is_taken_for(
    text: str, kind: DetailKind, setting: Setting
) -> None:
    [found] = severity(text).details
    assert (found.kind, found.match, found.setting) == (kind, DetailMatch.NEARBY, setting)


OFFICES = [
    "Föräldrakursen hålls på Familjecentrum, Provgatan 5. Barnen leker intill, dörren är öppen.",
    "The parenting course is at the Family Centre, Provgatan 5. Our daughter plays by the door.",
    "دورة الأهل في مركز الأسرة، Provgatan 5. المدخل من جهة المدرسة.",
    "Bostadsenheten, Provgatan 5: ingen lägenhet åt oss.",
    "The housing unit, Provgatan 5: no flat for us.",
    "وحدة السكن، Provgatan 5: ما في شقة إلنا.",
    "De tog sonen till Provgatan 5, där hon har sitt jourrum.",
    "They took our son to Provgatan 5, where she has her duty room.",
    "Gruppens mobil 070-174 06 05.",
    "The team has a mobile, 070-174 06 05.",
    "جوال الفريق 070-174 06 05.",
]
HOMES = [
    "Kommunens sämsta. Hennes hus, Provgatan 5.",
    "Worst of the council. Her house, Provgatan 5.",
    "أسوأ موظفة في البلدية. بيتها Provgatan 5.",
    "Inte kontoret: {N}s hus, Provgatan 5.",
    "Not the office: {N}'s house, Provgatan 5.",
    "ليس المكتب: بيت {N}، Provgatan 5.",
    "Hos maken och barnen, Provgatan 5.",
    "Villa, Provgatan 5.",
    "{N}s mobil 070-174 06 05, slutar på kontoret fem.",
]


@pytest.mark.parametrize("text", OFFICES)
def test_an_offices_address_is_of_work_though_words_of_home_stand_beside_it(text: str) -> None:
    [found] = judge("{N}. " + text, RARE, context()).severity.details
    assert (found.setting, found.is_said) == (Setting.WORK, False)


@pytest.mark.parametrize("text", HOMES)
def test_a_home_that_is_said_to_be_hers_stays_one_beside_words_of_work(text: str) -> None:
    [found] = judge("{N}. " + text, RARE, context()).severity.details
    assert found.setting is not Setting.WORK
    assert found.is_said


@pytest.mark.parametrize(
    "text",
    [
        "De vräkte oss från lägenheten på Provgatan 5, {N} sade att det inte var hennes bord.",
        "Vår lägenhet, Provgatan 5, är full av mögel. {N} gör ingenting.",
        "They evicted us from the flat at Provgatan 5, {N} said it was not her department.",
        "Our house, Provgatan 5, is full of mould. {N} does nothing.",
        "طردونا من الشقة في Provgatan 5 و{N} قالت مو من اختصاصها.",
        "بيتنا Provgatan 5 كله رطوبة. {N} لا تعمل شيئا.",
    ],
)
def test_a_home_that_the_writer_calls_their_own_alerts_nobody(text: str) -> None:
    found = judge(text, RARE, context()).severity
    assert not any(one.is_said for one in found.details)
    assert found.level <= Level.LOW


def test_an_address_that_a_people_search_page_lists_is_a_home() -> None:
    [found] = severity("Provgatan 5", SourceClass.PEOPLE_SEARCH).details
    assert (found.kind, found.setting) == (DetailKind.ADDRESS, Setting.HOME)


def test_details_are_masked_and_point_into_the_page() -> None:
    text = "{N} har numret 070-174 06 05."
    [found] = judge(text).severity.details
    document, _ = page(text, "Amina Testsson")
    assert document.text[found.start : found.end] == "070-174 06 05"
    assert "174" not in found.masked
    assert "174" not in repr(judge(text))


def test_on_the_organisations_own_pages_details_are_of_work_unless_a_word_says_otherwise() -> None:
    own = SourceClass.OWN
    [number] = severity("Telefon 08-465 004 10.", own).details
    [private] = severity("Privat 070-174 06 05.", own).details
    assert (number.setting, private.setting) == (Setting.WORK, Setting.PRIVATE)


def test_a_newspapers_own_number_is_nobodys_detail() -> None:
    assert severity("Tipsa oss: 08-465 004 10.", SourceClass.NEWS).details == ()
    assert len(severity("Hennes privata nummer 070-174 06 05.", SourceClass.NEWS).details) == 1


def test_of_a_list_only_the_nearest_details_count() -> None:
    numbers = " ".join(f"070-174 06 {last:02}," for last in range(10, 30))
    found = severity(f"Privat: {numbers}").details
    assert [one.masked[-2:] for one in found] == ["10", "11", "12"]


def test_a_detail_of_another_post_is_not_beside_her() -> None:
    document, mentions = page("{N} skrev.\nRing 070-174 06 05.", "Amina Testsson", posts=True)
    assert assess(document, mentions, RARE, context()).severity.details == ()


def test_a_detail_far_off_in_a_long_text_is_not_beside_her() -> None:
    near = "{N} skrev. " + "Ord " * 500 + "Ring 070-174 06 05."
    assert judge(near).severity.details == ()


@pytest.mark.parametrize("setting", list(Setting))
def test_a_known_detail_has_the_setting_that_she_gave_it(setting: Setting) -> None:
    person = watching(DetailKind.PHONE, setting)
    document, mentions = page(WORK + "Nummer 070-174 06 05", "Amina Testsson")
    known = detail(document, person, "070-174 06 05")
    [found] = assess(document, [*mentions, known], person, context()).severity.details
    assert (found.match, found.setting) == (DetailMatch.KNOWN, setting)


def test_a_known_private_number_in_calm_text_is_worse_than_one_that_may_be_hers() -> None:
    person = watching(DetailKind.PHONE, Setting.PRIVATE)
    document, mentions = page(WORK + "Nummer 070-174 06 05", "Amina Testsson")
    known = detail(document, person, "070-174 06 05")
    hers = assess(document, [*mentions, known], person, context()).severity.level
    maybe = assess(document, mentions, person, context()).severity.level
    assert hers >= maybe
    assert POLICY.level(SeverityTier.T0, Exposed.PRIVATE) is Level.MEDIUM
    assert POLICY.level(SeverityTier.T0, Exposed.POSSIBLE) is Level.LOW


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Vi ska döda {N}.", Level.MEDIUM),
        ("Sök upp {N}. Bor på Provgatan 5.", Level.LOW),
        ("{N} har fel.", Level.INFO),
    ],
)
def test_while_it_is_unsure_who_is_meant_the_level_is_capped(text: str, level: Level) -> None:
    assessment = judge(text)
    assert POLICY.possible < assessment.identity.probability < POLICY.alert
    assert assessment.severity.level is level


def test_a_cap_says_so() -> None:
    assert any("Capped" in one.message for one in judge("Vi ska döda {N}.").severity.because)
    assert not any("Capped" in one.message for one in severity("Vi ska döda henne.").because)


@pytest.mark.parametrize(
    "text",
    [
        "Mannen sa att de ska döda henne.",
        "Hennes barn går på skolan vid ån.",
        "Hon är en barntjuv, ropade någon.",
    ],
)
def test_news_without_private_details_is_never_worse_than_criticism(text: str) -> None:
    found = severity(text, SourceClass.NEWS)
    assert (found.tier, found.level) == (SeverityTier.T1, Level.INFO)


def test_news_that_shows_her_home_is_not_spared() -> None:
    found = severity("Sök upp henne. Hon bor på Provgatan 5.", SourceClass.NEWS)
    assert (found.tier, found.level) == (SeverityTier.T3, Level.ACUTE)


def test_words_that_the_page_marks_as_quoted_are_for_an_officer() -> None:
    text = WORK + "Så skrev någon:\nVi ska döda henne."
    document, mentions = page(text, "Amina Testsson", quote="Vi ska döda henne.")
    found = assess(document, mentions, RARE, context()).severity
    assert found.tier is SeverityTier.T4
    assert Level.LOW <= found.level <= Level.MEDIUM


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("Akta dig. Vi hörs på 070-174 06 05.", SeverityTier.T4),
        ("Akta dig. Sök upp henne allihop.", SeverityTier.T4),
        ("Akta dig. Hämnd.", SeverityTier.T4),
        ("Dela vidare.", SeverityTier.T1),
        ("Dela vidare: 070-174 06 05.", SeverityTier.T3),
        ("Ring henne om du har frågor, 031-390 06 00.", SeverityTier.T0),
        ("Ring henne, växel 031-390 06 00.", SeverityTier.T0),
        ("Ring henne! 070-174 06 05", SeverityTier.T3),
    ],
)
def test_weak_words_need_something_beside_them(text: str, tier: SeverityTier) -> None:
    assert severity(text).tier is tier


def test_a_threat_in_another_post_is_not_against_her() -> None:
    document, mentions = page("{N} skrev.\nVi ska döda dem.", "Amina Testsson", posts=True)
    assert assess(document, mentions, RARE, context()).severity.tier is SeverityTier.T0


def test_a_threat_far_off_in_a_long_text_is_not_against_her() -> None:
    text = "{N} skrev. " + "Nämnden gick igenom budgeten. " * 99 + "Vi ska döda honom."
    assert judge(text).severity.tier <= SeverityTier.T1


def test_the_score_orders_and_never_decides() -> None:
    calm = judge(WORK, RARE, context(SourceClass.FORUM, 0)).severity
    listed = judge(WORK, RARE, replace(context(SourceClass.CAMPAIGN, 5), copies=12)).severity
    assert (calm.score, listed.score) == (0.0, 4.5)
    assert calm.level is listed.level is Level.INFO


@pytest.mark.parametrize(
    ("posted_at", "score"),
    [(NOW - FRESH, 1.0), (NOW - FRESH - timedelta(seconds=1), 0.0), (None, 0.0)],
)
def test_a_fresh_post_comes_first(posted_at: datetime | None, score: float) -> None:
    document, mentions = page(WORK, "Amina Testsson")
    post = Post(key="1", start=0, end=len(document.text), posted_at=posted_at)
    found = assess(replace(document, posts=(post,)), mentions, RARE, context()).severity
    assert found.score == score


def test_the_same_words_about_a_common_and_a_rare_name_have_one_level() -> None:
    text = "Socialsekreterare {N} på socialtjänsten i Provstad. Vi ska döda henne."
    levels = {judge(text, person).severity.level for person in (RARE, COMMON)}
    assert levels == {Level.ACUTE}


def test_reasons_hold_no_words_of_the_page_but_masked_ones() -> None:
    found = severity("Hon är en barntjuv. Privat 070-174 06 05. Vi ska döda henne.")
    shown = repr(found)
    assert not any(word in shown for word in ("barntjuv", "döda", "070-174", "Testsson"))
    assert {one.message for one in found.because} >= {"An explicit threat against her."}
