"""Personal values never show themselves."""

import pickle

import pytest

from scanner import log
from scanner.model.person import PersonContext, WatchedPerson
from scanner.model.personal import MASK, Personal

NAME = "Amina Provhult"


@pytest.mark.parametrize("shown", [repr, str, "{:>40}".format, "{!r}".format, "%s".__mod__])
def test_personal_masks_itself_however_it_is_shown(shown) -> None:
    assert NAME not in shown(Personal(NAME))
    assert MASK in shown(Personal(NAME))


def test_personal_gives_its_text_only_by_reveal() -> None:
    assert Personal(NAME).reveal() == NAME
    assert Personal(Personal(NAME)) == Personal(NAME)
    assert Personal(NAME) != NAME
    assert pickle.loads(pickle.dumps(Personal(NAME))).reveal() == NAME


def test_a_watched_person_takes_strings_and_shows_none() -> None:
    person = WatchedPerson(
        "p1", "Amina", "Provhult", (NAME,), PersonContext(town=Personal("Provstad"))
    )
    assert person.given.reveal() == "Amina"
    for text in ("Amina", "Provhult", "Provstad"):
        assert text not in repr(person)


def test_the_log_refuses_what_might_be_personal(caplog: pytest.LogCaptureFixture) -> None:
    logger = log.logger("test")
    with caplog.at_level("INFO", logger="varn.test"):
        log.event(logger, "x", status=200, name=NAME, value=Personal(NAME), source="a\nb")
    assert NAME not in caplog.text
    assert "status=200" in caplog.text
    assert "source=a\\nb" in caplog.text
