"""When each source was last taken up, and since when what it brought may have been cut off."""

from datetime import timedelta

from scanner.model.frontier import Turn
from scanner.model.ids import SourceId
from scanner.store import turns
from scanner.store.database import Store
from tests.conftest import MORNING

FORUM, BLOG = SourceId("forum"), SourceId("blogg")
HOUR = timedelta(hours=1)


def turn(store: Store, name: SourceId = FORUM) -> Turn | None:
    return store.read(turns.every).get(name)


def test_who_was_never_taken_up_has_no_turn(any_store: Store) -> None:
    assert turn(any_store) is None
    any_store.write(lambda tx: turns.begin(tx, (), MORNING))
    assert any_store.read(turns.every) == {}


def test_a_turn_is_open_from_the_first_that_was_not_closed(any_store: Store) -> None:
    any_store.write(lambda tx: turns.begin(tx, (FORUM, BLOG), MORNING))
    any_store.write(lambda tx: turns.begin(tx, (FORUM,), MORNING + HOUR))
    assert turn(any_store) == Turn(source_id=FORUM, began_at=MORNING + HOUR, open_since=MORNING)
    any_store.write(lambda tx: turns.close(tx, (FORUM,)))
    assert turn(any_store) == Turn(source_id=FORUM, began_at=MORNING + HOUR, open_since=None)
    assert turn(any_store, BLOG) == Turn(source_id=BLOG, began_at=MORNING, open_since=MORNING)
    any_store.write(lambda tx: turns.begin(tx, (FORUM,), MORNING + 2 * HOUR))
    again = turn(any_store)
    assert again is not None
    assert again.open_since == MORNING + 2 * HOUR
