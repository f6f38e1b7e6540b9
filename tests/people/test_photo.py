"""A photo and its copies measure nearly the same; what is no photo is refused."""

from io import BytesIO

import imagehash
import pytest
from PIL import Image, ImageDraw

from scanner.people.photo import measure


def drawn(seed: int = 1, size: tuple[int, int] = (400, 500)) -> Image.Image:
    """A picture with shapes; nobody's."""
    image = Image.new("RGB", size, (seed * 70 % 255, 120, 200))
    pen = ImageDraw.Draw(image)
    for number in range(8):
        left, top = (number * 67 * seed) % size[0], (number * 41 * seed) % size[1]
        pen.ellipse((left, top, left + 120, top + 90), fill=(number * 30, 40 * seed % 255, 60))
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def distance(one: str, other: str) -> int:
    return int(imagehash.hex_to_hash(one) - imagehash.hex_to_hash(other))


def test_a_copy_measures_nearly_the_same_and_another_photo_does_not() -> None:
    image = drawn()
    original = measure(saved(image))
    assert len(original) == 16
    for copy in (
        saved(image, "JPEG", quality=40),
        saved(image.resize((160, 200)), "WEBP"),
        saved(image.convert("L")),
        saved(image.convert("RGBA")),
    ):
        assert distance(original, measure(copy)) <= 6
    assert distance(original, measure(saved(drawn(5)))) > 12


def test_a_picture_that_is_turned_when_shown_is_measured_as_it_is_shown() -> None:
    image = drawn()
    turned = Image.Exif()
    turned[0x0112] = 6
    stored = saved(image.rotate(90, expand=True), "JPEG", exif=turned, quality=95)
    assert distance(measure(saved(image)), measure(stored)) <= 4


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"<svg/>",
        saved(drawn())[:300],
        saved(drawn(), "GIF"),
        saved(Image.new("L", (20, 20))),
        saved(Image.new("1", (20_000, 20_000))),
    ],
    ids=["empty", "svg", "cut", "gif", "small", "bomb"],
)
def test_what_is_no_photo_is_refused(hostile: bytes) -> None:
    with pytest.raises(ValueError, match="picture"):
        measure(hostile)
