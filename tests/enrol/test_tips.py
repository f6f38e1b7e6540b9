"""What she reports is kept, told without a word of it, limited, and goes with her."""

from datetime import timedelta

import pytest

from scanner.config.settings import Config
from scanner.enrol.tips import MOST_A_DAY, MOST_PICTURE_BYTES, Fault, drop, report
from scanner.enrol.withdraw import withdraw
from scanner.store import schema, tips
from scanner.store.database import Store
from tests.enrol.cast import count, letters
from tests.findings.cast import DAY_1, DAY_2
from tests.store.enrolled import AMINA, BJORN, enrol

PAGE = "https://forum.example/t/17#p5"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 40
WEBP = b"RIFF\x00\x00\x00\x00WEBP" + b"x" * 40


@pytest.fixture
def hers(store: Store) -> Store:
    enrol(store, AMINA, DAY_1)
    enrol(store, BJORN, DAY_1)
    return store


async def tell(
    store: Store, config: Config, *, address: str = PAGE, note: str = "", picture=b"", now=DAY_1
) -> Fault | None:
    return await report(store, config, AMINA, address=address, note=note, picture=picture, now=now)


@pytest.mark.parametrize("picture", [b"", PNG, WEBP, b"\xff\xd8\xff" + b"x" * 9])
async def test_it_is_kept_for_her_alone(hers: Store, config: Config, picture: bytes) -> None:
    assert await tell(hers, config, note="Grannen såg det", picture=picture) is None
    (tip,) = hers.read(lambda tx: tips.of_person(tx, AMINA))
    assert (tip.address, tip.note.reveal()) == ("https://forum.example/t/17", "Grannen såg det")
    assert tip.picture == picture
    assert hers.read(lambda tx: tips.of_person(tx, BJORN)) == ()
    assert hers.read(tips.everybodys) == (tips.Reported(person_id=AMINA, tip=tip),)


async def test_the_security_team_is_told_and_the_mail_holds_nothing_of_it(
    hers: Store, config: Config
) -> None:
    await tell(hers, config, note="Grannen såg det")
    (letter,) = letters(hers, DAY_1)
    assert letter.recipient.reveal() == "sakerhet@provstad.example"
    for words in ("forum", "Grannen", "Amina"):
        assert words not in letter.text.reveal() + letter.subject.reveal()


@pytest.mark.parametrize(
    ("address", "picture", "fault"),
    [
        ("", b"", Fault.EMPTY),
        ("javascript:alert(1)", b"", Fault.NO_ADDRESS),
        ("https://x.example/" + "a" * 2000, b"", Fault.NO_ADDRESS),
        ("", b"<svg onload=alert(1)>", Fault.NO_PICTURE),
        (PAGE, b"RIFF\x00\x00\x00\x00WAVE", Fault.NO_PICTURE),
        (PAGE, PNG + bytes(MOST_PICTURE_BYTES), Fault.TOO_LARGE),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_what_is_no_tip_is_not_taken(
    hers: Store, config: Config, address: str, picture: bytes, fault: Fault
) -> None:
    assert await tell(hers, config, address=address, picture=picture) is fault
    assert count(hers, schema.tip) == 0
    assert letters(hers, DAY_1) == []


async def test_so_many_a_day_and_no_more(hers: Store, config: Config) -> None:
    said = [await tell(hers, config) for _ in range(MOST_A_DAY + 1)]
    assert said == [None] * MOST_A_DAY + [Fault.TOO_MANY]
    assert await tell(hers, config, now=DAY_2 + timedelta(seconds=1)) is None


async def test_taken_back_it_is_gone_and_nobody_takes_back_anothers(
    hers: Store, config: Config
) -> None:
    await tell(hers, config)
    (tip,) = hers.read(lambda tx: tips.of_person(tx, AMINA))
    assert not await drop(hers, BJORN, tip.tip_id, DAY_1)
    assert await drop(hers, AMINA, tip.tip_id, DAY_1)
    assert not await drop(hers, AMINA, tip.tip_id, DAY_1)
    assert count(hers, schema.tip) == 0


async def test_it_goes_with_her(hers: Store, config: Config) -> None:
    await tell(hers, config, picture=PNG)
    withdraw(hers, config, AMINA, DAY_2)
    assert count(hers, schema.tip) == 0
