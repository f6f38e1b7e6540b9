"""A picture to a document: its words, and how it looks as perceptual hashes.

Hostile bytes come in: for workers that may be killed only. Which formats are opened is said here,
so that no other decoder ever sees them; SVG is a page of markup, not a picture.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Final

from PIL import Image, ImageChops, ImageOps, ImageSequence

from scanner.extract.lines import Lines
from scanner.model.document import BlockKind, Document
from scanner.model.page import Page
from scanner.model.picture import Picture
from scanner.people.photo import MOST_PIXELS, SMALLEST_SIDE, look_of

Reads = Callable[[bytes], str | None]
"""The words of a picture in grey (PGM); None where nobody read it."""

FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
"""Those that `model.picture.is_picture` knows."""

MOST_FRAMES: Final = 3
"""Of one that moves. The others count as unread."""

READ_SIDE: Final = 3_000
"""Pixels of the longer side, to which a larger picture is made smaller before its words are read:
an A4 page at 250 dots an inch."""
SMALL_SIDE: Final = 512
"""Pixels of the longer side to which a picture is made smaller before its margins are looked at."""

MARGIN: Final = 24
"""Of 255: so much may a plain margin differ from its corner, after lossy compression."""


def read(page: Page, reads: Reads) -> Document:
    """The words in a picture and how it looks; frames that nobody read are its `unread_pages`.

    Raises `ValueError` where it cannot be opened or is too large.
    """
    lines, looks, unread = Lines(page.final), dict[str, None](), 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(BytesIO(page.body), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise ValueError("the picture is too large")
                for frame in islice(ImageSequence.Iterator(image), MOST_FRAMES):
                    shown = _shown(frame)
                    looks |= dict.fromkeys(_looks(shown))
                    unread += not _add_words(shown, reads, lines)
                unread += getattr(image, "n_frames", 1) > MOST_FRAMES
        except (OSError, SyntaxError, Warning, Image.DecompressionBombError) as error:
            # Pillow says so of a broken file; what it says might quote the file.
            raise ValueError("not a picture that can be read") from error
    itself = Picture(address=page.final, at=0, looks=tuple(looks))
    return replace(lines.document(), unread_pages=unread, pictures=(itself,))


def grey(image: Image.Image) -> bytes:
    """A picture as Tesseract gets it, `READ_SIDE` at most."""
    small = image.convert("L")
    small.thumbnail((READ_SIDE, READ_SIDE))
    written = BytesIO()
    small.save(written, "PPM")
    return written.getvalue()


def _add_words(image: Image.Image, reads: Reads, lines: Lines) -> bool:
    text = reads(grey(image))
    if text is not None:
        lines.add(BlockKind.BODY, text)
    return text is not None


def _shown(frame: Image.Image) -> Image.Image:
    """As it is shown: turned as its camera says, on white where it is see-through."""
    turned = ImageOps.exif_transpose(frame)
    if not turned.has_transparency_data:
        return turned.convert("RGB")
    full = turned.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", full.size, "white"), full).convert("RGB")


def _looks(image: Image.Image) -> Iterator[str]:
    """Of the whole, without a plain margin, and each as in a mirror: whoever posts another's photo
    may frame or turn it. None of what is too small to look like anything."""
    wholes = [image, *_unframed(image)]
    for one in wholes:
        if min(one.size) >= SMALLEST_SIDE:
            yield look_of(one)
            yield look_of(ImageOps.mirror(one))


def _unframed(image: Image.Image) -> Iterator[Image.Image]:
    """The picture without its plain margin; nothing where it has none, or is all plain."""
    small = image.copy()
    small.thumbnail((SMALL_SIDE, SMALL_SIDE))
    plain = Image.new("RGB", small.size, small.getpixel((0, 0)))
    strays = ImageChops.difference(small, plain).convert("L")
    inner = strays.point(lambda value: 255 if value > MARGIN else 0).getbbox()
    if inner is not None and inner != (0, 0, *small.size):
        across, down = image.width / small.width, image.height / small.height
        left, top, right, bottom = inner
        yield image.crop(
            (round(left * across), round(top * down), round(right * across), round(bottom * down))
        )
