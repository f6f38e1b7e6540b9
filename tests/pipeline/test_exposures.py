"""Who stands on a page, told post by post."""

import pickle
from collections.abc import Iterator
from dataclasses import replace

import pytest

from scanner.extract.page import read
from scanner.extract.posts import cut
from scanner.model.assessment import DetailMatch, Level, SeverityTier
from scanner.model.document import Document
from scanner.model.exposure import View
from scanner.model.finding import Finding
from scanner.model.ids import Address
from scanner.model.person import DetailKind, Setting, WatchedDetail, WatchedPerson
from scanner.pipeline import exposures
from scanner.pipeline.exposures import LONGEST_LOT, TOGETHER
from scanner.pipeline.gravest import BLOCK, STRETCH, gravest_lots_first, stretches
from scanner.pipeline.sight import AT_ONCE, WHOLE, Brief, Part, Sight, people_of
from scanner.places.stems import Stems
from scanner.vault.keyed_hash import keyed_hash
from tests.conftest import MORNING
from tests.pipeline.stage import source, words
from tests.pipeline.test_reading import page

KEY = b"k" * 32
SECONDS = 60.0
PHONE = WatchedDetail(
    kind=DetailKind.PHONE,
    setting=Setting.PRIVATE,
    digest=keyed_hash(KEY, DetailKind.PHONE, "+46701740605"),
)
HANDLE = WatchedDetail(
    kind=DetailKind.HANDLE,
    setting=Setting.PRIVATE,
    digest=keyed_hash(KEY, DetailKind.HANDLE, "@katt_91x"),
)
AMINA = WatchedPerson("a" * 32, "Amina", "Provhult", details=(PHONE, HANDLE))
ANNA = WatchedPerson("b" * 32, "Anna", "Provdal")

TWO_POSTS = (
    "<div class=post id=p1><p>Amina Provhult och Anna Provdal</div>"
    "<div class=post id=p2><p>Amina Provhult igen</div>"
)


@pytest.fixture(autouse=True)
def _briefed() -> Iterator[None]:
    brief = Brief(
        people=(AMINA, ANNA),
        detail_keys=dict.fromkeys(DetailKind, KEY),
        seed=1,
        organisation=words().organisation,
        lexicons=words().lexicons,
    )
    exposures.learn(pickle.dumps(brief))
    yield
    exposures.learn(pickle.dumps(replace(brief, people=())))


def document_of(body: str) -> Document:
    document = read(page(body))
    assert document is not None
    return document


def judged(
    body: str,
    finer: Document | None,
    *known: Finding,
    seconds: float = SECONDS,
    part: Part = WHOLE,
) -> View:
    document = document_of(body)
    return exposures.judge(
        Sight(
            document=document,
            cut=finer,
            mentions=exposures.find(document, SECONDS)[0],
            address=Address("http://forum.example/t"),
            source=source("http://forum.example/t"),
            now=MORNING,
            known=known,
            part=part,
        ),
        seconds,
    )


def test_people_are_told_post_by_post() -> None:
    view = judged(TWO_POSTS, cut(page(TWO_POSTS)))
    assert view.is_cut
    found = view.exposures
    assert sorted((one.key, one.person_id[0]) for one in found) == [
        ("p1", "a"), ("p1", "b"), ("p2", "a")
    ]  # fmt: skip
    for one in found:
        text = one.excerpt.text.reveal()
        assert {text[start:end] for start, end in one.excerpt.spans} == {
            "Amina Provhult" if one.person_id == AMINA.person_id else "Anna Provdal"
        }
    first, second, other = sorted(found, key=lambda one: (one.key, one.person_id))
    assert first.sketch == second.sketch != other.sketch


def test_what_stands_outside_the_posts_is_the_pages() -> None:
    body = "<title>Amina Provhult</title><div class=post id=p1>Hej</div><div class=post id=p2>Hå"
    view = judged(body, cut(page(body)))
    assert [one.key for one in view.exposures] == [""]
    assert view.is_cut


def test_a_page_that_was_not_cut_is_one_post() -> None:
    view = judged(TWO_POSTS, None)
    assert not view.is_cut
    assert sorted((one.key, one.person_id[0]) for one in view.exposures) == [("", "a"), ("", "b")]


