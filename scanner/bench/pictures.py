"""How far copies of a picture look like it, and different pictures like each other:
`python -m scanner.bench.pictures`.

Portraits are drawn by seed: a head on shoulders before shapes, light and grain, which resemble each
other as nothing else that people post. They are drawings; real photographs were not measured.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from scanner.people.photo import look_of

MANY: Final = 2_000
COPIED: Final = 200
LIMITS: Final = (4, 6, 8, 10)
"""Bits that may differ."""

Looks = NDArray[np.uint64]
Copy = Callable[[Image.Image], Image.Image]

SIZES: Final = ((600, 800), (480, 640), (640, 640), (800, 600))


def portrait(seed: int) -> Image.Image:
    """Nobody's."""
    chance = random.Random(seed)  # noqa: S311 - the same every time
    width, height = chance.choice(SIZES)
    image = _ground(chance, width, height)
    _head(chance, image)
    grain = np.random.default_rng(seed).normal(0, chance.uniform(2, 12), (height, width, 1))
    lit = np.asarray(image, dtype=np.float64) + grain
    return Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8))


def copies() -> dict[str, Copy]:
    """What becomes of a picture that is passed on."""
    return {
        "JPEG at 30": lambda image: _compressed(image, 30),
        "JPEG at 10": lambda image: _compressed(image, 10),
        "half size": lambda image: _compressed(_scaled(image, image.width // 2), 60),
        "150 pixels wide": lambda image: _compressed(_scaled(image, 150), 70),
        "grey": lambda image: image.convert("L"),
        "a third brighter": lambda image: image.point(lambda value: min(255, value * 4 // 3)),
        "2 % cut off on each side": lambda image: _cut(image, 0.02, 0.02),
        "5 % cut off on each side": lambda image: _cut(image, 0.05, 0.05),
        "a tenth cut off below": lambda image: _cut(image, 0.0, 0.1),
        "a bar over the lowest 15 %": _barred,
    }


def table(many: int = MANY, copied: int = COPIED) -> str:
    head = [
        "| | " + " | ".join(f"{bits} bits" for bits in LIMITS) + " |",
        "|---|---:|---:|---:|---:|",
    ]
    return "\n".join([*head, *_strangers(many), *_copied(copied)])


def _strangers(many: int) -> Iterator[str]:
    drawn = [portrait(seed) for seed in range(many)]
    looks = _looks(drawn)
    mirrored = _looks([ImageOps.mirror(image) for image in drawn])
    nearest, pairs = [], np.zeros(65, dtype=np.int64)
    for at, look in enumerate(looks):
        apart = np.delete(np.minimum(_apart(look, looks), _apart(look, mirrored)), at)
        nearest.append(int(apart.min()))
        pairs += np.bincount(apart, minlength=65)
    yield _row(
        f"pairs of {many * (many - 1):,} taken for one",
        [f"{pairs[: bits + 1].sum()}" for bits in LIMITS],
    )
    yield _row("with a false twin", [_share(nearest, bits) for bits in LIMITS])


def _copied(copied: int) -> Iterator[str]:
    drawn = [portrait(seed) for seed in range(copied)]
    looks = _looks(drawn)
    for name, copy in copies().items():
        again = _looks([copy(image) for image in drawn])
        apart = [int(one) for one in np.bitwise_count(looks ^ again)]
        yield _row(name, [_share(apart, bits) for bits in LIMITS])


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | " + " | ".join(cells) + " |"


def _share(apart: Sequence[int], bits: int) -> str:
    return f"{100 * sum(one <= bits for one in apart) / len(apart):.1f} %"


def _apart(look: np.uint64, others: Looks) -> NDArray[np.int64]:
    apart: NDArray[np.int64] = np.bitwise_count(others ^ look).astype(np.int64)
    return apart


def _looks(images: Sequence[Image.Image]) -> Looks:
    return np.array([int(look_of(image), 16) for image in images], dtype=np.uint64)


def _ground(chance: random.Random, width: int, height: int) -> Image.Image:
    slope = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270)))
    image = ImageOps.colorize(slope.resize((width, height)), _colour(chance), _colour(chance))
    pen = ImageDraw.Draw(image)
    for _ in range(chance.randint(0, 12)):
        left, top = chance.randint(-100, width), chance.randint(-100, height)
        box = left, top, left + chance.randint(30, 300), top + chance.randint(30, 300)
        (pen.rectangle if chance.random() < 0.5 else pen.ellipse)(box, fill=_colour(chance))
    return image.filter(ImageFilter.GaussianBlur(chance.uniform(0, 12)))


def _head(chance: random.Random, image: Image.Image) -> None:
    pen = ImageDraw.Draw(image)
    x, y = image.width * chance.uniform(0.35, 0.65), image.height * chance.uniform(0.3, 0.5)
    wide = image.width * chance.uniform(0.14, 0.26)
    tall = wide * chance.uniform(1.15, 1.5)
    red = chance.randint(80, 245)
    skin = red, int(red * chance.uniform(0.7, 0.9)), int(red * chance.uniform(0.55, 0.8))
    pen.ellipse(
        (x - wide * 1.9, y + tall * 0.9, x + wide * 1.9, y + tall * 4), fill=_colour(chance)
    )
    below = y + tall * chance.uniform(0.2, 2.2)
    pen.ellipse((x - wide * 1.2, y - tall * 1.25, x + wide * 1.2, below), fill=_colour(chance))
    pen.rectangle((x - wide * 0.4, y + tall * 0.6, x + wide * 0.4, y + tall * 1.4), fill=skin)
    pen.ellipse((x - wide, y - tall, x + wide, y + tall), fill=skin)
    for side in (-1, 1):
        eye = x + side * wide * 0.4
        box = eye - wide * 0.15, y - tall * 0.2, eye + wide * 0.15, y - tall * 0.05
        pen.ellipse(box, fill=(30, 30, 30))
    mouth = x - wide * 0.4, y + tall * 0.2, x + wide * 0.4, y + tall * 0.6
    pen.arc(mouth, 20, 160, fill=(150, 40, 40), width=6)


def _colour(chance: random.Random) -> tuple[int, int, int]:
    return chance.randint(0, 255), chance.randint(0, 255), chance.randint(0, 255)


def _compressed(image: Image.Image, quality: int) -> Image.Image:
    written = BytesIO()
    image.save(written, "JPEG", quality=quality)
    return Image.open(written)


def _scaled(image: Image.Image, width: int) -> Image.Image:
    return image.resize((width, width * image.height // image.width))


def _cut(image: Image.Image, around: float, below: float) -> Image.Image:
    width, height = image.size
    left, top = int(width * around), int(height * around)
    return image.crop((left, top, width - left, height - int(height * below)))


def _barred(image: Image.Image) -> Image.Image:
    barred = image.copy()
    box = 0, image.height * 0.85, image.width, image.height
    ImageDraw.Draw(barred).rectangle(box, fill="black")
    return barred


if __name__ == "__main__":
    print(table())  # noqa: T201 - a table for docs/matching.md
