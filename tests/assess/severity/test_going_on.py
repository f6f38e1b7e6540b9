"""A threat in two posts of one writer: her name in one, the words in the other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scanner.assess.assess import assess
from scanner.assess.context import AssessContext
from scanner.assess.severity.going_on import IN_A_ROW
from scanner.assess.severity.severity import GOES_ON
from scanner.model.assessment import Level, Severity, SeverityTier
from scanner.model.document import Post
from scanner.model.mention import Mention
from tests.assess.stage import NOW, RARE, page

NAME = "Amina Testsson"
SPLIT = [
    ("Socialsekreterare {N} jobbar i Provstad.", "Jag ska döda henne i natt."),
    ("Jag ska döda henne i natt.", "Det var socialsekreterare {N} i Provstad."),
    ("{N}, socialsekreterare i Provstad.", "Hon borde skjutas."),
    ("Social worker {N} works in Provstad.", "We will kill her tonight."),
    ("Somebody should shoot her.", "Social worker {N} in Provstad, that is her name."),
    ("{N} موظفة في السوسيال Provstad.", "سنقتلها الليلة."),
    ("سنحرق بيتها.", "{N} موظفة في السوسيال Provstad."),
]
CALM = [
    ("Socialsekreterare {N} jobbar i Provstad.", "Vi skjuter upp mötet till fredag."),
    ("Socialsekreterare {N} jobbar i Provstad.", "Hon har fel i sak."),
    ("Social worker {N} works in Provstad.", "The meeting is put off till Friday."),
    ("{N} موظفة في السوسيال Provstad.", "الاجتماع يوم الجمعة."),
    ("Tack {N} för allt du gjorde!", "I morgon ska jag skjuta upp en raket med barnen."),
]


def lines(*texts: str, authors: str = "kkkkkk", apart: timedelta | None = None) -> list[Severity]:
    """The severity of each post that names her; one letter of `authors` writes each line."""
    document, mentions = page("\n".join(texts), NAME, posts=True)
    posts = tuple(
        replace(
            post,
            author=author.strip(),
            posted_at=None if apart is None else NOW - apart * (len(texts) - number),
        )
        for number, (post, author) in enumerate(zip(document.posts, authors, strict=False))
    )
    document = replace(document, posts=posts)

    def judged(hers: Mention) -> Severity:
        return assess(document, (hers,), RARE, AssessContext(now=NOW)).severity

    return [judged(one) for one in mentions]


def goes_on(severity: Severity) -> bool:
    return any(one.message == GOES_ON for one in severity.because)


@pytest.mark.parametrize(("first", "second"), SPLIT)
def test_a_threat_that_goes_on_in_the_next_post_comes_before_an_officer(
    first: str, second: str
) -> None:
    [found] = lines(first, second)
    assert (found.tier, found.level, found.in_doubt) == (SeverityTier.T4, Level.LOW, True)
    assert goes_on(found)


@pytest.mark.parametrize(("first", "second"), SPLIT)
@pytest.mark.parametrize("authors", ["kx", "  "])
def test_what_another_writes_or_nobody_knows_who_does_not_go_on(
    first: str, second: str, authors: str
) -> None:
    [found] = lines(first, second, authors=authors)
    assert found.level is Level.INFO
    assert not goes_on(found)


@pytest.mark.parametrize(("first", "second"), CALM)
def test_calm_words_that_go_on_stay_calm(first: str, second: str) -> None:
    [found] = lines(first, second)
    assert found.level is Level.INFO
    assert not goes_on(found)


def test_the_words_of_the_other_post_are_shown() -> None:
    [found] = lines(*SPLIT[0])
    assert any("döda henne" in one.words.reveal() for one in found.because)


def test_a_threat_in_three_posts_is_one_and_another_writer_between_parts_them() -> None:
    texts = ("Socialsekreterare {N} i Provstad.", "Lyssna nu.", "Jag ska döda henne.")
    [found] = lines(*texts)
    assert found.tier is SeverityTier.T4
    [parted] = lines(*texts, authors="kxk")
    assert parted.level is Level.INFO


def test_posts_that_were_not_written_in_a_row_do_not_go_on() -> None:
    assert goes_on(lines(*SPLIT[0], apart=IN_A_ROW)[0])
    assert not goes_on(lines(*SPLIT[0], apart=IN_A_ROW + timedelta(seconds=1))[0])


def test_a_post_that_names_her_again_is_judged_for_itself() -> None:
    calm, grave = lines("{N} i Provstad svarar.", "Socialsekreterare {N} i Provstad ska dö.")
    assert (calm.level, goes_on(calm)) == (Level.INFO, False)
    assert (grave.tier, grave.level) == (SeverityTier.T4, Level.ACUTE)


def test_what_a_post_says_by_itself_is_not_put_in_doubt_by_the_next() -> None:
    [found] = lines("Vi ska döda socialsekreterare {N} i Provstad.", "Vi ses på fredag.")
    assert (found.level, goes_on(found)) == (Level.ACUTE, False)


def test_what_stands_between_the_posts_is_nobodys_words() -> None:
    text = "Socialsekreterare {N} i Provstad.\nJag ska döda henne.\nVi hörs."
    document, mentions = page(text, NAME)
    ends = [at for at, letter in enumerate(document.text) if letter == "\n"]
    posts = (
        Post(key="1", start=0, end=ends[0], author="k"),
        Post(key="2", start=ends[1] + 1, end=len(document.text), author="k"),
    )
    found = assess(replace(document, posts=posts), mentions, RARE, AssessContext(now=NOW)).severity
    assert found.level is Level.INFO


def test_long_posts_are_judged_alone() -> None:
    [found] = lines(SPLIT[0][0], SPLIT[0][1] + " Nämnden gick igenom budgeten." * 60)
    assert not goes_on(found)
