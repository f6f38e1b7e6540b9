from pathlib import Path

import pytest

from scanner.config.settings import Config
from scanner.model.consent import ConsentKind, Profile
from scanner.model.personal import Personal
from scanner.store import consents, people
from scanner.store.database import Store, Transaction, generation
from scanner.store.keys import ErasedPerson
from scanner.store.payload import pack, unpack
from tests.conftest import MORNING
from tests.store.cast import AMINA, ANNA, YEAR, consent_event, enrol, phone, profile


def enrol_two(tx: Transaction) -> None:
    enrol(tx)
    enrol(tx, ANNA, profile("Anna", "Provdal"))


def watched_ids(store: Store, now=MORNING) -> set[str]:
    return {person.person_id for person in store.read(lambda tx: people.watched(tx, now))}


def test_a_watched_person_is_what_she_wrote(any_store: Store) -> None:
    any_store.write(enrol)
    (amina,) = any_store.read(
        lambda tx: people.watched(tx, MORNING, employer=Personal("Provstads kommun"))
    )
    assert (amina.person_id, amina.given, amina.surname) == (
        AMINA,
        Personal("Amina"),
        Personal("Provhult"),
    )
    assert amina.spellings == profile().spellings
    assert amina.context.unit == Personal("Barn och unga")
    assert amina.context.employer == Personal("Provstads kommun")
    assert amina.context.born == 1985
    assert amina.details == (phone(),)


def test_a_profile_of_an_older_program_says_no_year_of_birth(any_store: Store) -> None:
    older = pack(profile()).replace(b', "born": 1985', b"")
    assert b"born" not in older
    assert unpack(Profile, older).born is None


def test_only_valid_opt_ins_are_watched(any_store: Store) -> None:
    any_store.write(enrol_two)
    assert watched_ids(any_store) == {AMINA, ANNA}
    withdrawn = consent_event(ANNA, 2, ConsentKind.WITHDRAWN)
    any_store.write(lambda tx: consents.append(tx, withdrawn))
    assert watched_ids(any_store) == {AMINA}
    assert watched_ids(any_store, MORNING + YEAR) == set()


def test_who_lost_her_key_is_passed_over(any_store: Store) -> None:
    any_store.write(enrol_two)
    any_store.keys.destroy_person(ANNA)
    assert watched_ids(any_store) == {AMINA}


def test_who_is_erased_is_not_watched_and_only_once_erased(any_store: Store) -> None:
    any_store.write(enrol_two)
    assert any_store.write(lambda tx: people.start_erasing(tx, AMINA))
    assert not any_store.write(lambda tx: people.start_erasing(tx, AMINA))
    assert watched_ids(any_store) == {ANNA}


def test_a_changed_profile_replaces_the_old(any_store: Store) -> None:
    any_store.write(enrol)
    any_store.write(lambda tx: people.change(tx, AMINA, profile("Amina", "Provås")))
    assert any_store.read(lambda tx: people.profile(tx, AMINA)) == profile("Amina", "Provås")


def test_details_are_kept_dropped_and_added_each_once(any_store: Store) -> None:
    any_store.write(enrol)
    other, third = phone(b"e" * 32), phone(b"f" * 32)
    any_store.write(
        lambda tx: people.keep_details(
            tx,
            AMINA,
            (other, phone(), other),
            frozenset(k.detail_id for k in people.details(tx, AMINA)),
        )
    )
    both = any_store.read(lambda tx: people.details(tx, AMINA))
    assert {kept.detail for kept in both} == {phone(), other}
    keep = frozenset(kept.detail_id for kept in both if kept.detail == other)
    any_store.write(lambda tx: people.keep_details(tx, AMINA, (third,), keep))
    left = any_store.read(lambda tx: people.details(tx, AMINA))
    assert {kept.detail for kept in left} == {other, third}


def test_nobody_keeps_a_detail_of_somebody_else(any_store: Store) -> None:
    any_store.write(enrol_two)
    annas = any_store.read(lambda tx: people.details(tx, ANNA))
    foreign = frozenset(kept.detail_id for kept in annas)
    any_store.write(lambda tx: people.keep_details(tx, AMINA, (), foreign))
    assert any_store.read(lambda tx: people.details(tx, AMINA)) == ()
    assert any_store.read(lambda tx: people.details(tx, ANNA)) == annas


@pytest.mark.parametrize(
    "work",
    [
        lambda tx: enrol(tx, ANNA, profile("Anna", "Provdal")),
        lambda tx: people.change(tx, AMINA, profile("Amina", "Provås")),
        lambda tx: people.keep_details(tx, AMINA, ()),
        lambda tx: people.start_erasing(tx, AMINA),
    ],
    ids=["opt-in", "profile", "details", "withdrawal"],
)
def test_every_change_of_who_is_watched_grows_the_generation(any_store: Store, work) -> None:
    any_store.write(enrol)
    before = any_store.read(generation)
    any_store.write(work)
    assert any_store.read(generation) > before


def test_a_reference_leads_to_its_holder_however_it_is_typed(any_store: Store) -> None:
    reference = any_store.write(enrol)
    for typed in (reference, reference.lower(), reference.replace("-", " "), f" {reference}\n"):
        assert any_store.read(lambda tx, typed=typed: people.by_reference(tx, typed)) == AMINA
    for wrong in ("", "2222-2222-2222-2222-2222", reference[:-1]):
        assert any_store.read(lambda tx, wrong=wrong: people.by_reference(tx, wrong)) is None


def test_references_are_long_and_never_the_same() -> None:
    references = {people.new_reference() for _ in range(200)}
    assert len(references) == 200
    assert all(len(reference) == 24 for reference in references)


def test_a_label_tells_nothing_and_two_people_have_two(any_store: Store) -> None:
    any_store.write(enrol_two)
    labels = any_store.read(lambda tx: {people.label(tx, AMINA), people.label(tx, ANNA)})
    assert len(labels) == 2
    assert all(label.startswith("P-") and len(label) == 8 for label in labels)


def test_who_was_never_there_is_as_who_was_erased(any_store: Store) -> None:
    for read in (people.profile, people.label):
        with pytest.raises(ErasedPerson):
            any_store.read(lambda tx, read=read: read(tx, AMINA))


def test_the_files_show_nothing_of_her(store: Store, config: Config) -> None:
    reference = store.write(enrol)
    store.close()
    content = b"".join(
        file.read_bytes() for file in Path(config.data.folder).rglob("*") if file.is_file()
    )
    for word in ("Provhult", "provhult", "أمينة", "Barn och unga", "d" * 32, reference):
        assert word.encode() not in content
