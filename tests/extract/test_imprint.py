"""Pages that say the same leave the same behind, whatever a trap fills in."""

import pytest

from scanner.extract.imprint import LONGEST, imprint
from scanner.model.document import Document
from scanner.model.frontier import Imprint
from scanner.model.ids import Address

HERE = "http://forum.example/kalender/31"


def of(text: str, address: str = HERE) -> Imprint:
    document = Document(address=Address(address), title="", language="", text=text, blocks=())
    return imprint(document)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Inga möten den 3 april.", "Inga möten den 29 april."),
        ("Besök 9f3ac01b är ditt", "Besök 77e0bd2a är ditt"),
        ("Först\nSedan", "Sedan\n\nFörst\nFörst"),
        ("Du sökte: kalender", "Du sökte:"),
    ],
)
def test_what_a_trap_fills_in_counts_for_nothing(one: str, other: str) -> None:
    assert of(one).lines == of(other).lines != ()


def test_words_of_the_address_count_for_nothing_spelled_either_way() -> None:
    filled = of("Allt om båtar här", "http://forum.example/b%C3%A5tar")
    assert filled.lines == of("Allt om bilar här", "http://forum.example/bilar").lines


def test_other_words_leave_other_lines() -> None:
    assert of("Inga möten").lines != of("Ett möte").lines
    assert of("").lines == of("12\n13").lines == ()


def test_the_whole_text_is_told_apart_by_a_number() -> None:
    assert of("Ring 070-1740605").text != of("Ring 070-1740606").text


def test_of_a_long_page_the_longest_lines_are_kept() -> None:
    menu = "\n".join(f"meny {'abcdefghij'[n % 10] * n}" for n in range(40))
    words = "\n".join(f"ett långt stycke om något {'klmnopqrst'[n % 10] * n}" for n in range(60))
    assert len(of(f"{menu}\n{words}").lines) == LONGEST
