from scanner.match.join import Found, Piece
from scanner.match.names import Candidate, Edge, Name
from scanner.match.select import best
from scanner.model.ids import PersonId
from scanner.model.mention import PartForm, PartRole, Tier


def name(*bearers: str) -> Name:
    return Name(
        given=("amina",),
        surname=("warsame",),
        written=frozenset(),
        spelling=False,
        bearers=tuple(map(PersonId, bearers)),
    )


def found(of: Name, places: tuple[int, ...], score: float) -> Found:
    candidate = Candidate(0, PartForm.FOLDED, 0, 1.0, Edge.ANYWHERE)
    pieces = tuple(Piece(place, PartRole.GIVEN, candidate) for place in places)
    return Found(name=of, pieces=pieces, score=score, tier=Tier.FULL)


def people(*readings: Found) -> list[tuple[tuple[int, ...], tuple[str, ...]]]:
    return [(tuple(p.place for p in each.pieces), who) for each, who in best(readings)]


ONE, OTHER = name("one"), name("other")


def test_a_surer_reading_takes_its_words() -> None:
    assert people(found(ONE, (1, 2), 0.9), found(OTHER, (0, 1), 0.99)) == [((0, 1), ("other",))]


def test_equally_sure_readings_stand_side_by_side() -> None:
    assert len(people(found(ONE, (0, 1), 0.9), found(OTHER, (0, 1), 0.9))) == 2


def test_one_person_is_named_once_by_one_word() -> None:
    both = name("one", "other")
    assert people(found(ONE, (0, 1), 0.9), found(both, (0, 1), 0.9)) == [
        ((0, 1), ("one",)),
        ((0, 1), ("other",)),
    ]


def test_readings_without_a_common_word_all_stand() -> None:
    assert len(people(found(ONE, (0, 1), 0.9), found(ONE, (2, 3), 0.5))) == 2
