import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.findings.sketch import (
    MOST_HASHES,
    common_size,
    containment,
    own_words,
    resemblance,
    sketch,
)
from scanner.model.document import Block, BlockKind, Document, Post
from scanner.model.ids import Address

POST = (
    "Amina Provhult på socialtjänsten i Provstad har tagit tre barn från sin familj. Hon bryr "
    "sig inte om vad föräldrarna säger. Alla ska veta vem hon är och var hon arbetar någonstans."
)
TEXTS = st.text(alphabet="abcdeå \n.", max_size=400)


def words(count: int, seed: int = 1) -> str:
    chance = random.Random(seed)
    return " ".join(f"ord{chance.randrange(1_000_000)}" for _ in range(count))


def test_a_sketch_is_the_same_in_every_process() -> None:
    # Python's own hash is not: a cluster kept yesterday would be unknown today.
    assert sketch("Amina Provhult är känd").hashes == {5065089502008205249}


@pytest.mark.parametrize(
    "copy",
    [
        POST.upper(),
        POST.replace(". ", ".\n\n"),
        POST.replace(".", " !!"),
        POST.replace("socialtjänsten", "social\u00adtjänsten"),
        POST.replace("ö", "o\u0308").replace("ä", "a\u0308"),
    ],
    ids=["capitals", "paragraphs", "punctuation", "soft hyphen", "decomposed"],
)
def test_a_copy_in_another_dress_is_contained(copy: str) -> None:
    assert containment(sketch(copy), sketch(POST)) == 1.0


def test_a_mirror_with_other_text_around_it_contains_the_post() -> None:
    mirror = f"{words(300)}\n{POST}\n{words(300, seed=2)}"
    assert containment(sketch(POST), sketch(mirror)) == 1.0
    assert resemblance(sketch(POST), sketch(mirror)) < 0.1


def test_menus_leave_no_trace() -> None:
    menu = "\n".join(["Hem", "Forum", "Nya inlägg", "Logga in", "Om den här sidan"] * 5)
    assert resemblance(sketch(f"{menu}\n{POST}"), sketch(POST)) > 0.95


def test_other_texts_share_nothing() -> None:
    assert containment(sketch(words(200)), sketch(words(200, seed=2))) == 0.0


def test_a_text_too_short_for_a_shingle_is_like_itself_only() -> None:
    assert resemblance(sketch("Amina Provhult"), sketch("AMINA\nprovhult!")) == 1.0
    assert resemblance(sketch("Amina Provhult"), sketch("Amina Provhult ljuger")) == 0.0


@pytest.mark.parametrize("nothing", ["", " \n", "…!?", "\u200b"])
def test_a_text_without_words_is_like_nothing(nothing: str) -> None:
    assert sketch(nothing).hashes == frozenset()
    assert resemblance(sketch(nothing), sketch(nothing)) == 0.0
    assert containment(sketch(nothing), sketch(POST)) == 0.0


def test_a_long_text_is_sampled_and_still_known_by_its_parts() -> None:
    whole = words(20_000)
    part = " ".join(whole.split()[5_000:9_000])
    assert len(sketch(whole).hashes) <= MOST_HASHES
    assert sketch(whole).scale > 1 == sketch(part).scale
    assert containment(sketch(part), sketch(whole)) == 1.0
    assert 0.17 < resemblance(sketch(part), sketch(whole)) < 0.23
    assert common_size(sketch(part), sketch(whole)) == pytest.approx(4_000 / 8, rel=0.2)


@given(TEXTS, TEXTS)
def test_shares_are_shares(one: str, other: str) -> None:
    first, second = sketch(one), sketch(other)
    assert resemblance(first, second) == resemblance(second, first)
    assert 0 <= resemblance(first, second) <= containment(first, second) <= 1


@given(TEXTS, TEXTS)
def test_a_text_is_contained_in_what_repeats_it(one: str, other: str) -> None:
    # In its own lines; a text too short for a shingle is one only while it stands alone.
    if any(len(line.split()) >= 4 for line in one.replace(".", " ").splitlines()):
        assert containment(sketch(one), sketch(f"{one}\n{other}")) == 1.0


def test_a_hostile_text_takes_linear_time() -> None:
    started = time.process_time()
    sketch("a " * 500_000)
    sketch("å\u0301" * 250_000)
    sketch(words(50_000))
    assert time.process_time() - started < 5


# ---- own words --------------------------------------------------------------------------------


def document(*blocks: tuple[BlockKind, str]) -> Document:
    text, made = "", []
    for kind, part in blocks:
        made.append(Block(kind=kind, start=len(text), end=len(text) + len(part)))
        text += part + "\n"
    return Document(
        address=Address("https://forum.example/t/17"),
        title="",
        language="sv",
        text=text,
        blocks=tuple(made),
    )


PAGE = document(
    (BlockKind.TITLE, "Tråden"),
    (BlockKind.BODY, "Första inlägget"),
    (BlockKind.QUOTE, "Första inlägget"),
    (BlockKind.BODY, "Svaret på det"),
    (BlockKind.META, "beskrivning"),
)


def test_a_page_says_what_is_read_on_it() -> None:
    assert own_words(PAGE, None).split() == ["Första", "inlägget", "Svaret", "på", "det"]


def test_an_answer_does_not_say_what_it_quotes() -> None:
    start = PAGE.blocks[2].start
    post = Post(key="p2", start=start, end=PAGE.blocks[3].end)
    assert own_words(PAGE, post) == "Svaret på det"


def test_a_post_that_ends_within_a_block_says_its_part_only() -> None:
    assert own_words(PAGE, Post(key="p1", start=0, end=PAGE.blocks[1].start + 6)) == "Första"


def test_who_only_quotes_says_the_quote() -> None:
    quote = PAGE.blocks[2]
    assert own_words(PAGE, Post(key="p3", start=quote.start, end=quote.end)) == "Första inlägget"


def test_a_page_without_blocks_says_its_text() -> None:
    plain = Document(
        address=Address("https://forum.example/a.txt"),
        title="",
        language="",
        text="Rena rama texten",
        blocks=(),
    )
    assert own_words(plain, None) == "Rena rama texten"