def test_a_name_repeated_in_one_post_hides_none_in_another() -> None:
    body = (
        f"<div class=post id=p1><p>{'Amina Provhult. ' * 150}</div>"
        "<div class=post id=p2><p>Amina Provhult ska dö</div>"
    )
    found = judged(body, cut(page(body))).exposures
    assert [one.key for one in found] == ["p1", "p2"]
    (start, end) = found[1].excerpt.spans[0]
    assert found[1].excerpt.text.reveal()[start:end] == "Amina Provhult"


def test_what_she_tells_under_her_own_user_name_is_for_an_officer() -> None:
    posts = "".join(
        f"<div class=post id={key}><span class=author>{author}</span>"
        "<p>I natt fick jag höra att någon väntar med kniv på Amina Provhult</div>"
        for key, author in (("p1", "katt_91x"), ("p2", "orm_17"))
    )
    levels = {
        one.key: one.assessment.severity.level for one in judged(posts, cut(page(posts))).exposures
    }
    assert levels == {"p1": Level.LOW, "p2": Level.LOW}


@pytest.mark.parametrize("is_cut", [True, False])
def test_a_name_repeated_above_hides_no_threat_below(is_cut: bool) -> None:
    above = "".join(f"Socialsekreterare Amina Provhult, {number}. " for number in range(500))
    body = f"<p>{above}<p>Amina Provhult ska dö, jag ska döda henne"
    (one,) = judged(body, cut(page(body)) if is_cut else None).exposures
    assert one.assessment.severity.tier is SeverityTier.T4
    assert one.assessment.severity.level >= Level.MEDIUM
    assert any("dö" in because.words.reveal() for because in one.assessment.severity.because)


@pytest.mark.parametrize(
    ("insult", "threat"),
    [
        ("Amina Provhult är en råtta.", "Amina Provhult ska dö, vi ska döda henne."),
        ("Akta dig Amina Provhult, hämnd.", "Jag ska döda dig i natt, Amina Provhult."),
        ("Amina Provhult is a rat.", "We will kill Amina Provhult tonight."),
        ("Amina Provhult حقيرة.", "سنقتل Amina Provhult الليلة."),
    ],
)
def test_a_graver_threat_further_down_is_what_the_case_shows(insult: str, threat: str) -> None:
    calm = "<p>Socialsekreterare Amina Provhult besvarar frågor."
    between = "<p>" + "Nämnden gick igenom budgeten för nästa år. " * 20
    before = f"{calm}{between}<p>{insult}{between}"
    (first,) = judged(before, None).exposures
    assert insult in first.excerpt.text.reveal()
    (second,) = judged(f"{before}<p>{threat}{between}", None).exposures
    text = second.excerpt.text.reveal()
    assert threat in text
    assert insult not in text
    assert {text[start:end] for start, end in second.excerpt.spans} == {"Amina Provhult"}


def test_words_that_do_nothing_to_her_leave_the_excerpt_at_her_surest_mention() -> None:
    between = "<p>" + "Nämnden gick igenom budgeten för nästa år. " * 20
    body = f"<p>Amina Provhult har fel.{between}<p>Fel beslut, säger vi till Amina Provhult."
    (one,) = judged(body, None).exposures
    assert "har fel" in one.excerpt.text.reveal()


def test_a_number_beside_the_name_is_hers_wherever_the_lots_are_parted() -> None:
    for above in range(AT_ONCE - 3, AT_ONCE + 1):
        lines = "".join(f"Amina Provhult {number}. " for number in range(above))
        body = f"<p>{lines}<p>Amina Provhult har numret 070-174 06 05"
        (one,) = judged(body, None).exposures
        (detail,) = one.assessment.severity.details
        assert detail.match is DetailMatch.KNOWN


def test_who_was_seen_by_the_first_parser_only_is_kept() -> None:
    view = judged(TWO_POSTS, cut(page("<div class=post id=p1>Amina Provhult</div>")))
    assert not view.is_cut
    assert {one.person_id for one in view.exposures} == {AMINA.person_id, ANNA.person_id}


def test_who_is_not_named_is_not_found() -> None:
    assert exposures.find(document_of("<p>Amina Testberg och Anna Testdal"), SECONDS) == ((), True)
    assert people_of(exposures.find(document_of(TWO_POSTS), SECONDS)[0]) == {
        AMINA.person_id, ANNA.person_id
    }  # fmt: skip


def test_only_the_people_of_the_last_brief_are_looked_for() -> None:
    reader = exposures._readers[0]
    exposures.learn(pickle.dumps(replace(reader.brief, people=(ANNA,))))
    assert people_of(exposures.find(document_of(TWO_POSTS), SECONDS)[0]) == {ANNA.person_id}


