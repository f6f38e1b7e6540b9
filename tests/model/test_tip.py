"""What a screenshot is, is told by its first bytes."""

import pytest

from scanner.model.tip import PictureKind, picture_kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", PictureKind.PNG),
        (b"\xff\xd8\xff\xe0....", PictureKind.JPEG),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", PictureKind.WEBP),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"\x89PNG", None),
        (b"<svg/>", None),
        (b"", None),
    ],
)
def test_only_these_kinds_are_pictures(data: bytes, kind: PictureKind | None) -> None:
    assert picture_kind(data) is kind
