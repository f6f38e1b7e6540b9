"""A stop link leads to her for as long as there is anything of hers to stop."""

from scanner.model.ids import PersonId
from scanner.store import erasures, mail_links
from scanner.store.database import Store
from tests.store.cast import AMINA, ANNA, enrol, profile


def test_each_link_is_hers_alone_and_works_again(any_store: Store) -> None:
    any_store.write(enrol)
    any_store.write(lambda tx: enrol(tx, ANNA, profile("Anna", "Testholm")))
    first, second, annas = (
        any_store.write(lambda tx, who=who: mail_links.issue(tx, who))
        for who in (AMINA, AMINA, ANNA)
    )
    assert len({first, second, annas}) == 3
    assert whose(any_store, first) == whose(any_store, first) == whose(any_store, second) == AMINA
    assert whose(any_store, annas) == ANNA


def test_an_invented_link_is_nobodys(store: Store) -> None:
    assert whose(store, "invented") is None


def test_her_links_go_with_her(store: Store) -> None:
    store.write(enrol)
    token = store.write(lambda tx: mail_links.issue(tx, AMINA))
    store.write(lambda tx: erasures.delete_rows(tx, AMINA))
    assert whose(store, token) is None


def whose(store: Store, token: str) -> PersonId | None:
    return store.read(lambda tx: mail_links.person_of(tx, token))
