from datetime import timedelta

import pytest

from scanner.findings.clusters import Join, absorb, grow, join, post_key, start
from scanner.findings.sketch import sketch
from scanner.model.document import Post
from scanner.model.finding import Cluster
from scanner.model.ids import Address, ClusterId
from tests.findings.cast import DAY_1, MIRROR, THREAD
from tests.findings.test_sketch import POST, words

FIRST = (THREAD, "p5")
SECOND = (THREAD, "p6")
ELSEWHERE = (MIRROR, "")

OLD, YOUNG = ClusterId("0" * 32), ClusterId("1" * 32)
SHORT = "Amina Provhult är en skam för kommunen"
"""Seven words, four shingles: a phrase that many a post holds."""


def cluster(
    text: str,
    cluster_id: ClusterId = OLD,
    anchor: tuple[Address, str] = FIRST,
    *,
    age: int = 0,
) -> Cluster:
    return start(cluster_id, anchor, sketch(text), DAY_1 + timedelta(days=age))


EDITED = POST.replace("tre barn", "fyra barn")
LENGTHENED = f"{POST} Dela vidare."
REWRITTEN = "Det här inlägget har tagits bort av den som skrev det en gång i tiden, tyvärr så."
SHORTENED = POST[: len(POST) * 6 // 10]

WHERE_IT_BELONGS = {
    "nothing known": (ELSEWHERE, POST, [], None),
    "the same post again": (FIRST, POST, [cluster(POST)], OLD),
    "edited": (FIRST, EDITED, [cluster(POST)], OLD),
    "rewritten": (FIRST, REWRITTEN, [cluster(POST)], OLD),
    "another post": (SECOND, REWRITTEN, [cluster(POST)], None),
    "a copy": (ELSEWHERE, POST, [cluster(POST)], OLD),
    "a copy with small changes": (ELSEWHERE, EDITED, [cluster(POST)], OLD),
    "a mirror with its surroundings": (
        ELSEWHERE,
        f"{words(200)}\n{POST}",
        [cluster(POST)],
        OLD,
    ),
    "a shorter copy": (ELSEWHERE, SHORTENED, [cluster(POST)], OLD),
    "half of it, and more": (ELSEWHERE, f"{SHORTENED}\n{words(40)}", [cluster(POST)], None),
    "a phrase in a long post": (SECOND, f"{SHORT}\n{words(60)}", [cluster(SHORT)], None),
    "a long post's phrase": (SECOND, SHORT, [cluster(f"{SHORT}\n{words(60)}")], None),
    "a short text, the same": (ELSEWHERE, SHORT.upper(), [cluster(SHORT)], OLD),
    "a short text, one word changed": (
        ELSEWHERE,
        SHORT.replace("skam", "skandal"),
        [cluster(SHORT)],
        None,
    ),
    "no words, as another": (ELSEWHERE, "…", [cluster("!")], None),
    "the most alike": (
        ELSEWHERE,
        POST,
        [cluster(f"{POST}\n{words(100)}", OLD), cluster(POST, YOUNG, SECOND, age=1)],
        YOUNG,
    ),
    "alike in the same measure: the older": (
        ELSEWHERE,
        f"{POST}\n{words(100)}",
        [cluster(POST, YOUNG, SECOND, age=1), cluster(f"{words(100)}", OLD)],
        OLD,
    ),
}


@pytest.mark.parametrize(
    ("anchor", "text", "known", "belongs"), WHERE_IT_BELONGS.values(), ids=WHERE_IT_BELONGS
)
def test_where_a_post_belongs(
    anchor: tuple[Address, str], text: str, known: list[Cluster], belongs: ClusterId | None
) -> None:
    assert join(anchor, sketch(text), known) == Join(cluster_id=belongs)


def test_twins_are_absorbed_into_the_oldest() -> None:
    known = [cluster(LENGTHENED, YOUNG, SECOND, age=1), cluster(POST, OLD)]
    assert join(ELSEWHERE, sketch(POST), known) == Join(cluster_id=OLD, absorbed=(YOUNG,))
    assert join(SECOND, sketch(LENGTHENED), known) == Join(cluster_id=OLD, absorbed=(YOUNG,))


def test_a_post_edited_into_a_copy_joins_what_it_copies() -> None:
    known = [cluster(POST, OLD), cluster(REWRITTEN, YOUNG, SECOND, age=1)]
    assert join(SECOND, sketch(POST), known) == Join(cluster_id=OLD, absorbed=(YOUNG,))


def test_a_mirror_of_two_posts_makes_them_no_one() -> None:
    known = [cluster(POST, OLD), cluster(words(40), YOUNG, SECOND, age=1)]
    joined = join(ELSEWHERE, sketch(f"{POST}\n{words(40)}"), known)
    assert joined.absorbed == ()


def test_the_order_in_which_clusters_are_known_means_nothing() -> None:
    known = [cluster(EDITED, YOUNG, SECOND, age=1), cluster(POST, OLD), cluster(words(9), age=2)]
    assert join(ELSEWHERE, sketch(POST), known) == join(ELSEWHERE, sketch(POST), known[::-1])


def test_a_cluster_follows_its_original_and_remembers_its_copies() -> None:
    mirrored = grow(cluster(POST), ELSEWHERE, sketch(f"{words(200)}\n{POST}"))
    assert mirrored.sketch == sketch(POST)
    assert mirrored.anchors == (FIRST, ELSEWHERE)
    edited = grow(mirrored, FIRST, sketch(REWRITTEN))
    assert edited.sketch == sketch(REWRITTEN)
    assert edited.anchors == (FIRST, ELSEWHERE)
    assert edited.cluster_id == OLD


def test_the_survivor_takes_the_places_of_both() -> None:
    both = absorb(cluster(POST), cluster(EDITED, YOUNG, ELSEWHERE, age=-1))
    assert both.cluster_id == OLD
    assert both.anchors == (FIRST, ELSEWHERE)
    assert both.first_seen == DAY_1 - timedelta(days=1)


def test_posts_without_a_key_of_their_own_are_told_apart_by_their_words() -> None:
    nameless = Post(key="", start=0, end=10)
    assert post_key(Post(key="p5", start=0, end=10), POST) == "p5"
    assert post_key(None, POST) == ""
    assert post_key(nameless, POST) == post_key(nameless, POST.upper())
    assert len({post_key(nameless, POST), post_key(nameless, REWRITTEN), ""}) == 3
