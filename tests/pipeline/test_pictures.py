"""Pictures by whole scans: what stands in them is read where Tesseract is, and else a gap."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from scanner.model.page import MissReason
from tests.extract.pdfs import pdf
from tests.pipeline.stage import AMINA, DAY, Stage, page, post, source
from tests.pipeline.test_search import pages
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
