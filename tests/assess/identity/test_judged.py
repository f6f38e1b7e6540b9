"""What was said of one page, as evidence for the next: how much, and what it never hides."""

import hmac
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext
from scanner.assess.identity.identify import weights
from scanner.assess.identity.judged import BITS, MARKS, MOST_BITS, signs
from scanner.assess.policy import POLICY
from scanner.model.assessment import Assessment, Level, SeverityTier
from scanner.model.document import Document
from scanner.model.ids import Address
from scanner.model.judgement import Judgement, Sign, SignKind, Speaker
from scanner.model.person import DetailKind, Setting, WatchedPerson
from scanner.model.personal import Personal
from scanner.render.reasons import reason
from scanner.render.translations import translate
from tests.assess.stage import COMMON, NOW, RARE, detail, page, watching

THREAD = "https://forum.example/simning/t-1"
SWIMMER = "Simmaren {N} i Malmö vann finalen."


def keyed(kind: DetailKind, normal: str) -> bytes:
    return hmac.digest(b"key of these tests", f"{kind} {normal}".encode(), "sha256")


CONTEXT = AssessContext(now=NOW, keyed_hash=keyed)


def looked(
    text: str,
    *judgements: Judgement,
    at: str = THREAD,
    author: str = "",
    person: WatchedPerson = RARE,
) -> tuple[Assessment, tuple[Sign, ...]]:
    """What is thought of a post at an address, and its signs."""
    name = f"{person.given.reveal()} {person.surname.reveal()}"
    document, mentions = page(text, name, posts=True)
    posts = tuple(replace(one, author=author) for one in document.posts)
    document = replace(document, address=Address(at), posts=posts)
    found = assess(document, mentions, person, replace(CONTEXT, judgements=judgements))
    return found, signs_of(document, found)


def signs_of(document: Document, found: Assessment) -> tuple[Sign, ...]:
    return signs(document, document.posts[0], found.identity.evidence, CONTEXT)


def said(
    is_her: bool,
    text: str,
    *,
    at: str = THREAD,
    author: str = "",
    by: Speaker = Speaker.HERSELF,
) -> Judgement:
    """Somebody's word on such a post."""
    _, shared = looked(text, at=at, author=author)
    return Judgement(is_her=is_her, by=by, at=NOW - timedelta(days=9), signs=shared)


def with_signs(is_her: bool, *shared: Sign, by: Speaker = Speaker.HERSELF) -> Judgement:
    return Judgement(is_her=is_her, by=by, at=NOW, signs=shared)


def told(found: Assessment) -> dict[str, float]:
    return {e.feature: e.bits for e in found.identity.evidence if e.feature.startswith("said_")}


def moved(before: Assessment, after: Assessment) -> float:
    """Bits of the odds."""
    odds = [one.identity.probability / (1 - one.identity.probability) for one in (before, after)]
    return log2(odds[1] / odds[0])


ALONE = "I går träffade jag {N} på torget."
ELSEWHERE = "https://annan.example/artikel"


@pytest.mark.parametrize(
    ("then", "now", "feature"),
    [
        ({"text": ALONE}, {"text": "{N} igen!", "at": THREAD + "?page=3"}, "thread"),
        ({"text": ALONE}, {"text": "{N} igen!", "at": THREAD + "/page-2"}, "thread"),
        (
            {"text": ALONE},
            {"text": "{N} igen!", "at": "https://forum.example/simning/t-2"},
            "section",
        ),
        ({"text": ALONE}, {"text": "{N} igen!", "at": "https://www.forum.example/bad"}, "host"),
        (
            {"text": ALONE, "author": "Simfan 7", "at": "https://forum.example/a/1"},
            {"text": "{N} igen!", "author": "simfan 7", "at": "https://forum.example/b/2"},
            "author",
        ),
        ({"text": "{N} i Göteborg vann."}, {"text": "{N}, Gothenburg.", "at": ELSEWHERE}, "town"),
        ({"text": "{N} i Göteborg vann."}, {"text": "{N} في غوتنبرغ", "at": ELSEWHERE}, "town"),
        (
            {"text": "Tandläkaren {N} öppnar mottagning."},
            {"text": "{N}, tandläkare, svarar.", "at": ELSEWHERE},
            "occupation",
        ),
        (
            {"text": "{N} Lindgren kom."},
            {"text": "{N} Lindgren gick.", "at": ELSEWHERE},
            "other_name",
        ),
        (
            {"text": "{N}, född 1931."},
            {"text": "{N} (född 1931) berättar.", "at": ELSEWHERE},
            "year",
        ),
        (
            {"text": "{N} vann finalen."},
            {"text": "Tänk att {N} vann finalen!", "at": ELSEWHERE},
            "life",
        ),
    ],
)
@pytest.mark.parametrize("is_her", [True, False])
def test_what_two_pages_share_speaks_the_next_time(
    then: dict[str, str], now: dict[str, str], feature: str, is_her: bool
) -> None:
    before, _ = looked(**now)
    where = {name: value for name, value in now.items() if name != "text"}
    after, _ = looked(now["text"], said(is_her, **then), **where)
    which = f"said_{'her' if is_her else 'not_her'}_{feature}"
    assert which in told(after)
    assert (told(after)[which] > 0) is is_her
    assert (after.identity.probability > before.identity.probability) is is_her


