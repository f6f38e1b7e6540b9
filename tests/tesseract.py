"""An invented Tesseract, for machines without one: the same command line, reading a writing of its
own, and pictures in that writing. What the real one makes of letters no test here tells."""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

COLUMNS, ROWS, CELL = 64, 32, 8
"""The writing: UTF-8, a bit a cell, white is 1; 256 bytes."""

_PROGRAM = """#!{python} -IS
import os, sys, time
mood = {mood!r}
if sys.argv[1:] == ["--list-langs"]:
    print('List of available languages in "/nowhere/" (4):')
    print("\\n".join({languages!r}))
    sys.exit()
assert sys.argv[1:] == ["stdin", "stdout", "-l", "swe+ara+eng"], sys.argv
assert os.environ["OMP_THREAD_LIMIT"] == "1" and "PATH" not in os.environ
if mood == "leaves a file":
    os.write(os.open({folder!r} + "/left", os.O_WRONLY | os.O_CREAT), b"x")
if mood == "slow":
    os.close(os.open({folder!r} + "/pid-" + str(os.getpid()), os.O_CREAT))
    time.sleep(120)
if mood == "broken":
    sys.exit(1)
kind, size, most, pixels = sys.stdin.buffer.read().split(b"\\n", 3)
assert (kind, most) == (b"P5", b"255"), (kind, most)
width, height = map(int, size.split())
bits = [
    pixels[int((row + .5) * height / {rows}) * width + int((column + .5) * width / {columns})] > 127
    for row in range({rows}) for column in range({columns})
]
text = bytes(sum(bits[at + n] << n for n in range(8)) for at in range(0, len(bits), 8))
sys.stdout.buffer.write(text.rstrip(b"\\0") + b"\\n\\f")
"""


def install(
    folder: Path,
    mood: str = "",
    languages: tuple[str, ...] = ("ara", "eng", "osd", "swe"),
) -> str:
    """The program in a folder; `mood`: slow, broken, leaves a file."""
    program = folder / "tesseract"
    program.write_text(
        _PROGRAM.format(
            python=sys.executable, mood=mood, languages=list(languages),
            folder=str(folder), rows=ROWS, columns=COLUMNS,
        )
    )  # fmt: skip
    program.chmod(0o755)
    return str(program)


def written(text: str) -> Image.Image:
    """A picture of a text in that writing; beside it, where it has no words, it is black."""
    raw = text.encode().ljust(COLUMNS * ROWS // 8, b"\0")
    bits = Image.new("L", (COLUMNS, ROWS))
    bits.putdata([255 * (byte >> n & 1) for byte in raw for n in range(8)])
    return bits.resize((COLUMNS * CELL, ROWS * CELL), Image.Resampling.NEAREST)


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
