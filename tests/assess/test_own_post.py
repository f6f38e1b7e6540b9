"""Her own post: what she tells alerts nobody, and goes unseen nowhere."""

from dataclasses import replace

import pytest

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext
from scanner.assess.own_post import MESSAGE
from scanner.model.assessment import Assessment, Level, SeverityTier
from scanner.model.document import Document
from scanner.model.person import DetailKind, Setting, WatchedDetail, WatchedPerson
from tests.assess.stage import NOW, RARE, page

NAME = "Amina Testsson"
THREAT = "I natt fick jag höra att någon väntar med kniv på {N}"
CONTEXT = AssessContext(now=NOW, keyed_hash=lambda kind, normal: f"{kind} {normal}".encode())


def called(*handles: str, kind: DetailKind = DetailKind.HANDLE) -> WatchedPerson:
    details = tuple(
        WatchedDetail(kind=kind, setting=Setting.PRIVATE, digest=f"{kind} {handle}".encode())
        for handle in handles
    )
    return WatchedPerson(
        RARE.person_id, RARE.given, RARE.surname, context=RARE.context, details=details
    )


def posted(
    text: str,
    author: str,
    person: WatchedPerson,
    context: AssessContext = CONTEXT,
) -> Assessment:
    """The assessment of a post in which a site says that `author` wrote it."""
    document, mentions = page(text, NAME, posts=True)
    document = replace(document, posts=(replace(document.posts[0], author=author),))
    return assess(document, mentions, person, context)


@pytest.mark.parametrize("author", ["katt_91x", "@katt_91x", " KATT_91X "])
def test_what_she_tells_of_alerts_nobody_but_an_officer_looks(author: str) -> None:
    """Who has taken her user name elsewhere writes what a person of that name would."""
    found = posted(THREAT, author, called("@katt_91x")).severity
    assert (found.tier, found.level, found.in_doubt) == (SeverityTier.T4, Level.LOW, True)
    assert MESSAGE in [because.message for because in found.because]


def test_what_is_sure_under_another_name_is_in_doubt_under_hers() -> None:
    text = (
        "Socialsekreterare {N} på socialtjänsten i Provstad är en vidrig hora, ett svin, en råtta "
        "och en jävla parasit som alla hatar"
    )
    hers, other = (posted(text, by, called("@katt_91x")).severity for by in ("katt_91x", "orm_17"))
    assert (hers.tier, other.tier) == (SeverityTier.T2, SeverityTier.T2)
    assert (hers.in_doubt, other.in_doubt) == (True, False)
    number = f"{text}, ring 070-174 06 05 privat"
    hers, other = (
        posted(number, by, called("@katt_91x")).severity for by in ("katt_91x", "orm_17")
    )
    assert Level.LOW <= hers.level < other.level


def test_her_own_criticism_stays_what_it_is() -> None:
    text = "Jag, {N}, tycker att nämndens beslut var fel och borde upphävas."
    before = posted(text, "", called("@katt_91x")).severity
    assert before.tier is SeverityTier.T1
    assert posted(text, "katt_91x", called("@katt_91x")).severity == before


def test_that_it_is_her_stands_as_before() -> None:
    hers, other = (posted(THREAT, by, called("@katt_91x")) for by in ("katt_91x", "orm_17"))
    assert hers.identity == other.identity


@pytest.mark.parametrize(
    ("author", "handle"),
    [
        ("orm_17", "@katt_91x"),
        ("Amina Testsson", "@katt_91x"),
        ("Amina Testsson", "@amina testsson"),
        ("katt_91x (orm_17)", "@katt_91x"),
        ("orm_17 @katt_91x", "@katt_91x"),
        ("k\u0430tt_91x", "@katt_91x"),
        ("katt\u200b_91x", "@katt_91x"),
        ("ｋａｔｔ_91x", "@katt_91x"),
        ("katt_91x?orm", "@katt_91x"),
        ("amina_testsson", "@amina_testsson"),
        ("amina.testsson1", "@amina.testsson1"),
        ("aminatestsson", "@aminatestsson"),
        ("solsken", "@solsken"),
        ("ab_1", "@ab_1"),
    ],
)
def test_whoever_poses_as_her_silences_nothing(author: str, handle: str) -> None:
    found = posted(THREAT, author, called(handle)).severity
    assert found == posted(THREAT, "", called(handle)).severity
    assert found.tier is SeverityTier.T4
    assert MESSAGE not in [because.message for because in found.because]


def test_her_user_name_in_the_text_silences_nothing() -> None:
    for text in ("@katt_91x: Vi ska döda {N} i natt", "Vi ska döda {N} i natt /katt_91x"):
        assert posted(text, "orm_17", called("@katt_91x")).severity.tier is SeverityTier.T4


def test_another_detail_of_hers_with_the_same_letters_is_no_user_name() -> None:
    hers = called("@katt_91x", kind=DetailKind.EMAIL)
    assert posted(THREAT, "katt_91x", hers).severity.tier is SeverityTier.T4


def test_other_peoples_posts_on_the_page_speak_for_themselves() -> None:
    document, mentions = page(f"{THREAT}\n{THREAT}", NAME, posts=True)
    first, second = document.posts
    told: Document = replace(document, posts=(replace(first, author="katt_91x"), second))
    found = [assess(told, (one,), called("@katt_91x"), CONTEXT).severity for one in mentions]
    reasons = [[because.message for because in one.because] for one in found]
    assert [MESSAGE in one for one in reasons] == [True, False]


def test_a_detail_beside_her_name_alerts_whoever_wrote_it() -> None:
    text = (
        "Socialsekreterare {N} bor på Lönngatan 7, 123 45 Provstad, hennes privata mobil är "
        "070-174 06 05"
    )
    hers, other = (posted(text, by, called("@katt_91x")).severity for by in ("katt_91x", ""))
    assert hers.details == other.details != ()
    assert hers.level >= Level.MEDIUM


def test_a_plain_threat_is_one_whatever_name_stands_above_it() -> None:
    found = posted("Vi ska döda {N} i natt", "katt_91x", called("@katt_91x")).severity
    assert found.tier is SeverityTier.T4


def test_without_a_key_or_a_cut_page_no_post_is_hers() -> None:
    person = called("@katt_91x")
    unkeyed = posted(THREAT, "katt_91x", person, AssessContext(now=NOW))
    assert unkeyed.severity.tier is SeverityTier.T4
    document, mentions = page(THREAT, NAME)
    assert assess(document, mentions, person, CONTEXT).severity.tier is SeverityTier.T4