def test_the_bits_that_are_told_are_those_that_count() -> None:
    before, _ = looked("{N} igen!")
    after, _ = looked("{N} igen!", said(False, ALONE))
    assert told(after) == {"said_not_her_thread": -BITS[SignKind.THREAD]}
    assert moved(before, after) == pytest.approx(weights().slope * -BITS[SignKind.THREAD], abs=0.01)


def test_pages_that_share_nothing_say_nothing_of_each_other() -> None:
    far = said(False, "Tandläkaren {N} i Malmö.", at="https://annan.example/x")
    assert looked(ALONE, far) == looked(ALONE)


def test_a_site_says_less_than_a_thread_or_the_namesakes_marks() -> None:
    text = "Simmaren {N} vann."
    site = said(False, ALONE, at="https://forum.example/annat")
    thread = said(False, ALONE)
    swimmer = said(False, text, at=ELSEWHERE)
    by_site, by_thread, by_marks = (
        sum(told(looked(text, one)[0]).values()) for one in (site, thread, swimmer)
    )
    assert max(by_marks, by_thread) < 4 * by_site < 0


def test_of_places_only_the_nearest_counts() -> None:
    after, _ = looked("{N} igen!", said(False, ALONE), said(False, ALONE, at=THREAD + "0"))
    assert set(told(after)) == {"said_not_her_thread"}


def test_each_further_mark_of_one_life_counts_half() -> None:
    after, _ = looked(SWIMMER, said(False, SWIMMER, at=ELSEWHERE))
    bits = sorted(told(after).values())
    assert len(bits) > 1
    assert -bits[0] in {BITS[kind] for kind in MARKS}
    assert abs(bits[1]) <= abs(bits[0]) / 2 + 0.01


def test_her_own_word_weighs_more_than_an_officers() -> None:
    hers, officers = (said(False, ALONE, by=by) for by in Speaker)
    own, theirs = (looked("{N} igen!", one)[0] for one in (hers, officers))
    assert told(own)["said_not_her_thread"] < told(theirs)["said_not_her_thread"] < 0
    both, _ = looked("{N} igen!", hers, officers)
    assert told(both) == told(own)


def test_what_stood_on_pages_of_both_tells_nobody_apart() -> None:
    """In a thread on both of them the thread says nothing; the namesake's town still does."""
    hers, namesakes = said(True, ALONE), said(False, "{N} i Malmö vann.")
    after, _ = looked("{N}, Malmö.", hers, namesakes)
    assert set(told(after)) == {"said_not_her_town"}
    assert looked(ALONE, hers, said(False, "{N} igen")) == looked(ALONE)


def test_a_word_form_is_the_same_mark() -> None:
    then = with_signs(False, Sign(kind=SignKind.OCCUPATION, value=Personal("tandlakare")))
    after, _ = looked("Tandläkaren {N} öppnar mottagning.", then)
    assert "said_not_her_occupation" in told(after)
    short = with_signs(False, Sign(kind=SignKind.OCCUPATION, value=Personal("tand")))
    assert told(looked("Tandläkaren {N} öppnar mottagning.", short)[0]) == {}


def test_an_author_is_kept_by_a_hash_that_needs_the_key() -> None:
    _, shared = looked(ALONE, author="Kalle Kritisk")
    plain = sha256(b"forum.example\nkalle kritisk").hexdigest()[:16]
    assert plain not in {one.value.reveal() for one in shared}


