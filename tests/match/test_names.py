from hypothesis import given
from hypothesis import strategies as st

from scanner.match.names import NOTHING, NameIndex, Reading
from scanner.model.mention import PartForm
from scanner.model.person import WatchedPerson

PEOPLE = (
    WatchedPerson("p1", "Amina", "Testberg"),
    WatchedPerson("p2", "Ann-Marie", "Provström Ali"),
    WatchedPerson("p3", "Amina", "Testberg"),
)


def forms(reading: Reading) -> list[PartForm]:
    return [each.form for each in (*reading.given, *reading.surname, *reading.whole)]


def test_a_word_reads_as_the_parts_it_may_be() -> None:
    index = NameIndex(PEOPLE, seed=1)
    assert forms(index.read("testberg")) == [PartForm.FOLDED]
    assert forms(index.read("testbergs")) == [PartForm.INFLECTED]
    assert forms(index.read("testbärg")) == [PartForm.TYPO]
    assert forms(index.read("thestberg")) == [PartForm.VARIANT]
    assert forms(index.read("ämina")) == [PartForm.FOLDED]
    assert forms(index.read("annmarie")) == [PartForm.FOLDED]
    assert forms(index.read("aminatestberg")) == [PartForm.FOLDED]
    assert index.read("ordinary") is NOTHING


def test_people_of_one_name_share_it() -> None:
    index = NameIndex(PEOPLE, seed=1)
    [given], [surname] = index.read("amina").given, index.read("testberg").surname
    [fit] = index.fits(given.part, surname.part)
    assert fit.name.bearers == ("p1", "p3")


def test_a_name_that_is_known_is_no_slip_for_another() -> None:
    index = NameIndex([WatchedPerson("p1", "Amina", "Lindström")], seed=1)
    assert index.read("lindstrm") is not NOTHING
    assert index.read("lundström") is NOTHING


@given(st.integers(), st.lists(st.text("aminateslbrg", max_size=9), max_size=30))
def test_readings_do_not_depend_on_the_seed_or_on_what_was_read_before(
    seed: int, words: list[str]
) -> None:
    index = NameIndex(PEOPLE, seed=seed)
    for word in words:
        assert index.read(word) == NameIndex(PEOPLE, seed=0).read(word)
