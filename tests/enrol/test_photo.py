"""Of a photo only its measure is kept, and that is hers to take out."""

from scanner.config.settings import Config
from scanner.enrol import photo
from scanner.enrol.photo import MOST_PHOTOS, Fault
from scanner.model.ids import PersonId
from scanner.store import photos
from scanner.store.database import Store, generation
from scanner.store.photos import KeptPhoto
from tests.conftest import MORNING
from tests.enrol.cast import ANNAS_FORM, ANNAS_MAIL, opt_in, person_of
from tests.people.test_photo import drawn, saved


def hers(store: Store, person_id: PersonId) -> tuple[KeptPhoto, ...]:
    return store.read(lambda tx: photos.of_person(tx, person_id))


async def test_the_measure_is_kept_and_not_the_picture(any_store: Store, config: Config) -> None:
    await opt_in(any_store, config)
    amina = person_of(any_store)
    picture = saved(drawn())
    assert await photo.add(any_store, amina, picture, MORNING) is None
    assert await photo.add(any_store, amina, picture, MORNING) is None
    (kept,) = hers(any_store, amina)
    assert len(kept.photo.digest) == 16
    assert kept.photo.digest not in repr(kept)
    folder = any_store.data
    any_store.close()
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert picture[40:200] not in content
    assert kept.photo.digest.encode() not in content


async def test_every_page_is_read_again_for_a_photo(store: Store, config: Config) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    before = store.read(generation)
    assert await photo.add(store, amina, saved(drawn()), MORNING) is None
    added = store.read(generation)
    (kept,) = hers(store, amina)
    await photo.drop(store, amina, kept.photo_id, MORNING)
    assert before < added < store.read(generation)


async def test_she_takes_out_her_own_and_nobody_elses(store: Store, config: Config) -> None:
    await opt_in(store, config)
    await opt_in(store, config, ANNAS_FORM, ANNAS_MAIL)
    amina, anna = person_of(store), person_of(store, ANNAS_MAIL)
    await photo.add(store, amina, saved(drawn()), MORNING)
    (kept,) = hers(store, amina)
    await photo.drop(store, anna, kept.photo_id, MORNING)
    assert hers(store, amina) == (kept,)
    await photo.drop(store, amina, kept.photo_id, MORNING)
    assert hers(store, amina) == ()


async def test_what_is_no_picture_is_told_and_nothing_is_kept(store: Store, config: Config) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    assert await photo.add(store, amina, b"\x89PNG nothing", MORNING) is Fault.NOT_READ
    assert hers(store, amina) == ()


async def test_a_few_photos_are_enough(store: Store, config: Config) -> None:
    await opt_in(store, config)
    amina = person_of(store)
    faults = [
        await photo.add(store, amina, saved(drawn(seed)), MORNING) for seed in (1, 2, 3, 4, 5, 7)
    ]
    assert faults == [None] * MOST_PHOTOS + [Fault.TOO_MANY]
