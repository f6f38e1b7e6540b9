"""What of a PDF is read, and what is said not to be. All people are invented."""

from io import BytesIO

import pypdfium2
import pytest

from scanner.extract import pdf as reader
from scanner.extract.pdf import MOST_PAGES, MOST_SCANS, joined
from scanner.model.document import BlockKind, Document
from scanner.model.page import Page
from tests.extract import pages as made
from tests.extract.pdfs import pdf, scan


def read(body: bytes) -> Document:
    return reader.read(file(body))


def file(body: bytes) -> Page:
    return made.page(body, "application/pdf")


def test_text_of_every_page_comes_in_order() -> None:
    minutes = pdf(["Socialnämnden § 41", "Åsa Provström (s)"], ["§ 42", "Örjan Äppelprov"])
    assert read(minutes).text.splitlines() == [
        "Socialnämnden § 41",
        "Åsa Provström (s)",
        "§ 42",
        "Örjan Äppelprov",
    ]


def test_what_the_file_says_of_itself_is_read() -> None:
    told = {"Title": "Utredning", "Author": "Amina Provling", "Producer": "Skrivare 2.0"}
    document = read(pdf(["Text"], said=told))
    assert document.title == "Utredning"
    assert "Amina Provling" in document.text
    assert "Skrivare" not in document.text
    assert document.blocks[1].kind is BlockKind.META


def test_comments_on_a_page_are_read() -> None:
    assert "hon bor på Provgatan 3" in read(pdf(["Text"], comment="hon bor på Provgatan 3")).text


@pytest.mark.parametrize(
    ("lines", "read_as"),
    [
        (["Handläggare var Anna", "och hon"], ["Handläggare var Anna och hon"]),
        (["Närvarande: Åsa,", "Örjan"], ["Närvarande: Åsa, Örjan"]),
        (["en socialsekre\ufffe", "terare sade"], ["en socialsekreterare sade"]),
        (["hon heter Anna\ufffe", "Karin Provberg"], ["hon heter Anna-Karin Provberg"]),
        (["x " * 30 + "Amina", "Provling"], ["x " * 30 + "Amina Provling"]),
        (["Slut.", "Nytt"], ["Slut.", "Nytt"]),
        (["Anna Provberg", "Bo Provlund"], ["Anna Provberg", "Bo Provlund"]),
        (["تحدثت أمينة", "ورسمة هنا."], ["تحدثت أمينة ورسمة هنا."]),
        (["1 -", "x", ""], ["1 - x"]),
        ([], []),
    ],
)
def test_a_sentence_goes_on_over_the_end_of_a_line(lines: list[str], read_as: list[str]) -> None:
    assert [line for line in joined(iter(lines)) if line] == read_as


def test_pages_that_are_pictures_are_counted() -> None:
    assert read(scan()).unread_pages == 1
    assert read(pdf(["Text"], [])).unread_pages == 0, "an empty page holds no words"


def test_the_words_beside_a_picture_are_read_and_the_picture_is_counted() -> None:
    both = pypdfium2.PdfDocument(pdf(["Dnr 2026-17"]))
    both.import_pages(pypdfium2.PdfDocument(scan()))
    document = read(_saved(both))
    assert document.text == "Dnr 2026-17"
    assert document.unread_pages == 1


def test_pages_that_are_pictures_are_drawn_and_read() -> None:
    both = pypdfium2.PdfDocument(pdf(["Dnr 2026-17"]))
    both.import_pages(pypdfium2.PdfDocument(scan()))
    sizes: list[tuple[int, int]] = []

    def sees(drawn: pypdfium2.PdfBitmap) -> str:
        sizes.append((drawn.width, drawn.height))
        return "Amina Provhult"

    document = reader.read(file(_saved(both)), sees)
    assert document.text.splitlines() == ["Dnr 2026-17", "Amina Provhult"]
    assert document.unread_pages == 0
    assert sizes == [(2120, 3000)]


def test_a_page_that_could_not_be_read_is_counted_and_no_more_are_drawn_than_may_be() -> None:
    assert reader.read(file(scan()), lambda drawn: None).unread_pages == 1
    many = pypdfium2.PdfDocument.new()
    for _ in range(MOST_SCANS + 3):
        many.import_pages(pypdfium2.PdfDocument(scan()))
    document = reader.read(file(_saved(many)), lambda drawn: "x")
    assert document.unread_pages == 3


def test_a_page_of_any_size_is_drawn_within_bounds() -> None:
    sheet = pypdfium2.PdfDocument.new()
    page = sheet.new_page(14_000, 3)
    picture = pypdfium2.PdfImage.new(sheet)
    bitmap = pypdfium2.PdfBitmap.new_native(10, 10, 4)
    picture.set_bitmap(bitmap)
    picture.set_matrix(pypdfium2.PdfMatrix().scale(14_000, 3))
    page.insert_obj(picture)
    page.gen_content()
    sizes: list[int] = []
    reader.read(file(_saved(sheet)), lambda drawn: sizes.append(drawn.width) or "")
    assert sizes == [3000]


def test_of_a_very_long_file_the_rest_is_counted() -> None:
    long = pdf(*[["x"]] * (MOST_PAGES + 7))
    assert read(long).unread_pages == 7


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7",
        b"%PDF-1.7\n" + bytes(range(256)) * 40,
        pdf(["Text"])[:300],
        pdf(
            ["Text"],
            extra=b"/Encrypt<</Filter/Standard/V 1/R 2/P -1/O<%s>/U<%s>>>/ID[<00><00>]"
            % (b"00" * 32, b"11" * 32),
        ),
    ],
    ids=["begun", "noise", "cut", "locked"],
)
def test_what_cannot_be_opened_is_an_error(body: bytes) -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        read(body)


def _saved(document: pypdfium2.PdfDocument) -> bytes:
    written = BytesIO()
    document.save(written)
    return written.getvalue()
