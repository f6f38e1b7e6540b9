"""A photo as a perceptual hash: what looks alike has nearly the same. Runs where it can be killed.

Hostile bytes come in: call it in the sandbox only.
"""

import warnings
from io import BytesIO
from typing import Final

import imagehash
from PIL import Image, ImageOps

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_PIXELS: Final = 50_000_000
"""A phone's camera takes up to that; decoded it is some 150 MB."""
SMALLEST_SIDE: Final = 64
"""Pixels. Of less, everything looks alike."""


def measure(picture: bytes) -> str:
    """The 64 bits of its pHash (discrete cosine transform) as 16 hex digits.

    Raises `ValueError` for what is no picture of `FORMATS`, or is too small or too large.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            with Image.open(BytesIO(picture), formats=FORMATS) as image:
                width, height = image.size
                if width * height > MOST_PIXELS or min(width, height) < SMALLEST_SIDE:
                    raise ValueError("the picture is too small or too large")
                # A camera may write that the picture is to be turned; copies are turned already.
                return look_of(ImageOps.exif_transpose(image))
        except (OSError, SyntaxError, Warning, Image.DecompressionBombError) as error:
            # Pillow says so of a broken file; what it says might quote the file.
            raise ValueError("not a picture that can be read") from error


def look_of(image: Image.Image) -> str:
    """How an opened picture looks: the 64 bits of its pHash as 16 hex digits."""
    return str(imagehash.phash(image))
