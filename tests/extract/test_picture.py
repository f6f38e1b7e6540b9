"""What of a picture is read and measured; what none is refused. All pictures are drawn here."""

from io import BytesIO

import imagehash
import pytest
from PIL import Image, ImageOps

from scanner.extract import picture
from scanner.extract.picture import MOST_FRAMES, grey
from scanner.model.document import Document
from scanner.model.page import Page
from scanner.model.picture import is_picture
from scanner.people.photo import measure
from tests.extract import pages as made
from tests.people.test_photo import drawn
from tests.tesseract import saved


def file(body: bytes) -> Page:
    return made.page(body, "image/png")


def seen(body: bytes, words: str | None = "Amina Provhult") -> Document:
    return picture.read(file(body), lambda grey: words)


def nearest(document: Document, photo: bytes) -> int:
    (itself,) = document.pictures
    hers = imagehash.hex_to_hash(measure(photo))
    return min(int(hers - imagehash.hex_to_hash(look)) for look in itself.looks)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_words_and_looks_of_each_kind(kind: str) -> None:
    body = saved(drawn(), kind)
    assert is_picture(body)
    document = seen(body)
    assert document.text == "Amina Provhult"
    assert document.unread_pages == 0
    assert nearest(document, saved(drawn())) <= 4


def test_a_picture_that_nobody_read_says_so() -> None:
    document = seen(saved(drawn()), None)
    assert (document.text, document.unread_pages) == ("", 1)
    assert document.pictures[0].looks


@pytest.mark.parametrize(
    "change",
    [
        lambda image: ImageOps.expand(image, (80, 20, 80, 160), "white"),
        lambda image: ImageOps.expand(image, 60, "black"),
        ImageOps.mirror,
        lambda image: ImageOps.mirror(ImageOps.expand(image, 60, "black")),
        lambda image: image.resize((170, 212)),
    ],
    ids=["white", "black", "mirror", "both", "small"],
)
def test_a_frame_or_a_mirror_hides_no_photo(change: object) -> None:
    assert callable(change)
    copy = saved(change(drawn()), "JPEG", quality=60)
    assert nearest(seen(copy), saved(drawn())) <= 6


def test_of_one_that_moves_the_first_frames_are_read_and_the_rest_is_counted() -> None:
    frames = [drawn(seed) for seed in range(1, 8)]
    body = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    document = seen(body)
    assert document.text.count("Amina") == MOST_FRAMES
    assert document.unread_pages == 1
    assert nearest(document, saved(frames[MOST_FRAMES - 1])) <= 4


def test_what_is_see_through_is_read_on_white() -> None:
    body = saved(Image.new("RGBA", (80, 80), (0, 0, 0, 0)))
    read: list[bytes] = []
    picture.read(file(body), lambda grey: read.append(grey) or "")
    assert Image.open(BytesIO(read[0])).getextrema() == (255, 255)


def test_what_is_read_is_of_bounded_size() -> None:
    wide = Image.open(BytesIO(grey(Image.new("RGB", (9_000, 40)))))
    assert (wide.format, wide.mode, wide.width) == ("PPM", "L", 3_000)


def test_what_is_too_small_to_look_like_anything_has_no_looks() -> None:
    assert seen(saved(Image.new("RGB", (20, 400)))).pictures[0].looks == ()


@pytest.mark.parametrize(
    "hostile",
    [
        saved(drawn())[:300],
        saved(Image.new("1", (20_000, 20_000))),
        saved(Image.new("1", (9_000, 9_000))),
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"GIF89a" + bytes(40),
        b"RIFF\xff\xff\xff\xffWEBPVP8 " + bytes(40),
    ],
    ids=["cut", "bomb", "large", "noise", "gif", "webp"],
)
def test_what_cannot_be_opened_or_is_too_large_is_refused(hostile: bytes) -> None:
    assert is_picture(hostile)
    with pytest.raises(ValueError, match="picture"):
        seen(hostile)


@pytest.mark.parametrize("body", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", b""])
def test_what_is_none(body: bytes) -> None:
    assert not is_picture(body)