def test_an_author_that_was_kept_without_a_key_is_still_known_and_counts_once() -> None:
    kept = Personal(sha256(b"forum.example\nkalle kritisk").hexdigest()[:16])
    old = with_signs(False, Sign(kind=SignKind.AUTHOR, value=kept))
    far = "https://forum.example/b/2"
    new = said(False, ALONE, at=far, author="Kalle Kritisk")
    key = "said_not_her_author"
    by_old = told(looked(ALONE, old, author="Kalle Kritisk")[0])
    by_both = told(looked(ALONE, old, new, author="Kalle Kritisk")[0])
    assert by_old[key] == by_both[key] == -BITS[SignKind.AUTHOR]


@pytest.mark.parametrize("author", ["", "Anonym", "Gäst", "مجهول"])
def test_a_name_that_everybody_may_write_under_is_no_author(author: str) -> None:
    _, shared = looked(ALONE, author=author)
    assert SignKind.AUTHOR not in {one.kind for one in shared}


def test_who_wrote_is_kept_as_a_digest_and_as_no_name() -> None:
    _, shared = looked(ALONE, author="Kalle Kritisk")
    (author,) = (one for one in shared if one.kind is SignKind.AUTHOR)
    assert len(author.value.reveal()) == 16
    assert "kalle" not in " ".join(one.value.reveal() for one in shared).lower()
    _, other = looked(ALONE, author="Kalle Kritisk", at="https://annan.example/simning/t-1")
    assert author not in other


def test_a_sign_masks_itself() -> None:
    assert "malmo" not in repr(with_signs(False, Sign(kind=SignKind.TOWN, value=Personal("malmo"))))


# ---- what it never hides ------------------------------------------------------------------------

EVERYTHING = "Simmaren {N} i Malmö, född 1931, vann. {N} Lindgren gjorde mål."


def against_all() -> tuple[Judgement, ...]:
    return tuple(said(False, EVERYTHING, author="Simfan", by=by) for by in Speaker)


any_sign = st.builds(
    Sign,
    kind=st.sampled_from(SignKind),
    value=st.sampled_from(
        [one.value for one in looked(EVERYTHING, author="Simfan")[1]]
        + [Personal("malmo"), Personal("simmare"), Personal("1931")]
    ),
)
any_word = st.builds(
    Judgement,
    is_her=st.booleans(),
    by=st.sampled_from(Speaker),
    at=st.just(NOW),
    signs=st.lists(any_sign, max_size=8).map(tuple),
)


@given(st.lists(any_word, max_size=6), st.sampled_from([RARE, COMMON]))
def test_whatever_was_said_moves_no_more_than_the_bound(
    words: list[Judgement], person: WatchedPerson
) -> None:
    text = "Simmaren {N} i Malmö på socialtjänsten."
    before, _ = looked(text, author="Simfan", person=person)
    after, _ = looked(text, *words, author="Simfan", person=person)
    assert abs(moved(before, after)) <= weights().slope * MOST_BITS + 0.01
    assert 0 < after.identity.probability < 1


def test_many_pages_of_one_site_say_no_more_than_one() -> None:
    many = [said(False, ALONE, at=f"https://forum.example/simning/t-{n}") for n in range(2, 40)]
    assert told(looked(ALONE, *many)[0]) == told(looked(ALONE, many[0])[0])


@pytest.mark.parametrize(
    "text",
    [
        "Socialsekreterare {N} i Provstad skrev utredningen.",
        "Socialsekreteraren {N} på socialtjänsten i Provstad ska dö.",
    ],
)
def test_her_role_in_her_town_outweighs_every_word_against(text: str) -> None:
    after, _ = looked(text, *against_all(), author="Simfan")
    assert after.identity.probability >= POLICY.alert


def test_her_role_in_her_town_stays_possible_beside_a_mark_of_another_life() -> None:
    text = "Socialsekreterare {N} i Provstad vann finalen."
    after, _ = looked(text, *against_all(), said(False, "{N} vann finalen."), author="Simfan")
    assert "said_not_her_life" in told(after)
    assert after.identity.probability >= POLICY.possible


def test_her_own_number_outweighs_every_word_against() -> None:
    person = watching(DetailKind.PHONE, Setting.PRIVATE)
    text = "Simmaren {N} har numret 070-174 06 05."
    document, mentions = page(text, "Amina Testsson", posts=True)
    document = replace(document, address=Address(THREAD))
    mentions = (*mentions, detail(document, person, "070-174 06 05"))
    before = assess(document, mentions, person, CONTEXT)
    after = assess(document, mentions, person, replace(CONTEXT, judgements=against_all()))
    assert "said_not_her_occupation" in told(after) or "said_not_her_life" in told(after)
    assert before.identity.probability > after.identity.probability >= POLICY.alert
    assert after.severity == before.severity