@pytest.mark.parametrize("post", ["Amina Provhult igen. " * 12_000, "Amina igen. "])
def test_no_search_is_so_long_that_time_runs_out_in_it(post: str) -> None:
    every = tuple(stretches(document_of(f"<p>{post}" * (TOGETHER + 1))))
    searches = list(exposures._searches(every))
    assert [one for some in searches for one in some] == list(every)
    for some in searches:
        assert len(some) <= TOGETHER
        assert sum(one.read[1] - one.read[0] for one in some) <= LONGEST_LOT


class Ticking:
    """A clock on which each look takes a second."""

    def __init__(self) -> None:
        self._now = 0.0

    def monotonic(self) -> float:
        self._now += 1.0
        return self._now


def test_when_time_runs_out_the_gravest_words_were_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crowd = "".join(f"Socialsekreterare Amina Provhult, {number}. " for number in range(6000))
    body = f"<p>{crowd}<p>Amina Provhult ska dö, jag ska döda henne<p>{crowd}"
    document = document_of(body)
    place = document.text.index("Amina Provhult ska dö")
    monkeypatch.setattr(exposures, "time", Ticking())
    assert place in {one.start for one in exposures.find(document, 3.0)[0]}
    (found,) = judged(body, None, seconds=3.0).exposures
    assert found.assessment.severity.tier is SeverityTier.T4
    assert found.assessment.severity.level >= Level.MEDIUM


def test_what_was_not_looked_through_whole_says_of_no_post_that_it_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finer = cut(page(TWO_POSTS))
    found = set()
    for seconds in range(20):
        monkeypatch.setattr(exposures, "time", Ticking())
        view = judged(TWO_POSTS, finer, seconds=seconds)
        assert view.is_cut == (len(view.exposures) == 3)
        found.add(len(view.exposures))
    assert {1, 2, 3} <= found


def test_a_name_is_found_once_wherever_a_long_text_is_parted() -> None:
    for above in range(STRETCH - 20, STRETCH + 3, 3):
        ((one,), _) = exposures.find(document_of(f"<p>{'x' * above} Amina Provhult hit"), SECONDS)
        assert (one.start, one.end - one.start) == (above + 1, len("Amina Provhult"))


def test_what_there_was_no_time_to_judge_is_counted_and_judged_when_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    posts = "".join(f"<div class=post id=p{one}><p>Amina Provhult {one}</div>" for one in range(5))
    finer, done, keys = cut(page(posts)), WHOLE.done, list[str]()
    for left in (4, 3, 2, 1, 0):
        view = judged(posts, finer, part=Part(done=done, is_one=True))
        assert (view.left, view.is_cut, len(view.judged)) == (left, not left, 1)
        done = done.union(view.judged)
        keys += [one.key for one in view.exposures]
    assert sorted(keys) == ["p0", "p1", "p2", "p3", "p4"]
    monkeypatch.setattr(exposures, "time", Ticking())
    hasty = judged(posts, finer, seconds=6.0)
    assert (hasty.left > 0) == (not hasty.is_cut) == (len(hasty.exposures) < 5)


def test_what_was_too_slow_alone_is_left_and_the_next_gravest_judged() -> None:
    posts = (
        "<div class=post id=p1><p>Amina Provhult på mötet</div>"
        f"<div class=post id=p2><p>{'Hej igen. ' * 200}</div>"
        "<div class=post id=p3><p>Amina Provhult ska dö, jag ska döda henne</div>"
    )
    finer = cut(page(posts))
    first = judged(posts, finer, part=Part(is_one=True))
    assert [one.key for one in first.exposures] == ["p3"]
    others = judged(posts, finer, part=Part(skipped=1))
    assert ([one.key for one in others.exposures], others.left) == (["p1"], 1)


def test_a_crowd_in_one_text_costs_no_search_of_it_for_each() -> None:
    """The gravest go first without looking through the page once for everybody named on it."""
    looked: list[int] = []

    class Words(Stems):
        def within(self, text: str) -> frozenset[str]:
            looked.append(1)
            return super().within(text)

    text = "Amina Provhult. " * 1000
    document = document_of(f"<p>{text}")
    mentions, _ = exposures.find(document, SECONDS)
    lots = [(one,) for one in mentions] * 20
    gravest_lots_first(lots, lambda lot: lot, document.text, Words({"dö"}))
    assert len(lots) > 500
    assert len(looked) <= len(document.text) / BLOCK + 1
