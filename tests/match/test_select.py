from scanner.match.join import Found
from scanner.match.names import Name, given_side, surname_side
from scanner.match.score import Trait, Weighed
from scanner.match.select import MOST_NAMES_OF_INITIALS, best
from scanner.model.ids import PersonId
from scanner.model.mention import PartForm, PartMatch, PartRole, Tier

WORDS = ((0, 4), (5, 8), (9, 12), (13, 16))
"""Where the words of "noll ett två tre" stand."""


def named(*bearers: str) -> Name:
    who = tuple(map(PersonId, bearers))
    return Name(given_side("Amina"), surname_side("Warsame"), who, is_spelling=False)


def found(
    of: Name, places: tuple[int, ...], score: float, form: PartForm = PartForm.FOLDED
) -> Found:
    parts = tuple(
        PartMatch(role=PartRole.GIVEN, form=form, start=start, end=end)
        for start, end in (WORDS[place] for place in places)
    )
    return Found(of, parts, (Weighed(Trait.FULL),), score, Tier.FULL)


def people(*readings: Found) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    return [(tuple(map(WORDS.index, each.spans)), who) for each, who in best(readings)]


ONE, OTHER = named("one"), named("other")


def test_a_surer_reading_takes_its_words() -> None:
    assert people(found(ONE, (1, 2), 0.9), found(OTHER, (0, 1), 0.99)) == [((0, 1), ("other",))]


def test_equally_sure_readings_stand_side_by_side() -> None:
    assert len(people(found(ONE, (0, 1), 0.9), found(OTHER, (0, 1), 0.9))) == 2


def test_one_person_is_named_once_by_one_word() -> None:
    both = named("one", "other")
    assert people(found(ONE, (0, 1), 0.9), found(both, (0, 1), 0.9)) == [
        ((0, 1), ("one",)),
        ((0, 1), ("other",)),
    ]


def test_readings_without_a_common_word_all_stand() -> None:
    assert len(people(found(ONE, (0, 1), 0.9), found(ONE, (2, 3), 0.5))) == 2


def test_initials_that_fit_many_tell_of_nobody() -> None:
    few, many = (
        [found(named(str(who)), (0, 1), 0.5, PartForm.INITIAL) for who in range(count)]
        for count in (MOST_NAMES_OF_INITIALS, MOST_NAMES_OF_INITIALS + 1)
    )
    assert (len(people(*few)), people(*many)) == (MOST_NAMES_OF_INITIALS, [])


def test_readings_contend_only_where_they_lie_over_each_other() -> None:
    chain = [found(ONE, (0, 1), 0.9), found(OTHER, (1, 2), 0.8), found(ONE, (2, 3), 0.7)]
    assert people(*chain) == [((0, 1), ("one",)), ((2, 3), ("one",))]


def test_a_reading_stands_where_its_stretch_begins() -> None:
    one, other = (found(ONE, (0, 1), 0.9).at(begins) for begins in (0, 100))
    assert [each.span for each, _ in best([other, one])] == [(0, 8), (100, 108)]
    assert [(part.start, part.end) for part in other.placed()] == [(100, 104), (105, 108)]
