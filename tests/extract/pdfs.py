"""Small PDF files, built as ISO 32000-1 Annex H.3 shows: objects, a table of where they are, and a
trailer. Text is set in Helvetica with WinAnsiEncoding, which has every Swedish letter."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from PIL import Image

WIDTH, HEIGHT = 595, 842
LEADING = 14


def pdf(
    *pages: Sequence[str],
    said: Mapping[str, str] | None = None,
    comment: str = "",
    extra: bytes = b"",
) -> bytes:
    """A file of pages, each of lines. `said` is its document information, `comment` a note on each
    page, `extra` goes into the trailer."""
    kids = [4 + 3 * number for number in range(len(pages))]
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(pages), b" ".join(b"%d 0 R" % kid for kid in kids)),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    for kid, lines in zip(kids, pages, strict=True):
        drawn = _drawn(lines)
        objects[kid] = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Annots[%d 0 R]"
            b"/Resources<</Font<</F1 3 0 R>>>>>>" % (WIDTH, HEIGHT, kid + 1, kid + 2)
        )
        objects[kid + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn)
        objects[kid + 2] = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents %s>>" % _string(
            comment
        )
    info = max(objects) + 1
    told = [b"/%s%s" % (key.encode(), _string(value)) for key, value in (said or {}).items()]
    objects[info] = b"<<%s>>" % b"".join(told)
    return _file(objects, info, extra)


def scan() -> bytes:
    """A page that is a picture, as a scanner makes it."""
    file = BytesIO()
    Image.new("RGB", (WIDTH, HEIGHT), "white").save(file, "PDF")
    return file.getvalue()


def _drawn(lines: Sequence[str]) -> bytes:
    shown = b"".join(b"(%s) Tj T* " % _escaped(line.encode("cp1252")) for line in lines)
    return b"BT /F1 11 Tf %d TL 50 780 Td %sET" % (LEADING, shown) if lines else b""


def _escaped(text: bytes) -> bytes:
    return text.replace(b"\\", b"\\\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _string(text: str) -> bytes:
    return b"<%s>" % (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()


def _file(objects: Mapping[int, bytes], info: int, extra: bytes) -> bytes:
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in sorted(objects.items()):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(written)
    size = len(places) + 1
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    written += b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R%s>>\n" % (size, info, extra)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % start)
