"""Plain text and JSON."""

from scanner.extract import plain
from tests.extract.pages import check_offsets, empty_lines, shown


def test_text_keeps_its_lines() -> None:
    lines = empty_lines()
    plain.feed_text("Anna  Berg\r\n\n\tEkstigen\0 7\ud800\n", lines)
    document = lines.document()
    check_offsets(document)
    assert shown(document) == [("body", "Anna Berg"), ("body", "Ekstigen 7\ufffd")]


def test_json_is_the_strings_that_a_person_could_read() -> None:
    lines = empty_lines()
    plain.feed_json(
        '{"id": 7, "cooked": "<p>An<b>na</b></p><p>Berg</p>", "raw": "en\\ntv\\u00e5 \\ud800"}',
        lines,
    )
    document = lines.document()
    check_offsets(document)
    assert shown(document) == [
        ("data", "Anna"),
        ("data", "Berg"),
        ("data", "en"),
        ("data", "två \ufffd"),
    ]
