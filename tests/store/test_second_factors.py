"""A second factor is kept under her key and goes with her."""

from dataclasses import replace

from scanner.model.personal import Personal
from scanner.store import erasures, second_factors
from scanner.store.database import Store
from scanner.store.second_factors import FactorKind, SecondFactor
from tests.store.cast import AMINA, ANNA, enrol, profile

HERS = SecondFactor(kind=FactorKind.APP, secret=Personal("ab" * 20), last_step=7)


def find(store: Store) -> SecondFactor | None:
    return store.read(lambda tx: second_factors.find(tx, AMINA))


def test_it_is_hers_and_can_be_replaced(any_store: Store) -> None:
    any_store.write(enrol)
    any_store.write(lambda tx: enrol(tx, ANNA, profile("Anna", "Testholm")))
    assert find(any_store) is None
    any_store.write(lambda tx: second_factors.add(tx, AMINA, HERS))
    assert find(any_store) == HERS
    assert any_store.read(lambda tx: second_factors.find(tx, ANNA)) is None
    later = replace(HERS, last_step=8)
    any_store.write(lambda tx: second_factors.change(tx, AMINA, later))
    assert find(any_store) == later


def test_it_goes_with_her(store: Store) -> None:
    store.write(enrol)
    store.write(lambda tx: second_factors.add(tx, AMINA, HERS))
    store.write(lambda tx: erasures.delete_rows(tx, AMINA))
    assert find(store) is None


def test_no_file_holds_it(store: Store) -> None:
    store.write(enrol)
    store.write(lambda tx: second_factors.add(tx, AMINA, HERS))
    folder = store.data
    store.close()
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert HERS.secret.reveal().encode() not in content
    assert bytes.fromhex(HERS.secret.reveal()) not in content


def test_it_is_never_shown() -> None:
    assert "abab" not in repr(HERS)