@pytest.mark.parametrize(("proved", "feature"), [(True, "known_phone"), (False, "entered_phone")])
def test_only_a_number_that_she_showed_to_be_hers_holds_an_alert(
    proved: bool, feature: str
) -> None:
    """One that she only entered may be the namesake's: it stays possible, and an officer looks."""
    person = watching(DetailKind.PHONE, Setting.PRIVATE, proved=proved)
    text = "Simmaren {N} i Malmö, 070-174 06 05, vann finalen och firade i klubben."
    document, mentions = page(text, "Amina Testsson", posts=True)
    document = replace(document, address=Address(THREAD))
    mentions = (*mentions, detail(document, person, "070-174 06 05"))
    before = assess(document, mentions, person, CONTEXT)
    after = assess(document, mentions, person, replace(CONTEXT, judgements=against_all()))
    assert feature in {one.feature for one in before.identity.evidence}
    assert before.identity.probability >= POLICY.alert
    assert (after.identity.probability >= POLICY.alert) is proved
    assert after.identity.probability >= POLICY.possible


@pytest.mark.parametrize("text", ["Socialsekreterare {N} ska dö.", "Socialsekreterare {N}."])
def test_a_site_owner_lowers_no_alert_by_where_things_stand(text: str) -> None:
    """He gets a page about a namesake judged, and writes of her below it under the same name."""
    namesake = said(False, SWIMMER, author="Simfan")
    before, _ = looked(text, author="Simfan")
    assert before.identity.probability >= POLICY.alert
    after, _ = looked(text, namesake, author="Simfan")
    assert after.identity.probability >= POLICY.alert
    assert after.severity == before.severity


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("{N} ska dö, jag ska döda henne.", SeverityTier.T4),
        ("{N} är en jävla hora.", SeverityTier.T2),
    ],
)
def test_no_word_silences_a_threat_or_harassment(text: str, tier: SeverityTier) -> None:
    before, _ = looked(text, author="Simfan")
    assert POLICY.possible < before.identity.probability < POLICY.alert
    after, _ = looked(text, *against_all(), author="Simfan")
    assert after.severity.tier is tier
    assert after.identity.probability >= POLICY.possible
    assert after.severity.level is before.severity.level


def test_neutral_words_of_a_namesake_may_go() -> None:
    before, _ = looked(ALONE, author="Simfan")
    assert before.identity.probability >= POLICY.possible
    after, _ = looked(ALONE, *against_all(), author="Simfan")
    assert after.severity.level is Level.INFO
    assert after.identity.probability < POLICY.possible


def test_what_was_not_possible_stays_so() -> None:
    text = "Simmaren {N} i Malmö vann guld."
    assert looked(text)[0].identity.probability < POLICY.possible
    assert looked(text, *against_all())[0].identity.probability < POLICY.possible


# ---- the reasons --------------------------------------------------------------------------------


@pytest.mark.parametrize("is_her", [True, False])
def test_a_reason_says_it_in_both_languages_and_quotes_this_page_alone(is_her: bool) -> None:
    then = said(is_her, "Simmaren {N}, född 1931, i Göteborg.", author="Simfan")
    text = "{N} in Gothenburg, född 1931."
    after, _ = looked(text, then, author="simfan")
    reasons = [one.because for one in after.identity.evidence if one.feature.startswith("said_")]
    assert len(reasons) > 1
    for because in reasons:
        assert translate(because.message, "sv") != because.message
        assert reason(because, "en") == because.message
        assert because.words.reveal() in text
        assert not because.values


def test_every_kind_of_sign_has_its_bits() -> None:
    assert BITS.keys() == set(SignKind)
    places = [BITS[kind] for kind in (SignKind.HOST, SignKind.SECTION)]
    assert max(places) < min(BITS[kind] for kind in MARKS)


def test_what_only_she_saw_counts_for_what_only_she_sees() -> None:
    word = replace(said(False, ALONE, author="orm_17"), is_private=True)
    before, _ = looked(ALONE, author="orm_17")
    after, _ = looked(ALONE, word, author="orm_17")
    assert after.severity.level is Level.INFO
    assert after.identity.probability < before.identity.probability


def test_nothing_that_staff_see_tells_of_what_only_she_saw() -> None:
    """A probability that its reasons do not add up to would."""
    word = replace(said(False, ALONE, author="orm_17"), is_private=True)
    threat = "Vi ska döda {N}."
    assert looked(threat, word, author="orm_17") == looked(threat, author="orm_17")
