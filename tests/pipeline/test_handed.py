"""Files that people hand in, by whole scans: each is read once, and none is lost. All invented."""

import asyncio
import os
import quopri
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from scanner.enrol import photo
from scanner.enrol.withdraw import withdraw
from scanner.model import handed as names
from scanner.model.assessment import DetailMatch, Level
from scanner.model.ids import SourceId
from scanner.model.page import MissReason
from scanner.model.person import DetailKind
from scanner.pipeline import drop_folder, handed, rounds
from scanner.pipeline.backlog import Visit
from scanner.pipeline.keeping import Keeping, Look
from scanner.pipeline.looking import Looking
from scanner.places.sources import SUPPLIED
from scanner.places.tips import TIPS
from scanner.report.gather import coverage
from scanner.service.loop import serve
from scanner.store import audit, frontier
from tests.extract.pdfs import pdf
from tests.extract.test_mail import QUOTED, SAVED
from tests.pipeline.stage import AMINA, DAY, Stage, page, post, source
from tests.pipeline.test_pictures import THREAT, tesseract  # noqa: F401 - a fixture
from tests.pipeline.test_visits import AMINAS, CALM, NUMBER
from tests.tesseract import saved, written

SECURITY = "sakerhet@provstad.example"


@pytest.fixture
async def box(stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Amina has opted in; a folder to drop files into, which are whole at once."""
    monkeypatch.setattr(drop_folder, "SETTLED_SECONDS", 0.0)
    folder = tmp_path / "tips"
    folder.mkdir()
    stage.config = replace(stage.config, crawl=replace(stage.config.crawl, tips_folder=folder))
    await stage.opt_in(AMINA)
    return folder


def names_in(folder: Path) -> list[str]:
    """What lies in a folder, without the day and the digest before each name."""
    return sorted(path.name.split(".", 2)[2] for path in folder.glob("*.*.*"))


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()]


def everything_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def missed(stage: Stage) -> dict[MissReason, int]:
    return dict(counted(stage)[1])


def counted(stage: Stage) -> tuple[int, tuple[tuple[MissReason, int], ...]]:
    found = stage.store.read(lambda tx: coverage(tx, (TIPS,), stage.clock()))
    return (found[0].checked, found[0].missed) if found else (0, ())


def letter(text: str) -> bytes:
    message = EmailMessage()
    message["From"] = "Nils Påhitt <nils@blogg.example>"
    message["Subject"] = "Läs det här"
    message.set_content("Se bilagan.")
    message.add_alternative(f"<p>{text}", subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sida.html", page(post("p1", AMINAS)).encode()),
        ("brev.eml", letter(AMINAS)),
        (
            "sida.mhtml",
            SAVED.replace(QUOTED, quopri.encodestring(page(post("p1", AMINAS)).encode())),
        ),
        ("beslut.pdf", pdf([AMINAS])),
        ("text", AMINAS.encode()),
        ("fel-namn.jpg", page(post("p1", AMINAS)).encode()),
    ],
)
async def test_a_file_is_read_by_what_it_holds_and_put_away(
    stage: Stage, box: Path, name: str, content: bytes
) -> None:
    (box / name).write_bytes(content)
    await stage.scan()
    assert names_in(box / "done") == [name]
    assert files_of(box) == []
    assert counted(stage) == (1, ())
    [place] = stage.the(AMINA).places
    assert place.source_id == SUPPLIED
    assert names.of(place.address) is not None
    assert stage.sites.asked == []


async def test_the_security_team_is_told_as_of_any_page(stage: Stage, box: Path) -> None:
    (box / "a.html").write_text(page(post("p1", AMINAS)))
    stage.waiting()
    await stage.scan()
    # Also the first time: a tip is news, no inventory.
    assert stage.the(AMINA).assessment.severity.level >= Level.MEDIUM
    assert SECURITY in stage.waiting()


async def test_the_same_file_again_is_read_again_and_tells_nothing_twice(
    stage: Stage, box: Path
) -> None:
    for _ in range(2):
        (box / "a.html").write_text(page(post("p1", AMINAS)))
        await stage.scan()
    assert len(stage.the(AMINA).places) == 1
    (box / "b.html").write_text(page(post("p1", CALM)))
    stage.waiting()
    await stage.scan(DAY)
    assert SECURITY not in stage.waiting()


async def test_no_detail_is_told_to_be_hers(stage: Stage, box: Path) -> None:
    (box / "a.html").write_text(page(post("p1", AMINAS, NUMBER)))
    await stage.scan()
    told = stage.the(AMINA).assessment
    assert [one.match for one in told.severity.details] == [DetailMatch.NEARBY]
    said = [one.feature for one in told.identity.evidence]
    assert not [one for one in said if one.startswith(("known_", "entered_"))]


@pytest.mark.usefixtures("tesseract")
async def test_a_picture_that_may_be_her_photo_is_called_possible(stage: Stage, box: Path) -> None:
    picture = saved(written(f"{THREAT} {AMINA.name}"))
    await photo.add(stage.store, stage.people[AMINA.name], picture, stage.now)
    (box / "bild.png").write_bytes(picture)
    await stage.scan()
    told = stage.the(AMINA).assessment
    photos = [one for one in told.severity.details if one.kind is DetailKind.PHOTO]
    assert [one.match for one in photos] == [DetailMatch.NEARBY]
    assert "possible_detail" in [one.feature for one in told.identity.evidence]


@pytest.mark.usefixtures("tesseract")
async def test_a_threat_in_a_mails_picture_is_seen_beside_a_name_in_its_text(
    stage: Stage, box: Path
) -> None:
    message = EmailMessage()
    message["From"] = "Nils Påhitt <nils@blogg.example>"
    message.set_content(f"Handläggare: {AMINA.name}, socialsekreterare i Provstad")
    message.add_attachment(saved(written(AMINAS)), maintype="image", subtype="png")
    (box / "brev.eml").write_bytes(message.as_bytes())
    await stage.scan()
    assert AMINAS in stage.the(AMINA).excerpt.text.reveal()
    assert missed(stage) == {}


async def test_what_is_told_is_the_same_whichever_number_is_hers(stage: Stage, box: Path) -> None:
    told = []
    for number in ("070-174 06 07", "070-174 06 05"):  # The second is hers.
        (box / "a.html").write_text(page(post("p1", AMINAS, f"Hennes nummer är {number}, ring.")))
        await stage.scan()
        newest = max(stage.of(AMINA), key=lambda one: one.last_seen)
        told.append(replace(newest.assessment.severity, details=(), because=()))
        told.append(replace(newest.assessment.identity, evidence=()))
        told.append([one.feature for one in newest.assessment.identity.evidence])
    assert told[:3] == told[3:]


async def test_a_list_of_numbers_is_withheld(stage: Stage, box: Path) -> None:
    numbers = ", ".join(f"070-174 06 {n:02}" for n in range(5, 11))
    (box / "a.html").write_text(page(post("p1", f"{AMINAS} Hennes nummer: {numbers}.")))
    await stage.scan()
    severity = stage.the(AMINA).assessment.severity
    assert severity.details == ()
    assert [one for one in severity.because if one.message.startswith("Withheld")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04\x14\x00", MissReason.CONTENT_TYPE),
        (b"%PDF-1.7 broken", MissReason.UNREADABLE),
        (b"\x89PNG\r\n\x1a\n broken", MissReason.UNREADABLE),
        (b"", MissReason.UNREADABLE),
        (b"a" * (8 * 1024 * 1024 + 1), MissReason.TOO_LARGE),
    ],
    ids=["zip", "pdf", "png", "empty", "huge"],
)
async def test_what_cannot_be_read_is_a_gap_and_lies_among_the_failed(
    stage: Stage, box: Path, content: bytes, reason: MissReason
) -> None:
    (box / "x.eml").write_bytes(content)
    await stage.scan()
    assert names_in(box / "failed") == ["x.eml"]
    assert missed(stage) == {reason: 1}


async def test_a_zip_in_a_mail_is_counted_and_hides_nothing(stage: Stage, box: Path) -> None:
    message = EmailMessage()
    message["From"] = "Nils Påhitt <nils@blogg.example>"
    message.set_content(AMINAS)
    message.add_attachment(b"PK\x03\x04", maintype="application", subtype="zip", filename="a.zip")
    (box / "brev.eml").write_bytes(message.as_bytes())
    await stage.scan()
    assert stage.of(AMINA)
    assert missed(stage) == {MissReason.PARTLY: 1}


async def test_what_is_no_file_of_the_folder_is_left_alone(
    stage: Stage, box: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "hemligt.html"
    outside.write_text(page(post("p1", AMINAS)))
    (box / "link.html").symlink_to(outside)
    (box / "folder.html").mkdir()
    (box / "folder.html" / "a.html").write_text(page(post("p1", AMINAS)))
    (box / ".halv.html").write_text(page(post("p1", AMINAS)))
    os.mkfifo(box / "fifo.html")
    before = everything_in(box)
    assert await handed.waiting(stage.house, left_after=DAY) == frozenset()
    await stage.scan(only=frozenset({SUPPLIED}))
    assert stage.of(AMINA) == ()
    assert before <= everything_in(box)
    assert outside.exists()


@pytest.mark.parametrize("shelf", ["in", "reading", "done", "failed"])
async def test_nothing_is_moved_out_of_the_folder_and_the_scan_goes_on(
    stage: Stage, box: Path, tmp_path: Path, shelf: str, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (box / shelf).symlink_to(elsewhere)
    (box / "a.html").write_text(page(post("p1", AMINAS)))
    stage.sources = (source("http://forum.example/t"),)
    stage.sites.page("forum.example/t", page(post("p1", AMINAS)))
    await stage.scan(only=frozenset({SUPPLIED, SourceId("forum")}))
    assert [place.source_id for place in stage.the(AMINA).places] == ["forum"]
    assert (box / "a.html").exists()
    assert everything_in(elsewhere) == set()
    assert "tips.failed" in caplog.text
    assert await handed.waiting(stage.house, left_after=DAY) == frozenset()


async def test_a_file_that_is_still_written_is_left_alone(
    stage: Stage, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (box / "a.html").open("w") as file:
        file.write(page(post("p1", AMINAS)))
        file.flush()
        await stage.scan(only=frozenset({SUPPLIED}))
        assert (box / "a.html").exists()
    monkeypatch.setattr(drop_folder, "SETTLED_SECONDS", 3600.0)
    await stage.scan(only=frozenset({SUPPLIED}))
    assert (box / "a.html").exists()
    monkeypatch.setattr(drop_folder, "SETTLED_SECONDS", 0.0)
    await stage.scan()
    assert stage.of(AMINA)


async def test_a_name_can_do_no_harm(stage: Stage, box: Path) -> None:
    (box / "\x1b[2J\u202e..\udcff name'$(x).html").write_text(page(post("p1", AMINAS)))
    await stage.scan()
    [name] = names_in(box / "done")
    assert name.isascii()
    assert name.isprintable()
    assert not {"/", " ", "'", "$", "["} & set(name)


async def test_the_store_and_its_files_name_no_path(stage: Stage, box: Path) -> None:
    (box / "amina-provhult.html").write_text(page(post("p1", CALM)))
    await stage.scan()
    data = stage.config.data.folder
    assert not [
        path
        for path in data.rglob("*")
        if path.is_file() and b"amina-provhult" in path.read_bytes()
    ]


async def test_so_many_an_hour_are_read_and_the_others_wait(
    stage: Stage, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handed, "MOST_AN_HOUR", 2)
    for number in range(3):
        (box / f"{number}.html").write_text(page(post("p1", f"{CALM} {number}")))
    await stage.scan()
    assert len(names_in(box / "done")) == 2
    assert await handed.waiting(stage.house, left_after=DAY) == frozenset()
    await stage.scan(handed.HOUR)
    assert len(names_in(box / "done")) == 3
    deeds = stage.store.read(lambda tx: audit.counts(tx, after=0))
    assert deeds["tip.check"] == 3


async def test_what_was_put_away_goes_after_a_day_and_its_address_later(
    stage: Stage, box: Path
) -> None:
    (box / "a.html").write_text(page(post("p1", CALM)))
    (box / "b.zip").write_bytes(b"PK\x03\x04")
    await stage.scan()
    await stage.scan(handed.KEPT)
    assert len(names_in(box / "done")) == len(names_in(box / "failed")) == 1
    await stage.scan(DAY)
    assert names_in(box / "done") == names_in(box / "failed") == []
    await stage.scan(32 * DAY)
    assert stage.store.read(lambda tx: frontier.brought(tx, SUPPLIED)) == {}


async def test_of_whoever_withdraws_nothing_is_left_but_the_file_for_a_day(
    stage: Stage, box: Path
) -> None:
    (box / "a.html").write_text(page(post("p1", AMINAS)))
    await stage.scan()
    kept = stage.house.evidence_folder
    assert files_of(kept)
    withdraw(stage.store, stage.config, stage.people[AMINA.name], stage.now)
    assert files_of(kept) == []
    assert stage.of(AMINA) == ()
    # Were it gone now, whoever handed it in would know who that was.
    assert names_in(box / "done") == ["a.html"]
    await stage.scan(2 * DAY)
    assert names_in(box / "done") == []


async def test_a_file_that_changed_after_it_was_taken_in_is_taken_in_anew(
    stage: Stage, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "a.html").write_text(page(post("p1", CALM)))
    take_in = handed.take_in

    def changed(*arguments: object) -> None:
        take_in(*arguments)  # type: ignore[arg-type]
        for path in (box / "reading").iterdir():
            path.write_text(page(post("p1", AMINAS)))

    with monkeypatch.context() as once:
        once.setattr(rounds.handed, "take_in", changed)
        await stage.scan()
    assert stage.of(AMINA) == ()
    await stage.scan()
    assert stage.of(AMINA)
    assert len(names_in(box / "done")) == 1


async def test_when_a_file_is_put_away_does_not_depend_on_who_is_named(
    stage: Stage, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (box / "a.html").write_text(page(post("p1", AMINAS)))
    keep, put_away = Keeping.keep, asyncio.Event()

    async def keeps_last(self: Keeping, look: Look) -> None:
        await put_away.wait()
        await keep(self, look)

    def puts_away(*arguments: object) -> None:
        handed._put_away(stage.house)
        loop.call_soon_threadsafe(put_away.set)

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(Keeping, "keep", keeps_last)
    monkeypatch.setattr(handed, "put_away", puts_away)
    async with asyncio.timeout(60):
        await stage.scan()
    assert names_in(box / "done") == ["a.html"]
    assert stage.of(AMINA)


async def test_a_service_reads_what_is_dropped_within_seconds(stage: Stage, box: Path) -> None:
    stop = asyncio.Event()
    serving = asyncio.create_task(serve(stage.house, stop))
    try:
        async with asyncio.timeout(60):
            for number, text in enumerate((AMINAS, f"{AMINAS} En gång till.")):
                (box / f"{number}.html").write_text(page(post("p1", text)))
                await until(lambda: len(names_in(box / "done")) > number)  # noqa: B023
            await until(lambda: bool(stage.of(AMINA)))
    finally:
        stop.set()
        await serving


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110  Nobody tells of it.
        await asyncio.sleep(0.1)


class Killed(BaseException):
    pass


@pytest.mark.parametrize("moment", ["row", "rename", "read", "look", "put away", "keep"])
async def test_a_scan_that_dies_loses_no_file_and_tells_nothing_twice(
    stage: Stage, box: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    (box / "a.html").write_text(page(post("p1", AMINAS)))
    stage.waiting()

    def dies(*arguments: object) -> None:
        raise Killed

    async def dies_looking(self: Looking, visit: Visit) -> None:
        raise Killed

    async def dies_keeping(self: Keeping, look: Look) -> None:
        raise Killed

    with monkeypatch.context() as at_work:
        if moment == "look":
            at_work.setattr(Looking, "take", dies_looking)
        elif moment == "keep":
            at_work.setattr(Keeping, "keep", dies_keeping)
        elif moment == "rename":
            at_work.setattr(drop_folder, "move", dies)
        else:
            where = {"row": "_take", "read": "read", "put away": "put_away"}
            at_work.setattr(handed, where[moment], dies)
        with pytest.raises(BaseException):  # noqa: B017, PT011 - whatever a dying scan raises
            await stage.scan()
    for _ in range(2):
        await stage.scan()
    assert names_in(box / "done") == ["a.html"]
    assert names_in(box / "reading") == names_in(box / "failed") == []
    assert len(stage.the(AMINA).places) == 1
    assert stage.waiting().count(SECURITY) == 1
