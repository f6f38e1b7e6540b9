"""Pictures by whole scans: what stands in them is read where Tesseract is, and else a gap."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from scanner.enrol import photo
from scanner.model.assessment import DetailMatch, Level
from scanner.model.page import MissReason
from scanner.model.person import DetailKind
from scanner.store import photos
from tests.extract.pdfs import pdf
from tests.people.test_photo import drawn
from tests.pipeline.stage import AMINA, DAY, Stage, page, post, source
from tests.pipeline.test_search import hosts, pages
from tests.pipeline.test_visits import AMINAS, CALM
from tests.pipeline.test_wordpress import coverage
from tests.tesseract import install, saved, written

FORUM = "http://forum.example/t"
LINKED = "paste.example/bild.png"


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An invented one is installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    install(folder)
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def no_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.fixture
async def hot(stage: Stage) -> Stage:
    """Amina has opted in; a hot forum links to a picture that says of her what posts elsewhere."""
    stage.sources = (source(FORUM, cadence_minutes=4),)
    stage.sites.page("forum.example/t", page(post("p1", CALM), links=(f"http://{LINKED}",)))
    stage.sites.page(LINKED, saved(written(AMINAS)), content_type="image/png")
    await stage.opt_in(AMINA)
    return stage


@pytest.mark.usefixtures("tesseract")
async def test_who_is_named_in_a_picture_is_found(hot: Stage) -> None:
    await hot.scan()
    (place,) = hot.the(AMINA).places
    assert place.address == f"http://{LINKED}"
    assert coverage(hot).checked == 2
    assert coverage(hot).missed == ()


@pytest.mark.usefixtures("tesseract")
async def test_a_threat_on_a_scanned_page_is_seen_beside_a_name_in_the_text(hot: Stage) -> None:
    """Pages with a hit are read a second time to be cut into posts, without Tesseract."""
    both = pypdfium2.PdfDocument(pdf([f"Handläggare: {AMINA.name}, socialsekreterare"]))
    scan = saved(written(AMINAS).convert("RGB"), "PDF")
    both.import_pages(pypdfium2.PdfDocument(scan))
    file = BytesIO()
    both.save(file)
    hot.sites.page("forum.example/t", page(links=("http://paste.example/beslut.pdf",)))
    hot.sites.page("paste.example/beslut.pdf", file.getvalue(), content_type="application/pdf")
    await hot.scan()
    assert AMINAS in hot.the(AMINA).excerpt.text.reveal()


@pytest.mark.usefixtures("no_tesseract")
async def test_a_picture_that_nobody_read_is_a_gap_with_its_number_and_not_asked_for_again(
    hot: Stage,
) -> None:
    await hot.scan()
    assert hot.of(AMINA) == ()
    assert coverage(hot).missed == ((MissReason.PICTURE, 1),)
    await hot.scan(DAY)
    assert pages(hot.sites.paths()).count(LINKED) == 1


@pytest.mark.usefixtures("tesseract")
async def test_one_without_a_word_is_read(hot: Stage) -> None:
    hot.sites.page(LINKED, saved(written("")), content_type="image/png")
    await hot.scan()
    assert coverage(hot).missed == ()


@pytest.mark.usefixtures("tesseract")
@pytest.mark.parametrize(
    ("body", "kind", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "image/png", MissReason.UNREADABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml", MissReason.CONTENT_TYPE),
        (saved(written("x")), "application/zip", MissReason.CONTENT_TYPE),
    ],
    ids=["broken", "svg", "zip"],
)
async def test_what_is_no_picture_is_a_gap(
    hot: Stage, body: bytes, kind: str, reason: MissReason
) -> None:
    hot.sites.page(LINKED, body, content_type=kind)
    await hot.scan()
    assert coverage(hot).missed == ((reason, 1),)


@pytest.mark.usefixtures("tesseract")
async def test_a_picture_where_a_page_of_a_source_should_be_is_not_asked_for(hot: Stage) -> None:
    hot.sources = (source(f"http://{LINKED}"),)
    await hot.scan()
    assert coverage(hot).missed == ((MissReason.CONTENT_TYPE, 1),)


PHOTO = drawn()
SHOWN = "cdn.example/foto.jpg"
THREAT = "Vi vet var du jobbar. Lägg ut namn och bild på henne överallt, hon ska få betala för det."


@pytest.fixture
async def shown(stage: Stage) -> Stage:
    """Amina has opted in and entered a photo; a hot forum shows a copy of it above a threat."""
    stage.sources = (source(FORUM, cadence_minutes=4),)
    shows(stage, THREAT)
    copy = PHOTO.resize((300, 375))
    stage.sites.page(SHOWN, saved(copy, "JPEG", quality=60), content_type="image/jpeg")
    await stage.opt_in(AMINA)
    await photo.add(stage.store, stage.people[AMINA.name], saved(PHOTO), stage.now)
    return stage


def shows(stage: Stage, words: str) -> None:
    picture = f'<img src="http://{SHOWN}" width="300" height="375">'
    body = page(post("p1", CALM), post("p2", picture, words), post("p3", CALM))
    stage.sites.page("forum.example/t", body, headers={"ETag": '"1"'})


@pytest.mark.usefixtures("tesseract")
async def test_her_photo_above_a_threat_is_found_where_it_is_shown(shown: Stage) -> None:
    await shown.scan()
    assert shown.of(AMINA) == ()
    await shown.scan(DAY)
    finding = shown.the(AMINA)
    assert [(one.address, one.post_key) for one in finding.places] == [(FORUM, "p2")]
    assert THREAT in finding.excerpt.text.reveal()
    assert "entered_photo" in {one.feature for one in finding.assessment.identity.evidence}
    assert finding.assessment.severity.level >= Level.LOW
    (detail,) = finding.assessment.severity.details
    assert (detail.kind, detail.match) == (DetailKind.PHOTO, DetailMatch.KNOWN)


@pytest.mark.usefixtures("tesseract")
async def test_of_her_photo_among_calm_words_not_even_she_is_told(shown: Stage) -> None:
    shows(shown, CALM)
    await shown.scan()
    await shown.scan(DAY)
    assert shown.of(AMINA) == ()


@pytest.mark.usefixtures("no_tesseract")
async def test_a_photo_is_compared_where_nothing_can_be_read_and_the_gap_is_told(
    shown: Stage,
) -> None:
    await shown.scan()
    assert coverage(shown).missed == ((MissReason.PICTURE, 1),)
    await shown.scan(DAY)
    assert shown.the(AMINA).places[0].post_key == "p2"


@pytest.mark.usefixtures("tesseract")
async def test_another_picture_is_nobodys(shown: Stage) -> None:
    shown.sites.page(SHOWN, saved(drawn(5), "JPEG"), content_type="image/jpeg")
    await shown.scan()
    await shown.scan(DAY)
    assert shown.of(AMINA) == ()


@pytest.mark.usefixtures("tesseract")
async def test_a_photo_that_is_entered_later_is_compared_without_asking_for_it_again(
    shown: Stage,
) -> None:
    amina = shown.people[AMINA.name]
    (kept,) = shown.store.read(lambda tx: photos.of_person(tx, amina))
    await photo.drop(shown.store, amina, kept.photo_id, shown.now)
    await shown.scan()
    await shown.scan(DAY)
    await photo.add(shown.store, amina, saved(PHOTO), shown.now)
    await shown.scan(DAY)
    assert shown.the(AMINA).places[0].post_key == "p2"
    assert shown.sites.paths().count(SHOWN) == 1


@pytest.mark.usefixtures("tesseract")
async def test_pictures_are_asked_for_once_and_by_hot_sources_alone(stage: Stage) -> None:
    """The same where nobody is enrolled."""
    stage.sources = (source(FORUM, cadence_minutes=60),)
    shows(stage, THREAT)
    stage.sites.page(SHOWN, saved(PHOTO, "JPEG"), content_type="image/jpeg")
    await stage.scan()
    assert pages(stage.sites.paths()) == ["forum.example/t"]
    stage.sources = (source(FORUM, cadence_minutes=4),)
    stage.sites.asked.clear()
    shows(stage, CALM)
    for _ in range(3):
        await stage.scan(DAY)
    assert pages(stage.sites.paths()).count(SHOWN) == 1
    assert hosts(stage) == []


@pytest.mark.usefixtures("tesseract")
async def test_a_page_comes_whole_until_its_pictures_have_come(shown: Stage) -> None:
    for _ in range(3):
        await shown.scan(DAY)
    asked = [headers for where, headers in shown.sites.asked if where == "forum.example/t"]
    assert [one.get("if-none-match") for one in asked] == [None, None, '"1"']


@pytest.mark.usefixtures("tesseract")
async def test_the_robots_txt_of_where_pictures_lie_is_obeyed(shown: Stage) -> None:
    shown.sources = (source(FORUM, cadence_minutes=4, robots_override_reason="Beslut 1"),)
    shown.sites.page("cdn.example/robots.txt", "User-agent: *\nDisallow: /")
    await shown.scan()
    assert SHOWN not in shown.sites.paths()
    assert coverage(shown).missed == ((MissReason.ROBOTS, 1),)


@pytest.mark.usefixtures("tesseract")
async def test_a_page_of_hundreds_of_pictures_makes_us_ask_for_the_twenty_largest(
    stage: Stage,
) -> None:
    stage.sources = (source(FORUM, cadence_minutes=4),)
    addresses = [f"bild{n}.example/a.png" for n in range(200)]
    body = "".join(
        f'<img src="http://{where}" width="{100 + n}" height="100">'
        for n, where in enumerate(addresses)
    )
    stage.sites.page("forum.example/t", page(post("p1", body, CALM)))
    for where in addresses:
        stage.sites.page(where, saved(written("")), content_type="image/png")
    await stage.scan()
    assert set(pages(stage.sites.paths())) == {"forum.example/t", *addresses[180:]}
